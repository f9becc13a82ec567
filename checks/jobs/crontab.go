package jobs

import (
	"regexp"
	"strings"
)

// tableLine is a command of a crontab.
type tableLine struct {
	number  int
	user    string // empty in a user's own table
	command string
	// path is the PATH that holds for it, and the line that set it; 0: none.
	path     string
	pathLine int
	// delay of anacron's lines has no meaning here.
}

// table is what a crontab says.
type table struct {
	lines []tableLine
	shell string
	home  string
	// paths are all PATHs that are set, by line.
	paths map[int]string
	// cut: there are more lines than are read.
	cut bool
}

const maxLines = 5000

var setting = regexp.MustCompile(`^\s*("[A-Za-z_][A-Za-z0-9_]*"|'[A-Za-z_][A-Za-z0-9_]*'|[A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$`)

// parseTable reads crontab(5). withUser: each line names its account. In an
// anacrontab(5) a command comes after period, delay and name.
func parseTable(text string, kind string) table {
	t := table{paths: map[int]string{}}
	path, pathLine := "", 0
	n := 0
	for line := range strings.Lines(text) {
		if n++; n > maxLines {
			t.cut = true
			break
		}
		line = strings.Trim(strings.TrimRight(line, "\r\n"), " \t")
		if line == "" || line[0] == '#' {
			continue
		}
		if m := setting.FindStringSubmatch(line); m != nil && line[0] != '@' && line[0] != '*' {
			name, value := strings.Trim(m[1], `"'`), unquote(m[2])
			switch name {
			case "PATH":
				path, pathLine = value, n
				t.paths[n] = value
			case "SHELL":
				t.shell = value
			case "HOME":
				t.home = value
			}
			continue
		}
		fields := 5
		switch {
		case kind == "anacron":
			fields = 3
		case line[0] == '@':
			fields = 1
		}
		if kind == "system" {
			fields++
		}
		words, rest := cut(line, fields)
		if len(words) < fields || rest == "" {
			continue
		}
		l := tableLine{number: n, command: rest, path: path, pathLine: pathLine}
		if kind == "system" {
			// BSD's "user:group/class" is read by no cron of Linux.
			l.user = words[fields-1]
		}
		if kind != "anacron" {
			l.command = percent(rest)
		}
		// A leading minus keeps the job out of the log (cronie, SUSE).
		l.command = strings.TrimPrefix(l.command, "-")
		t.lines = append(t.lines, l)
	}
	return t
}

func unquote(s string) string {
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		return s[1 : len(s)-1]
	}
	return s
}

// cut takes n fields from the front of a line.
func cut(line string, n int) (fields []string, rest string) {
	rest = line
	for range n {
		rest = strings.TrimLeft(rest, " \t")
		i := strings.IndexAny(rest, " \t")
		if i < 0 {
			if rest != "" {
				fields = append(fields, rest)
			}
			return fields, ""
		}
		fields, rest = append(fields, rest[:i]), rest[i:]
	}
	return fields, strings.TrimLeft(rest, " \t")
}

// percent ends a command at the first % that no backslash precedes: the rest is
// the command's input.
func percent(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && s[i+1] == '%' {
			b.WriteByte('%')
			i++
			continue
		}
		if s[i] == '%' {
			break
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
