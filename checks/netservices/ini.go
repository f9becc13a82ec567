package netservices

import (
	"path"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/parse/lines"
	"isoscan/internal/parse/service"
)

// iniValue is one setting of a section.
type iniValue struct {
	value  string
	source facts.Source
}

// iniSection is a section in the order of its first appearance. Names of
// settings are in lower case without blanks, as Samba and rsync compare them.
type iniSection struct {
	name   string
	values map[string]iniValue
	source facts.Source
}

// iniFile reads files in the form of Samba's loadparm: sections, "name = value", comments that begin a line with '#' or ';', a backslash that joins
// the next line.
type iniFile struct {
	files    reader
	sections []*iniSection
	now      *iniSection
	// special handles a setting that includes another file; false: keep it.
	special func(f *iniFile, name, value, file string, line, depth int) (bool, error)
}

func (f *iniFile) section(name string, source facts.Source) *iniSection {
	key := strings.ToLower(strings.Join(strings.Fields(name), " "))
	for _, s := range f.sections {
		if s.name == key {
			return s
		}
	}
	s := &iniSection{key, map[string]iniValue{}, source}
	f.sections = append(f.sections, s)
	return s
}

// read returns false when the file is not there.
func (f *iniFile) read(file string, depth int) (bool, error) {
	if depth > maxDepth {
		return false, lineError(file, 1, "files include one another too deep")
	}
	data, ok, err := f.files.Read(file)
	if err != nil || !ok {
		return ok, err
	}
	all := service.Lines(data)
	settings, others := 0, 0
	for i := 0; i < len(all); i++ {
		first := i + 1
		text := strings.TrimSpace(all[i])
		if text == "" || text[0] == '#' || text[0] == ';' {
			continue
		}
		text, i = lines.Continued(all, i, text, func(s string) string { return strings.Trim(s, " \t") })
		if text = strings.TrimRight(text, " \t"); text == "" {
			continue
		}
		if text[0] == '[' {
			name, _, ok := strings.Cut(text[1:], "]")
			if !ok {
				return true, lineError(file, first, "a section does not end in ]")
			}
			f.now = f.section(strings.TrimSpace(name), at(file, first))
			settings++
			continue
		}
		name, value, ok := strings.Cut(text, "=")
		if !ok {
			// The program warns of such a line, and goes on.
			others++
			continue
		}
		settings++
		name = iniName(name)
		value = strings.TrimSpace(value)
		if f.special != nil {
			done, err := f.special(f, name, value, file, first, depth)
			if err != nil {
				return true, err
			}
			if done {
				continue
			}
		}
		if f.now == nil {
			f.now = f.section("global", at(file, first))
		}
		f.now.values[name] = iniValue{value, at(file, first)}
	}
	// A file of such lines is not what the administrator wrote.
	if others > 0 && others >= settings {
		return true, lineError(file, 1, "%d lines are neither sections nor settings and %d are, so it is damaged", others, settings)
	}
	return true, nil
}

// iniName: neither case nor blanks count in names.
func iniName(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), "")) }

// iniBool reads a boolean; ok is false for any other word.
func iniBool(s string) (value, ok bool) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "yes", "true", "1", "on":
		return true, true
	case "no", "false", "0", "off":
		return false, true
	}
	return false, false
}

func relative(from, to string) string {
	if path.IsAbs(to) {
		return to
	}
	return path.Join(path.Dir(from), to)
}
