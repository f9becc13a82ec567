package logging

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

const syslogNGFile = "/etc/syslog-ng/syslog-ng.conf"

// syslogNG reads and follows the configuration of syslog-ng(8).
func (g *gatherer) syslogNG() {
	b, err := g.ReadFile(g.ctx, syslogNGFile, host.ConfigLimit)
	if absent(err) {
		return
	}
	if err != nil {
		g.daemonGap("syslog-ng", err)
		return
	}
	files := []string{syslogNGFile}
	r := &ngReader{g: g, name: syslogNGFile, text: string(b), line: 1, files: &files}
	list := r.list(0)
	if r.err != nil {
		g.daemonGap("syslog-ng", r.err)
		return
	}
	d := followNG(list)
	d.Files, d.Source = files, syslogNGFile
	g.f.Daemons["syslog-ng"] = *d
}

// ngState is the configuration by the names that log paths use.
type ngState struct {
	d            *Daemon
	flow         *flow
	destinations map[string][]node
	filters      map[string][]node
	sources      map[string][]node
	perm         string
	permAt       facts.Source
	depth        int
}

func followNG(list []node) *Daemon {
	s := &ngState{
		d: &Daemon{Logs: map[string]Log{}, Remotes: map[string]Remote{}, Listens: map[string]Listen{}, Local: []string{}, Malformed: []Problem{}}, flow: newFlow(),
		destinations: map[string][]node{}, filters: map[string][]node{}, sources: map[string][]node{}, perm: "0600", permAt: facts.Default("syslog-ng"),
	}
	for _, n := range list {
		switch n.word(0) {
		case "options":
			for _, o := range n.body {
				if o.word(0) == "perm" && o.text() != "" {
					s.perm, s.permAt = o.text(), o.at
				}
			}
		case "destination":
			s.destinations[n.word(1)] = n.body
		case "filter":
			s.filters[n.word(1)] = n.body
		case "source":
			s.sources[n.word(1)] = n.body
		}
	}
	for _, n := range list {
		if n.word(0) == "log" && n.hasBody {
			s.inputs(n.body)
		}
	}
	all(func(m message) {
		for _, n := range list {
			if n.word(0) != "log" || !n.hasBody {
				continue
			}
			if s.path(n.body, m, yes) == yes && final(n.body) {
				break
			}
		}
	})
	for key, r := range s.d.Remotes {
		r.Everything = s.flow.whole(key)
		s.d.Remotes[key] = r
	}
	slices.Sort(s.d.Local)
	s.d.Local = slices.Compact(s.d.Local)
	s.d.Routes, s.d.Discards = s.flow.routes(), s.flow.discards()
	return s.d
}

func final(body []node) bool {
	for _, n := range body {
		if n.word(0) == "flags" && slices.ContainsFunc(n.args, func(a node) bool { return a.word(0) == "final" }) {
			return true
		}
	}
	return false
}

// path follows one kind of message through a log path; the answer tells whether
// it passes the path's filters. A path without a local source takes none.
func (s *ngState) path(body []node, m message, certain answer) answer {
	if s.depth++; s.depth > 50 {
		s.depth--
		return maybe
	}
	defer func() { s.depth-- }()
	pass := certain
	local := true
	for _, n := range body {
		if n.word(0) == "source" {
			local = false
			break
		}
	}
	for _, n := range body {
		if n.word(0) == "source" && s.localSource(n) {
			local = true
		}
	}
	if !local {
		return no
	}
	delivered := false
	for _, n := range body {
		if pass == no {
			return no
		}
		switch n.word(0) {
		case "filter":
			conditions := n.body
			if n.hasArgs {
				conditions = s.filters[n.text()]
				if s.filters[n.text()] == nil {
					pass = min(pass, maybe)
				}
			}
			for _, c := range conditions {
				pass = min(pass, s.condition(c)(m))
			}
		case "destination":
			drivers := n.body
			if n.hasArgs {
				drivers = s.destinations[n.text()]
			}
			delivered = true
			for _, d := range drivers {
				s.deliver(d, m, pass)
			}
		case "log":
			delivered = true
			if s.path(n.body, m, pass) == yes && final(n.body) {
				return pass
			}
		case "junction", "channel", "if", "elif", "else":
			delivered = true
			pass = min(pass, maybe)
		}
	}
	if !delivered && final(body) && pass != no {
		at := facts.Source("")
		if len(body) > 0 {
			at = body[0].at
		}
		s.flow.drop(at, "log path that is final and has no destination", m, pass == yes)
	}
	return pass
}

