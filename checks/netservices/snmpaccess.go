package netservices

import (
	"net/netip"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/parse/service"
)

// snmpSource is one line that maps a community from somewhere to a name:
// com2sec, or the first half of rocommunity.
type snmpSource struct {
	name, context, community, from, clients string
	six                                     bool
	line                                    snmpLine
}

// snmpGrant is one line that gives views to a group: access, setaccess,
// authgroup, authaccess.
type snmpGrant struct {
	group, context, model, level string
	prefix, read, write          bool
	view                         string
	// readView and writeView are those of access, which has one for each.
	readView, writeView string
	line                snmpLine
}

// snmpConf is the access control of the agent: snmpd.conf(5), ACCESS CONTROL.
type snmpConf struct {
	lines   []snmpLine
	views   map[string]bool
	sources []snmpSource
	out     []SNMPAccess
}

func snmpAccesses(lines []snmpLine) []SNMPAccess {
	c := &snmpConf{lines: lines, views: map[string]bool{"_all_": true}, out: []SNMPAccess{}}
	off := map[string]bool{}
	for _, l := range lines {
		switch {
		// A view without a subtree that is included shows nothing.
		case l.name == "view" && len(l.args) > 2 && (strings.EqualFold(l.args[1], "included") || l.args[1] == "1"):
			c.views[l.args[0]] = true
		case strings.HasPrefix(l.name, "snmp:disablesnmp"):
			v := strings.ToLower(word(l.args, 0))
			off[strings.TrimPrefix(l.name, "snmp:disablesnmp")] = v == "1" || v == "yes" || v == "true"
		}
	}
	for _, l := range lines {
		switch l.name {
		case "com2sec", "com2sec6":
			args, context := l.args, ""
			if word(args, 0) == "-Cn" {
				context, args = word(args, 1), args[min(2, len(args)):]
			}
			if len(args) > 2 {
				c.source(snmpSource{name: args[0], context: context, community: args[2], line: l, six: l.name == "com2sec6"}, args[1])
			}
		case "rocommunity", "rwcommunity", "rocommunity6", "rwcommunity6":
			c.community(l, "read", l.args)
		case "authcommunity":
			c.community(l, word(l.args, 0), l.args[min(1, len(l.args)):])
		case "rouser", "rwuser":
			c.user(l, l.args)
		case "authuser":
			c.user(l, l.args[min(1, len(l.args)):])
		}
	}
	for _, l := range lines {
		g, ok := snmpGrantOf(l)
		if g.line.name == "access" && ok {
			g.read, g.write, g.view = c.views[g.readView], c.views[g.writeView], g.readView
			if !g.read {
				g.view = g.writeView
			}
			if strings.EqualFold(g.view, "all") || g.view == "_all_" {
				g.view = ""
			}
		}
		if ok && c.shows(g.view) && (g.read || g.write) {
			c.chain(g)
		}
	}
	return slices.DeleteFunc(c.out, func(a SNMPAccess) bool {
		return a.Version == "v3" && off["v3"] || a.Version != "v3" && off["v1"] && off["v2c"]
	})
}

// shows tells whether a view, a name or a subtree by number, has anything in it.
func (c *snmpConf) shows(view string) bool {
	return view == "" || strings.Contains(view, ".") || strings.Trim(view, "0123456789") == "" || c.views[view]
}

// source adds a line, unless one before it takes all that it would match: the
// agent takes the first that fits.
func (c *snmpConf) source(s snmpSource, from string) bool {
	clients, ok := snmpClients(from)
	if !ok {
		return false
	}
	s.clients, s.from = clients, strings.ToLower(from)
	for _, b := range c.sources {
		if b.community == s.community && b.six == s.six && (b.clients == service.All || b.from == s.from) {
			return false
		}
	}
	c.sources = append(c.sources, s)
	return true
}

// snmpClients tells whom a source names: default, a name, ADDRESS, ADDRESS/BITS
// or ADDRESS/MASK. With bits set beyond the mask the agent refuses the line, and
// "!" in front names who does not match it.
func snmpClients(from string) (clients string, ok bool) {
	if from == "" || from == "default" {
		return service.All, true
	}
	if strings.HasPrefix(from, "!") {
		return "", false
	}
	address, mask, has := strings.Cut(from, "/")
	ip, err := netip.ParseAddr(address)
	if err != nil {
		if has {
			return "", false
		}
		return service.ClientScope(from), true
	}
	bits := ip.BitLen()
	if has {
		if bits = maskBits(mask, ip.BitLen()); bits < 0 {
			return "", false
		}
	}
	if p := netip.PrefixFrom(ip, bits); p.Masked() != p {
		return "", false
	}
	switch {
	case bits == 0:
		return service.All, true
	case ip.IsLoopback():
		return service.Loopback, true
	case bits == ip.BitLen():
		return "host", true
	}
	return service.Network, true
}

// maskBits reads the part behind the slash, a number of bits or a mask; -1 for
// neither.
func maskBits(mask string, length int) int {
	if ip, err := netip.ParseAddr(mask); err == nil {
		n, ended := 0, false
		for _, b := range ip.AsSlice() {
			for i := 7; i >= 0; i-- {
				if b>>i&1 == 0 {
					ended = true
				} else if ended {
					return 1 // with holes: many clients
				} else {
					n++
				}
			}
		}
		return n
	}
	n := 0
	for _, r := range mask {
		if r < '0' || r > '9' || n > length {
			return -1
		}
		n = n*10 + int(r-'0')
	}
	if mask == "" || n > length {
		return -1
	}
	return n
}

