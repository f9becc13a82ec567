package packages

import (
	"fmt"
	"net/url"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/pkgdb"
)

// aptSource is one suite of one archive, as sources.list(5) names it.
type aptSource struct {
	uri, suite string
	// components is empty for a flat repository, whose suite ends in "/".
	components []string
	archs      []string
	// archsMinus are taken away from the default architectures.
	archsMinus    []string
	signedBy      string
	trusted       string
	allowInsecure string
	allowWeak     string
	source        facts.Source
}

// validListName tells whether apt reads a file of sources.list.d, apt.conf.d
// or preferences.d: letters, digits, hyphen, underscore and period only.
func validListName(name string) bool {
	for _, r := range name {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' || r == '.') {
			return false
		}
	}
	return name != "" && name[0] != '.'
}

// parseOneLine reads the one-line format. Lines that apt would refuse are
// returned as problems.
func parseOneLine(file string, b []byte) (out []aptSource, problems []string) {
	for i, line := range strings.Split(string(b), "\n") {
		if n := strings.IndexByte(line, '#'); n >= 0 {
			line = line[:n]
		}
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		at := facts.FileLine(file, i+1)
		kind, rest := cutWord(line)
		options := ""
		if strings.HasPrefix(rest, "[") {
			end := strings.IndexByte(rest, ']')
			if end < 0 {
				problems = append(problems, fmt.Sprintf("%s: the options are not ended", at))
				continue
			}
			options, rest = rest[1:end], rest[end+1:]
		}
		if kind == "deb-src" {
			continue
		}
		words := sourceWords(rest)
		if kind != "deb" || len(words) < 2 || (len(words) == 2) != strings.HasSuffix(words[1], "/") {
			problems = append(problems, fmt.Sprintf("%s: not a source that apt understands", at))
			continue
		}
		s := aptSource{uri: words[0], suite: words[1], components: words[2:], source: at}
		for _, o := range strings.Fields(options) {
			key, value, _ := strings.Cut(o, "=")
			s.option(key, value)
		}
		out = append(out, s)
	}
	return out, problems
}

// sourceWords splits at blanks, but not within the brackets of a disc's name:
// "cdrom:[Debian 12 _Bookworm_]/ bookworm main".
func sourceWords(s string) []string {
	inside := false
	return strings.FieldsFunc(s, func(r rune) bool {
		switch r {
		case '[':
			inside = true
		case ']':
			inside = false
		}
		return !inside && (r == ' ' || r == '\t')
	})
}

func cutWord(s string) (word, rest string) {
	if i := strings.IndexAny(s, " \t["); i >= 0 {
		return s[:i], strings.TrimSpace(s[i:])
	}
	return s, ""
}

// option takes a one-line option or a deb822 field.
func (s *aptSource) option(key, value string) {
	list := strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' || r == '\n' })
	switch strings.ToLower(key) {
	case "arch", "architectures":
		s.archs = list
	case "arch-", "architectures-remove":
		s.archsMinus = list
	case "signed-by":
		s.signedBy = value
	case "trusted":
		s.trusted = value
	case "allow-insecure":
		s.allowInsecure = value
	case "allow-weak":
		s.allowWeak = value
	}
}

