package systemd

import "path"

// Values returns the assignments of a key that stand, in order: an empty value
// takes back those before it, as for every list of systemd.
func (u *Unit) Values(section, key string) []Assignment {
	var out []Assignment
	for _, a := range u.Settings {
		if a.Section != section || a.Key != key {
			continue
		}
		if a.Value == "" {
			out = nil
			continue
		}
		out = append(out, a)
	}
	return out
}

// Last returns the assignment that holds for a key with one value.
func (u *Unit) Last(section, key string) (Assignment, bool) {
	v := u.Values(section, key)
	if len(v) == 0 {
		return Assignment{}, false
	}
	return v[len(v)-1], true
}

// Words returns the words of a list-valued key, specifiers expanded.
func (u *Unit) Words(section, key string) []string {
	name := u.Real()
	var out []string
	for _, a := range u.Values(section, key) {
		for _, w := range Words(a.Value) {
			out = append(out, expand(w, name))
		}
	}
	return out
}

// Real is the unit's own name: for an alias that of its target.
func (u *Unit) Real() string {
	if u.AliasOf != "" {
		return u.AliasOf
	}
	return u.Name
}

// Command is the program of one ExecStart= line, without the prefixes '@',
// '-', ':', '+' and '!' of systemd.service(5).
func Command(line string) string {
	for line != "" {
		switch line[0] {
		case '@', '-', ':', '+', '!', '|':
			line = line[1:]
			continue
		}
		break
	}
	if w := Words(line); len(w) > 0 {
		if path.IsAbs(w[0]) {
			return path.Clean(w[0])
		}
		return w[0]
	}
	return ""
}
