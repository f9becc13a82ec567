package mobile

import (
	"fmt"
	"strings"

	"isoscan/internal/facts"
)

// wireguard reads the files of wg-quick(8).
func (g *gatherer) wireguard() {
	files, ok := g.list("/etc/wireguard", ".conf", "wireguard")
	if !ok {
		return
	}
	g.f.WireGuard = map[string]WireGuard{}
	for _, p := range files {
		content, found := g.text(p, element("wireguard", p))
		file, err := g.keyFile(p)
		if !found || err != nil {
			if err != nil {
				g.gaps.Add(element("wireguard", p), err)
			}
			continue
		}
		w := parseWireGuard(p, content)
		w.File = file
		g.f.WireGuard[facts.Text(p)] = w
	}
}

func parseWireGuard(p, content string) WireGuard {
	w := WireGuard{Peers: []Peer{}}
	peer := false
	for i, line := range strings.Split(content, "\n") {
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			peer = strings.EqualFold(line, "[Peer]")
			if peer {
				w.Peers = append(w.Peers, Peer{Source: facts.FileLine(facts.Text(p), i+1)})
			}
			continue
		}
		key, value, _ := strings.Cut(line, "=")
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		if !peer {
			w.Listens = w.Listens || key == "listenport" && value != "" && value != "0"
			continue
		}
		at := &w.Peers[len(w.Peers)-1]
		switch key {
		case "endpoint":
			at.Endpoint = value != ""
		case "presharedkey":
			at.Preshared = value != ""
		case "allowedips":
			for _, a := range strings.Split(value, ",") {
				a = strings.TrimSpace(a)
				at.Everyone = at.Everyone || strings.HasSuffix(a, "/0")
			}
		}
	}
	return w
}

// openvpn reads the configurations that openvpn@, openvpn-server@ and
// openvpn-client@ start.
func (g *gatherer) openvpn() {
	g.f.OpenVPN = map[string]OpenVPN{}
	for _, dir := range []string{"/etc/openvpn", "/etc/openvpn/server", "/etc/openvpn/client"} {
		files, ok := g.list(dir, ".conf", "openvpn")
		if !ok {
			g.f.OpenVPN = nil
			return
		}
		for _, p := range files {
			content, found := g.text(p, element("openvpn", p))
			if !found {
				continue
			}
			file, err := g.keyFile(p)
			if err != nil {
				g.gaps.Add(element("openvpn", p), err)
				continue
			}
			v := parseOpenVPN(p, content)
			v.File = file
			g.f.OpenVPN[facts.Text(p)] = v
		}
	}
}

// directive is one line of an OpenVPN configuration.
type directive struct {
	words []string
	line  int
}

// openvpnLines splits a configuration into directives and the names of its
// <blocks>, whose contents are left out.
func openvpnLines(content string) (lines []directive, blocks map[string]bool) {
	blocks = map[string]bool{}
	inside := ""
	for i, line := range strings.Split(content, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case inside != "":
			if line == "</"+inside+">" {
				inside = ""
			}
		case line == "" || line[0] == '#' || line[0] == ';':
		case line[0] == '<' && strings.HasSuffix(line, ">") && line != "<connection>" && line != "</connection>":
			inside = line[1 : len(line)-1]
			blocks[inside] = true
		default:
			var words []string
			for _, w := range strings.Fields(line) {
				if w[0] == '#' || w[0] == ';' {
					break
				}
				words = append(words, strings.Trim(w, `"'`))
			}
			lines = append(lines, directive{words, i + 1})
		}
	}
	return lines, blocks
}

