package logging

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// rsyslogFile is the main configuration file of rsyslogd(8).
const rsyslogFile = "/etc/rsyslog.conf"

// rsyslog reads and follows the configuration of rsyslogd.
func (g *gatherer) rsyslog() {
	b, err := g.ReadFile(g.ctx, rsyslogFile, host.ConfigLimit)
	if absent(err) {
		return
	}
	if err != nil {
		g.daemonGap("rsyslog", err)
		return
	}
	r := &rsyslogFiles{g: g, files: []string{rsyslogFile}}
	list := r.parse(rsyslogFile, b, 0)
	d := follow(list)
	d.Files, d.Source = r.files, rsyslogFile
	d.Malformed = append(d.Malformed, r.bad...)
	if r.err != nil {
		g.daemonGap("rsyslog", r.err)
		return
	}
	g.f.Daemons["rsyslog"] = *d
}

// rsyslogFiles reads files and what they include.
type rsyslogFiles struct {
	g     *gatherer
	files []string
	bad   []Problem
	err   error
}

func (f *rsyslogFiles) parse(name string, b []byte, depth int) []statement {
	r := &reader{file: facts.Text(name), text: string(b), line: 1}
	r.include = func(pattern string, optional bool, at facts.Source) []statement {
		if depth >= maxDepth || len(f.files) >= maxFiles {
			f.err = fmt.Errorf("%s: too many files are included: %w", at, host.ErrTooLarge)
			return nil
		}
		// A folder stands for all files in it.
		if strings.HasSuffix(pattern, "/") {
			pattern += "*"
		}
		names, err := f.g.globbed(pattern)
		if err != nil {
			f.err = err
			return nil
		}
		var out []statement
		for _, n := range names {
			b, err := f.g.ReadFile(f.g.ctx, n, host.ConfigLimit)
			if absent(err) {
				if !strings.ContainsAny(pattern, "*?[") && !optional {
					r.fail(at, "%s does not exist", pattern)
				}
				continue
			}
			if err != nil {
				f.err = err
				return nil
			}
			f.files = append(f.files, facts.Text(n))
			out = append(out, f.parse(n, b, depth+1)...)
		}
		return out
	}
	out := r.statements(false)
	f.bad = append(f.bad, r.bad...)
	return out
}

// rsyslogState is the configuration as the statements build it.
type rsyslogState struct {
	d        *Daemon
	flow     *flow
	rulesets map[string][]statement
	// legacy directives by name, as they stand at the statement.
	legacy  map[string]legacyValue
	modules map[string]map[string]string
	global  map[string]string
	lists   map[string]string
	outs    map[string]string
	depth   int
}

type legacyValue struct {
	value string
	at    facts.Source
}

const defaultRuleset = "RSYSLOG_DefaultRuleset"

// follow builds the daemon's facts of its statements.
func follow(list []statement) *Daemon {
	s := build(list)
	for key, r := range s.d.Remotes {
		r.Everything = s.flow.whole(key)
		s.d.Remotes[key] = r
	}
	s.d.Routes, s.d.Discards = s.flow.routes(), s.flow.discards()
	slices.Sort(s.d.Local)
	s.d.Local = slices.Compact(s.d.Local)
	return s.d
}

// build takes the statements in and follows every kind of message.
func build(list []statement) *rsyslogState {
	s := &rsyslogState{
		d:    &Daemon{Logs: map[string]Log{}, Remotes: map[string]Remote{}, Listens: map[string]Listen{}, Local: []string{}, Malformed: []Problem{}},
		flow: newFlow(), rulesets: map[string][]statement{}, legacy: map[string]legacyValue{},
		modules: map[string]map[string]string{}, global: map[string]string{}, lists: map[string]string{}, outs: map[string]string{},
	}
	// Templates and modules first, for actions name them.
	s.collect(list)
	bound := defaultRuleset
	s.legacy = map[string]legacyValue{}
	for _, st := range list {
		switch {
		case st.kind == "legacy" && st.name == "ruleset":
			bound = st.value
		case st.kind == "legacy":
			s.directive(st)
		case st.kind == "object" && st.name == "ruleset":
			s.rulesets[st.params["name"]] = append(s.rulesets[st.params["name"]], s.settle(st.then)...)
		case st.kind == "object" && st.name != "action":
		default:
			s.rulesets[bound] = append(s.rulesets[bound], s.settle([]statement{st})...)
		}
	}
	s.listens(list)
	start := defaultRuleset
	if v, ok := s.legacy["defaultruleset"]; ok {
		start = v.value
	}
	if v := s.global["defaultruleset"]; v != "" {
		start = v
	}
	all(func(m message) { s.run(s.rulesets[start], m, yes, &statement{}) })
	return s
}