// parseDeb822Sources reads the *.sources format.
func parseDeb822Sources(file string, b []byte) (out []aptSource, problems []string) {
	pkgdb.Stanzas(b, func(stanza []byte, line int) {
		at := facts.FileLine(file, line)
		field := func(name string) string { return strings.Join(pkgdb.Lines(stanza, name), " ") }
		types := strings.Fields(field("Types"))
		if len(types) == 0 {
			for _, l := range strings.Split(string(stanza), "\n") {
				if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "#") {
					problems = append(problems, fmt.Sprintf("%s: a source with no Types", at))
					return
				}
			}
			return
		}
		if on, known := aptBool(field("Enabled")); known && !on {
			return
		}
		deb := false
		for _, t := range types {
			deb = deb || t == "deb"
		}
		uris, suites := strings.Fields(field("URIs")), strings.Fields(field("Suites"))
		if len(uris) == 0 || len(suites) == 0 {
			problems = append(problems, fmt.Sprintf("%s: a source with no URIs or Suites", at))
			return
		}
		if !deb {
			return
		}
		for _, u := range uris {
			for _, suite := range suites {
				s := aptSource{uri: u, suite: suite, source: at}
				if !strings.HasSuffix(suite, "/") {
					s.components = strings.Fields(field("Components"))
				}
				for _, key := range []string{"Architectures", "Architectures-Remove", "Trusted", "Allow-Insecure", "Allow-Weak"} {
					if v := field(key); v != "" {
						s.option(key, v)
					}
				}
				// A key may stand in the file itself, over several lines.
				if lines := pkgdb.Lines(stanza, "Signed-By"); len(lines) > 0 {
					s.signedBy = strings.TrimSpace(strings.Join(lines, " "))
					if strings.Contains(s.signedBy, "BEGIN PGP") {
						s.signedBy = "embedded key"
					}
				}
				out = append(out, s)
			}
		}
	})
	return out, problems
}

// architectures are those that apt fetches for the source, native first.
func (s aptSource) architectures(defaults []string) []string {
	archs := defaults
	if len(s.archs) > 0 {
		archs = s.archs
	}
	var out []string
	for _, a := range archs {
		keep := true
		for _, m := range s.archsMinus {
			keep = keep && a != m
		}
		if keep {
			out = append(out, a)
		}
	}
	return out
}

// listPrefix is how apt names the files of a source below its lists folder,
// up to and with the underscore before "InRelease".
func (s aptSource) listPrefix() string {
	if s.flat() {
		return listName(strings.TrimSuffix(s.uri, "/") + "/" + strings.TrimPrefix(s.suite, "/"))
	}
	return listName(strings.TrimSuffix(s.uri, "/") + "/dists/" + s.suite + "/")
}

func (s aptSource) flat() bool { return strings.HasSuffix(s.suite, "/") }

// listName turns a URI into a file name: no scheme and no user, odd characters
// as %xx, slashes as underscores.
func listName(uri string) string {
	if _, rest, ok := strings.Cut(uri, ":"); ok && !strings.HasPrefix(uri, "/") {
		uri = strings.TrimPrefix(rest, "//")
	}
	if host, rest, ok := strings.Cut(uri, "/"); ok {
		if at := strings.LastIndexByte(host, '@'); at >= 0 {
			uri = host[at+1:] + "/" + rest
		}
	}
	var b strings.Builder
	for i := 0; i < len(uri); i++ {
		switch c := uri[i]; {
		case c == '/':
			b.WriteByte('_')
		case c <= ' ' || c >= 0x7f || strings.IndexByte("\\|{}[]<>\"^~_=!@#$%&*", c) >= 0:
			fmt.Fprintf(&b, "%%%02x", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// site is the host of a source, or its scheme for local ones; never user or
// password.
func site(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Host == "" {
		scheme, _, _ := strings.Cut(uri, ":")
		return facts.Text(scheme)
	}
	return facts.Text(u.Hostname())
}

// plainURI is the URI without user, password and query.
func plainURI(uri string) string {
	u, err := url.Parse(uri)
	if err != nil {
		scheme, _, _ := strings.Cut(uri, ":")
		return facts.Text(scheme + ":")
	}
	u.User, u.RawQuery, u.Fragment = nil, "", ""
	return facts.Text(u.String())
}

func scheme(uri string) string {
	s, _, _ := strings.Cut(uri, ":")
	return facts.Text(strings.ToLower(s))
}

// key names a source in the facts.
func (s aptSource) key() string {
	return facts.Text(strings.TrimSuffix(plainURI(s.uri), "/") + " " + s.suite)
}
