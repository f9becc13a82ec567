package privilege

import (
	"fmt"
	"slices"
	"strings"

	"isoscan/internal/facts"
)

// token is a word of doas.conf with its line; the end of a line is a token of
// its own.
type token struct {
	text   string
	line   int
	end    bool
	quoted bool
}

// parseDoas reads doas.conf(5). What it refuses it reports by line.
func parseDoas(text, file string) (rules []DoasRule, problems map[string]string) {
	problems = map[string]string{}
	var line []token
	for _, t := range doasTokens(text) {
		if !t.end {
			line = append(line, t)
			continue
		}
		if len(line) > 0 {
			at := facts.FileLine(facts.Text(file), line[0].line)
			r, err := doasRule(line)
			if err != nil {
				problems[string(at)] = err.Error()
			} else {
				r.Source = at
				rules = append(rules, r)
			}
		}
		line = line[:0]
	}
	return rules, problems
}

// doasTokens cuts words at blanks; quotes join, a backslash keeps what follows
// and joins lines, braces stand alone, a newline within braces is a blank.
func doasTokens(text string) []token {
	var out []token
	var b strings.Builder
	line, depth := 1, 0
	in, quoted, inQuotes := false, false, false
	flush := func() {
		if in {
			out = append(out, token{text: b.String(), line: line, quoted: quoted})
		}
		b.Reset()
		in, quoted = false, false
	}
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '\\' && i+1 < len(text):
			i++
			if text[i] == '\n' {
				line++
				continue
			}
			b.WriteByte(text[i])
			in = true
		case c == '"':
			inQuotes, in, quoted = !inQuotes, true, true
		case inQuotes && c != '\n':
			b.WriteByte(c)
		case c == '\n':
			flush()
			inQuotes = false
			if depth == 0 {
				out = append(out, token{end: true, line: line})
			}
			line++
		case c == ' ' || c == '\t' || c == '\r':
			flush()
		case c == '{' || c == '}':
			flush()
			out = append(out, token{text: string(c), line: line})
			if c == '{' {
				depth++
			} else {
				depth = max(0, depth-1)
			}
		case c == '#' && !in:
			for i+1 < len(text) && text[i+1] != '\n' {
				i++
			}
		default:
			b.WriteByte(c)
			in = true
		}
	}
	flush()
	return append(out, token{end: true, line: line})
}

func doasRule(t []token) (DoasRule, error) {
	r := DoasRule{SetEnv: []string{}}
	next := func() (string, bool) {
		if len(t) == 0 {
			return "", false
		}
		s := t[0].text
		t = t[1:]
		return s, true
	}
	action, _ := next()
	switch action {
	case "permit":
		r.Permit = true
	case "deny":
	default:
		return r, fmt.Errorf("neither permit nor deny")
	}
	options := true
	for options && len(t) > 0 && !t[0].quoted {
		switch t[0].text {
		case "nopass":
			r.NoPass = true
		case "persist":
			r.Persist = true
		case "keepenv":
			r.KeepEnv = true
		case "nolog":
			r.NoLog = true
		case "setenv":
			n := slices.IndexFunc(t, func(k token) bool { return k.text == "}" })
			if len(t) < 2 || t[1].text != "{" || n < 0 {
				return r, fmt.Errorf("setenv without { }")
			}
			for _, v := range t[2:n] {
				name, _, _ := strings.Cut(v.text, "=")
				r.SetEnv = append(r.SetEnv, facts.Text(name))
			}
			t = t[n:]
		default:
			options = false
			continue
		}
		t = t[1:]
	}
	identity, ok := next()
	if !ok {
		return r, fmt.Errorf("no account or group")
	}
	r.Identity = facts.Text(identity)
	if len(t) > 0 && t[0].text == "as" {
		next()
		target, ok := next()
		if !ok {
			return r, fmt.Errorf("no account after as")
		}
		r.Target = facts.Text(target)
	}
	if len(t) > 0 && t[0].text == "cmd" {
		next()
		command, ok := next()
		if !ok {
			return r, fmt.Errorf("no command after cmd")
		}
		r.Command = facts.Text(command)
		if len(t) > 0 && t[0].text == "args" {
			r.Arguments = true
			t = nil
		}
	}
	if len(t) > 0 {
		return r, fmt.Errorf("more than a rule holds")
	}
	return r, nil
}
