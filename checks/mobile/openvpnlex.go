package mobile

import (
	"errors"
	"fmt"
	"strings"

	"isoscan/internal/facts"
)

// directive is one line of an OpenVPN configuration, or one block.
type directive struct {
	words []string
	// block: the argument stands between <name> and </name>, and is left out.
	block  bool
	source facts.Source
}

func (d directive) name() string { return d.words[0] }

// arg is the n-th argument, or empty.
func (d directive) arg(n int) string {
	if n < len(d.words) {
		return facts.Text(d.words[n])
	}
	return ""
}

// openvpnFile is what a configuration says, its included files in their place.
type openvpnFile struct {
	lines []directive
	// err is the first thing that OpenVPN refuses the file for.
	err error
	// ignored are unknown options that the file allows, tolerant all of them.
	ignored  map[string]bool
	tolerant bool
	// read returns an included file.
	read func(name string) (string, error)
}

const (
	openvpnLine  = 256 // longest line
	openvpnDepth = 10  // of included files
	openvpnWords = 16
)

func (f *openvpnFile) refuse(source facts.Source, format string, args ...any) {
	if f.err == nil {
		f.err = fmt.Errorf("%s: OpenVPN refuses the file: %s", source, fmt.Sprintf(format, args...))
	}
}

// parse reads one file as openvpn(8), "CONFIGURATION FILE" does.
func (f *openvpnFile) parse(p, content string, depth int) {
	lines := strings.Split(strings.TrimPrefix(content, "\uFEFF"), "\n")
	for i := 0; i < len(lines); i++ {
		source := facts.FileLine(facts.Text(p), i+1)
		if len(lines[i]) >= openvpnLine-1 {
			f.refuse(source, "the line is too long")
		}
		list, err := openvpnSplit(lines[i])
		if err != nil {
			f.refuse(source, "%v", err)
			continue
		}
		if len(list) == 0 {
			continue
		}
		d := directive{words: list, source: source}
		if name := list[0]; len(name) >= 3 && strings.HasPrefix(name, "--") {
			d.words[0] = name[2:]
		}
		if name, ok := blockName(list); ok {
			end := i + 1
			for ; end < len(lines) && !strings.HasPrefix(strings.TrimLeft(lines[end], " \t\v\f\r"), "</"+name+">"); end++ {
			}
			if end == len(lines) {
				f.refuse(source, "</%s> is missing", facts.Text(name))
				return
			}
			if name == "connection" {
				inner := &openvpnFile{ignored: f.ignored, tolerant: f.tolerant, read: f.read}
				inner.parse(p, strings.Repeat("\n", i+1)+strings.Join(lines[i+1:end], "\n"), depth+1)
				f.lines = append(f.lines, inner.lines...)
				if f.err == nil {
					f.err = inner.err
				}
			} else {
				d.words, d.block = []string{name}, true
				f.add(d)
			}
			i = end
			continue
		}
		if d.name() == "config" && len(d.words) == 2 {
			f.include(d, depth)
			continue
		}
		f.add(d)
	}
}

// blockName: a line of <name> alone.
func blockName(list []string) (string, bool) {
	w := list[0]
	if len(list) > 1 || len(w) < 3 || w[0] != '<' || w[len(w)-1] != '>' {
		return "", false
	}
	return w[1 : len(w)-1], true
}

func (f *openvpnFile) include(d directive, depth int) {
	if depth >= openvpnDepth {
		f.refuse(d.source, "files are included too deep")
		return
	}
	if f.read == nil {
		f.refuse(d.source, "the included file is not known")
		return
	}
	content, err := f.read(d.words[1])
	if err != nil {
		f.refuse(d.source, "%v", err)
		return
	}
	f.parse(d.words[1], content, depth+1)
}

// add takes a directive whose name and arguments are right.
func (f *openvpnFile) add(d directive) {
	tolerant := f.tolerant
	if d.name() == "setenv" && d.arg(1) == "opt" {
		if len(d.words) == 2 {
			return
		}
		d.words, tolerant = d.words[2:], true
	}
	switch n, known := openvpnArguments[d.name()]; {
	case d.block && known && !openvpnInline[d.name()]:
		f.refuse(d.source, "%s is no block", facts.Text(d.name()))
	case d.block && known:
		f.lines = append(f.lines, d)
	case known && len(d.words) > n[0] && len(d.words)-1 <= n[1]:
		f.lines = append(f.lines, d)
	case openvpnOld[d.name()]:
		// What older releases took still tells.
		f.lines = append(f.lines, d)
		f.refuse(d.source, "releases from 2.6 have no option %s", d.name())
	case !tolerant && !f.ignored[d.name()]:
		f.refuse(d.source, "%q is no option, or has too few or too many arguments", facts.Text(d.name()))
	}
	switch d.name() {
	case "ignore-unknown-option":
		for _, w := range d.words[1:] {
			f.ignored[w] = true
		}
	case "setenv":
		f.tolerant = f.tolerant || d.arg(1) == "FORWARD_COMPATIBLE" && d.arg(2) == "1"
	case "client-cert-not-required":
		f.refuse(d.source, "releases from 2.5 have no option %s", d.name())
	}
}

// openvpnOld are options of releases before 2.6 that decide something here.
var openvpnOld = words("tls-remote ncp-disable keysize no-iv key-method")

// openvpnSplit cuts a line into words as OpenVPN's parse_line does: quotes only
// open a word at its beginning, a backslash stands for the next character, and
// a comment begins only where a word might.
func openvpnSplit(line string) ([]string, error) {
	const (
		between = iota
		plain
		double
		single
	)
	var out []string
	var word []byte
	state, escaped := between, false
	for i := 0; i <= len(line); i++ {
		c := byte(0)
		if i < len(line) {
			c = line[i]
		}
		if !escaped && c == '\\' && state != single {
			escaped = true
			continue
		}
		space := c == 0 || strings.IndexByte(" \t\n\v\f\r", c) >= 0
		took, done := false, false
		switch state {
		case between:
			switch {
			case space:
			case c == ';' || c == '#':
				return out, nil
			case !escaped && c == '"':
				state = double
			case !escaped && c == '\'':
				state = single
			default:
				state, took = plain, true
			}
		case plain:
			done = !escaped && space
			took = !done
		case double:
			done = !escaped && c == '"'
			took = !done && c != 0
		case single:
			done = c == '\''
			took = !done && c != 0
		}
		if took {
			word = append(word, c)
			if escaped && c != '\\' && c != '"' && !space {
				return nil, errors.New("a backslash before a letter")
			}
		}
		if done {
			out, word, state = append(out, string(word)), nil, between
			if len(out) >= openvpnWords {
				return out, nil
			}
		}
		escaped = false
		if c == 0 && i < len(line) {
			break
		}
	}
	if state != between {
		return nil, errors.New("a quote that is not closed")
	}
	return out, nil
}