func parseOpenVPN(p, content string) OpenVPN {
	lines, blocks := openvpnLines(content)
	const program = "OpenVPN"
	find := func(names ...string) (d directive, ok bool) {
		for _, l := range lines { // the last one wins
			for _, name := range names {
				if strings.TrimPrefix(l.words[0], "--") == name {
					d, ok = l, true
				}
			}
		}
		return d, ok
	}
	at := func(d directive) facts.Source { return facts.FileLine(facts.Text(p), d.line) }
	arg := func(d directive, n int) string {
		if n < len(d.words) {
			return facts.Text(d.words[n])
		}
		return ""
	}
	text := func(otherwise string, names ...string) facts.Sourced[string] {
		if d, ok := find(names...); ok && len(d.words) > 1 {
			return facts.At(arg(d, 1), at(d))
		}
		return facts.At(otherwise, facts.Default(program))
	}
	flag := func(names ...string) facts.Sourced[bool] {
		if d, ok := find(names...); ok {
			return facts.At(true, at(d))
		}
		return facts.At(false, facts.File(facts.Text(p)))
	}

	v := OpenVPN{
		Role: "client", User: text("root", "user"),
		Password: flag("auth-user-pass", "auth-user-pass-verify", "plugin"), DuplicateCN: flag("duplicate-cn"),
		PeerChecked: flag("remote-cert-tls", "remote-cert-eku", "verify-x509-name", "ns-cert-type", "tls-remote", "tls-verify"),
		KeyInside:   blocks["key"] || blocks["secret"] || blocks["pkcs12"],
	}
	if d, ok := find("server", "server-bridge", "server-ipv6", "tls-server", "mode"); ok && (d.words[0] != "mode" || arg(d, 1) == "server") {
		v.Role = "server"
	}
	if _, ok := find("secret"); ok || blocks["secret"] {
		v.Role = "static"
	}
	v.Ciphers = text("AES-256-GCM:AES-128-GCM", "data-ciphers", "ncp-ciphers")
	if v.Role == "static" {
		v.Ciphers = text("BF-CBC", "cipher")
	} else if _, negotiated := find("data-ciphers", "ncp-ciphers"); !negotiated {
		// Without a list, releases before 2.6 also accept what cipher names.
		if d, ok := find("cipher"); ok {
			v.Ciphers = facts.At(arg(d, 1), at(d))
		}
	}
	v.Ciphers.Value = strings.ToUpper(v.Ciphers.Value)
	v.Digest = text("SHA1", "auth")
	v.Digest.Value = strings.ToUpper(v.Digest.Value)
	v.TLSMin = text("default", "tls-version-min")
	v.Guard = facts.At("none", facts.File(facts.Text(p)))
	for _, name := range []string{"tls-auth", "tls-crypt", "tls-crypt-v2"} {
		if d, ok := find(name); ok {
			v.Guard = facts.At(name, at(d))
		} else if blocks[name] {
			v.Guard = facts.At(name, facts.File(facts.Text(p)))
		}
	}
	v.ClientCert = facts.At("require", facts.Default(program))
	if d, ok := find("verify-client-cert"); ok {
		v.ClientCert = facts.At(arg(d, 1), at(d))
		if len(d.words) == 1 {
			v.ClientCert.Value = "require"
		}
	} else if d, ok := find("client-cert-not-required"); ok {
		v.ClientCert = facts.At("none", at(d))
	}
	v.Compression = facts.At(false, facts.Default(program))
	for _, l := range lines {
		if compresses(l.words) {
			v.Compression = facts.At(true, at(l))
		}
	}
	v.Management = facts.At("off", facts.Default(program))
	if d, ok := find("management"); ok {
		v.Management = facts.At(managementPlace(d.words), at(d))
	}
	return v
}

// compresses: "comp-lzo" unless no, "compress" with an algorithm other than a
// stub, "allow-compression yes".
func compresses(words []string) bool {
	arg := ""
	if len(words) > 1 {
		arg = words[1]
	}
	switch strings.TrimPrefix(words[0], "--") {
	case "comp-lzo":
		return arg != "no"
	case "compress":
		return arg != "" && arg != "stub" && arg != "stub-v2" && arg != "migrate"
	case "allow-compression":
		return arg == "yes"
	}
	return false
}

func managementPlace(words []string) string {
	if len(words) < 3 {
		return "network"
	}
	place := "network"
	switch {
	case words[2] == "unix":
		place = "unix"
	case strings.HasPrefix(words[1], "127.") || words[1] == "localhost" || words[1] == "::1":
		place = "loopback"
	}
	if len(words) > 3 {
		return fmt.Sprintf("%s+password", place)
	}
	return place
}
