package logging

import (
	"fmt"
	"net/netip"
	"path"
	"slices"
	"strings"

	"isoscan/internal/facts"
)

// ngDriver is one driver of a source or destination, such as file("/x").
type ngDriver struct {
	kind string // source or destination
	name string
	list []ngPart
	at   facts.Source
}

func cutKind(key string) (name string, source, destination bool) {
	kind, name, _ := strings.Cut(key, " ")
	return name, kind == "source", kind == "destination"
}

// positional are the drivers that take one value before their options.
var positional = map[string]bool{
	"destination file": true, "destination pipe": true, "destination program": true, "destination usertty": true,
	"destination unix-dgram": true, "destination unix-stream": true, "destination network": true, "destination syslog": true,
	"destination tcp": true, "destination tcp6": true, "destination udp": true, "destination udp6": true,
	"source file": true, "source pipe": true, "source program": true, "source unix-dgram": true, "source unix-stream": true,
}

// ngForeign are drivers of the library and of modules that are not followed.
var ngForeign = map[string]string{
	"source": "amqp cisco default-network-drivers hypr-audit-trail kubernetes mbox mqtt network-load-balancer nodejs opentelemetry " +
		"osquery pacct python python-fetcher python-http-header snmptrap stdin sun-streams syslog-ng syslog-ng-otlp webhook jellyfin qbittorrent",
	"destination": "amqp bigquery clickhouse collectd discord elasticsearch elasticsearch-datastream elasticsearch-http elasticsearch2 getvirtconsole " +
		"google-pubsub graphite graylog2 hdfs http java kafka kafka-c logmatic loggly logscale loki mongodb mqtt openobserve-log " +
		"opensearch osquery pseudofile python redis riemann s3 sentinel slack smtp snmp splunk-hec-event splunk-hec-raw " +
		"sql stomp stdout sumologic-http sumologic-syslog syslog-ng syslog-ng-otlp telegram",
}

// compileDrivers reads the body of a source or destination.
func (s *ngState) compileDrivers(kind string, body []ngStatement) []*ngDriver {
	var out []*ngDriver
	for _, n := range body {
		if len(s.refused) > 0 {
			return out
		}
		switch {
		case n.shape() != "w(" || n.parts[0].kind != 'w':
			s.refuse(n.at(), "not a driver: %s", n.word())
			return out
		case !n.ended:
			s.refuse(n.at(), "; is missing after %s()", n.word())
			return out
		}
		if b, ok := s.blocks[kind+" "+n.word()]; ok {
			out = append(out, s.expand(kind, n, b)...)
			continue
		}
		d := &ngDriver{kind: kind, name: dashed(n.word()), list: n.parts[1].list, at: n.at()}
		s.checkDriver(d)
		out = append(out, d)
	}
	return out
}

// expand puts the text of a block in the place of its name.
func (s *ngState) expand(kind string, n ngStatement, b ngBlock) []*ngDriver {
	if strings.Contains(b.text, "`") || len(n.parts[1].list) > 0 {
		s.doubt(n.at(), "the block %s has parameters, which are not followed", n.word())
		return nil
	}
	if s.depth++; s.depth > maxDepth {
		s.depth--
		s.doubt(n.at(), "blocks are nested too deep")
		return nil
	}
	defer func() { s.depth-- }()
	l := newNGLexer(s.g)
	l.defines, l.blocks, l.library = s.defines, s.blocks, s.library
	f := &ngFile{ngLexer: l, name: b.file, text: b.text, line: b.line, from: n.at()}
	f.run()
	p := &ngParser{ngLexer: l, tokens: l.tokens}
	var body []ngStatement
	if len(l.refused) == 0 {
		body = p.statements(false)
	}
	if len(body) > 0 {
		// The semicolon behind the block's name ends its last driver as well.
		body[len(body)-1].ended = true
	}
	s.refused, s.doubts = append(s.refused, l.refused...), append(s.doubts, l.doubts...)
	if l.err != nil {
		s.doubt(n.at(), "%v", l.err)
	}
	return s.compileDrivers(kind, body)
}

// checkDriver refuses what syslog-ng refuses, and doubts what is not known.
func (s *ngState) checkDriver(d *ngDriver) {
	key := d.kind + " " + d.name
	known, ok := ngWords[strings.TrimSuffix(key, "6")]
	if !ok {
		if !slices.Contains(strings.Fields(ngForeign[d.kind]), d.name) {
			s.doubt(d.at, "the driver %s is not known", d.name)
		}
		return
	}
	list := d.list
	if positional[key] {
		if ngText(list) == "" || len(list) > 1 && list[1].kind == '(' {
			s.refuse(d.at, "%s() names nothing", d.name)
			return
		}
		list = list[1:]
	}
	for i := 0; i < len(list); i += 2 {
		name := dashed(list[i].text)
		switch {
		case list[i].kind != 'w' || i+1 >= len(list) || list[i+1].kind != '(':
			s.refuse(list[i].at, "not an option of %s(): %s", d.name, name)
			return
		case !known[name]:
			s.doubt(list[i].at, "the option %s of %s() is not known", name, d.name)
			continue
		}
		s.checkOption(name, list[i].at, list[i+1].list)
	}
	if d.name == "network" || d.name == "syslog" {
		transport, _ := ngOption(d.list, "transport")
		_, tls := ngOption(d.list, "tls")
		switch t := strings.ToLower(ngText(transport)); t {
		case "", "tcp", "udp", "proxied-tcp":
			if tls {
				s.later(d, "tls() without transport(tls)")
			}
		case "tls", "proxied-tls", "proxied-tls-passthrough":
			if !tls {
				s.later(d, "transport("+t+") without tls()")
			}
		default:
			s.doubt(d.at, "the transport %s is not known", t)
		}
	}
}

