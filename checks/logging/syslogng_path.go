package logging

import (
	"slices"

	"isoscan/internal/facts"
)

// ngLog is a log path, or a branch of one.
type ngLog struct {
	at      facts.Source
	sources []*ngDriver
	sourced bool
	items   []ngItem
	// branches are the log paths within, of which all get what came this far.
	branches []*ngLog
	flags    []string
}

func (l *ngLog) has(flag string) bool { return slices.Contains(l.flags, flag) }

// ngItem is one element of a log path.
type ngItem struct {
	// filter is nil where nothing is asked.
	filter condition
	// drivers of a destination.
	drivers     []*ngDriver
	destination bool
	// junction are channels that lead on together.
	junction []*ngLog
	// choice is if, elif and else; the last has no condition when it is else.
	choice []ngChoice
}

type ngChoice struct {
	// when is nil when the path itself decides whether it was taken.
	when condition
	then *ngLog
}

// compile reads the body of a log path: sources, then filters, parsers, rewrite
// rules, destinations, junctions and choices in any order, then log paths
// within, and flags last.
func (s *ngState) compile(body []ngStatement, at facts.Source) *ngLog { return s.path(body, at, false) }

func (s *ngState) path(body []ngStatement, at facts.Source, dirty bool) *ngLog {
	l := &ngLog{at: at}
	if s.depth++; s.depth > ngDepth {
		s.depth--
		s.doubt(at, "nested too deep")
		return l
	}
	defer func() { s.depth-- }()
	stage := 0
	for _, n := range body {
		word, shape := n.word(), n.shape()
		if len(s.refused) > 0 {
			return l
		}
		if !n.ended {
			s.refuse(n.at(), "; is missing after %s in a log path", word)
			return l
		}
		rank := 1
		switch word {
		case "source":
			rank = 0
		case "log", "channel":
			rank = 2
		case "flags":
			rank = 3
		}
		if rank < stage || stage == 3 {
			s.refuse(n.at(), "%s stands too late in a log path", word)
			return l
		}
		stage = rank
		switch {
		case word == "source" && (shape == "w(" || shape == "w{"):
			l.sources, l.sourced = append(l.sources, s.used(word, n)...), true
		case word == "destination" && (shape == "w(" || shape == "w{"):
			drivers := s.used(word, n)
			s.own(drivers)
			l.items = append(l.items, ngItem{drivers: drivers, destination: true})
		case word == "filter" && shape == "w{":
			l.items = append(l.items, ngItem{filter: s.conditions(n.parts[1].body, true, dirty)})
		case word == "filter" && shape == "w(":
			l.items = append(l.items, ngItem{filter: s.test(n.parts[0], n.parts[1].list, true, dirty)})
		case word == "parser" && (shape == "w(" || shape == "w{"):
			if body, ok := s.inline(word, n); ok && !ngLossless(body) {
				l.items = append(l.items, ngItem{filter: unclear})
			}
		case word == "rewrite" && (shape == "w(" || shape == "w{"):
			body, _ := s.inline(word, n)
			dirty = dirty || changesPriority(body)
		case word == "junction" && shape == "w{":
			item := ngItem{junction: []*ngLog{}}
			for _, c := range n.parts[1].body {
				if c.word() != "channel" && c.word() != "log" || c.shape() != "w{" || !c.ended {
					s.refuse(c.at(), "not a channel")
					return l
				}
				item.junction = append(item.junction, s.path(c.parts[1].body, c.at(), dirty))
				dirty = dirty || rewrites(c.parts[1].body, s)
			}
			l.items = append(l.items, item)
		case word == "if":
			if item, ok := s.choice(n, dirty); ok {
				l.items = append(l.items, item)
			}
		case (word == "log" || word == "channel") && shape == "w{":
			l.branches = append(l.branches, s.path(n.parts[1].body, n.at(), dirty))
		case word == "flags" && shape == "w(":
			for _, f := range n.parts[1].list {
				if f.kind != ',' {
					// A flag that is not known is passed over, as is one in other case.
					l.flags = append(l.flags, dashed(f.text))
				}
			}
		default:
			if _, ok := s.blocks["log "+word]; ok || s.library && shape == "w(" {
				s.doubt(n.at(), "what %s() does is not followed", word)
				return l
			}
			s.refuse(n.at(), "not an element of a log path: %s", word)
		}
	}
	return l
}

