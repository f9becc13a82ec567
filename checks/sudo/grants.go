package sudo

import (
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/parse/passwd"
)

// grantLine is one privilege of a specification that may concern this host.
type grantLine struct {
	spec  userSpec
	where verdict
	rules []Rule
}

// grantLines spreads the specifications into privileges, in order.
func (m *matcher) grantLines(specs []userSpec, defaults map[string]Setting) []grantLine {
	var lines []grantLine
	for _, spec := range specs {
		for _, p := range spec.privileges {
			one := userSpec{users: spec.users, privileges: []privilege{p}, at: spec.at}
			rules, _ := expand([]userSpec{one}, m.book, m, defaults)
			if where := m.hosts(p.hosts); where != no {
				lines = append(lines, grantLine{one, where, rules})
			}
		}
	}
	return lines
}

// grants applies the rules in order to each account; the last match wins.
// Only what may be done as root on this host counts.
func (m *matcher) grants(accounts []account, specs []userSpec, defaults map[string]Setting, settings []setting) map[string]Grant {
	lines := m.grantLines(specs, defaults)
	out := map[string]Grant{}
	for _, a := range accounts {
		if g, hit := m.grant(a, lines, defaults, settings); hit {
			out[a.name] = g
		}
	}
	return out
}

// nobodyYet is the user id of an account that does not exist: (uid_t) -2 is
// the highest that may stand in /etc/passwd, and no rule names it in practice.
const nobodyYet = 1<<32 - 2

// waiting applies the rules to somebody who is in one group only, for each
// group that no account is in: its next member gets what they come to. A group
// that the rules name and /etc/group has not counts, too: it may come from a
// directory, with members that no file tells.
func (m *matcher) waiting(accounts []account, specs []userSpec, defaults map[string]Setting, settings []setting) map[string]Grant {
	lines := m.grantLines(specs, defaults)
	taken := map[string]bool{}
	primary := map[uint32]bool{}
	for _, a := range accounts {
		taken[a.name], primary[a.gid] = true, true
	}
	out := map[string]Grant{}
	all := m.withNamed(specs)
	for _, group := range all.groups {
		if primary[group.GID] || slices.ContainsFunc(group.Members, func(name string) bool { return taken[name] }) {
			continue
		}
		g, _ := all.grant(account{uid: nobodyYet, gid: group.GID}, lines, defaults, settings)
		if slices.ContainsFunc(g.Via, func(via string) bool { return strings.HasPrefix(via, "%") }) {
			out[facts.Text(group.Name)] = g
		}
	}
	return out
}

// withNamed is the matcher with the groups that users of the rules name and that
// it does not know, each under an id of its own.
func (m *matcher) withNamed(specs []userSpec) *matcher {
	known := map[string]bool{}
	for _, g := range m.groups {
		known[g.Name] = true
	}
	more := &matcher{book: m.book, hostname: m.hostname, groups: slices.Clone(m.groups)}
	for _, spec := range specs {
		leaves, _ := m.leaves("User", spec.users)
		for _, l := range leaves {
			name := strings.TrimPrefix(l.text, "%")
			if l.kind != tokGroup || l.negated || name == "" || strings.ContainsRune("#:", rune(name[0])) || known[name] {
				continue
			}
			known[name] = true
			more.groups = append(more.groups, passwd.Group{Name: name, GID: nobodyYet - uint32(len(known))})
		}
	}
	return more
}

// grant applies the rules to one account; false: none concerns it.
func (m *matcher) grant(a account, lines []grantLine, defaults map[string]Setting, settings []setting) (Grant, bool) {
	g := Grant{UID: a.uid, NoPassword: []string{}, Excluded: []string{}, Via: []string{}, Sources: []facts.Source{}}
	free := m.noAuthentication(a, defaults, settings)
	hit := false
	for _, l := range lines {
		who := m.users("User", l.spec.users, a)
		if who.v == no {
			continue
		}
		hit = true
		g.Maybe = g.Maybe || who.v == maybe || l.where == maybe
		if who.via != "" && !slices.Contains(g.Via, who.via) {
			g.Via = append(g.Via, who.via)
		}
		if src := facts.FileLine(l.spec.at.file, l.spec.at.line); !slices.Contains(g.Sources, src) {
			g.Sources = append(g.Sources, src)
		}
		for _, r := range l.rules {
			g.apply(r, free)
		}
	}
	slices.Sort(g.Via)
	return g, hit
}

func (g *Grant) apply(r Rule, free bool) {
	if !r.AsRoot {
		return
	}
	text := strings.TrimSpace(r.Command + " " + r.ArgumentText)
	switch {
	case r.Negated && r.All:
		g.All, g.AllNoPassword = false, false
		g.NoPassword, g.Excluded = []string{}, []string{}
		return
	case r.Negated:
		if g.All && !slices.Contains(g.Excluded, text) {
			g.Excluded = append(g.Excluded, text)
		}
		g.NoPassword = slices.DeleteFunc(g.NoPassword, func(t string) bool { return t == text })
		return
	}
	open := r.NoPassword || free && !r.Password
	if r.All {
		g.All, g.AllNoPassword = true, open
		g.Excluded = []string{}
		if !open {
			g.NoPassword = []string{}
		}
	}
	if !open {
		g.NoPassword = slices.DeleteFunc(g.NoPassword, func(t string) bool { return t == text })
	} else if !slices.Contains(g.NoPassword, text) && len(g.NoPassword) < 50 {
		g.NoPassword = append(g.NoPassword, text)
	}
}

// noAuthentication tells whether Defaults spare the account its password:
// !authenticate for everybody or for it, or membership of exempt_group.
func (m *matcher) noAuthentication(a account, defaults map[string]Setting, settings []setting) bool {
	free := !defaults["authenticate"].On
	for _, s := range settings {
		if s.name != "authenticate" {
			continue
		}
		switch s.scope {
		case ":":
			if m.users("User", s.members, a).v != no {
				free = s.op == "off"
			}
		case "@":
			if m.hosts(s.members) != no {
				free = s.op == "off"
			}
		case ">":
			if m.users("Runas", s.members, account{name: "root"}).v != no {
				free = s.op == "off"
			}
		}
	}
	if e := defaults["exempt_group"]; e.On && e.Value != "on" {
		free = free || m.user(member{kind: tokGroup, text: "%" + e.Value}, a) == yes
	}
	return free
}
