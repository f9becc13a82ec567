package firewall

import "sort"

// outcome is a set of what can become of a packet.
type outcome uint8

const (
	accepted outcome = 1 << iota
	dropped
	rejected
	// fell off the end of a chain, or returned from it.
	fell
)

// walkLimit bounds how deep chains call each other; the kernel allows 16.
const walkLimit = 32

// walker tries one packet against one table.
type walker struct {
	table *table
	p     packet
	// done remembers what a chain does to the packet, so that many jumps to
	// one chain cost one walk.
	done  map[string]outcome
	depth int
}

// judge tells what can become of the packet at a hook, over every table of its
// family: each base chain must let it pass.
func (r *ruleset) judge(p packet, hooks ...string) outcome {
	result := accepted
	p.marked = r.marks()
	for _, t := range r.tables {
		if t.dormant || !covers(t.family, p.ipv6) {
			continue
		}
		w := &walker{table: t, p: p, done: map[string]outcome{}}
		for _, name := range t.order {
			c := t.chains[name]
			if c.kind == "nat" || !contains(hooks, c.hook) {
				continue
			}
			o := w.walk(c)
			if o&fell != 0 {
				o &^= fell
				if c.policy == "drop" {
					o |= dropped
				} else {
					o |= accepted
				}
			}
			if o&accepted == 0 {
				return o
			}
			result |= o
		}
	}
	return result
}

// marks tells whether a rule gives packets or connections a mark.
func (r *ruleset) marks() bool {
	for _, t := range r.tables {
		for _, c := range t.chains {
			for _, rule := range c.rules {
				for _, p := range rule.parts {
					if p.kind == isChange && (p.keys[0] == "meta mark" || p.keys[0] == "ct mark") {
						return true
					}
				}
			}
		}
	}
	return false
}

func covers(family string, ipv6 bool) bool {
	return family == "inet" || family == "ip" && !ipv6 || family == "ip6" && ipv6
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// walk tells what a chain does to the packet; fell when it decides nothing.
func (w *walker) walk(c *chain) outcome {
	if o, ok := w.done[c.name]; ok {
		return o
	}
	if w.depth >= walkLimit {
		return accepted | dropped | fell
	}
	w.depth++
	// A circle of chains, which the kernel refuses, may do anything.
	w.done[c.name] = accepted | dropped | fell
	var result outcome
	ended := false
	for _, r := range c.rules {
		o, sure := w.apply(r)
		result |= o
		if sure {
			ended = true
			break
		}
	}
	if !ended {
		result |= fell
	}
	w.depth--
	w.done[c.name] = result
	return result
}

// apply tells what one rule can do, and whether it surely ends the chain.
func (w *walker) apply(r *rule) (result outcome, sure bool) {
	fits := yes
	if r.opaque {
		fits = maybe
	}
	for _, part := range r.parts {
		switch part.kind {
		case isMatch:
			fits = min(fits, w.match(part))
		case isOver:
			fits = no
		case isOpaque:
			fits = min(fits, maybe)
		case isVerdict:
			o, ends := w.follow(part.verdict)
			return o, ends && fits == yes
		case isVerdictMap:
			o, t := w.lookup(part)
			result |= o
			if t == yes && fits == yes && o != 0 {
				return result, true
			}
			// What the map did not decide goes on to the next part.
		}
		if fits == no {
			return result, false
		}
	}
	return result, false
}

// follow tells what a verdict does; ends when the chain does not go on.
func (w *walker) follow(v verdict) (o outcome, ends bool) {
	switch v.kind {
	case "accept":
		return accepted, true
	case "drop":
		return dropped, true
	case "reject":
		return rejected, true
	case "return":
		return fell, true
	case "continue":
		return 0, false
	case "jump", "goto":
		c := w.table.chains[v.target]
		if c == nil {
			return accepted | dropped, false
		}
		o := w.walk(c)
		if v.kind == "goto" {
			return o, true
		}
		return o &^ fell, o&fell == 0
	}
	// A queue hands the packet to a program, which does as it likes.
	return accepted | dropped, true
}

// match tells whether the packet fits one part.
func (w *walker) match(part part) tri {
	elements := part.elements
	if part.set != "" {
		s := w.table.sets[part.set]
		if s == nil || s.unread {
			return maybe
		}
		elements = s.elements
	}
	found := no
	for _, e := range elements {
		t, absent := w.element(part, e)
		if absent {
			return no
		}
		if found = max(found, t); found == yes {
			break
		}
	}
	if len(elements) == 0 {
		// An empty set still needs the field to be there.
		if _, absent := w.element(part, element{key: make([]value, len(part.keys))}); absent {
			return no
		}
	}
	if part.op == "!=" {
		return found.not()
	}
	return found
}

func (w *walker) element(part part, e element) (t tri, absent bool) {
	if len(e.key) != len(part.keys) {
		return maybe, false
	}
	t = yes
	for i, key := range part.keys {
		if e.key[i].text == "*" && !isDevice(key) {
			continue
		}
		one, gone := w.p.test(key, part.mask, part.op, part.bits, e.key[i])
		if gone {
			return no, true
		}
		t = min(t, one)
	}
	return t, false
}

// isDevice: a bare "*" is a catch-all element, but of an interface it is a
// pattern like any other.
func isDevice(key string) bool {
	return key == "iif" || key == "oif" || key == "iifname" || key == "oifname"
}

// lookup finds the verdict that a map has for the packet.
func (w *walker) lookup(part part) (o outcome, t tri) {
	elements := part.elements
	if part.set != "" {
		s := w.table.sets[part.set]
		if s == nil || s.unread {
			return accepted | dropped, maybe
		}
		elements = s.elements
	}
	for _, e := range elements {
		one, absent := w.element(part, e)
		if absent {
			return 0, no
		}
		if one == no {
			continue
		}
		v, ends := w.follow(e.verdict)
		o |= v
		if one == yes {
			if ends {
				return o, yes
			}
			return o, maybe
		}
		t = maybe
	}
	return o, t
}

// reachable lists the chains that a hook's packets can pass, base chains first.
func (t *table) reachable(hooks ...string) []*chain {
	seen := map[string]bool{}
	var out []*chain
	var visit func(name string)
	visit = func(name string) {
		c := t.chains[name]
		if c == nil || seen[name] {
			return
		}
		seen[name] = true
		out = append(out, c)
		for _, r := range c.rules {
			for _, p := range r.parts {
				for _, v := range t.verdicts(p) {
					if v.kind == "jump" || v.kind == "goto" {
						visit(v.target)
					}
				}
			}
		}
	}
	for _, name := range t.order {
		if c := t.chains[name]; c.kind != "nat" && contains(hooks, c.hook) {
			visit(name)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].hook != "" && out[j].hook == "" })
	return out
}

func (t *table) verdicts(p part) []verdict {
	switch p.kind {
	case isVerdict:
		return []verdict{p.verdict}
	case isVerdictMap:
		var out []verdict
		for _, e := range t.elementsOf(p) {
			out = append(out, e.verdict)
		}
		return out
	}
	return nil
}

func (t *table) elementsOf(p part) []element {
	if p.set != "" {
		if s := t.sets[p.set]; s != nil {
			return s.elements
		}
		return nil
	}
	return p.elements
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
