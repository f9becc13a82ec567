package netservices

import (
	"path"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/parse/service"
)

var snmpConfigs = []string{"/etc/snmp/snmpd.conf", "/etc/snmp/snmpd.local.conf", "/usr/share/snmp/snmpd.conf", "/usr/local/etc/snmp/snmpd.conf",
	"/usr/lib/snmp/snmpd.conf", "/var/lib/snmp/snmpd.conf", "/var/lib/net-snmp/snmpd.conf", "/etc/net-snmp/snmp/snmpd.conf"}

// wellKnown are communities that products ship and scanners try first.
var wellKnown = []string{"public", "private", "community", "snmp", "cisco", "admin", "manager", "monitor", "default", "write", "read", "secret",
	"test", "guest", "all", "network", "security", "system", "internal", "mngt", "snmpd", "rwcommunity", "rocommunity", "0", "1234", "password", "ilmi"}

// snmpLine is one directive.
type snmpLine struct {
	name string
	args []string
	// rest is what stands behind the name, as it is.
	rest string
	path string
	line int
}

func (g *gatherer) snmp() *SNMP {
	const name = "snmp"
	s := &SNMP{Present: g.present(name, service.Product{
		Configs:  snmpConfigs[:4],
		Binaries: []string{"/usr/sbin/snmpd", "/usr/local/sbin/snmpd"},
		Packages: []string{"snmpd", "net-snmp", "net-snmp-agent"},
		Units:    []string{"snmpd.service"},
	})}
	if s.Present == nil || !s.Present.Value {
		return s
	}
	var lines []snmpLine
	for _, file := range snmpConfigs {
		more, err := parseSNMP(g, file, 0)
		if err != nil {
			g.gaps.Add(name+".accesses", err)
			g.gaps.Add(name+".users", err)
			g.gaps.Add(name+".scope", err)
			return s
		}
		lines = append(lines, more...)
	}
	// What managers set over SNMP the agent keeps in a form of its own.
	if i := slices.IndexFunc(lines, func(l snmpLine) bool { return strings.HasPrefix(l.name, "vacm") }); i >= 0 {
		g.gaps.Add(name+".accesses", lineError(lines[i].path, lines[i].line, "access control that was set over SNMP is not read"))
	} else {
		s.Accesses = snmpAccesses(lines)
	}
	s.Users = snmpUsers(lines)
	execs, err := g.Execs(service.Runs("snmpd"))
	if err != nil {
		g.gaps.Add(name+".scope", err)
		return s
	}
	if s.Scope, err = snmpScope(lines, execs); err != nil {
		g.gaps.Add(name+".scope", err)
	}
	return s
}

// parseSNMP reads one file with what it includes: snmp_config(5). A file that is not there
// is none.
func parseSNMP(files reader, file string, depth int) ([]snmpLine, error) {
	if depth > maxDepth {
		return nil, lineError(file, 1, "files include one another too deep")
	}
	data, ok, err := files.Read(file)
	if err != nil || !ok {
		return nil, err
	}
	var out []snmpLine
	section := "snmpd"
	for i, line := range service.Lines(data) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		// "[snmp]" hands the lines below to the library, or with words behind it that
		// one line. The agent knows no other section, such as "[snmptrapd]": it
		// complains, and takes what is below as it did before.
		of := section
		if line[0] == '[' {
			name, rest, ok := strings.Cut(line[1:], "]")
			if !ok {
				continue
			}
			name = strings.ToLower(strings.TrimSpace(name))
			known := name == "snmp" || name == "snmpd"
			if line = strings.TrimSpace(rest); line == "" {
				if known {
					section = name
				}
				continue
			}
			if !known {
				continue
			}
			of = name
		}
		words := snmpWords(line)
		if len(words) == 0 {
			continue
		}
		l := snmpLine{name: strings.ToLower(words[0]), args: words[1:], path: file, line: i + 1}
		if i := strings.IndexAny(line, " \t"); i > 0 {
			l.rest = strings.TrimSpace(line[i:])
		}
		if of == "snmp" {
			if strings.HasPrefix(l.name, "disablesnmp") {
				l.name = "snmp:" + l.name
				out = append(out, l)
			}
			continue
		}
		if len(l.args) > 0 && (l.name == "includefile" || l.name == "includedir") {
			target := l.args[0]
			switch {
			case path.IsAbs(target):
			case l.name == "includedir": // from where the agent was started
				target = path.Join("/", target)
			default:
				target = path.Join(path.Dir(file), target)
			}
			found := []string{target}
			if l.name == "includedir" {
				if found, err = files.Glob(path.Join(target, "*.conf")); err != nil {
					return nil, err
				}
			}
			for _, f := range found {
				more, err := parseSNMP(files, f, depth+1)
				if err != nil {
					return nil, err
				}
				out = append(out, more...)
			}
			continue
		}
		out = append(out, l)
	}
	return out, nil
}

// snmpWords splits a line as copy_nword does: blanks, either quote, a
// backslash before any character.
func snmpWords(line string) []string {
	var out []string
	var b strings.Builder
	in, quote := false, byte(0)
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case c == '\\':
			if i++; i < len(line) {
				b.WriteByte(line[i])
				in = true
			}
		case quote != 0:
			if c == quote {
				quote = 0
			} else {
				b.WriteByte(c)
			}
		case !in && (c == '"' || c == '\''):
			quote, in = c, true
		case c == ' ' || c == '\t':
			if in {
				out = append(out, b.String())
				b.Reset()
				in = false
			}
		case c == '#' && !in:
			return out
		default:
			b.WriteByte(c)
			in = true
		}
	}
	if in {
		out = append(out, b.String())
	}
	return out
}

