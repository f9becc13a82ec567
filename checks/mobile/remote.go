package mobile

import (
	"errors"
	"path"
	"slices"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/systemd"
)

// xrdp reads xrdp.ini(5) and sesman.ini(5).
func (g *gatherer) xrdp() {
	const program, main, sesman = "xrdp", "/etc/xrdp/xrdp.ini", "/etc/xrdp/sesman.ini"
	at := g.first("xrdp", "/usr/sbin/xrdp", main)
	if g.missing("xrdp") {
		return
	}
	if at == "" {
		g.f.XRDP = &XRDP{Present: facts.At(false, facts.File("/usr/sbin/xrdp"))}
		return
	}
	g.f.XRDP = &XRDP{Present: facts.At(true, facts.File(at))}
	m, _ := g.text(main, "xrdp.settings")
	s, _ := g.text(sesman, "xrdp.settings")
	if g.missing("xrdp.settings") {
		return
	}
	ms, ss := parseINI(cutXrdp(m)), parseINI(cutXrdp(s))
	// sesman takes every number but 0 for yes, and every other word for no.
	flag := func(section, key string) facts.Sourced[string] {
		v := value(ss, sesman, section, key, "false", program)
		on := leadingNumber(v.Value) != 0 || v.Value == "true" || v.Value == "yes" || v.Value == "on"
		return facts.At(strconv.FormatBool(on), v.Source)
	}
	number := func(section, key, otherwise string) facts.Sourced[string] {
		v := value(ss, sesman, section, key, otherwise, program)
		return facts.At(strconv.Itoa(leadingNumber(v.Value)), v.Source)
	}
	layer := value(ms, main, "globals", "security_layer", "rdp", program)
	if layer.Value != "tls" && layer.Value != "rdp" {
		layer.Value = "negotiate" // for every other word, too
	}
	// Without a certificate and its key it takes connections without TLS, whatever it is told.
	for _, need := range []string{"certificate", "key_file"} {
		if layer.Value == "rdp" {
			break
		}
		file, ok := last(ms, "globals", need)
		if !ok {
			layer.Value = "rdp"
			break
		}
		if !path.IsAbs(file.value) {
			file.value = map[string]string{"certificate": "/etc/xrdp/cert.pem", "key_file": "/etc/xrdp/key.pem"}[need]
		}
		_, err := g.Stat(g.ctx, file.value)
		if errors.Is(err, host.ErrNotExist) {
			layer = facts.At("rdp", facts.FileLine(main, file.line))
		} else if err != nil {
			g.gaps.Add("xrdp.settings", err)
			return
		}
	}
	g.f.XRDP.Settings = map[string]facts.Sourced[string]{
		"security_layer":        layer,
		"crypt_level":           value(ms, main, "globals", "crypt_level", "high", program),
		"ssl_protocols":         xrdpProtocols(ms, main, program),
		"AllowRootLogin":        flag("security", "AllowRootLogin"),
		"MaxLoginRetry":         number("security", "MaxLoginRetry", "3"),
		"TerminalServerUsers":   value(ss, sesman, "security", "TerminalServerUsers", "", program),
		"AlwaysGroupCheck":      flag("security", "AlwaysGroupCheck"),
		"KillDisconnected":      flag("sessions", "KillDisconnected"),
		"IdleTimeLimit":         number("sessions", "IdleTimeLimit", "0"),
		"DisconnectedTimeLimit": number("sessions", "DisconnectedTimeLimit", "0"),
	}
}

// xrdpProtocols are the versions of TLS that it speaks, separated by commas: words that
// it does not know, in their letters, name none.
func xrdpProtocols(settings []setting, file, program string) facts.Sourced[string] {
	s, ok := last(settings, "globals", "ssl_protocols")
	if !ok {
		return facts.At("tlsv1, tlsv1.1, tlsv1.2, tlsv1.3", facts.Default(program)) // all that OpenSSL allows
	}
	var known []string
	for _, word := range strings.FieldsFunc(s.value, func(r rune) bool { return strings.ContainsRune(", \t", r) }) {
		if slices.Contains([]string{"SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"}, word) {
			known = append(known, strings.ToLower(word))
		}
	}
	return facts.At(strings.Join(known, ", "), facts.FileLine(file, s.line))
}