// collect finds modules, globals, templates and output channels.
func (s *rsyslogState) collect(list []statement) {
	for _, st := range list {
		switch {
		case st.kind == "object" && st.name == "module":
			s.modules[module(st.params["load"])] = st.params
		case st.kind == "object" && st.name == "global":
			for k, v := range st.params {
				s.global[k] = v
			}
		case st.kind == "object" && st.name == "template":
			s.lists[st.params["name"]] = st.params["string"]
		case st.kind == "legacy" && st.name == "modload":
			s.modules[module(st.value)] = map[string]string{}
		case st.kind == "legacy" && st.name == "template":
			name, text, _ := strings.Cut(st.value, ",")
			text = strings.Trim(strings.TrimSpace(text), `"`)
			s.lists[strings.TrimSpace(name)] = text
		case st.kind == "legacy" && st.name == "outchannel":
			p := strings.Split(st.value, ",")
			if len(p) > 1 {
				s.outs[strings.TrimSpace(p[0])] = strings.TrimSpace(p[1])
			}
		}
	}
	if m, ok := s.modules["imuxsock"]; ok && !strings.EqualFold(m["syssock.use"], "off") {
		s.d.Local = append(s.d.Local, "imuxsock")
	}
	for _, name := range []string{"imjournal", "imklog", "imkmsg"} {
		if _, ok := s.modules[name]; ok {
			s.d.Local = append(s.d.Local, name)
		}
	}
}

// module is the name of a module without folder and ending.
func module(name string) string {
	name = name[strings.LastIndexByte(name, '/')+1:]
	return strings.TrimSuffix(name, ".so")
}

// directive keeps a legacy directive; it holds for the actions after it.
func (s *rsyslogState) directive(st statement) {
	switch st.name {
	case "resetconfigvariables":
		clear(s.legacy)
	case "omitlocallogging":
		if strings.EqualFold(st.value, "on") {
			s.d.Local = slices.DeleteFunc(s.d.Local, func(n string) bool { return n == "imuxsock" })
		}
	default:
		s.legacy[st.name] = legacyValue{st.value, st.at}
	}
}

// settle resolves actions with the directives as they stand now.
func (s *rsyslogState) settle(list []statement) []statement {
	out := make([]statement, 0, len(list))
	for _, st := range list {
		switch {
		case st.kind == "legacy":
			s.directive(st)
			continue
		case st.kind == "do":
			st = s.legacyAction(st)
		case st.kind == "object" && st.name == "action":
			st = s.objectAction(st)
		default:
			st.then, st.orElse = s.settle(st.then), s.settle(st.orElse)
		}
		out = append(out, st)
	}
	return out
}

func (s *rsyslogState) setting(name string) string { return s.legacy[name].value }

