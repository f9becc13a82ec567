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
	s.Accesses = snmpAccesses(lines)
	s.Users = snmpUsers(lines)
	execs, err := g.Execs(service.Runs("snmpd"))
	if err != nil {
		g.gaps.Add(name+".scope", err)
		return s
	}
	s.Scope = snmpScope(lines, execs)
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
	mine := true
	for i, line := range service.Lines(data) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		// "[snmptrapd]" hands the lines below to another program, or with words
		// behind it that one line.
		if line[0] == '[' {
			section, rest, ok := strings.Cut(line[1:], "]")
			if !ok {
				continue
			}
			own := strings.EqualFold(strings.TrimSpace(section), "snmpd") || strings.EqualFold(strings.TrimSpace(section), "snmp")
			if line = strings.TrimSpace(rest); line == "" {
				mine = own
				continue
			}
			if !own {
				continue
			}
		} else if !mine {
			continue
		}
		words := snmpWords(line)
		if len(words) == 0 {
			continue
		}
		l := snmpLine{strings.ToLower(words[0]), words[1:], file, i + 1}
		if len(l.args) > 0 && slices.Contains([]string{"includefile", "includedir", "include"}, l.name) {
			target := l.args[0]
			if !path.IsAbs(target) {
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
		case c == '\\' && i+1 < len(line):
			i++
			b.WriteByte(line[i])
			in = true
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

func snmpAccesses(lines []snmpLine) []SNMPAccess {
	out := []SNMPAccess{}
	for _, l := range lines {
		a := SNMPAccess{Directive: l.name, Source: at(l.path, l.line), Level: "none", Version: "v1v2c"}
		args := l.args
		switch l.name {
		case "rocommunity", "rwcommunity", "rocommunity6", "rwcommunity6":
			if len(args) == 0 {
				continue
			}
			a.Write = strings.HasPrefix(l.name, "rw")
			a.community(args[0], word(args, 1))
			a.view(args[min(2, len(args)):])
			out = append(out, a)
		case "authcommunity":
			if len(args) < 2 {
				continue
			}
			a.Write = strings.Contains(strings.ToLower(args[0]), "write")
			a.community(args[1], word(args, 2))
			a.view(args[min(3, len(args)):])
			out = append(out, a)
		case "rouser", "rwuser", "authuser":
			write := l.name == "rwuser"
			if l.name == "authuser" && len(args) > 0 {
				write = strings.Contains(strings.ToLower(args[0]), "write")
				args = args[1:]
			}
			if len(args) > 1 && args[0] == "-s" {
				args = args[2:]
			}
			if len(args) == 0 {
				continue
			}
			a.Version, a.Clients, a.Write = "v3", service.All, write
			a.Level = "auth"
			if lv := strings.ToLower(word(args, 1)); lv != "" {
				a.Level = snmpLevel(lv)
			}
			a.view(args[min(2, len(args)):])
			out = append(out, a)
		case "access":
			out = append(out, snmpChain(lines, l)...)
		}
	}
	return out
}

func (a *SNMPAccess) community(community, from string) {
	a.WellKnown = slices.Contains(wellKnown, strings.ToLower(community))
	a.Clients = service.ClientScope(from)
	if strings.HasPrefix(from, "!") {
		a.Clients = "host"
	}
}

func (a *SNMPAccess) view(args []string) {
	if len(args) > 1 && args[0] == "-V" {
		args = args[1:]
	}
	if len(args) > 0 && args[0] != "" && args[0] != ".1" && args[0] != "default" {
		a.View = facts.Text(args[0])
	}
}

func snmpLevel(s string) string {
	switch strings.ToLower(s) {
	case "noauth", "noauthnopriv", "nopriv", "":
		return "noauth"
	case "priv", "authpriv":
		return "priv"
	}
	return "auth"
}

func word(args []string, i int) string {
	if i < len(args) {
		return args[i]
	}
	return ""
}

// snmpChain resolves one line "access GROUP CONTEXT MODEL LEVEL PREFIX READ
// WRITE NOTIFY" through the groups to the communities and users in them.
func snmpChain(lines []snmpLine, access snmpLine) []SNMPAccess {
	if len(access.args) < 7 {
		return nil
	}
	group, model, level, read, write := access.args[0], strings.ToLower(access.args[2]), access.args[3], access.args[5], access.args[6]
	var out []SNMPAccess
	for _, gl := range lines {
		if gl.name != "group" || len(gl.args) < 3 || gl.args[0] != group {
			continue
		}
		of, member := strings.ToLower(gl.args[1]), gl.args[2]
		if model != "any" && model != of || read == "none" && write == "none" {
			continue
		}
		a := SNMPAccess{Directive: "access", Source: at(access.path, access.line), Write: write != "none", Level: "none", Version: "v1v2c"}
		if read != "all" && read != "none" {
			a.View = facts.Text(read)
		}
		if of == "usm" || of == "tsm" || of == "ksm" {
			a.Version, a.Level, a.Clients = "v3", snmpLevel(level), service.All
			out = append(out, a)
			continue
		}
		for _, c := range lines {
			args := c.args
			if c.name != "com2sec" && c.name != "com2sec6" {
				continue
			}
			if len(args) > 1 && args[0] == "-Cn" {
				args = args[2:]
			}
			if len(args) < 3 || args[0] != member {
				continue
			}
			b := a
			b.Source = at(c.path, c.line)
			b.Directive = c.name
			b.community(args[2], args[1])
			if !slices.Contains(out, b) {
				out = append(out, b)
			}
		}
	}
	return out
}

func snmpUsers(lines []snmpLine) map[string]SNMPUser {
	out := map[string]SNMPUser{}
	for _, l := range lines {
		args := l.args
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

// snmpAlgorithm keeps a word only when it is an algorithm: another word may be
// a password.
func snmpAlgorithm(s string, known ...string) string {
	if s = strings.ToUpper(s); slices.Contains(known, s) {
		return s
	}
	return ""
}

func snmpScope(lines []snmpLine, execs []service.Exec) *facts.Sourced[string] {
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
			for _, a := range l.args {
				add(a, at(l.path, l.line))
			}
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
		return facts.AtPtr(service.All, facts.Default("net-snmp"))
	}
	return out
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
