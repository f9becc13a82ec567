package netservices

import (
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/parse/service"
)

var bindProduct = service.Product{
	Configs:  []string{"/etc/bind/named.conf", "/etc/named.conf", "/var/named/chroot/etc/named.conf"},
	Binaries: []string{"/usr/sbin/named"},
	Packages: []string{"bind9", "bind", "bind-chroot"},
	Units:    []string{"named.service", "bind9.service", "named-chroot.service"},
}

var unboundProduct = service.Product{
	Configs:  []string{"/etc/unbound/unbound.conf"},
	Binaries: []string{"/usr/sbin/unbound"},
	Packages: []string{"unbound"},
	Units:    []string{"unbound.service"},
}

func (g *gatherer) dns() *DNS {
	const name = "dns"
	d := &DNS{Servers: map[string]NameServer{}}
	for _, p := range []service.Product{bindProduct, unboundProduct, dnsmasqProduct} {
		there, err := g.Present(p)
		if err != nil {
			g.gaps.Add(name+".present", err)
			g.gaps.Add(in(name+".servers", p.Configs[0]), err)
			d.Present = nil
			return d
		}
		if d.Present == nil || !d.Present.Value {
			d.Present = there
		}
		if !there.Value {
			continue
		}
		found := 0
		for _, file := range p.Configs {
			if _, ok, err := g.Read(file); !ok && err == nil {
				continue
			}
			found++
			var s *NameServer
			var err error
			switch p.Packages[0] {
			case "unbound":
				s, err = g.unbound(file)
			case "dnsmasq":
				s, err = g.dnsmasq(file)
			default:
				s, err = g.bind(file)
			}
			if err != nil {
				g.gaps.Add(in(name+".servers", file), err)
				continue
			}
			d.Servers[file] = *s
		}
		if found == 0 {
			// Without a file BIND does not start; Unbound serves this host alone;
			// dnsmasq does what its scripts and folders say.
			switch p.Packages[0] {
			case "dnsmasq":
				s, err := g.dnsmasq("")
				if err != nil {
					g.gaps.Add(in(name+".servers", p.Configs[0]), err)
					continue
				}
				d.Servers[p.Configs[0]] = *s
			case "unbound":
				at := facts.Default("Unbound")
				d.Servers["default: Unbound"] = NameServer{
					Product: "unbound", Recursion: map[string]facts.Sourced[string]{"_default": facts.At(service.Loopback, at)},
					Transfers: map[string]facts.Sourced[string]{}, Updates: map[string]facts.Sourced[string]{}, Version: facts.At(true, at),
				}
			}
		}
	}
	return d
}

// bindAccess widths, from narrow to wide: a key counts as less than loopback.
var bindWidth = map[string]int{"none": 0, "key": 1, service.Loopback: 2, "host": 3, service.Network: 4, service.All: 5}

func (g *gatherer) bind(file string) (*NameServer, error) {
	root, err := parseBind(g, file, 0)
	if err != nil {
		return nil, err
	}
	_, version := g.Package(bindProduct.Packages...)
	return bindServer(root, version), nil
}

func bindServer(root []bindStatement, version string) *NameServer {
	product := facts.Default(strings.TrimSpace("BIND " + version))
	out := &NameServer{
		Product: "bind", Recursion: map[string]facts.Sourced[string]{}, Transfers: map[string]facts.Sourced[string]{},
		Updates: map[string]facts.Sourced[string]{}, Version: facts.At(true, product),
	}
	acls := map[string][]bindStatement{}
	var options []bindStatement
	type view struct {
		name  string
		block []bindStatement
	}
	var views []view
	for _, s := range root {
		switch {
		case s.name() == "acl" && len(s.words) > 1:
			acls[s.words[1]] = s.block
		case s.name() == "options":
			options = append(options, s.block...)
		case s.name() == "view" && len(s.words) > 1:
			views = append(views, view{s.words[1], s.block})
		}
	}
	a := bindACL{acls}
	if s, ok := find(options, "version"); ok && len(s.words) > 1 {
		out.Version = facts.At(false, at(s.path, s.line))
	}
	if len(views) == 0 {
		views = []view{{"_default", root}}
	}
	for _, v := range views {
		scopes := [][]bindStatement{v.block, options}
		if v.name == "_default" {
			scopes = [][]bindStatement{options}
		}
		out.Recursion[facts.Text(v.name)] = a.recursion(scopes, product)
		for _, z := range v.block {
			if z.name() != "zone" || len(z.words) < 2 {
				continue
			}
			kind := ""
			if t, ok := find(z.block, "type"); ok && len(t.words) > 1 {
				kind = strings.ToLower(t.words[1])
			}
			key := facts.Text(z.words[1])
			if v.name != "_default" {
				key += "@" + facts.Text(v.name)
			}
			levels := append([][]bindStatement{z.block}, scopes...)
			switch kind {
			case "master", "primary", "slave", "secondary", "mirror":
				// From release 9.20 on nobody may copy a zone by default.
				fallback := service.All
				if version != "" && !older(version, 9, 20) {
					fallback = "none"
				}
				out.Transfers[key] = a.first(levels, "allow-transfer", fallback, product)
				if shipped(z) {
					delete(out.Transfers, key)
				}
			}
			if kind == "master" || kind == "primary" {
				out.Updates[key] = a.first(levels, "allow-update", "none", product)
				if shipped(z) {
					delete(out.Updates, key)
				}
			}
		}
	}
	return out
}

// shipped zones are the same on every host, so that a copy tells nothing:
// localhost and the reverse zones of addresses that belong to nobody.
func shipped(z bindStatement) bool {
	switch strings.ToLower(strings.TrimSuffix(z.words[1], ".")) {
	case "localhost", "127.in-addr.arpa", "0.in-addr.arpa", "255.in-addr.arpa", ".", "", "localhost.localdomain", "0.0.127.in-addr.arpa",
		"1.0.0.127.in-addr.arpa", "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa":
		return true
	}
	return false
}