// legacyAction reads an action in the old form (rsyslog.conf(5), ACTIONS).
func (s *rsyslogState) legacyAction(st statement) statement {
	text := strings.TrimPrefix(st.value, "-")
	text, _, _ = strings.Cut(text, ";")
	text = strings.TrimSpace(text)
	st.kind = "other"
	switch {
	case text == "":
	case text[0] == '/':
		if !strings.HasPrefix(text, "/dev/") {
			st.kind, st.name = "file", text
			s.log(text, s.setting("filecreatemode"), s.legacy["filecreatemode"].at, st.at)
		}
	case text[0] == '?':
		st.kind, st.name = "file", s.template(text[1:])
		s.log(st.name, s.setting("filecreatemode"), s.legacy["filecreatemode"].at, st.at)
	case text[0] == '$':
		st.kind, st.name = "file", s.outs[text[1:]]
	case strings.HasPrefix(text, ":omfile:$"):
		st.kind, st.name = "file", s.outs[strings.TrimPrefix(text, ":omfile:$")]
	case text[0] == '@':
		r := Remote{Protocol: "udp", Port: "514", Source: st.at}
		addr := text[1:]
		if strings.HasPrefix(addr, "@") {
			r.Protocol, addr = "tcp", addr[1:]
		}
		if strings.HasPrefix(addr, "(") {
			if i := strings.IndexByte(addr, ')'); i > 0 {
				addr = addr[i+1:]
			}
		}
		r.Host, r.Port = hostPort(addr)
		r.TLS = r.Protocol == "tcp" && s.setting("actionsendstreamdrivermode") == "1" && s.driver("")
		if r.TLS {
			r.Auth = checked(s.setting("actionsendstreamdriverauthmode"))
		}
		r.Queue = s.setting("actionqueuefilename") != ""
		st.kind, st.name = "remote", s.remote(r)
	case strings.HasPrefix(text, ":omrelp:"):
		h, p := hostPort(strings.TrimPrefix(text, ":omrelp:"))
		st.kind, st.name = "remote", s.remote(Remote{Host: h, Port: p, Protocol: "relp", Queue: s.setting("actionqueuefilename") != "", Source: st.at})
	}
	return st
}

// driver tells whether the stream driver encrypts.
func (s *rsyslogState) driver(own string) bool {
	for _, d := range []string{own, s.setting("actionsendstreamdriver"), s.setting("defaultnetstreamdriver"), s.global["defaultnetstreamdriver"]} {
		if d != "" {
			return d == "gtls" || d == "ossl" || d == "mbedtls"
		}
	}
	return false
}

// checked is how the other side is checked; "anon" is not at all.
func checked(mode string) string {
	if strings.EqualFold(mode, "anon") {
		return ""
	}
	return facts.Text(mode)
}

// hostPort parts HOST[:PORT]; IPv6 addresses are in brackets.
func hostPort(addr string) (string, string) {
	addr, _, _ = strings.Cut(strings.TrimSpace(addr), " ")
	h, p := addr, ""
	if strings.HasPrefix(addr, "[") {
		if i := strings.IndexByte(addr, ']'); i > 0 {
			h, p = addr[1:i], strings.TrimPrefix(addr[i+1:], ":")
		}
	} else if i := strings.LastIndexByte(addr, ':'); i >= 0 {
		h, p = addr[:i], addr[i+1:]
	}
	if p == "" {
		p = "514"
	}
	return facts.Text(h), facts.Text(p)
}

func (s *rsyslogState) remote(r Remote) string {
	key := fmt.Sprintf("%s://%s:%s", r.Protocol, r.Host, r.Port)
	if strings.Contains(r.Host, ":") {
		key = fmt.Sprintf("%s://[%s]:%s", r.Protocol, r.Host, r.Port)
	}
	s.d.Remotes[key] = r
	return key
}

func (s *rsyslogState) template(name string) string {
	if t := s.lists[name]; t != "" {
		return facts.Text(t)
	}
	return "template " + facts.Text(name)
}

// log notes a file that is written, with the mode that it is made with.
func (s *rsyslogState) log(name, mode string, modeAt, at facts.Source) {
	if modeAt == "" {
		modeAt = facts.Default("rsyslogd")
	}
	l := Log{Source: at, Mode: facts.At("", modeAt)}
	if mode == "" {
		mode = "0644"
	}
	mask := s.setting("umask")
	if v := s.global["umask"]; v != "" {
		mask = v
	}
	n, err := strconv.ParseUint(mode, 8, 12)
	u, err2 := strconv.ParseUint(mask, 8, 12)
	if mask == "" {
		// Of the manager that starts it: systemd's is 0022.
		u, err2 = 0o022, nil
	}
	if err == nil && err2 == nil {
		n &^= u
		l.Mode = facts.At(fmt.Sprintf("%04o", n), modeAt)
		l.Opened = n&0o006 != 0
	}
	s.d.Logs[facts.Text(name)] = l
}