// inline gives the body of a reference, or the body that stands in its place.
func (s *ngState) inline(kind string, n ngStatement) ([]ngStatement, bool) {
	if n.parts[1].kind == '{' {
		return n.parts[1].body, true
	}
	list := n.parts[1].list
	if len(list) != 1 || !list[0].name() {
		s.refuse(n.at(), "%s() takes one name", kind)
		return nil, false
	}
	o, ok := s.objects[kind][list[0].text]
	if !ok {
		s.refuse(n.at(), "there is no %s %s", kind, list[0].text)
		return nil, false
	}
	return o.parts[2].body, true
}

// used gives the drivers of a source or destination of a log path.
func (s *ngState) used(kind string, n ngStatement) []*ngDriver {
	body, ok := s.inline(kind, n)
	if !ok {
		return nil
	}
	if n.parts[1].kind == '{' {
		return s.compileDrivers(kind, body)
	}
	return s.drivers[kind+" "+n.parts[1].list[0].text]
}

// choice reads if (FILTER) { ... } elif (FILTER) { ... } else { ... }, where each
// may leave its filter to the path in braces.
func (s *ngState) choice(n ngStatement, dirty bool) (ngItem, bool) {
	var item ngItem
	parts := n.parts
	for want := "if"; len(parts) > 0; want = "elif" {
		c := ngChoice{}
		word := parts[0].text
		switch {
		case parts[0].kind == 'w' && word == want && len(parts) > 2 && parts[1].kind == '(' && parts[2].kind == '{':
			list := parts[1].list
			c.when = s.nested(parts[1], func() condition { return s.expression(list, true, dirty) })
			parts = parts[2:]
		case parts[0].kind == 'w' && (word == want || word == "else" && want == "elif") && len(parts) > 1 && parts[1].kind == '{':
			parts = parts[1:]
		default:
			s.refuse(parts[0].at, "not what follows if: %s", word)
			return item, false
		}
		c.then = s.path(parts[0].body, n.at(), dirty)
		item.choice = append(item.choice, c)
		if parts = parts[1:]; word == "else" && len(parts) > 0 {
			s.refuse(parts[0].at, "something follows else")
			return item, false
		}
		if word == "else" {
			return item, true
		}
	}
	// Without else what no condition fits goes on.
	item.choice = append(item.choice, ngChoice{then: &ngLog{}})
	return item, true
}

// ngLossless tells whether parsers let every message pass that they do not
// understand.
func ngLossless(body []ngStatement) bool {
	for _, n := range body {
		if n.shape() != "w(" {
			return false
		}
		switch dashed(n.word()) {
		case "csv-parser", "kv-parser", "syslog-parser", "db-parser", "geoip2", "add-contextual-data", "grouping-by":
		default:
			return false
		}
		for _, name := range []string{"flags", "drop-unmatched", "drop-invalid"} {
			if list, ok := ngOption(n.parts[1].list, name); ok && (name != "flags" && !slices.Contains([]string{"no", "off", "0"}, ngText(list)) ||
				slices.ContainsFunc(list, func(p ngPart) bool { return dashed(p.text) == "drop-invalid" })) {
				return false
			}
		}
	}
	return true
}

// changesPriority tells whether rewrite rules may set facility or severity.
func changesPriority(body []ngStatement) bool {
	return slices.ContainsFunc(body, func(n ngStatement) bool {
		return slices.Contains([]string{"set-facility", "set-severity", "set-pri"}, dashed(n.word()))
	})
}

// rewrites tells whether a channel does so.
func rewrites(body []ngStatement, s *ngState) bool {
	return slices.ContainsFunc(body, func(n ngStatement) bool {
		if n.word() != "rewrite" || len(n.parts) != 2 {
			return false
		}
		b, _ := s.inline("rewrite", n)
		return changesPriority(b)
	})
}

