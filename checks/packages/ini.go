package packages

import (
	"context"
	"errors"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// ini is a file of "[section]" and "key = value", as dnf, yum and zypper have.
type ini struct {
	file     string
	sections []string
	values   map[string]map[string]facts.Sourced[string]
}

// parseINI reads one. Of a key that occurs twice the last holds; an indented
// line continues the value before it.
func parseINI(file string, b []byte) *ini {
	out := &ini{file: file, values: map[string]map[string]facts.Sourced[string]{}}
	section, last := "", ""
	for i, line := range strings.Split(strings.TrimPrefix(string(b), "\ufeff"), "\n") {
		line = strings.TrimRight(line, " \t\r")
		text := strings.TrimSpace(line)
		switch {
		case text == "" || text[0] == '#' || text[0] == ';':
		case text[0] == '[' && strings.HasSuffix(text, "]"):
			section, last = text[1:len(text)-1], ""
			if out.values[section] == nil {
				out.values[section] = map[string]facts.Sourced[string]{}
				out.sections = append(out.sections, section)
			}
		case (line[0] == ' ' || line[0] == '\t') && last != "":
			v := out.values[section][last]
			v.Value += " " + text
			out.values[section][last] = v
		default:
			key, value, ok := strings.Cut(text, "=")
			if !ok {
				continue
			}
			if out.values[section] == nil {
				out.values[section] = map[string]facts.Sourced[string]{}
				out.sections = append(out.sections, section)
			}
			last = strings.TrimSpace(key)
			out.values[section][last] = facts.At(strings.TrimSpace(value), facts.FileLine(file, i+1))
		}
	}
	return out
}

func (f *ini) get(section, key string) (facts.Sourced[string], bool) {
	if f == nil {
		return facts.Sourced[string]{}, false
	}
	v, ok := f.values[section][key]
	return v, ok
}

// readINI returns nil when the file is absent.
func readINI(ctx context.Context, h host.Files, file string) (*ini, error) {
	b, err := h.ReadFile(ctx, file, host.ConfigLimit)
	if errors.Is(err, host.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return parseINI(file, b), nil
}

// iniBool reads a switch of dnf and zypper.
func iniBool(s string) (value, known bool) {
	switch strings.ToLower(s) {
	case "1", "yes", "true", "on", "enabled":
		return true, true
	case "0", "no", "false", "off", "disabled":
		return false, true
	}
	return false, false
}
