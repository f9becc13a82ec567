package systemd

import "strings"

// types are the suffixes of unit names, systemd.unit(5).
var types = map[string]bool{
	"service": true, "socket": true, "device": true, "mount": true, "automount": true,
	"swap": true, "target": true, "path": true, "timer": true, "slice": true, "scope": true,
}

// ValidName tells whether name is one of a unit: at most 255 bytes, a known
// suffix, and a prefix of letters, digits and ":-_.\@".
func ValidName(name string) bool {
	dot := strings.LastIndexByte(name, '.')
	if dot <= 0 || len(name) > 255 || !types[name[dot+1:]] || name[0] == '@' {
		return false
	}
	for i := 0; i < dot; i++ {
		c := name[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' {
			continue
		}
		if strings.IndexByte(":-_.\\@", c) < 0 {
			return false
		}
	}
	return true
}

// Type is the suffix of a unit's name: "service", "socket", "target" ...
func Type(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

// Template splits an instance or template name: getty@tty1.service has the
// template getty@.service and the instance tty1. ok is false for a plain name.
func Template(name string) (template, instance string, ok bool) {
	at, dot := strings.IndexByte(name, '@'), strings.LastIndexByte(name, '.')
	if at < 0 || dot < at {
		return "", "", false
	}
	return name[:at+1] + name[dot:], name[at+1 : dot], true
}

// IsTemplate: the name has an '@' with nothing behind it.
func IsTemplate(name string) bool {
	_, instance, ok := Template(name)
	return ok && instance == ""
}

// IsInstance: the name has an '@' and an instance.
func IsInstance(name string) bool {
	_, instance, ok := Template(name)
	return ok && instance != ""
}

// instanceOf puts the instance of like into a template's name.
func instanceOf(template, like string) string {
	_, instance, _ := Template(like)
	return strings.Replace(template, "@.", "@"+instance+".", 1)
}

// expand replaces the specifiers that [Install] and dependencies use most.
func expand(value, name string) string {
	if !strings.Contains(value, "%") {
		return value
	}
	prefix := strings.TrimSuffix(name, "."+Type(name))
	instance := ""
	if _, i, ok := Template(name); ok {
		instance = i
		prefix, _, _ = strings.Cut(prefix, "@")
	}
	last := prefix[strings.LastIndexByte(prefix, '-')+1:]
	return strings.NewReplacer("%%", "%", "%i", instance, "%I", instance, "%p", prefix, "%P", prefix,
		"%j", last, "%J", last, "%n", name, "%N", strings.TrimSuffix(name, "."+Type(name))).Replace(value)
}