// objectAction reads action(type=...).
func (s *rsyslogState) objectAction(st statement) statement {
	p := st.params
	switch strings.ToLower(p["type"]) {
	case "omfile":
		name := p["file"]
		if p["dynafile"] != "" {
			name = s.template(p["dynafile"])
		}
		mode, at := p["filecreatemode"], st.at
		if mode == "" {
			mode, at = s.modules["builtin:omfile"]["filecreatemode"], ""
		}
		if mode == "" {
			mode, at = s.setting("filecreatemode"), s.legacy["filecreatemode"].at
		}
		st.kind, st.name = "file", name
		if strings.HasPrefix(name, "/dev/") {
			st.kind = "other"
		} else {
			s.log(name, mode, at, st.at)
		}
	case "omfwd":
		r := Remote{Host: facts.Text(p["target"]), Port: p["port"], Protocol: "udp", Queue: p["queue.filename"] != "", Source: st.at}
		if r.Port == "" {
			r.Port = "514"
		}
		if strings.EqualFold(p["protocol"], "tcp") {
			r.Protocol = "tcp"
			r.TLS = p["streamdrivermode"] == "1" && s.driver(p["streamdriver"])
			if r.TLS {
				r.Auth = checked(p["streamdriverauthmode"])
			}
		}
		if r.Host == "" {
			r.Host = facts.Text(p["targetsrv"])
		}
		st.kind, st.name = "remote", s.remote(r)
	case "omrelp":
		r := Remote{Host: facts.Text(p["target"]), Port: p["port"], Protocol: "relp", TLS: strings.EqualFold(p["tls"], "on"), Queue: p["queue.filename"] != "", Source: st.at}
		if r.Port == "" {
			r.Port = "514"
		}
		if r.TLS {
			r.Auth = checked(p["tls.authmode"])
		}
		st.kind, st.name = "remote", s.remote(r)
	case "omelasticsearch", "omhttp":
		r := Remote{Host: facts.Text(p["server"]), Port: p["serverport"], Protocol: "https", TLS: strings.EqualFold(p["usehttps"], "on"), Source: st.at}
		if r.Port == "" {
			r.Port = "443"
		}
		st.kind, st.name = "remote", s.remote(r)
	case "omdiscard":
		st.kind = "stop"
	default:
		st.kind = "other"
	}
	return st
}

// run follows one kind of message. certain says whether every such message gets
// here; the answer is whether it is thrown away: yes, some, or not.
func (s *rsyslogState) run(list []statement, m message, certain answer, by *statement) answer {
	if s.depth++; s.depth > 100 {
		s.depth--
		return maybe
	}
	defer func() { s.depth-- }()
	gone := no
	block := yes
	for i := range list {
		st := &list[i]
		here := min(certain, block, gone.not())
		// Some messages that were thrown away no longer come by, the others do.
		if gone == maybe {
			here = min(certain, block)
		}
		if here == no && st.kind != "bsd" {
			continue
		}
		var cut answer
		switch st.kind {
		case "file":
			// A device keeps nothing: /dev/null, a console.
			if here == yes && st.name != "" && !strings.HasPrefix(st.name, "/dev/") {
				add(s.flow.files, facts.Text(st.name), m)
			}
		case "remote":
			if here == yes {
				add(s.flow.remotes, st.name, m)
			}
		case "stop":
			at, text := st.at, by.text
			s.flow.drop(at, text, m, here == yes)
			cut = here
		case "rule", "if":
			a := st.filter(m)
			var x, y answer
			if a != no {
				x = s.run(st.then, m, min(here, a), st)
			}
			if a != yes {
				y = s.run(st.orElse, m, min(here, a.not()), st)
			}
			cut = max(x, y)
			if a == maybe && x == yes && y == yes {
				cut = yes
			}
		case "block":
			cut = s.run(st.then, m, here, by)
		case "call":
			cut = s.run(s.rulesets[st.name], m, here, by)
		case "bsd":
			// Lines after !program or +host hold for some messages only, until *.
			block = maybe
			if v := strings.TrimSpace(st.value[1:]); v == "*" {
				block = yes
			}
		}
		if cut > gone {
			gone = cut
		}
		if gone == yes {
			return yes
		}
	}
	return gone
}