func snmpUsers(lines []snmpLine) map[string]SNMPUser {
	out := map[string]SNMPUser{}
	for _, l := range lines {
		args := l.args
		// What createUser makes the agent writes back as usmUser, and forgets the line.
		if l.name == "usmuser" && len(args) > 8 {
			out[facts.Text(args[3])] = SNMPUser{Auth: snmpOID(args[6]), Priv: snmpOID(args[8]), Source: at(l.path, l.line)}
			continue
		}
		if l.name != "createuser" {
			continue
		}
		if len(args) > 1 && args[0] == "-e" {
			args = args[2:]
		}
		if len(args) == 0 {
			continue
		}
		u := SNMPUser{Source: at(l.path, l.line)}
		if len(args) > 1 {
			u.Auth = snmpAlgorithm(args[1], "MD5", "SHA", "SHA-224", "SHA-256", "SHA-384", "SHA-512", "SHA224", "SHA256", "SHA384", "SHA512", "SHA1", "SHA-1")
		}
		// "-l" before a key and "-m" before a master key: a key follows.
		rest := args[min(2, len(args)):]
		if len(rest) > 1 && (rest[0] == "-l" || rest[0] == "-m") {
			rest = rest[1:]
		}
		if len(rest) > 1 {
			u.Priv = snmpAlgorithm(rest[1], "DES", "AES", "AES-128", "AES128", "AES-192", "AES192", "AES-256", "AES256", "AES192C", "AES256C", "AES-192-C", "AES-256-C")
		}
		out[facts.Text(args[0])] = u
	}
	return out
}

// snmpOID names the algorithms of RFC 3414, 3826 and 7860, and those of net-snmp
// and Cisco for longer keys of AES.
func snmpOID(oid string) string {
	return map[string]string{
		"1.3.6.1.6.3.10.1.1.2": "MD5", "1.3.6.1.6.3.10.1.1.3": "SHA", "1.3.6.1.6.3.10.1.1.4": "SHA-224", "1.3.6.1.6.3.10.1.1.5": "SHA-256",
		"1.3.6.1.6.3.10.1.1.6": "SHA-384", "1.3.6.1.6.3.10.1.1.7": "SHA-512", "1.3.6.1.6.3.10.1.2.2": "DES", "1.3.6.1.6.3.10.1.2.4": "AES",
		"1.3.6.1.4.1.14832.1.3": "AES-192", "1.3.6.1.4.1.14832.1.4": "AES-256", "1.3.6.1.4.1.9.12.6.1.1": "AES-192-C", "1.3.6.1.4.1.9.12.6.1.2": "AES-256-C",
	}[strings.TrimPrefix(oid, ".")]
}

// snmpAlgorithm keeps a word only when it is an algorithm: another word may be
// a password.
func snmpAlgorithm(s string, known ...string) string {
	if s = strings.ToUpper(s); slices.Contains(known, s) {
		return s
	}
	return ""
}

// snmpScope tells how far the addresses of the files and the command line reach. All of
// the text behind agentaddress is taken, and with blanks, quotes or a comment in it the agent
// does not start.
func snmpScope(lines []snmpLine, execs []service.Exec) (*facts.Sourced[string], error) {
	out := facts.AtPtr(service.None, facts.Default("net-snmp"))
	seen := false
	add := func(spec string, source facts.Source) {
		for _, one := range strings.Split(spec, ",") {
			if one = strings.TrimSpace(one); one == "" {
				continue
			}
			scope := snmpAddress(one)
			if w := service.Widest(out.Value, scope); !seen || w != out.Value {
				*out = facts.At(w, source)
			}
			seen = true
		}
	}
	for _, l := range lines {
		if l.name == "agentaddress" {
			if strings.ContainsAny(l.rest, " \t\"'#") {
				return nil, lineError(l.path, l.line, "blanks, quotes or a comment in agentaddress, with which snmpd does not start")
			}
			add(l.rest, at(l.path, l.line))
		}
	}
	for _, e := range execs {
		for i := 1; i < len(e.Args); i++ {
			a := e.Args[i]
			if !strings.HasPrefix(a, "-") {
				add(a, e.Source)
				continue
			}
			if len(a) == 2 && strings.Contains("cguIpxmMnyD", a[1:]) || a == "-Lf" || a == "-LF" {
				i++
			}
		}
	}
	if !seen {
		return facts.AtPtr(service.All, facts.Default("net-snmp")), nil
	}
	return out, nil
}

// snmpAddress tells how far "[TRANSPORT:]ADDRESS[:PORT]" or a port alone
// reaches: snmpd(8), listening addresses.
func snmpAddress(spec string) string {
	if i := strings.IndexByte(spec, ':'); i > 0 {
		switch t := strings.ToLower(spec[:i]); t {
		case "unix", "alias", "pipe", "callback", "stdio", "none":
			return service.None
		case "udp", "tcp", "udp6", "tcp6", "udpv6", "tcpv6", "udpipv6", "tcpipv6", "tls", "tlstcp", "dtls", "dtlsudp", "ssh", "udpshared":
			spec = spec[i+1:]
		}
	}
	if strings.HasPrefix(spec, "/") {
		return service.None
	}
	if strings.HasPrefix(spec, "[") {
		addr, _, _ := strings.Cut(spec[1:], "]")
		return service.Scope(addr)
	}
	if strings.Count(spec, ":") == 1 {
		spec, _, _ = strings.Cut(spec, ":")
	}
	if strings.Trim(spec, "0123456789") == "" {
		return service.All
	}
	return service.Scope(spec)
}