// servers of VNC that units start, and whether they ask for a password when
// nothing is said.
var vncServers = map[string]bool{
	"x11vnc": false, "x0vncserver": true, "Xvnc": true, "Xtigervnc": true, "Xtightvnc": true, "vncserver": true, "tigervncserver": true, "tightvncserver": true,
	"vncsession": true, "wayvnc": false, "x0tigervncserver": true,
}

// vnc reads the units that start VNC servers, and TigerVNC's own files.
func (g *gatherer) vnc() {
	tree, err := systemd.Load(g.ctx, g)
	if err != nil {
		g.gaps.Add("vnc", err)
		return
	}
	g.f.VNC = map[string]VNC{}
	for _, p := range tree.Problems {
		g.gaps.Add(element("vnc", p.Path), p.Err)
	}
	for name, u := range tree.Units {
		if u.Load != "found" || u.AliasOf != "" || systemd.Type(name) != "service" {
			continue
		}
		for _, e := range u.Values("Service", "ExecStart") {
			if v, ok := vncCommand(e.Value); ok {
				v.Source = facts.FileLine(facts.Text(e.Path), e.Line)
				g.f.VNC[string(v.Source)] = v
			}
		}
	}
	for _, p := range []string{"/etc/tigervnc/vncserver-config-defaults", "/etc/tigervnc/vncserver-config-mandatory"} {
		if content, found := g.text(p, element("vnc", p)); found {
			if v, ok := tigerConfig(content); ok {
				v.Source = facts.File(p)
				g.f.VNC[p] = v
			}
		}
	}
}

// vncCommand judges a command line; ok is false when it starts no VNC server.
// vncsession takes its settings from TigerVNC's files.
func vncCommand(command string) (v VNC, ok bool) {
	words := systemd.Words(strings.TrimLeft(command, "@-:+!|"))
	i := slices.IndexFunc(words, func(w string) bool { _, is := vncServers[path.Base(w)]; return is })
	if i < 0 || i > 8 {
		return v, false
	}
	v.Program = path.Base(words[i])
	if strings.HasPrefix(v.Program, "vncsession") {
		return v, false
	}
	v.Password = vncServers[v.Program]
	args := words[i+1:]
	for j, w := range args {
		next := ""
		if j+1 < len(args) {
			next = args[j+1]
		}
		name, inline, has := strings.Cut(strings.TrimLeft(w, "-"), "=")
		if has {
			next = inline
		}
		switch strings.ToLower(name) {
		case "nopw":
			v.Password = false
		case "rfbauth", "passwd", "passwdfile", "usepw", "unixpw", "unixpw_nis", "users", "passwordfile":
			v.Password = true
		case "securitytypes":
			v.Password, v.Tunnel = securityTypes(next)
		case "localhost":
			v.Local = !strings.EqualFold(next, "no") && next != "0"
		case "ssl", "stunnel":
			v.Tunnel = true
		}
	}
	return v, true
}

// securityTypes: None, VncAuth, Plain; TLS and X509 in front encrypt.
func securityTypes(list string) (password, encrypted bool) {
	password, encrypted = true, list != ""
	for _, t := range strings.Split(strings.ToLower(strings.Trim(list, `"' ;`)), ",") {
		t = strings.TrimSpace(t)
		if strings.HasSuffix(t, "none") {
			password = false
		}
		if !strings.HasPrefix(t, "tls") && !strings.HasPrefix(t, "x509") && !strings.HasPrefix(t, "ra2") {
			encrypted = false
		}
	}
	return password, encrypted
}

// tigerConfig reads vncserver-config-defaults(5): Debian's form is Perl
// ($name = "value";), others write name=value. ok: something is set.
func tigerConfig(content string) (v VNC, ok bool) {
	v = VNC{Program: "vncserver", Password: true}
	for _, line := range strings.Split(content, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		key, val, _ := strings.Cut(line, "=")
		key = strings.ToLower(strings.TrimLeft(strings.TrimSpace(key), "$"))
		val = strings.Trim(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(val), ";")), `"'`)
		switch key {
		case "securitytypes":
			v.Password, v.Tunnel = securityTypes(val)
			ok = true
		case "localhost":
			v.Local = val == "" || isTrue(val)
			ok = true
		}
	}
	return v, ok
}
