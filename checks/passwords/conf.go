package passwords

import (
	"strings"

	"isoscan/internal/facts"
)

// setting is one line "name = value" of a module's configuration file.
type setting struct {
	name, value string
	source      facts.Source
}

// confLines reads pwquality.conf(5) and faillock.conf(5), which share their
// grammar: '#' begins a comment anywhere, and the first blank or '=' ends the
// name. long is the number of the first line that the programs refuse.
func confLines(path string, b []byte) (out []setting, long int) {
	const maxLine = 1022 // PWQSETTINGS_MAX_LINELEN less the newline
	for i, l := range strings.Split(string(b), "\n") {
		if len(l) > maxLine && long == 0 {
			long = i + 1
		}
		l, _, _ = strings.Cut(l, "#")
		l = strings.Trim(l, " \t\r\v\f")
		if l == "" {
			continue
		}
		name, value := l, ""
		if j := strings.IndexAny(l, " \t="); j >= 0 {
			name, value = l[:j], l[j:]
			value = strings.TrimLeft(value, " \t")
			value = strings.TrimPrefix(value, "=")
			value = strings.TrimLeft(value, " \t")
		}
		out = append(out, setting{name, value, facts.FileLine(path, i+1)})
	}
	return out, long
}

// argSettings turns module arguments into settings, the last of a name last.
func argSettings(args []string, src facts.Source) []setting {
	var out []setting
	for _, a := range args {
		name, value, _ := strings.Cut(a, "=")
		out = append(out, setting{name, value, src})
	}
	return out
}
