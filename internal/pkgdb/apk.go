package pkgdb

import (
	"bytes"
	"fmt"
)

// ParseAPK reads apk's database of installed packages, or an APKINDEX: one
// letter, a colon and the value a line, with a blank line between packages.
func ParseAPK(b []byte, from string) (pkgs []Package, problems []string) {
	var p Package
	start := 0
	flush := func() {
		if start == 0 {
			return
		}
		if p.Name == "" || p.Version == "" {
			problems = append(problems, fmt.Sprintf("%s:%d: an entry with no package name or version", from, start))
		} else {
			if p.Source == "" {
				p.Source = p.Name
			}
			p.From, p.Line = from, start
			p.Want, p.Flag, p.State = "install", "ok", "installed"
			pkgs = append(pkgs, p)
		}
		p, start = Package{}, 0
	}
	for n := 1; len(b) > 0; n++ {
		l := b
		if i := bytes.IndexByte(b, '\n'); i >= 0 {
			l, b = b[:i], b[i+1:]
		} else {
			b = nil
		}
		l = bytes.TrimRight(l, "\r")
		if len(l) == 0 {
			flush()
			continue
		}
		if start == 0 {
			start = n
		}
		if len(l) < 2 || l[1] != ':' {
			problems = append(problems, fmt.Sprintf("%s:%d: not a field of apk's database", from, n))
			continue
		}
		switch v := l[2:]; l[0] {
		case 'P':
			p.Name = string(v)
		case 'V':
			p.Version = string(v)
		case 'A':
			p.Arch = string(v)
		case 'o':
			p.Source = string(v)
		}
	}
	flush()
	return pkgs, problems
}
