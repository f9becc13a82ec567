package firewall

import "isoscan/internal/facts"

// ruleset is what packet filters do, whichever tool wrote it: the chains of
// nftables, and those of iptables, ufw and firewalld in the same words.
type ruleset struct {
	tables []*table
}

// table is one table of one family: ip, ip6, inet, arp, bridge or netdev.
type table struct {
	family, name string
	// by is the tool that the table is from.
	by      string
	dormant bool
	// flagged: nft's JSON names flags, which nft 1.0.6 fills with random text.
	flagged bool
	chains  map[string]*chain
	// order of the chains, so that results do not depend on map order.
	order []string
	sets  map[string]*set
}

// chain is one list of rules. A base chain has a hook.
type chain struct {
	name, kind, hook string
	// policy of a base chain: accept or drop.
	policy string
	rules  []*rule
	source facts.Source
}

// set is a named set or map.
type set struct {
	elements []element
	// unread: the elements could not be told.
	unread bool
}

// element of a set: its key, one value a part of a concatenation, and for a
// verdict map what it leads to.
type element struct {
	key     []value
	verdict verdict
}

// value is one value or range as written: "22", "1-1024", "10.0.0.0/8", "lo".
type value struct {
	text string
	// to is the other end of a range, or empty.
	to string
}

// verdict ends or redirects the walk through the rules.
type verdict struct {
	// kind is accept, drop, reject, return, continue, jump, goto, queue or
	// unknown; empty for none.
	kind   string
	target string
}

// partKind says what a part of a rule does.
type partKind int

const (
	// isMatch goes on when the packet fits.
	isMatch partKind = iota
	isVerdict
	// isVerdictMap looks the packet up in a map of verdicts.
	isVerdictMap
	// isUnder goes on while a rate or count is below its limit: true of the
	// first packet. isOver goes on above it.
	isUnder
	isOver
	isLog
	// isChange sets a field of the packet, such as its mark.
	isChange
	// isOpaque may or may not go on: it is not understood.
	isOpaque
)

// part is one expression or statement of a rule.
type part struct {
	kind partKind
	// keys are what a match looks at, several for a concatenation: "ip saddr",
	// "tcp dport", "iifname", "ct state".
	keys []string
	// mask is applied to the packet's value first, when it is not nil.
	mask *uint64
	// op is "==", "!=", "<", ">", "<=" or ">=". bits means that one common bit
	// is enough ("tcp flags syn").
	op       string
	bits     bool
	elements []element
	// set is the name of the set or map in place of elements.
	set     string
	verdict verdict
}

// rule is its parts, in order.
type rule struct {
	parts  []part
	source facts.Source
	// opaque: something in it was not understood.
	opaque bool
	// refused: an option or value that iptables-restore may not take.
	refused bool
}

func (t *table) chain(name string) *chain {
	c := t.chains[name]
	if c == nil {
		c = &chain{name: name}
		t.chains[name] = c
		t.order = append(t.order, name)
	}
	return c
}

func newTable(family, name, by string) *table {
	return &table{family: family, name: name, by: by, chains: map[string]*chain{}, sets: map[string]*set{}}
}

// table finds one, or makes it.
func (r *ruleset) table(family, name, by string) *table {
	for _, t := range r.tables {
		if t.family == family && t.name == name {
			return t
		}
	}
	t := newTable(family, name, by)
	r.tables = append(r.tables, t)
	return t
}

// drop removes the tables that out says.
func (r *ruleset) drop(out func(*table) bool) {
	kept := r.tables[:0]
	for _, t := range r.tables {
		if !out(t) {
			kept = append(kept, t)
		}
	}
	r.tables = kept
}

func val(text string) value { return value{text: text} }

func one(texts ...string) []element {
	var out []element
	for _, t := range texts {
		out = append(out, element{key: []value{val(t)}})
	}
	return out
}

// matching is the part that goes on when key has one of the values.
func matching(key string, values ...string) part {
	return part{kind: isMatch, keys: []string{key}, op: "==", elements: one(values...)}
}

func verdictPart(kind, target string) part {
	return part{kind: isVerdict, verdict: verdict{kind, target}}
}

// flagged tells whether flags must be read from the text form.
func (r *ruleset) flagged() bool {
	for _, t := range r.tables {
		if t.flagged {
			return true
		}
	}
	return false
}

// dormancy copies the flag "dormant" from the text form of the same rules.
func (r *ruleset) dormancy(text []byte) error {
	s := newScript("nftables")
	if err := s.run("nft", text); err != nil {
		return err
	}
	for _, t := range r.tables {
		for _, o := range s.rs.tables {
			if t.family == o.family && t.name == o.name {
				t.dormant = o.dormant
			}
		}
	}
	return nil
}
