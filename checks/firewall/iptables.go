package firewall

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"isoscan/internal/facts"
)

// builtin are the chains of iptables, by the hook that each stands for.
var builtin = map[string]string{
	"INPUT": "input", "FORWARD": "forward", "OUTPUT": "output", "PREROUTING": "prerouting", "POSTROUTING": "postrouting",
}

// passing are targets after which a packet goes on to the next rule.
var passing = map[string]bool{
	"MARK": true, "CONNMARK": true, "TOS": true, "DSCP": true, "TCPMSS": true, "CT": true, "NOTRACK": true, "SET": true, "CLASSIFY": true,
	"TRACE": true, "TTL": true, "HL": true, "CHECKSUM": true, "ECN": true, "SECMARK": true, "CONNSECMARK": true, "TEE": true, "RATEEST": true,
	"TCPOPTSTRIP": true, "IDLETIMER": true, "LED": true, "HMARK": true, "ULOG": true,
}

// readIptables adds what iptables-restore would load from text to a ruleset
// (iptables-restore(8)). Rules of a table that is loaded anew replace the old
// ones unless keep says "--noflush", when only the chains that are named anew
// are emptied. The error means that iptables-restore refuses the text.
func (r *ruleset) readIptables(text string, ipv6, keep bool, by string, at func(line int) facts.Source) error {
	family := map[bool]string{false: "ip", true: "ip6"}[ipv6]
	var t *table
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		bad := func(why string) error {
			return fmt.Errorf("%s: %s", at(n), facts.Text(why))
		}
		switch {
		case line == "" || line[0] == '#':
			continue
		case line[0] == '*':
			name := strings.TrimSpace(line[1:])
			if !keep {
				r.drop(func(t *table) bool { return t.family == family && t.name == name && t.by == by })
			}
			t = r.iptable(family, name, by)
			continue
		case line == "COMMIT":
			t = nil
			continue
		}
		if t == nil {
			return bad("a line outside a table")
		}
		if line[0] == ':' {
			f := strings.Fields(line[1:])
			if len(f) < 2 {
				return bad("a malformed chain")
			}
			c := t.chain(f[0])
			c.rules, c.source = nil, at(n)
			if hook := builtin[f[0]]; hook != "" {
				c.hook, c.kind = hook, map[bool]string{true: "nat", false: "filter"}[t.name == "nat"]
				if c.policy == "" {
					c.policy = "accept"
				}
				if f[1] != "-" {
					c.policy = strings.ToLower(f[1])
				}
			}
			continue
		}
		if line[0] == '[' {
			_, rest, ok := strings.Cut(line, "]")
			if !ok {
				return bad("malformed counters")
			}
			line = strings.TrimSpace(rest)
		}
		words, ok := splitQuoted(line)
		if !ok || len(words) < 2 {
			return bad("a malformed line")
		}
		if err := t.command(words, at(n)); err != nil {
			return bad(err.Error())
		}
	}
	if t != nil {
		return fmt.Errorf("%s: the table is not committed", at(n))
	}
	return nil
}

// iptable finds a table of iptables, or makes it.
func (r *ruleset) iptable(family, name, by string) *table {
	for _, t := range r.tables {
		if t.family == family && t.name == name && t.by == by {
			return t
		}
	}
	t := newTable(family, name, by)
	r.tables = append(r.tables, t)
	return t
}

// command follows -A, -I, -P, -N, -F and -X of one line.
func (t *table) command(words []string, source facts.Source) error {
	verb, name, rest := words[0], words[1], words[2:]
	switch verb {
	case "-A", "--append", "-I", "--insert":
		c := t.chain(name)
		if hook := builtin[name]; hook != "" && c.hook == "" {
			c.hook, c.policy, c.source = hook, "accept", source
			c.kind = map[bool]string{true: "nat", false: "filter"}[t.name == "nat"]
		}
		if verb[1] == 'I' || verb == "--insert" {
			if len(rest) > 0 && rest[0] != "" && rest[0][0] >= '0' && rest[0][0] <= '9' {
				rest = rest[1:]
			}
			c.rules = slices.Insert(c.rules, 0, t.iptablesRule(rest, source))
			return refusal(c.rules[0])
		}
		c.rules = append(c.rules, t.iptablesRule(rest, source))
		return refusal(c.rules[len(c.rules)-1])
	case "-P", "--policy":
		if len(rest) < 1 || builtin[name] == "" {
			return fmt.Errorf("a malformed policy")
		}
		c := t.chain(name)
		c.hook, c.policy, c.source = builtin[name], strings.ToLower(rest[0]), source
		c.kind = map[bool]string{true: "nat", false: "filter"}[t.name == "nat"]
	case "-N", "--new-chain":
		t.chain(name)
	case "-F", "--flush":
		t.chain(name).rules = nil
	case "-X", "--delete-chain":
	default:
		return fmt.Errorf("%s is not understood", verb)
	}
	return nil
}

func refusal(r *rule) error {
	if r.refused {
		return errors.New("an option or value of the rule is not understood")
	}
	return nil
}

// splitQuoted splits a line at spaces; double quotes hold words together, with
// a backslash before a quote within.
func splitQuoted(line string) ([]string, bool) {
	var out []string
	var b strings.Builder
	in, any := false, false
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case c == '\\' && in && i+1 < len(line):
			i++
			b.WriteByte(line[i])
		case c == '"':
			in, any = !in, true
		case (c == ' ' || c == '\t') && !in:
			if any || b.Len() > 0 {
				out = append(out, b.String())
			}
			b.Reset()
			any = false
		default:
			b.WriteByte(c)
		}
	}
	if any || b.Len() > 0 {
		out = append(out, b.String())
	}
	return out, !in
}