// later marks a driver that is refused only where a log path uses it.
func (s *ngState) later(d *ngDriver, reason string) {
	d.list = append(slices.Clone(d.list), ngPart{kind: '!', text: reason})
}

func (s *ngState) checkOption(name string, at facts.Source, list []ngPart) {
	switch name {
	case "perm", "dir-perm":
		if _, ok := ngNumber(strings.TrimPrefix(ngText(list), "-")); len(list) > 0 && (!ok || list[0].kind == 's') {
			s.refuse(at, "%s() takes a number", name)
		}
	case "tls":
		for i := 0; i+1 < len(list); i += 2 {
			if n := dashed(list[i].text); !ngWords["tls"][n] {
				s.doubt(list[i].at, "the option %s of tls() is not known", n)
			}
		}
		if v, ok := ngOption(list, "peer-verify"); ok {
			switch dashed(ngText(v)) {
			case "yes", "no", "on", "off", "1", "0", "required-trusted", "required-untrusted", "optional-trusted", "optional-untrusted":
			default:
				s.refuse(at, "peer-verify() does not know %s", ngText(v))
			}
		}
	}
}

// own takes what only one driver of those in use may have.
func (s *ngState) own(drivers []*ngDriver) {
	for _, d := range drivers {
		if n := len(d.list); n > 0 && d.list[n-1].kind == '!' {
			s.refuse(d.at, "%s() has %s", d.name, d.list[n-1].text)
			return
		}
		key := ""
		if d.name == "file" || d.name == "pipe" {
			key = d.name + " " + ngText(d.list)
		} else if r, ok := d.remote(); ok {
			key = r.Protocol + " " + r.Host + " " + r.Port
		}
		if p, ok := ngOption(d.list, "persist-name"); ok {
			key = "name " + ngText(p)
		}
		if key == "" || d.kind == "source" {
			continue
		}
		if other := s.owners[key]; other != nil && other != d {
			s.refuse(d.at, "%s is written by two destinations (the other: %s)", strings.TrimPrefix(key, "file "), other.at)
			return
		}
		s.owners[key] = d
	}
}

// hostSockets are where programs of this host, or the journal, leave messages.
var hostSockets = []string{"/dev/log", "/run/systemd/journal/dev-log", "/run/systemd/journal/syslog"}

// input is the kind of this host's messages that a source gives, or empty.
func (d *ngDriver) input() string {
	switch d.name {
	case "system", "internal", "file":
		return d.name
	case "systemd-journal":
		return "imjournal"
	case "systemd-syslog", "sun-streams":
		return "unix"
	case "unix-dgram", "unix-stream":
		if slices.Contains(hostSockets, ngText(d.list)) {
			return "unix"
		}
	}
	return ""
}

// local tells whether a source gives the messages of this host's programs.
func (d *ngDriver) local() bool {
	in := d.input()
	return in != "" && in != "internal" && in != "file"
}

// inputs notes the sources that log paths use.
func (s *ngState) inputs(drivers []*ngDriver) {
	for _, d := range drivers {
		if k := d.input(); k != "" {
			s.d.Local = append(s.d.Local, k)
			continue
		}
		l := Listen{Source: d.at, Protocol: "tcp", Port: "514"}
		transport, _ := ngOption(d.list, "transport")
		t := strings.ToLower(ngText(transport))
		_, l.TLS = ngOption(d.list, "tls")
		switch d.name {
		case "udp", "udp6":
			l.Protocol = "udp"
		case "tcp", "tcp6":
		case "network", "syslog":
			if t == "udp" {
				l.Protocol = "udp"
			} else if d.name == "syslog" {
				if l.Port = "601"; l.TLS {
					l.Port = "6514"
				}
			}
		case "default-network-drivers":
			s.defaultDrivers(d)
			continue
		case "file", "wildcard-file", "pipe", "program", "unix-dgram", "unix-stream", "pacct", "stdin", "mbox":
			continue
		default:
			s.unfollowed["listens"] = d.name
			continue
		}
		if a, ok := ngOption(d.list, "ip", "localip"); ok {
			l.Address = facts.Text(ngText(a))
		}
		if a, ok := ngOption(d.list, "port", "localport", "destport"); ok {
			l.Port = facts.Text(ngText(a))
		}
		s.listen(d.name, l)
	}
}

