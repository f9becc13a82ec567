package pkgdb

import (
	"bytes"
	"fmt"
	"strings"
)

// Stanzas calls use for every paragraph of a deb822 text (deb822(5)) with the
// number of its first line. Blank lines and lines of blanks part paragraphs.
func Stanzas(b []byte, use func(stanza []byte, line int)) {
	start, first := -1, 0
	pos := 0
	for line := 1; pos < len(b); line++ {
		end := bytes.IndexByte(b[pos:], '\n')
		next := len(b)
		if end >= 0 {
			next = pos + end + 1
		}
		if len(bytes.TrimSpace(b[pos:next])) == 0 {
			if start >= 0 {
				use(b[start:pos], first)
			}
			start = -1
		} else if start < 0 {
			start, first = pos, line
		}
		pos = next
	}
	if start >= 0 {
		use(b[start:], first)
	}
}

// Field returns the first line of a stanza's field, and whether it is there.
// Names match in any case.
func Field(stanza []byte, name string) (string, bool) {
	for len(stanza) > 0 {
		line := stanza
		if i := bytes.IndexByte(stanza, '\n'); i >= 0 {
			line, stanza = stanza[:i], stanza[i+1:]
		} else {
			stanza = nil
		}
		if len(line) > len(name) && line[len(name)] == ':' && line[0]|0x20 == name[0]|0x20 &&
			strings.EqualFold(string(line[:len(name)]), name) {
			return string(bytes.TrimSpace(line[len(name)+1:])), true
		}
	}
	return "", false
}

// Lines returns a field with its continuation lines, each trimmed, the first
// one included even when empty. Comment lines are left out.
func Lines(stanza []byte, name string) []string {
	var out []string
	inside := false
	for _, line := range strings.Split(string(stanza), "\n") {
		switch {
		case strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, " "), strings.HasPrefix(line, "\t"):
			if inside {
				out = append(out, strings.TrimSpace(line))
			}
		default:
			key, value, ok := strings.Cut(line, ":")
			inside = ok && strings.EqualFold(key, name) && out == nil
			if inside {
				out = append(out, strings.TrimSpace(value))
			}
		}
	}
	return out
}

// ParseDpkg reads dpkg's status file. Without a Status field a stanza is
// installed when bare is set (distroless), and a problem otherwise.
func ParseDpkg(b []byte, from string, bare bool) (pkgs []Package, problems []string) {
	Stanzas(b, func(stanza []byte, line int) {
		p := Package{From: from, Line: line}
		bad := func(what string) {
			problems = append(problems, fmt.Sprintf("%s:%d: %s", from, line, what))
		}
		for rest := stanza; len(rest) > 0; {
			l := rest
			if i := bytes.IndexByte(rest, '\n'); i >= 0 {
				l, rest = rest[:i], rest[i+1:]
			} else {
				rest = nil
			}
			key, value, ok := bytes.Cut(l, []byte(":"))
			if !ok || l[0] == ' ' || l[0] == '\t' {
				continue
			}
			switch string(key) {
			case "Package":
				p.Name = string(bytes.TrimSpace(value))
			case "Version":
				p.Version = string(bytes.TrimSpace(value))
			case "Architecture":
				p.Arch = string(bytes.TrimSpace(value))
			case "Essential":
				p.Essential = string(bytes.TrimSpace(value)) == "yes"
			case "Source":
				s := string(bytes.TrimSpace(value))
				if name, ver, ok := strings.Cut(s, " ("); ok {
					s, p.SourceVersion = name, strings.TrimSuffix(ver, ")")
				}
				p.Source = s
			case "Status":
				words := strings.Fields(string(value))
				if len(words) == 3 {
					p.Want, p.Flag, p.State = words[0], words[1], words[2]
				}
			}
		}
		if p.State == "" && bare {
			if _, has := Field(stanza, "Status"); !has {
				p.Want, p.Flag, p.State = "install", "ok", "installed"
			}
		}
		switch {
		case p.Name == "":
			bad("an entry with no package name")
			return
		case p.State == "":
			bad(fmt.Sprintf("the status of %q cannot be read", p.Name))
			return
		case !knownState(p.State):
			bad(fmt.Sprintf("%q has the unknown status %q", p.Name, p.State))
			return
		case p.Version == "" && p.State != "not-installed" && p.State != "config-files":
			bad(fmt.Sprintf("%q has no version", p.Name))
			return
		}
		if p.Source == "" {
			p.Source = p.Name
		}
		pkgs = append(pkgs, p)
	})
	return pkgs, problems
}

func knownState(s string) bool {
	switch s {
	case "not-installed", "config-files", "half-installed", "unpacked", "half-configured",
		"triggers-awaited", "triggers-pending", "installed":
		return true
	}
	return false
}