// follow sends a message of every kind through the log paths.
func (s *ngState) follow() *Daemon {
	if len(s.refused) > 0 {
		s.d.Malformed = s.refused
		s.d.Routes, s.d.Discards = s.flow.routes(), s.flow.discards()
		return s.d
	}
	everywhere := false
	for _, l := range s.logs {
		s.inputs(l.sources)
		everywhere = everywhere || l.has("catchall")
	}
	var takes []*ngLog
	for _, l := range s.logs {
		local := slices.ContainsFunc(l.sources, (*ngDriver).local)
		if l.has("catchall") {
			for key, drivers := range s.drivers {
				if _, source, _ := cutKind(key); source {
					local = local || slices.ContainsFunc(drivers, (*ngDriver).local)
				}
			}
		}
		if local {
			takes = append(takes, l)
		}
	}
	if everywhere {
		for key, drivers := range s.drivers {
			if _, source, _ := cutKind(key); source {
				s.inputs(drivers)
			}
		}
	}
	all(func(m message) { s.branches(takes, m, yes) })
	for key, r := range s.d.Remotes {
		r.Everything = s.flow.whole(key)
		s.d.Remotes[key] = r
	}
	slices.Sort(s.d.Local)
	s.d.Local = slices.Compact(s.d.Local)
	s.d.Routes, s.d.Discards = s.flow.routes(), s.flow.discards()
	s.unseen()
	return s.d
}

// unseen tells which parts of the facts drivers hide that are not followed: one
// of a destination may keep what seems lost, one of a source may bring it.
func (s *ngState) unseen() {
	lost := false
	for _, r := range s.d.Routes {
		lost = lost || len(r.Unkept) > 0
	}
	if name, ok := s.unfollowed["remotes"]; ok && lost {
		s.unfollowed["routes"] = name
	}
	for _, l := range s.logs {
		lost = lost && !slices.ContainsFunc(l.sources, (*ngDriver).local)
	}
	if name, ok := s.unfollowed["listens"]; ok && lost {
		s.unfollowed["routes"], s.unfollowed["local"] = name, name
	}
}

// branches gives a kind of message to several paths: to those with the flag
// fallback only when no other took it. A path that is final and takes it is the
// last. What a path takes under a condition of another sort counts as not taken,
// as everywhere here.
func (s *ngState) branches(list []*ngLog, m message, certain answer) answer {
	taken := no
	for _, fallback := range []bool{false, true} {
		if taken == yes {
			break
		}
		for _, l := range list {
			if l.has("fallback") != fallback {
				continue
			}
			a := s.walk(l, m, certain)
			taken = max(taken, a)
			if a == yes && l.has("final") {
				break
			}
		}
	}
	return taken
}

// walk follows a kind of message along a path, and tells whether it passes its
// filters. No more than certain is true of what it delivers.
func (s *ngState) walk(l *ngLog, m message, certain answer) answer {
	own := yes
	for _, item := range l.items {
		switch {
		case item.filter != nil:
			own = min(own, item.filter(m))
		case item.destination:
			for _, d := range item.drivers {
				s.deliver(d, m, min(certain, own))
			}
		case item.junction != nil:
			own = min(own, s.branches(item.junction, m, min(certain, own)))
		case item.choice != nil:
			own = min(own, s.choose(item.choice, m, min(certain, own)))
		}
		if own == no {
			return no
		}
	}
	if len(l.branches) > 0 {
		own = min(own, s.branches(l.branches, m, min(certain, own)))
	}
	if l.has("final") && own != no && !l.delivers() {
		s.flow.drop(l.at, "log path that is final and has no destination", m, min(certain, own) == yes)
	}
	return own
}

func (s *ngState) choose(list []ngChoice, m message, certain answer) answer {
	if len(list) == 0 {
		return no
	}
	c, rest := list[0], list[1:]
	if c.when == nil {
		a := s.walk(c.then, m, certain)
		if a == yes || len(rest) == 0 {
			return a
		}
		return max(a, s.choose(rest, m, min(certain, a.not())))
	}
	switch c.when(m) {
	case yes:
		return s.walk(c.then, m, certain)
	case no:
		return s.choose(rest, m, certain)
	}
	a, b := s.walk(c.then, m, min(certain, maybe)), s.choose(rest, m, min(certain, maybe))
	if a == b {
		return a
	}
	return maybe
}

// delivers tells whether a destination is anywhere on the path.
func (l *ngLog) delivers() bool {
	for _, item := range l.items {
		if item.destination || slices.ContainsFunc(item.junction, (*ngLog).delivers) ||
			slices.ContainsFunc(item.choice, func(c ngChoice) bool { return c.then.delivers() }) {
			return true
		}
	}
	return slices.ContainsFunc(l.branches, (*ngLog).delivers)
}