// localDrivers take this host's own messages.
var localDrivers = map[string]string{
	"system": "system", "internal": "internal", "unix-dgram": "unix", "unix-stream": "unix", "systemd-journal": "imjournal",
	"systemd-syslog": "unix", "file": "file", "sun-streams": "unix",
}

func (s *ngState) drivers(n node) []node {
	if n.hasArgs {
		return s.sources[n.text()]
	}
	return n.body
}

func (s *ngState) localSource(n node) bool {
	return slices.ContainsFunc(s.drivers(n), func(d node) bool { k := localDrivers[d.word(0)]; return k != "" && k != "internal" })
}

// inputs notes the sources that log paths use.
func (s *ngState) inputs(body []node) {
	for _, n := range body {
		if n.word(0) != "source" {
			continue
		}
		for _, d := range s.drivers(n) {
			if k := localDrivers[d.word(0)]; k != "" {
				s.d.Local = append(s.d.Local, k)
				continue
			}
			l := Listen{Source: d.at, Port: "514"}
			switch d.word(0) {
			case "udp", "udp6":
				l.Protocol = "udp"
			case "tcp", "tcp6":
				l.Protocol = "tcp"
			case "network", "syslog":
				l.Protocol = "tcp"
				if d.word(0) == "syslog" {
					l.Port = "601"
				}
				if t, ok := d.arg("transport"); ok {
					if strings.HasPrefix(t.text(), "udp") {
						l.Protocol = "udp"
					}
					l.TLS = strings.HasPrefix(t.text(), "tls")
				}
			default:
				continue
			}
			if _, ok := d.arg("tls"); ok {
				l.TLS = true
			}
			for _, name := range []string{"ip", "localip"} {
				if a, ok := d.arg(name); ok {
					l.Address = facts.Text(a.text())
				}
			}
			for _, name := range []string{"port", "localport"} {
				if a, ok := d.arg(name); ok {
					l.Port = facts.Text(a.text())
				}
			}
			a, err := netip.ParseAddr(l.Address)
			l.Loopback = err == nil && a.IsLoopback() || l.Address == "localhost"
			s.d.Listens[d.word(0)+":"+l.Port] = l
		}
	}
}

// deliver sends a kind of message to one driver of a destination.
func (s *ngState) deliver(d node, m message, certain answer) {
	switch d.word(0) {
	case "file":
		name := facts.Text(d.text())
		if name == "" || strings.HasPrefix(name, "/dev/") {
			return
		}
		mode, at := s.perm, s.permAt
		if p, ok := d.arg("perm"); ok {
			mode, at = p.text(), d.at
		}
		l := Log{Source: d.at, Mode: facts.At("", at)}
		if n, err := strconv.ParseUint(strings.TrimPrefix(mode, "0o"), 8, 12); err == nil {
			l.Mode, l.Opened = facts.At(fmt.Sprintf("%04o", n), at), n&0o006 != 0
		}
		s.d.Logs[name] = l
		if certain == yes {
			add(s.flow.files, name, m)
		}
	case "udp", "udp6", "tcp", "tcp6", "network", "syslog":
		r := Remote{Host: facts.Text(d.text()), Port: "514", Protocol: "tcp", Source: d.at}
		if strings.HasPrefix(d.word(0), "udp") {
			r.Protocol = "udp"
		}
		if d.word(0) == "syslog" {
			r.Port = "601"
		}
		if t, ok := d.arg("transport"); ok {
			if strings.HasPrefix(t.text(), "udp") {
				r.Protocol = "udp"
			}
			r.TLS = t.text() == "tls"
		}
		if t, ok := d.arg("tls"); ok && r.Protocol == "tcp" {
			r.TLS = true
			// The other side is asked for a trusted certificate unless told otherwise.
			r.Auth = "required-trusted"
			if v, ok := t.arg("peer-verify"); ok {
				if r.Auth = facts.Text(v.text()); strings.HasPrefix(r.Auth, "optional") || r.Auth == "no" {
					r.Auth = ""
				}
			}
		}
		if p, ok := d.arg("port"); ok {
			r.Port = facts.Text(p.text())
		}
		if b, ok := d.arg("disk-buffer"); ok {
			_, r.Queue = b.arg("reliable")
			r.Queue = true
		}
		key := fmt.Sprintf("%s://%s:%s", r.Protocol, r.Host, r.Port)
		s.d.Remotes[key] = r
		if certain == yes {
			add(s.flow.remotes, key, m)
		}
	}
}

