package services

import (
	"strings"

	"isoscan/internal/facts"
)

// xinetd is what one or more files of xinetd.conf(5) say.
type xinetd struct {
	services []xservice
	// dirs and files are included.
	dirs, files []string
	// disabled and enabled are the lists of the defaults section, by id. When
	// limited, only what is in enabled runs.
	disabled, enabled map[string]bool
	limited           bool
}

// xservice is a service with its id, which its name gives unless it has one.
type xservice struct {
	Inetd
	id, kind string
	dropped  bool
	given    map[string]bool
}

// parse reads sections "service NAME { key = value }" and "defaults { }", and
// what is included. A section that is never closed is dropped, as xinetd does.
// (It drops incomplete ones, too; those are kept here.)
func (x *xinetd) parse(p, text string) {
	var current *xservice
	inDefaults := false
	n := 0
	for line := range strings.Lines(text) {
		n++
		if n > inetdLines {
			break
		}
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '}':
			if current != nil {
				if !current.dropped {
					x.services = append(x.services, current.finish())
				}
			}
			current, inDefaults = nil, false
		case current != nil || inDefaults:
			key, value, ok := strings.Cut(line, "=")
			if !ok {
				continue
			}
			key = strings.ToLower(strings.TrimSpace(strings.TrimRight(strings.TrimSpace(key), "+-")))
			value = strings.TrimSpace(value)
			if current != nil {
				current.set(key, value)
			} else {
				x.setDefault(key, value)
			}
		default:
			f := strings.Fields(line)
			if len(f) > 0 && f[0] == "{" {
				f = f[1:]
			}
			switch {
			case len(f) == 0:
			case f[0] == "defaults":
				inDefaults = true
			case len(f) < 2:
			case f[0] == "service" && strings.Contains(line, "{"):
				// The brace belongs on a line of its own: xinetd drops the section.
				current = &xservice{id: f[1]}
				current.dropped = true
			case f[0] == "service":
				current = &xservice{id: f[1], Inetd: Inetd{
					Name: strings.ToLower(facts.Text(f[1])), Enabled: true, Super: "xinetd", Source: facts.FileLine(p, n),
				}}
			case f[0] == "includedir":
				x.dirs = append(x.dirs, f[1])
			case f[0] == "include":
				x.files = append(x.files, f[1])
			}
		}
	}
}

func (x *xinetd) setDefault(key, value string) {
	for _, id := range strings.Fields(value) {
		switch key {
		case "disabled":
			x.disabled[id] = true
		case "enabled":
			x.enabled[id], x.limited = true, true
		}
	}
}

// set takes an attribute, of which the first counts.
func (s *xservice) set(key, value string) {
	// Of several words for one the program takes none.
	if key == "disable" && len(strings.Fields(value)) > 1 || s.given[key] {
		return
	}
	if s.given == nil {
		s.given = map[string]bool{}
	}
	s.given[key] = true
	switch key {
	case "disable":
		// A word that is neither yes nor no disables as well.
		s.Enabled = strings.EqualFold(value, "no")
	case "id":
		s.id = value
	case "type":
		s.kind = value
	case "protocol":
		s.Protocol = facts.Text(value)
	case "socket_type":
		if value == "dgram" && s.Protocol == "" {
			s.Protocol = "udp"
		}
	case "server":
		s.Server = facts.Text(value)
	case "user":
		s.User = some(value)
	}
}

func (s *xservice) finish() xservice {
	if s.Server == "" || strings.Contains(s.kind, "INTERNAL") {
		s.Server = "internal"
	}
	if s.Protocol == "" {
		s.Protocol = "tcp"
	}
	return *s
}

// list gives the services as the defaults leave them.
func (x *xinetd) list() []Inetd {
	out := make([]Inetd, 0, len(x.services))
	for _, s := range x.services {
		if x.disabled[s.id] || x.limited && !x.enabled[s.id] {
			s.Enabled = false
		}
		out = append(out, s.Inetd)
	}
	return out
}
