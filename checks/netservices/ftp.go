package netservices

import (
	"path"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/parse/service"
)

// ftpProducts are the servers that are known.
var ftpProducts = map[string]service.Product{
	"vsftpd": {Configs: []string{"/etc/vsftpd.conf", "/etc/vsftpd/*.conf"},
		Binaries: []string{"/usr/sbin/vsftpd"}, Packages: []string{"vsftpd"}, Units: []string{"vsftpd.service", "vsftpd.socket"}},
	"proftpd": {Configs: []string{"/etc/proftpd/proftpd.conf", "/etc/proftpd.conf"},
		Binaries: []string{"/usr/sbin/proftpd"}, Packages: []string{"proftpd*"}, Units: []string{"proftpd.service", "proftpd.socket"}},
	"pure-ftpd": {Configs: []string{"/etc/pure-ftpd/conf", "/etc/pure-ftpd/pure-ftpd.conf", "/etc/pure-ftpd.conf"},
		Binaries: []string{"/usr/sbin/pure-ftpd", "/usr/sbin/pure-ftpd-*"}, Packages: []string{"pure-ftpd*"}, Units: []string{"pure-ftpd.service"}},
}

func (g *gatherer) ftp() *FTP {
	const name = "ftp"
	out := &FTP{Servers: map[string]FTPServer{}}
	var none *facts.Sourced[bool]
	for _, product := range []string{"vsftpd", "proftpd", "pure-ftpd"} {
		p := ftpProducts[product]
		there, err := g.Present(p)
		if err != nil {
			g.gaps.Add(name+".present", err)
			g.gaps.Add(in(name+".servers", product), err)
			none = nil
			continue
		}
		if !there.Value {
			none = there
			continue
		}
		out.Present = there
		switch product {
		case "vsftpd":
			g.vsftpd(out, p, there.Source)
		case "proftpd":
			g.proftpd(out, p, there.Source)
		default:
			g.pureftpd(out, there.Source)
		}
	}
	if out.Present == nil && none != nil {
		out.Present = none
	}
	return out
}

// proftpd reads the configuration in order; sections nest, and of a section
// <Anonymous> it counts that it is there and what it allows.
func (g *gatherer) proftpd(out *FTP, p service.Product, source facts.Source) {
	d := facts.Default("ProFTPD")
	s := FTPServer{
		Anonymous: facts.At(false, d), AnonymousWrite: facts.At(false, d), TLSRequired: facts.At(false, d), Chroot: facts.At(false, d),
		Local: facts.At(true, d), Source: source,
	}
	for _, file := range p.Configs {
		if err := proftpdFile(g, file, 0, &s, &proftpdState{}); err != nil {
			g.gaps.Add(in("ftp.servers", "proftpd"), err)
			return
		}
	}
	out.Servers["proftpd"] = s
}

// proftpdState is where in the sections the reader is.
type proftpdState struct {
	stack          []string
	engine, needed bool
	// denied: the <Anonymous> section denies writing.
	denied bool
}

func (s *proftpdState) inside(name string) bool {
	for _, n := range s.stack {
		if n == name {
			return true
		}
	}
	return false
}

// proftpdWrites tells whether the commands of a <Limit> have those that upload.
func proftpdWrites(commands []string) bool {
	for _, c := range commands {
		switch strings.ToUpper(strings.Trim(c, ">")) {
		case "WRITE", "ALL", "STOR":
			return true
		}
	}
	return false
}

func proftpdFile(files reader, file string, depth int, s *FTPServer, st *proftpdState) error {
	if depth > maxDepth {
		return lineError(file, 1, "files include one another too deep")
	}
	data, ok, err := files.Read(file)
	if err != nil || !ok {
		return err
	}
	for i, line := range service.Lines(data) {
		words := snmpWords(strings.TrimSpace(line))
		if len(words) == 0 {
			continue
		}
		name := strings.ToLower(strings.Trim(words[0], "<>"))
		source := at(file, i+1)
		switch {
		case strings.HasPrefix(words[0], "</"):
			end := strings.TrimPrefix(name, "/")
			if n := len(st.stack); n > 0 && (st.stack[n-1] == end || end == "limit" && st.stack[n-1] == "limit-other") {
				st.stack = st.stack[:n-1]
			}
			if end == "anonymous" && !st.denied {
				s.AnonymousWrite = facts.At(true, s.Anonymous.Source)
			}
			continue
		case strings.HasPrefix(words[0], "<"):
			st.stack = append(st.stack, name)
			if name == "anonymous" {
				s.Anonymous, st.denied = facts.At(true, source), false
			}
			// Only a <Limit> on writing says something of it.
			if name == "limit" && !proftpdWrites(words[1:]) {
				st.stack[len(st.stack)-1] = "limit-other"
			}
			continue
		}
		value := strings.ToLower(word(words, 1))
		on := value == "on" || value == "yes" || value == "true"
		switch name {
		case "include":
			target := relative(file, word(words, 1))
			found, err := files.Glob(strings.TrimSuffix(target, "/"))
			if err != nil {
				return err
			}
			if dir, err := files.Glob(path.Join(target, "*.conf")); err == nil && len(dir) > 0 && !strings.ContainsAny(target, "*?") {
				found = dir
			}
			for _, f := range found {
				if err := proftpdFile(files, f, depth+1, s, st); err != nil {
					return err
				}
			}
		case "denyall":
			if st.inside("anonymous") && st.inside("limit") {
				st.denied = true
			}
		case "allowall":
			if st.inside("anonymous") && st.inside("limit") {
				st.denied = false
			}
		case "tlsengine":
			st.engine = on
			s.TLSRequired = facts.At(st.engine && st.needed, source)
		case "tlsrequired":
			st.needed = on || strings.HasPrefix(value, "ctrl") || strings.HasPrefix(value, "auth")
			s.TLSRequired = facts.At(st.engine && st.needed, source)
		case "defaultroot":
			if !st.inside("anonymous") {
				s.Chroot = facts.At(value != "/" && value != "", source)
			}
		}
	}
	return nil
}