// condition reads a filter's expression: and, or, not, facility(), level(),
// filter(); all else is maybe.
func (s *ngState) condition(n node) condition {
	p := &ngExpr{s: s, words: n.seq}
	c := p.or()
	if p.at < len(p.words) {
		return unclear
	}
	return c
}

// ngExpr parses one expression.
type ngExpr struct {
	s     *ngState
	words []node
	at    int
}

func (p *ngExpr) word(w string) bool {
	if p.at < len(p.words) && p.words[p.at].word(0) == w && !p.words[p.at].hasArgs {
		p.at++
		return true
	}
	return false
}

func (p *ngExpr) or() condition {
	c := p.and()
	for p.word("or") {
		a, b := c, p.and()
		c = func(m message) answer { return max(a(m), b(m)) }
	}
	return c
}

func (p *ngExpr) and() condition {
	c := p.not()
	for p.word("and") {
		a, b := c, p.not()
		c = func(m message) answer { return min(a(m), b(m)) }
	}
	return c
}

func (p *ngExpr) not() condition {
	negate := false
	for p.word("not") {
		negate = !negate
	}
	if p.at >= len(p.words) {
		return unclear
	}
	c := p.s.function(p.words[p.at])
	p.at++
	if negate {
		return func(m message) answer { return c(m).not() }
	}
	return c
}

// function is one test of a filter, or a group in parentheses.
func (s *ngState) function(n node) condition {
	if s.depth++; s.depth > 50 {
		s.depth--
		return unclear
	}
	defer func() { s.depth-- }()
	switch n.word(0) {
	case "(":
		// Within parentheses each word is a node of its own.
		var seq []node
		for _, a := range n.args {
			seq = append(seq, a.seq...)
		}
		return s.condition(node{seq: seq})
	case "facility":
		return s.facility(n.args)
	case "level", "priority", "severity":
		return s.level(n.args)
	case "filter":
		list, ok := s.filters[n.text()]
		if !ok {
			return unclear
		}
		out := condition(always)
		for _, f := range list {
			a, b := out, s.condition(f)
			out = func(m message) answer { return min(a(m), b(m)) }
		}
		return out
	}
	return unclear
}

func (s *ngState) facility(args []node) condition {
	var m mask
	for _, a := range args {
		if a.word(0) == "*" {
			return always
		}
		f, ok := facilityNumber(a.word(0))
		if !ok || f < 0 {
			return unclear
		}
		m[f] = 0xff
	}
	return sure(&m)
}

// level takes words and ranges such as info..emerg.
func (s *ngState) level(args []node) condition {
	var bits uint8
	for _, a := range args {
		from, to, span := strings.Cut(a.word(0), "..")
		x, ok := severityNumber(from)
		y, ok2 := x, ok
		if span {
			y, ok2 = severityNumber(to)
		}
		if !ok || !ok2 {
			return unclear
		}
		for i := min(x, y); i <= max(x, y); i++ {
			bits |= 1 << i
		}
	}
	return func(m message) answer {
		if bits&(1<<m.severity) != 0 {
			return yes
		}
		return no
	}
}