// bindACL resolves lists of addresses.
type bindACL struct{ named map[string][]bindStatement }

// first is the clients of the innermost block that sets an option.
func (a bindACL) first(levels [][]bindStatement, option, fallback string, product facts.Source) facts.Sourced[string] {
	for _, block := range levels {
		if s, ok := find(block, option); ok {
			return facts.At(a.clients(s.block, 0), at(s.path, s.line))
		}
	}
	return facts.At(fallback, product)
}

// recursion follows the defaults that named gives: allow-recursion is
// allow-query-cache, else allow-query, else this host and its networks.
func (a bindACL) recursion(levels [][]bindStatement, product facts.Source) facts.Sourced[string] {
	for _, block := range levels {
		if s, ok := find(block, "recursion"); ok && len(s.words) > 1 {
			if on, ok := iniBool(s.words[1]); ok && !on {
				return facts.At("none", at(s.path, s.line))
			}
			break
		}
	}
	for _, option := range []string{"allow-recursion", "allow-query-cache", "allow-query"} {
		for _, block := range levels {
			if s, ok := find(block, option); ok {
				return facts.At(a.clients(s.block, 0), at(s.path, s.line))
			}
		}
	}
	return facts.At(service.Network, product)
}

// clients is the widest kind of client that a list lets in. A list is read in
// order, so nothing behind "!any" counts.
func (a bindACL) clients(list []bindStatement, depth int) string {
	if depth > maxDepth {
		return service.All
	}
	out := "none"
	for _, e := range list {
		words := e.words
		no := words[0] == "!" || strings.HasPrefix(words[0], "!")
		if words[0] == "!" {
			words = words[1:]
		}
		if no {
			if len(words) > 0 && (strings.TrimPrefix(words[0], "!") == "any") {
				return out
			}
			continue
		}
		kind := "none"
		switch w := strings.ToLower(word(words, 0)); {
		case e.has && w == "":
			kind = a.clients(e.block, depth+1)
		case w == "none":
		case w == "any":
			kind = service.All
		case w == "localhost":
			kind = service.Loopback
		case w == "localnets":
			kind = service.Network
		case w == "key":
			kind = "key"
		default:
			if named, ok := a.named[word(words, 0)]; ok {
				kind = a.clients(named, depth+1)
			} else {
				kind = service.ClientScope(w)
			}
		}
		if bindWidth[kind] > bindWidth[out] {
			out = kind
		}
	}
	return out
}

// unbound reads unbound.conf(5): clauses that end in a colon, one attribute
// after another, "include:" anywhere.
func (g *gatherer) unbound(file string) (*NameServer, error) {
	d := facts.Default("Unbound")
	out := &NameServer{
		Product: "unbound", Recursion: map[string]facts.Sourced[string]{"_default": facts.At(service.Loopback, d)},
		Transfers: map[string]facts.Sourced[string]{}, Updates: map[string]facts.Sourced[string]{}, Version: facts.At(true, d),
	}
	listen := facts.At(service.None, d)
	clients := facts.At(service.Loopback, d)
	var read func(file string, depth int) error
	read = func(file string, depth int) error {
		if depth > maxDepth {
			return lineError(file, 1, "files include one another too deep")
		}
		data, ok, err := g.Read(file)
		if err != nil {
			return err
		}
		if !ok {
			return lineError(file, 1, "the file is missing")
		}
		for i, line := range service.Lines(data) {
			words := strings.Fields(cutComment(line))
			for len(words) > 0 && strings.HasSuffix(words[0], ":") && len(words[0]) > 1 {
				name := strings.ToLower(strings.TrimSuffix(words[0], ":"))
				rest := words[1:]
				for k := range rest {
					rest[k] = strings.Trim(rest[k], `"'`)
				}
				n := min(1, len(rest))
				source := at(file, i+1)
				switch name {
				case "server", "remote-control", "forward-zone", "stub-zone", "auth-zone", "view", "python", "dnscrypt", "cachedb":
					n = 0
				case "include", "include-toplevel":
					found, err := g.Glob(relative(file, word(rest, 0)))
					if err != nil {
						return err
					}
					for _, f := range found {
						if err := read(f, depth+1); err != nil {
							return err
						}
					}
				case "interface", "ip-address":
					address, _, _ := strings.Cut(word(rest, 0), "@")
					if w := service.Widest(listen.Value, service.Scope(address)); w != listen.Value {
						listen = facts.At(w, source)
					}
				case "interface-automatic":
					if word(rest, 0) == "yes" {
						listen = facts.At(service.All, source)
					}
				case "access-control":
					n = min(2, len(rest))
					if n == 2 && strings.HasPrefix(rest[1], "allow") {
						if k := service.ClientScope(rest[0]); bindWidth[k] > bindWidth[clients.Value] {
							clients = facts.At(k, source)
						}
					}
				case "hide-version":
					out.Version = facts.At(word(rest, 0) != "yes", source)
				}
				words = rest[n:]
			}
		}
		return nil
	}
	if err := read(file, 0); err != nil {
		return nil, err
	}
	if listen.Value == service.None {
		listen.Value = service.Loopback
	}
	// Whoever may ask must also be able to reach it.
	if listen.Value == service.Loopback {
		out.Recursion["_default"] = facts.At(service.Loopback, listen.Source)
	} else {
		out.Recursion["_default"] = clients
	}
	return out, nil
}

func cutComment(s string) string {
	if i := strings.IndexByte(s, '#'); i >= 0 {
		return s[:i]
	}
	return s
}
