package integrity

import (
	"context"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"isoscan/internal/host"
)

const (
	maxFiles = 500
	maxDepth = 16
)

// location is the database that a configuration names.
type location struct {
	kind, path, file string
	line             int
}

// truth: a condition that a file alone does not tell is perhaps.
type truth int

const (
	no truth = iota
	perhaps
	yes
)

// reader follows a configuration as AIDE 0.18 does (aide.conf(5)) until it knows
// the database: the first line of database_in= or, by its old name, database=
// holds, and all that come after it change nothing.
type reader struct {
	ctx    context.Context
	h      host.Host
	vars   map[string]string
	unsure map[string]bool // variables that may have another value
	files  int
	found  *location
}

// database finds what AIDE compares with. Nil: the configuration names none.
func database(ctx context.Context, h host.Host, config string) (*location, error) {
	r := &reader{ctx: ctx, h: h, vars: map[string]string{}, unsure: map[string]bool{}}
	err := r.file(config, yes, 0)
	return r.found, err
}

// errProgram: what a program prints is not known without running it.
var errProgram = errors.New("a program that is included before a database is named may name one")

// file reads one file; around says whether AIDE reads it at all.
func (r *reader) file(p string, around truth, depth int) error {
	if r.files++; r.files > maxFiles || depth > maxDepth {
		return fmt.Errorf("%s: too many files are included", p)
	}
	b, err := r.h.ReadFile(r.ctx, p, host.ConfigLimit)
	if err != nil {
		return err
	}
	n := 0
	frames := []frame{{now: around}}
	for line := range strings.Lines(string(b)) {
		n++
		if err := r.ctx.Err(); err != nil {
			return err
		}
		line = strings.TrimSpace(line)
		if word, rest, ok := directive(line); ok {
			if frames, ok = r.branch(frames, word, rest); ok {
				continue
			}
			if err := r.directive(p, word, rest, frames[len(frames)-1].now, depth); err != nil {
				return err
			}
		} else if err := r.option(p, n, line, frames[len(frames)-1].now); err != nil {
			return err
		}
		if r.found != nil {
			return nil
		}
	}
	return nil
}

// directive splits "@@word rest".
func directive(line string) (word, rest string, ok bool) {
	if line, ok = strings.CutPrefix(line, "@@"); !ok || strings.HasPrefix(line, "{") {
		return "", "", false
	}
	f := strings.Fields(line)
	if len(f) == 0 {
		return "", "", false
	}
	return f[0], strings.Join(f[1:], " "), true
}

// frame is one condition and whether what stands in it counts.
type frame struct{ outer, holds, now truth }

// branch follows conditions; ok is false for other directives.
func (r *reader) branch(frames []frame, word, rest string) ([]frame, bool) {
	top := &frames[len(frames)-1]
	holds := perhaps
	switch word {
	case "if":
		holds = r.condition(strings.Fields(rest))
	case "ifdef":
		holds = r.condition([]string{"defined", rest})
	case "ifndef":
		holds = r.condition([]string{"not", "defined", rest})
	case "ifhost", "ifnhost":
	case "else":
		if len(frames) > 1 {
			top.now = min(top.outer, yes-top.holds)
		}
		return frames, true
	case "endif":
		if len(frames) > 1 {
			frames = frames[:len(frames)-1]
		}
		return frames, true
	default:
		return frames, false
	}
	return append(frames, frame{top.now, holds, min(top.now, holds)}), true
}

// condition: the name of the host and AIDE's version are not in its files.
func (r *reader) condition(words []string) truth {
	if len(words) > 0 && words[0] == "not" {
		return yes - r.condition(words[1:])
	}
	if len(words) != 2 {
		return perhaps
	}
	switch words[0] {
	case "defined":
		if r.unsure[words[1]] {
			return perhaps
		}
		if _, ok := r.vars[words[1]]; ok {
			return yes
		}
		return no
	case "exists":
		_, err := r.h.Lstat(r.ctx, words[1])
		switch {
		case err == nil:
			return yes
		case errors.Is(err, host.ErrNotExist):
			return no
		}
	}
	return perhaps
}

func (r *reader) directive(from, word, rest string, now truth, depth int) error {
	if now == no {
		return nil
	}
	name, value, _ := strings.Cut(rest, " ")
	switch word {
	case "define", "undef":
		if now == perhaps {
			r.unsure[name] = true
			return nil
		}
		delete(r.unsure, name)
		delete(r.vars, name)
		if word == "define" {
			// Its value is one word; a comment may follow.
			value, _, _ = strings.Cut(value, " ")
			r.vars[name] = value
		}
	case "include", "x_include":
		return r.include(word == "x_include", strings.Fields(rest), now, depth)
	}
	return nil
}

// include reads a file, or the files of a folder whose name a regular expression
// fits, in the order of their names; x_include runs those that are executable.
func (r *reader) include(run bool, words []string, now truth, depth int) error {
	if len(words) == 0 {
		return nil
	}
	files := []string{words[0]}
	if len(words) > 1 {
		name, err := regexp.Compile(words[1])
		if err != nil {
			return fmt.Errorf("including %s: %w", words[0], err)
		}
		list, err := r.h.ReadDir(r.ctx, words[0])
		if err != nil {
			return fmt.Errorf("including %s: %w", words[0], err)
		}
		files = nil
		for _, e := range list {
			if e.IsRegular() && name.MatchString(e.Name) {
				files = append(files, path.Join(words[0], e.Name))
			}
		}
		slices.Sort(files)
	}
	for _, f := range files {
		if run {
			info, err := r.h.Lstat(r.ctx, f)
			if err != nil {
				return err
			}
			if info.Perm()&0o111 != 0 {
				return fmt.Errorf("%s: %w", f, errProgram)
			}
		}
		if err := r.file(f, now, depth+1); err != nil || r.found != nil {
			return err
		}
	}
	return nil
}

var (
	databaseLine = regexp.MustCompile(`^database(?:_in)?\s*=\s*(\S+)`)
	variable     = regexp.MustCompile(`@@\{([^}]*)\}`)
)

// option looks at a line that is no directive.
func (r *reader) option(file string, n int, line string, now truth) error {
	m := databaseLine.FindStringSubmatch(line)
	if m == nil || now == no {
		return nil
	}
	if now == perhaps {
		return fmt.Errorf("%s:%d: whether this line counts depends on what only AIDE itself can tell", file, n)
	}
	known := true
	value := variable.ReplaceAllStringFunc(m[1], func(v string) string {
		name := v[3 : len(v)-1]
		known = known && !r.unsure[name] && name != "HOSTNAME"
		return r.vars[name]
	})
	if !known {
		return fmt.Errorf("%s:%d: the value of a variable is not known", file, n)
	}
	l := &location{file: file, line: n}
	kind, rest, _ := strings.Cut(value, ":")
	switch kind {
	case "file":
		l.kind = kind
		l.path = rest
		if after, ok := strings.CutPrefix(rest, "//"); ok {
			// Of a host there may be this one's name only.
			l.path = "/" + strings.TrimLeft(strings.TrimPrefix(after, "localhost"), "/")
		}
		if !strings.HasPrefix(l.path, "/") {
			return fmt.Errorf("%s:%d: where the database is depends on who starts AIDE, and where", file, n)
		}
	case "stdin", "fd", "http", "https", "ftp":
		l.kind = kind
	default:
		return fmt.Errorf("%s:%d: AIDE knows no such place for a database", file, n)
	}
	r.found = l
	return nil
}
