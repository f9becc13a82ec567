package service

import (
	"maps"
	"slices"
	"sort"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/systemd"
)

func sortExecs(e []Exec) {
	sort.Slice(e, func(i, j int) bool {
		if e[i].Unit != e[j].Unit {
			return e[i].Unit < e[j].Unit
		}
		return strings.Join(e[i].Args, " ") < strings.Join(e[j].Args, " ")
	})
}

// environment is what Environment= and EnvironmentFile= of a unit set. Files
// that are not there count as empty: systemd would not start the unit, or the
// setting begins with '-'.
func (s *Host) environment(u *systemd.Unit) map[string]string {
	env := map[string]string{}
	for _, w := range u.Words("Service", "Environment") {
		if k, v, ok := strings.Cut(w, "="); ok {
			env[k] = v
		}
	}
	for _, a := range u.Values("Service", "EnvironmentFile") {
		data, ok, err := s.Read(strings.TrimPrefix(strings.TrimSpace(a.Value), "-"))
		if !ok || err != nil {
			continue
		}
		for k, v := range Shell(data) {
			env[k] = v.Value
		}
	}
	return env
}

// Variable is one assignment of a file of shell variables.
type Variable struct {
	Value string
	Line  int
}

// Shell reads NAME=value lines, as /etc/default, /etc/sysconfig and OpenRC's
// /etc/conf.d have them: the last one wins, quotes are removed, comments left out. It expands
// nothing.
func Shell(data []byte) map[string]Variable {
	out := map[string]Variable{}
	for i, line := range Lines(data) {
		line = strings.TrimSpace(line)
		line = strings.TrimPrefix(line, "export ")
		name, value, ok := strings.Cut(line, "=")
		if !ok || name == "" || strings.ContainsAny(name, " \t#\"'$") {
			continue
		}
		words := systemd.Words(cutShellComment(value))
		out[name] = Variable{strings.Join(words, " "), i + 1}
	}
	return out
}

// cutShellComment drops a '#' that begins a word outside quotes.
func cutShellComment(s string) string {
	quote := byte(0)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '#' && i > 0 && (s[i-1] == ' ' || s[i-1] == '\t'):
			return s[:i]
		}
	}
	return s
}

// expand replaces $NAME as a word of its own by the words of its value, and
// ${NAME} inside a word by its text: systemd.service(5), command lines.
func expand(words []string, env map[string]string) []string {
	var out []string
	for _, w := range words {
		if name, ok := strings.CutPrefix(w, "$"); ok && !strings.HasPrefix(name, "{") && !strings.HasPrefix(name, "$") {
			out = append(out, systemd.Words(env[name])...)
			continue
		}
		for {
			i := strings.Index(w, "${")
			if i < 0 {
				break
			}
			j := strings.IndexByte(w[i:], '}')
			if j < 0 {
				break
			}
			w = w[:i] + strings.ReplaceAll(env[w[i+2:i+j]], "${", "") + w[i+j+1:]
		}
		out = append(out, w)
	}
	return out
}

// Lines splits a file into lines without their ends, CR included.
func Lines(data []byte) []string {
	text := strings.TrimSuffix(string(data), "\n")
	if text == "" {
		return nil
	}
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimSuffix(lines[i], "\r")
	}
	return lines
}

// Stream is an address that systemd listens on for a service (ListenStream= of
// systemd.socket(5)).
type Stream struct {
	Address string
	Source  facts.Source
}

// Streams returns the addresses of the socket units of a service, sorted by unit and
// in their order. Units that are masked, or names for others, are left out.
func (s *Host) Streams(unit string) ([]Stream, error) {
	if s.treeErr != nil {
		return nil, s.treeErr
	}
	var out []Stream
	for _, name := range slices.Sorted(maps.Keys(s.tree.Units)) {
		u := s.tree.Units[name]
		if u.Load != "found" || u.AliasOf != "" || systemd.Type(name) != "socket" {
			continue
		}
		serves := strings.TrimSuffix(name, ".socket") + ".service"
		if a, ok := u.Last("Socket", "Service"); ok && a.Value != "" {
			serves = a.Value
		}
		if serves != unit {
			continue
		}
		for _, a := range u.Values("Socket", "ListenStream") {
			at := facts.File(facts.Text(a.Path))
			if a.Line > 0 {
				at = facts.FileLine(facts.Text(a.Path), a.Line)
			}
			out = append(out, Stream{strings.TrimSpace(a.Value), at})
		}
	}
	return out, nil
}
