package logging

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

const syslogNGFile = "/etc/syslog-ng/syslog-ng.conf"

// syslogNG reads and follows the configuration of syslog-ng(8). One statement
// that it refuses, and it does not start: then no message is kept.
func (g *gatherer) syslogNG() {
	b, err := g.ReadFile(g.ctx, syslogNGFile, host.ConfigLimit)
	if absent(err) {
		return
	}
	if err != nil {
		g.daemonGap("syslog-ng", err)
		return
	}
	s, err := g.readNG(syslogNGFile, string(b))
	if err != nil {
		g.daemonGap("syslog-ng", err)
		return
	}
	if len(s.refused) == 0 && len(s.doubts) > 0 {
		g.daemonGap("syslog-ng", fmt.Errorf("whether syslog-ng starts is not known: %s: %w", strings.Join(s.doubts, "; "), host.ErrUnsupported))
		return
	}
	d := s.follow()
	if len(s.refused) > 0 {
		// Nothing of this is in force.
		d.Listens, d.Logs, d.Remotes = nil, nil, nil
		for _, part := range []string{"listens", "logs", "remotes"} {
			g.gaps.Add(`daemons["syslog-ng"].`+part, errNotStarted)
		}
	}
	for part, name := range s.unfollowed {
		g.gaps.Add(`daemons["syslog-ng"].`+part, fmt.Errorf("what the driver %s does is not followed: %w", facts.Text(name), host.ErrUnsupported))
		switch part {
		case "listens":
			d.Listens = nil
		case "routes":
			d.Routes = nil
		case "remotes":
			d.Remotes = nil
		case "local":
			d.Local = nil
		}
	}
	g.f.Daemons["syslog-ng"] = *d
}

var errNotStarted = errors.New("syslog-ng does not start with this configuration")

// readNG reads the text of the main file and what it includes.
func (g *gatherer) readNG(name, text string) (*ngState, error) {
	l := newNGLexer(g)
	l.files = []string{name}
	f := &ngFile{ngLexer: l, name: name, text: text, line: 1}
	f.run()
	if l.err != nil {
		return nil, l.err
	}
	p := &ngParser{ngLexer: l, tokens: l.tokens}
	var list []ngStatement
	if len(l.refused) == 0 {
		list = p.statements(false)
	}
	s := &ngState{
		ngLexer: l, flow: newFlow(), objects: map[string]map[string]ngStatement{}, drivers: map[string][]*ngDriver{},
		owners: map[string]*ngDriver{}, unfollowed: map[string]string{}, perm: "0600", permAt: facts.Default("syslog-ng"),
		d: &Daemon{
			Files: l.files, Source: name, Logs: map[string]Log{}, Remotes: map[string]Remote{},
			Listens: map[string]Listen{}, Local: []string{}, Malformed: []Problem{},
		},
	}
	if l.version == "" && len(l.refused) == 0 {
		l.refuse(facts.File(name), "the line @version is missing")
	}
	s.collect(list)
	return s, nil
}

// ngState is the configuration as it is put together.
type ngState struct {
	*ngLexer
	d    *Daemon
	flow *flow
	// objects are the statements with a name, by kind and name.
	objects map[string]map[string]ngStatement
	// drivers are those of named sources and destinations, by kind and name.
	drivers map[string][]*ngDriver
	// owners hold what only one destination may own: a file, a connection.
	owners map[string]*ngDriver
	logs   []*ngLog
	// unfollowed names a driver for which a part of the facts is not known.
	unfollowed map[string]string
	perm       string
	permAt     facts.Source
	createDirs bool
	depth      int
}

// named are the statements of the form KIND NAME { ... }.
var named = []string{"source", "destination", "filter", "parser", "rewrite", "template"}

// collect sorts the statements and compiles the log paths.
func (s *ngState) collect(list []ngStatement) {
	for _, n := range list {
		if len(s.refused) > 0 {
			return
		}
		word, shape := n.word(), n.shape()
		switch {
		case !n.ended:
			s.refuse(n.parts[len(n.parts)-1].at, "; is missing after %s", word)
		case slices.Contains(named, word) && (shape == "ww{" || word == "template" && shape == "www"):
			s.define(word, n)
		case word == "template-function" && shape == "www", word == "options" && shape == "w{":
			s.options(n)
		case word == "log" && shape == "w{":
		case word == "include" && shape == "ww":
			s.refuse(n.at(), "include without @ is no longer understood")
		default:
			s.refuse(n.at(), "not a statement: %s", word)
		}
	}
	for _, n := range list {
		if n.word() == "log" && len(s.refused) == 0 {
			s.logs = append(s.logs, s.compile(n.parts[1].body, n.at()))
		}
	}
}

func (s *ngState) define(kind string, n ngStatement) {
	name := n.parts[1].text
	if s.objects[kind] == nil {
		s.objects[kind] = map[string]ngStatement{}
	}
	if _, twice := s.objects[kind][name]; twice {
		if on := s.defines["allow-config-dups"]; on == "" || on == "0" {
			s.refuse(n.at(), "%s %s is there twice", kind, name)
			return
		}
	}
	s.objects[kind][name] = n
	switch body := n.parts[2].body; kind {
	case "source", "destination":
		// What is written is judged even where nothing uses it.
		s.drivers[kind+" "+name] = s.compileDrivers(kind, body)
	case "filter":
		s.conditions(body, false, false)
	}
}

// options reads the global options that decide how files are made.
func (s *ngState) options(n ngStatement) {
	if n.word() != "options" {
		return
	}
	for _, o := range n.parts[1].body {
		name := dashed(o.word())
		switch {
		case !o.ended || o.shape() != "w(":
			s.refuse(o.at(), "not an option: %s", name)
		case !ngWords["options"][name]:
			s.doubt(o.at(), "the option %s is not known", name)
		case name == "perm":
			s.perm, s.permAt = ngText(o.parts[1].list), o.at()
		case name == "create-dirs":
			s.createDirs = ngYes(ngText(o.parts[1].list))
		}
	}
}

func ngYes(v string) bool { return v == "yes" || v == "on" || v == "1" || v == "true" }

// facilityNG gives the number of a facility by syslog-ng's names.
func facilityNG(name string) (int, bool) {
	if n, err := strconv.Atoi(name); err == nil {
		return n, n >= 0
	}
	name = strings.ToLower(name)
	if n, ok := map[string]int{"ntp": 12, "security": 13, "console": 14, "solaris-cron": 15}[name]; ok {
		return n, true
	}
	i := slices.Index(facilities, name)
	return i, i >= 0 && name != ""
}
