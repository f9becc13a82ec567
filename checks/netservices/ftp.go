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

// pureftpd reads one file an option on Debian, whose script takes nothing from
// the one file that other distributions have.
func (g *gatherer) pureftpd(out *FTP, source facts.Source) {
	values, err := g.pureftpdValues()
	if err != nil {
		g.gaps.Add(in("ftp.servers", "pure-ftpd"), err)
		return
	}
	out.Servers["pure-ftpd"] = pureftpdFacts(values, source)
}

func (g *gatherer) pureftpdValues() (map[string]iniValue, error) {
	files := []string{"/etc/pure-ftpd/pure-ftpd.conf", "/etc/pure-ftpd.conf"}
	execs, err := g.Execs(service.Runs("pure-ftpd"))
	if err != nil {
		return nil, err
	}
	named := false
	for _, e := range execs {
		for _, a := range e.Args[1:] {
			if path.IsAbs(a) && strings.HasSuffix(a, ".conf") {
				files, named = []string{a}, true
			}
		}
	}
	const folder = "/etc/pure-ftpd/conf"
	there, err := g.Glob(folder)
	if err != nil {
		return nil, err
	}
	if len(there) > 0 && !named {
		return pureftpdFolder(g, folder)
	}
	values := map[string]iniValue{}
	for _, f := range files {
		data, _, err := g.Read(f)
		if err != nil {
			return nil, err
		}
		for i, line := range service.Lines(data) {
			if w := strings.Fields(line); len(w) > 1 && w[0][0] != '#' {
				values[strings.ToLower(w[0])] = iniValue{strings.Join(w[1:], " "), at(f, i+1)}
			}
		}
	}
	return values, nil
}

// pureftpdNames are the options that count here, by the names of their files, of
// which the case counts. With a file of another spelling Debian's script does not
// start the server.
var pureftpdNames = []string{"NoAnonymous", "AnonymousCantUpload", "AnonymousOnly", "ChrootEveryone", "TLS"}

func pureftpdFolder(files reader, folder string) (map[string]iniValue, error) {
	values := map[string]iniValue{}
	found, err := files.Glob(path.Join(folder, "*"))
	if err != nil {
		return nil, err
	}
	for _, f := range found {
		name := path.Base(f)
		if strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") != "" {
			continue
		}
		known := ""
		for _, n := range pureftpdNames {
			if strings.EqualFold(n, name) {
				known = n
			}
		}
		if known == "" {
			continue
		}
		if known != name {
			return nil, lineError(f, 1, "the name is %s, so pure-ftpd does not start", known)
		}
		data, _, err := files.Read(f)
		if err != nil {
			return nil, err
		}
		// Of several lines the first that turns something on counts.
		for i, line := range service.Lines(data) {
			line = strings.TrimSpace(line)
			if line == "" || line[0] == '#' {
				continue
			}
			on, ok := pureftpdBool(line)
			switch {
			case name == "TLS" && strings.Trim(line, "0123456789") == "":
				on = true
			case name == "TLS" || !ok:
				return nil, lineError(f, i+1, "no value of %s, so pure-ftpd does not start", name)
			}
			values[strings.ToLower(name)] = iniValue{line, at(f, i+1)}
			if on {
				break
			}
		}
	}
	return values, nil
}

// pureftpdBool is what Debian's script knows, which is neither true nor false.
func pureftpdBool(s string) (value, ok bool) {
	switch strings.ToLower(s) {
	case "yes", "1", "on":
		return true, true
	case "no", "0", "off":
		return false, true
	}
	return false, false
}

func pureftpdFacts(values map[string]iniValue, source facts.Source) FTPServer {
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
	return s
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
		create, secure := tftpOptions(strings.Fields(text))
		if create {
			t.Create = facts.AtPtr(true, source)
		}
		if secure {
			t.Secure = facts.AtPtr(true, source)
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
	if err := g.tftpInetd(words); err != nil {
		g.gaps.Add(name+".create", err)
		t.Create = nil
	}
	return t
}

// tftpInetd finds the options in the files of super-servers: on a line of
// inetd.conf, or in server_args of xinetd.
func (g *gatherer) tftpInetd(words func(text string, source facts.Source)) error {
	for _, pattern := range []string{"/etc/inetd.conf", "/etc/inetd.d/*", "/etc/xinetd.conf", "/etc/xinetd.d/*"} {
		found, err := g.Glob(pattern)
		if err != nil {
			return err
		}
		for _, file := range found {
			data, _, err := g.Read(file)
			if err != nil {
				return err
			}
			if !strings.Contains(string(data), "tftpd") {
				continue
			}
			for i, line := range service.Lines(data) {
				line = strings.TrimSpace(line)
				name, args, _ := strings.Cut(line, "=")
				switch {
				case strings.HasPrefix(line, "#"):
				case strings.HasPrefix(strings.TrimSpace(name), "server_args"):
					words(args, at(file, i+1))
				case strings.Contains(line, "tftpd"):
					words(line, at(file, i+1))
				}
			}
		}
	}
	return nil
}

// tftpOptions reads the command line of in.tftpd(8) as getopt_long(3) does.
func tftpOptions(args []string) (create, secure bool) {
	const values = "aBuUrtTRmP"
	for i := 0; i < len(args); i++ {
		w := args[i]
		if long, ok := strings.CutPrefix(w, "--"); ok {
			create = create || long != "" && strings.HasPrefix("create", long)
			secure = secure || long != "" && strings.HasPrefix("secure", long)
			continue
		}
		if len(w) < 2 || w[0] != '-' {
			continue
		}
		for j := 1; j < len(w); j++ {
			create, secure = create || w[j] == 'c', secure || w[j] == 's'
			if strings.IndexByte(values, w[j]) >= 0 {
				if j == len(w)-1 {
					i++ // the next word is its value
				}
				break
			}
		}
	}
	return create, secure
}