// listen notes one input. Several of one port are told apart by their address.
func (s *ngState) listen(name string, l Listen) {
	a, err := netip.ParseAddr(l.Address)
	l.Loopback = err == nil && a.IsLoopback() || l.Address == "localhost"
	key := name + ":" + l.Port
	if other, twice := s.d.Listens[key]; twice && other != l {
		key += "@" + l.Protocol + ":" + l.Address
	}
	s.d.Listens[key] = l
}

// defaultDrivers are the inputs that default-network-drivers() of the library
// stands for.
func (s *ngState) defaultDrivers(d *ngDriver) {
	for _, in := range []Listen{{Protocol: "udp", Port: "514"}, {Protocol: "tcp", Port: "514"}, {Protocol: "tcp", Port: "601"}} {
		name := map[string]string{"udp": "udp-port", "tcp": "tcp-port"}[in.Protocol]
		if in.Port == "601" {
			name = "rfc5424-tcp-port"
		}
		if p, ok := ngOption(d.list, name); ok {
			in.Port = facts.Text(ngText(p))
		}
		in.Source = d.at
		s.listen(d.name, in)
	}
}

// deliver sends a kind of message to one driver of a destination.
func (s *ngState) deliver(d *ngDriver, m message, certain answer) {
	if certain == no {
		return
	}
	if r, ok := d.remote(); ok {
		key := fmt.Sprintf("%s://%s:%s", r.Protocol, r.Host, r.Port)
		s.d.Remotes[key] = r
		if certain == yes {
			add(s.flow.remotes, key, m)
		}
		return
	}
	switch d.name {
	case "file":
		name := facts.Text(ngText(d.list))
		if strings.HasPrefix(name, "/dev/") {
			return
		}
		if _, known := s.d.Logs[name]; !known {
			s.d.Logs[name] = s.made(d)
		}
		if certain == yes && s.writable(d) {
			add(s.flow.files, name, m)
		}
	case "pipe", "usertty", "unix-dgram", "unix-stream", "getvirtconsole":
	default:
		s.unfollowed["remotes"] = d.name
	}
}

// made tells with which mode a file is made: 0600 when perm() is empty or -1.
func (s *ngState) made(d *ngDriver) Log {
	mode, at := s.perm, s.permAt
	if p, ok := ngOption(d.list, "perm"); ok {
		mode, at = ngText(p), d.at
	}
	if mode == "" || strings.HasPrefix(mode, "-") {
		mode = "0600"
	}
	l := Log{Source: d.at, Mode: facts.At("", at)}
	if n, ok := ngNumber(mode); ok {
		n &= 0o7777
		l.Mode, l.Opened = facts.At(fmt.Sprintf("%04o", n), at), n&0o006 != 0
	}
	return l
}

// writable tells whether messages get into the file: its folder is there or is
// made, and the template that writes them exists.
func (s *ngState) writable(d *ngDriver) bool {
	if t, ok := ngOption(d.list, "template"); ok && len(t) > 0 && t[0].kind == 'w' {
		if _, found := s.objects["template"][t[0].text]; !found {
			return false
		}
	}
	create := s.createDirs
	if c, ok := ngOption(d.list, "create-dirs"); ok {
		create = ngYes(ngText(c))
	}
	if create {
		return true
	}
	dir := path.Dir(ngText(d.list))
	if strings.Contains(dir, "$") {
		return true // which folders are there is the template's matter
	}
	_, err := s.g.Stat(s.g.ctx, dir)
	return !absent(err)
}

// remote reads a destination that is another host.
func (d *ngDriver) remote() (Remote, bool) {
	if d.kind != "destination" {
		return Remote{}, false
	}
	r := Remote{Host: facts.Text(ngText(d.list)), Port: "514", Protocol: "tcp", Source: d.at}
	switch d.name {
	case "udp", "udp6":
		r.Protocol = "udp"
	case "tcp", "tcp6", "network", "syslog":
	default:
		return Remote{}, false
	}
	if t, ok := ngOption(d.list, "transport"); ok && strings.EqualFold(ngText(t), "udp") {
		r.Protocol = "udp"
	}
	t, tls := ngOption(d.list, "tls")
	if tls && r.Protocol == "tcp" {
		r.TLS = true
		// The other side must show a certificate that is trusted, unless told otherwise.
		r.Auth = "required-trusted"
		if v, ok := ngOption(t, "peer-verify"); ok {
			switch r.Auth = dashed(ngText(v)); r.Auth {
			case "required-trusted", "yes", "on", "1":
			default:
				r.Auth = ""
			}
		}
	}
	if d.name == "syslog" && r.Protocol == "tcp" {
		if r.Port = "601"; r.TLS {
			r.Port = "6514"
		}
	}
	if p, ok := ngOption(d.list, "port", "destport"); ok {
		r.Port = facts.Text(ngText(p))
	}
	if b, ok := ngOption(d.list, "disk-buffer"); ok {
		r.Queue = len(b) > 0
	}
	return r, true
}