// community is rocommunity and its like: COMMUNITY [SOURCE [OID | -V VIEW [CONTEXT]]].
func (c *snmpConf) community(l snmpLine, types string, args []string) {
	if len(args) == 0 {
		return
	}
	types = strings.ToLower(types)
	if !strings.Contains(types, "read") && !strings.Contains(types, "write") {
		return // for traps alone
	}
	view := snmpView(args[min(2, len(args)):])
	s := snmpSource{community: args[0], line: l, six: strings.HasSuffix(l.name, "6")}
	if !c.source(s, word(args, 1)) || !c.shows(view) {
		return
	}
	s = c.sources[len(c.sources)-1]
	c.add(s, strings.HasPrefix(l.name, "rw") || strings.Contains(types, "write"), view)
}

func (c *snmpConf) add(s snmpSource, write bool, view string) {
	a := SNMPAccess{
		Version: "v1v2c", WellKnown: slices.Contains(wellKnown, strings.ToLower(s.community)), Write: write, Clients: s.clients,
		Level: "none", View: facts.Text(view), Directive: s.line.name, Source: at(s.line.path, s.line.line),
	}
	if !slices.Contains(c.out, a) {
		c.out = append(c.out, a)
	}
}

// user is rouser and its like: [-s MODEL] USER [LEVEL [OID | -V VIEW [CONTEXT]]].
func (c *snmpConf) user(l snmpLine, args []string) {
	if word(args, 0) == "-s" {
		args = args[min(2, len(args)):]
	}
	level, ok := snmpLevel(word(args, 1))
	view := snmpView(args[min(2, len(args)):])
	if len(args) == 0 || !ok || !c.shows(view) {
		return
	}
	c.out = append(c.out, SNMPAccess{
		Version: "v3", Clients: service.All, Level: level, View: facts.Text(view), Directive: l.name, Source: at(l.path, l.line),
		Write: l.name == "rwuser" || l.name == "authuser" && strings.Contains(strings.ToLower(word(l.args, 0)), "write"),
	})
}

// snmpView is the view or the subtree that limits a line; empty for all.
func snmpView(args []string) string {
	if word(args, 0) == "-V" {
		args = args[1:]
	}
	if v := word(args, 0); v != ".1" && v != "default" {
		return v
	}
	return ""
}

// snmpLevel reads a level of security, auth when there is none; the agent
// refuses a line with any other word.
func snmpLevel(s string) (level string, ok bool) {
	switch strings.ToLower(s) {
	case "noauth", "noauthnopriv":
		return "noauth", true
	case "auth", "authnopriv", "":
		return "auth", true
	case "priv", "authpriv":
		return "priv", true
	}
	return "", false
}

func word(args []string, i int) string {
	if i < len(args) {
		return args[i]
	}
	return ""
}

// snmpGrantOf reads a line that gives views to a group.
func snmpGrantOf(l snmpLine) (g snmpGrant, ok bool) {
	args := l.args
	g.line = l
	types := func(s string) {
		s = strings.ToLower(s)
		g.read, g.write = strings.Contains(s, "read"), strings.Contains(s, "write")
	}
	switch l.name {
	case "access", "setaccess":
		if len(args) < 7 {
			return g, false
		}
		g.group, g.context, g.model, g.prefix = args[0], args[1], strings.ToLower(args[2]), strings.EqualFold(args[4], "prefix") || args[4] == "2"
		g.level, ok = snmpLevel(args[3])
		if l.name == "setaccess" {
			types(args[5])
			g.view = args[6]
			return g, ok
		}
		g.readView, g.writeView, g.read, g.write = args[5], args[6], true, true
		return g, ok
	case "authgroup", "authaccess":
		types(word(args, 0))
		args, g.model = args[min(1, len(args)):], "any"
		if l.name == "authgroup" {
			g.model = "usm"
		}
		if word(args, 0) == "-s" {
			g.model, args = strings.ToLower(word(args, 1)), args[min(2, len(args)):]
		}
		g.group, args = word(args, 0), args[min(1, len(args)):]
		if l.name == "authaccess" {
			g.view, args = word(args, 0), args[min(1, len(args)):]
			g.context = word(args, 1)
		} else if len(args) > 1 {
			g.view = snmpView(args[1:])
		}
		g.level, ok = snmpLevel(word(args, 0))
		return g, ok && g.group != ""
	}
	return g, false
}

// chain resolves a grant through the groups to the communities and users in
// them. Communities have no security but that of the level noauth.
func (c *snmpConf) chain(g snmpGrant) {
	for _, l := range c.lines {
		if l.name != "group" || len(l.args) < 3 || l.args[0] != g.group {
			continue
		}
		of, member := strings.ToLower(l.args[1]), l.args[2]
		if g.model != "any" && g.model != of {
			continue
		}
		if of == "usm" || of == "tsm" || of == "ksm" {
			a := SNMPAccess{
				Version: "v3", Clients: service.All, Level: g.level, View: facts.Text(g.view), Write: g.write, Directive: g.line.name,
				Source: at(g.line.path, g.line.line),
			}
			if !slices.Contains(c.out, a) {
				c.out = append(c.out, a)
			}
			continue
		}
		for _, s := range c.sources {
			fits := s.context == g.context || g.prefix && strings.HasPrefix(s.context, g.context)
			if s.name == member && s.name != "" && fits && g.level == "noauth" {
				c.add(s, g.write, g.view)
			}
		}
	}
}