// pureftpd has one file an option on Debian, one file elsewhere.
func (g *gatherer) pureftpd(out *FTP, source facts.Source) {
	values := map[string]iniValue{}
	options, err := g.Glob("/etc/pure-ftpd/conf/*")
	for _, f := range options {
		data, _, e := g.Read(f)
		if e != nil {
			err = e
			break
		}
		first, _, _ := strings.Cut(strings.TrimSpace(string(data)), "\n")
		values[strings.ToLower(path.Base(f))] = iniValue{strings.TrimSpace(first), facts.File(facts.Text(f))}
	}
	for _, f := range []string{"/etc/pure-ftpd/pure-ftpd.conf", "/etc/pure-ftpd.conf"} {
		data, _, e := g.Read(f)
		if e != nil {
			err = e
		}
		for i, line := range service.Lines(data) {
			if w := strings.Fields(line); len(w) > 1 && w[0][0] != '#' {
				values[strings.ToLower(w[0])] = iniValue{strings.Join(w[1:], " "), at(f, i+1)}
			}
		}
	}
	if err != nil {
		g.gaps.Add(in("ftp.servers", "pure-ftpd"), err)
		return
	}
	get := func(name string, fallback bool) facts.Sourced[bool] {
		if v, ok := values[name]; ok {
			on, _ := iniBool(v.value)
			return facts.At(on, v.source)
		}
		return facts.At(fallback, facts.Default("Pure-FTPd"))
	}
	not := func(v facts.Sourced[bool]) facts.Sourced[bool] { return facts.At(!v.Value, v.Source) }
	s := FTPServer{
		Anonymous: not(get("noanonymous", false)), AnonymousWrite: not(get("anonymouscantupload", false)),
		Chroot: get("chrooteveryone", false), Local: not(get("anonymousonly", false)), Source: source,
	}
	s.AnonymousWrite.Value = s.AnonymousWrite.Value && s.Anonymous.Value
	s.TLSRequired = facts.At(false, facts.Default("Pure-FTPd"))
	if v, ok := values["tls"]; ok {
		s.TLSRequired = facts.At(v.value == "2" || v.value == "3", v.source)
	}
	out.Servers["pure-ftpd"] = s
}

func (g *gatherer) tftp() *TFTP {
	const name = "tftp"
	t := &TFTP{Present: g.present(name, service.Product{
		Configs:  []string{"/etc/default/tftpd-hpa", "/etc/default/atftpd", "/etc/conf.d/in.tftpd", "/etc/sysconfig/tftp"},
		Binaries: []string{"/usr/sbin/in.tftpd", "/usr/sbin/atftpd", "/usr/sbin/tftpd"},
		Packages: []string{"tftpd-hpa", "atftpd", "tftpd", "tftp-server", "tftp-hpa"},
	})}
	if t.Present == nil || !t.Present.Value {
		return t
	}
	d := facts.Default("tftpd")
	t.Create, t.Secure, t.Scope = facts.AtPtr(false, d), facts.AtPtr(false, d), facts.AtPtr(service.All, d)
	words := func(text string, source facts.Source) {
		for _, w := range strings.Fields(text) {
			switch {
			case w == "--create" || w == "-c" || len(w) > 2 && w[0] == '-' && w[1] != '-' && strings.Contains(w, "c"):
				t.Create = facts.AtPtr(true, source)
			}
			if w == "--secure" || w == "-s" || len(w) > 2 && w[0] == '-' && w[1] != '-' && strings.Contains(w, "s") {
				t.Secure = facts.AtPtr(true, source)
			}
		}
	}
	for _, file := range []string{"/etc/default/tftpd-hpa", "/etc/default/atftpd", "/etc/conf.d/in.tftpd", "/etc/sysconfig/tftp"} {
		data, _, err := g.Read(file)
		if err != nil {
			for _, what := range []string{"create", "secure", "scope"} {
				g.gaps.Add(name+"."+what, err)
			}
			t.Create, t.Secure, t.Scope = nil, nil, nil
			return t
		}
		vars := service.Shell(data)
		for _, n := range []string{"TFTP_OPTIONS", "OPTIONS", "INTFTPD_OPTS", "TFTPD_OPTIONS"} {
			if v, ok := vars[n]; ok {
				words(v.Value, at(file, v.Line))
			}
		}
		if v, ok := vars["TFTP_ADDRESS"]; ok {
			host := v.Value
			if i := strings.LastIndexByte(host, ':'); i >= 0 {
				host = host[:i]
			}
			scope := service.Scope(host)
			if host == "" {
				scope = service.All
			}
			t.Scope = facts.AtPtr(scope, at(file, v.Line))
		}
	}
	execs, err := g.Execs(service.Runs("in.tftpd", "atftpd", "tftpd"))
	if err != nil {
		g.gaps.Add(name+".create", err)
		return t
	}
	for _, e := range execs {
		words(strings.Join(e.Args[1:], " "), e.Source)
	}
	return t
}
