package firewall

import (
	"fmt"
	"path"
	"strings"

	"isoscan/internal/facts"
)

// remove follows flush, delete and destroy.
func (s *nftScript) remove(verb token, st []token) {
	if len(st) == 0 {
		return
	}
	what, rest := st[0].text, st[1:]
	family := "ip"
	if len(rest) > 0 {
		switch rest[0].text {
		case "ip", "ip6", "inet", "arp", "bridge", "netdev":
			family = rest[0].text
			rest = rest[1:]
			if what == "ruleset" {
				s.rs.drop(func(t *table) bool { return t.family == family })
				return
			}
		}
	}
	if what == "ruleset" {
		s.rs.drop(func(*table) bool { return true })
		return
	}
	if len(rest) == 0 {
		s.problem(verb.line, verb.text+" "+facts.Text(what)+" is not understood")
		return
	}
	named := func(t *table) bool { return t.family == family && t.name == rest[0].text }
	flush := verb.text == "flush"
	switch {
	case what == "table" && !flush:
		s.rs.drop(named)
		return
	case what == "rule", what == "element":
		s.problem(verb.line, verb.text+" "+facts.Text(what)+" is not followed")
		return
	}
	for _, t := range s.rs.tables {
		if !named(t) {
			continue
		}
		switch {
		case what == "table":
			for _, c := range t.chains {
				c.rules = nil
			}
		case len(rest) < 2:
		case what == "chain" && flush:
			t.chain(rest[1].text).rules = nil
		case what == "chain":
			delete(t.chains, rest[1].text)
			for i, n := range t.order {
				if n == rest[1].text {
					t.order = append(t.order[:i:i], t.order[i+1:]...)
					break
				}
			}
		case (what == "set" || what == "map") && flush:
			t.sets[rest[1].text] = &set{elements: []element{}}
		}
	}
}

// addElements reads "= { ... }" or "{ ... }" into a set.
func (s *nftScript) addElements(t *table, name string, st []token) {
	for len(st) > 0 && !st[0].is("{") {
		st = st[1:]
	}
	named := t.sets[name]
	if named == nil {
		s.problem(0, "there is no set "+name)
		return
	}
	p := &ruleParser{toks: st}
	list, ok := p.set(nil)
	if !ok {
		named.unread = true
		s.problem(0, "the elements of the set "+name+" are not understood")
	}
	named.elements = append(named.elements, list...)
}

// check finds chains and sets that are named and do not exist, which nft and iptables-restore
// refuse, or targets that are not known.
func (r *ruleset) check() error {
	for _, t := range r.tables {
		for _, name := range t.order {
			for _, rule := range t.chains[name].rules {
				for _, p := range rule.parts {
					if p.set != "" && t.sets[p.set] == nil {
						return fmt.Errorf("%s: there is no set %s", rule.source, facts.Text(p.set))
					}
					for _, v := range t.verdicts(p) {
						if (v.kind == "jump" || v.kind == "goto") && t.chains[v.target] == nil {
							return fmt.Errorf("%s: there is no chain %s", rule.source, facts.Text(v.target))
						}
					}
				}
			}
		}
	}
	return nil
}

// relative is the path of an include: below /etc unless absolute, as nft(8)
// has it for the default include path, or "./" for the working directory,
// which is / at boot.
func relative(pattern string) string {
	switch {
	case strings.HasPrefix(pattern, "/"):
		return path.Clean(pattern)
	case strings.HasPrefix(pattern, "./"):
		return path.Clean("/" + pattern)
	}
	return path.Clean("/etc/" + pattern)
}
