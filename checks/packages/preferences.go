package packages

import (
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"

	"isoscan/internal/pkgdb"
)

// neverPin is the priority "never" of apt_preferences(5).
const neverPin = -32768

// pin is one record of apt's preferences.
type pin struct {
	// packages are names, globs, /regular expressions/ and src:NAME forms;
	// nil means every package, the general form.
	packages []pattern
	kind     string // "release", "origin" or "version"
	terms    []term
	value    pattern
	priority int
	source   string
}

type term struct {
	key   byte
	value pattern
}

// pattern is a name, a glob or a regular expression between slashes.
type pattern struct {
	text string
	re   *regexp.Regexp
}

func newPattern(s string) (pattern, error) {
	if len(s) > 1 && s[0] == '/' && s[len(s)-1] == '/' {
		// POSIX extended, case-insensitive as apt compiles it.
		re, err := regexp.Compile("(?i)" + s[1:len(s)-1])
		return pattern{text: s, re: re}, err
	}
	return pattern{text: s}, nil
}

func (p pattern) match(s string) bool {
	if p.re != nil {
		return p.re.MatchString(s)
	}
	if strings.ContainsAny(p.text, "*?[") {
		// fnmatch(3) without FNM_PATHNAME: a star takes slashes too.
		ok, err := path.Match(strings.ReplaceAll(p.text, "/", "\x01"), strings.ReplaceAll(s, "/", "\x01"))
		return err == nil && ok
	}
	return strings.EqualFold(p.text, s)
}

// parsePreferences reads the records of one file.
func parsePreferences(file string, b []byte) (pins []pin, problems []string) {
	pkgdb.Stanzas(b, func(stanza []byte, line int) {
		at := fmt.Sprintf("%s:%d", file, line)
		names := strings.Fields(strings.Join(pkgdb.Lines(stanza, "Package"), " "))
		what := strings.TrimSpace(strings.Join(pkgdb.Lines(stanza, "Pin"), " "))
		prio := strings.TrimSpace(strings.Join(pkgdb.Lines(stanza, "Pin-Priority"), " "))
		if len(names) == 0 && what == "" {
			return // comments and explanations only
		}
		p := pin{source: at, priority: neverPin}
		kind, rest, _ := strings.Cut(what, " ")
		rest = strings.TrimSpace(rest)
		p.kind = strings.ToLower(kind)
		if n, err := strconv.Atoi(prio); err == nil {
			p.priority = n
		} else if !strings.EqualFold(prio, "never") {
			problems = append(problems, at+": the priority cannot be read")
			return
		}
		var err error
		switch p.kind {
		case "release":
			p.terms, err = releaseTerms(rest)
		case "origin", "version":
			p.value, err = newPattern(strings.Trim(rest, "\""))
		default:
			problems = append(problems, at+": an unknown kind of pin")
			return
		}
		if err == nil && !(len(names) == 1 && names[0] == "*") {
			p.packages = []pattern{}
			for _, n := range names {
				var pat pattern
				if pat, err = newPattern(n); err != nil {
					break
				}
				p.packages = append(p.packages, pat)
			}
		}
		if err != nil {
			problems = append(problems, fmt.Sprintf("%s: %v", at, err))
			return
		}
		if p.packages != nil && p.priority == neverPin {
			problems = append(problems, at+": apt refuses the priority never for single packages")
			return
		}
		pins = append(pins, p)
	})
	return pins, problems
}

// releaseTerms reads "a=stable, l=Debian"; a lone word is archive, codename or
// version.
func releaseTerms(s string) ([]term, error) {
	var out []term
	for _, part := range strings.Split(s, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		key, value, ok := strings.Cut(part, "=")
		if !ok {
			value, key = part, "*"
		}
		pat, err := newPattern(strings.TrimSpace(value))
		if err != nil {
			return nil, err
		}
		key = strings.TrimSpace(key)
		if len(key) != 1 || strings.IndexByte("avnolcb*", key[0]) < 0 {
			return nil, fmt.Errorf("an unknown term %q", key)
		}
		out = append(out, term{key[0], pat})
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("a release pin with no terms")
	}
	return out, nil
}

// appliesTo tells whether a specific record names the package.
func (p pin) appliesTo(name, source string) bool {
	for _, pat := range p.packages {
		if src, ok := strings.CutPrefix(pat.text, "src:"); ok && pat.re == nil {
			if inner, err := newPattern(src); err == nil && inner.match(source) {
				return true
			}
			continue
		}
		if n, _, _ := strings.Cut(pat.text, ":"); pat.re == nil && n != pat.text {
			if (pattern{text: n}).match(name) { // name:arch
				return true
			}
			continue
		}
		if pat.match(name) {
			return true
		}
	}
	return false
}

// matchesIndex tells whether a release or origin pin means an index.
func (p pin) matchesIndex(ix *aptIndex) bool {
	switch p.kind {
	case "origin":
		return p.value.match(ix.site)
	case "release":
		for _, t := range p.terms {
			ok := false
			switch t.key {
			case 'a':
				ok = t.value.match(ix.rel.suite)
			case 'n':
				ok = t.value.match(ix.rel.codename)
			case 'o':
				ok = t.value.match(ix.rel.origin)
			case 'l':
				ok = t.value.match(ix.rel.label)
			case 'v':
				ok = t.value.match(ix.rel.version)
			case 'c':
				ok = t.value.match(ix.component)
			case 'b':
				ok = t.value.match(ix.arch)
			case '*':
				ok = t.value.match(ix.rel.suite) || t.value.match(ix.rel.codename) || t.value.match(ix.rel.version)
			}
			if !ok {
				return false
			}
		}
		return true
	}
	return false
}

// matchesVersion tells whether a specific record means this offer.
func (p pin) matchesVersion(version string, ix *aptIndex) bool {
	if p.kind == "version" {
		if p.value.re == nil && strings.HasSuffix(p.value.text, "*") && strings.HasPrefix(version, strings.TrimSuffix(p.value.text, "*")) {
			return true
		}
		return p.value.match(version)
	}
	return ix != nil && p.matchesIndex(ix)
}
