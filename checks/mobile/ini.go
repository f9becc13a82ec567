package mobile

import (
	"strconv"
	"strings"

	"isoscan/internal/facts"
)

// setting is one KEY=VALUE of a file with [sections].
type setting struct {
	section, key, value string
	line                int
}

// parseINI reads the common key file format (sections in brackets, comments
// with # or ;). Sections and keys are lower case; a key before any section has
// the section "".
func parseINI(content string) []setting {
	var out []setting
	section := ""
	for i, line := range strings.Split(content, "\n") {
		line = strings.TrimSpace(strings.TrimPrefix(line, "\uFEFF"))
		if line == "" || line[0] == '#' || line[0] == ';' {
			continue
		}
		if line[0] == '[' {
			if end := strings.IndexByte(line, ']'); end > 0 {
				section = strings.ToLower(line[1:end])
			}
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !ok {
			continue
		}
		out = append(out, setting{section, strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value), i + 1})
	}
	return out
}

// last is the last value of a key, for the last one wins in all these programs.
func last(settings []setting, section, key string) (setting, bool) {
	for i := len(settings) - 1; i >= 0; i-- {
		if settings[i].section == section && settings[i].key == key {
			return settings[i], true
		}
	}
	return setting{}, false
}

// isTrue reads a boolean as the programs of this check do.
func isTrue(value string) bool {
	switch strings.ToLower(strings.Trim(value, `"'`)) {
	case "true", "yes", "1", "on":
		return true
	}
	return false
}

// value is a setting with its place, or the program's default.
func value(settings []setting, file, section, key, otherwise, program string) facts.Sourced[string] {
	if s, ok := last(settings, section, strings.ToLower(key)); ok {
		return facts.At(facts.Text(strings.ToLower(s.value)), facts.FileLine(file, s.line))
	}
	return facts.At(otherwise, facts.Default(program))
}

// cutXrdp leaves out what xrdp's programs leave out: all behind # or ;, wherever it
// stands, and every section that was there already.
func cutXrdp(content string) string {
	var out strings.Builder
	seen, skip := map[string]bool{}, false
	for line := range strings.Lines(content) {
		line = strings.TrimSuffix(line, "\n")
		if i := strings.IndexAny(line, "#;"); i >= 0 {
			line = line[:i]
		}
		if text := strings.TrimSpace(line); strings.HasPrefix(text, "[") {
			if name, _, ok := strings.Cut(strings.ToLower(text[1:]), "]"); ok {
				skip, seen[name] = seen[name], true
			}
		}
		if !skip {
			out.WriteString(line)
		}
		out.WriteByte('\n')
	}
	return out.String()
}

// leadingNumber reads a text as atoi(3) does.
func leadingNumber(text string) int {
	text = strings.TrimLeft(text, " \t")
	end := 0
	for end < len(text) && (text[end] >= '0' && text[end] <= '9' || end == 0 && (text[0] == '-' || text[0] == '+')) {
		end++
	}
	n, _ := strconv.Atoi(text[:end])
	return n
}
