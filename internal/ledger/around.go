package ledger

import (
	"fmt"
	"slices"
	"strings"

	"isoscan/internal/spelling"
)

// around is what records refer to and may have lost: rules come and go, and so
// do hosts.
type around struct {
	l     *Ledger
	rules RuleLookup
	// hosts are names that facts know beside the register's.
	hosts map[string]bool
	// names are all names and ids that a scope may mean, sorted.
	names []string
	// lost remembers the answer for scopes that look alike.
	lost map[string][]string
}

func (l *Ledger) around(rules RuleLookup, hosts []string) *around {
	a := &around{l: l, rules: rules, hosts: map[string]bool{}, lost: map[string][]string{}}
	for _, h := range hosts {
		a.hosts[h] = true
		a.names = append(a.names, h)
	}
	for i := range l.Assets {
		a.names = append(a.names, l.Assets[i].ID, l.Assets[i].HostName())
	}
	slices.Sort(a.names)
	a.names = slices.Compact(a.names)
	return a
}

// orphaned says in what way a record refers to nothing: its rule, its control's
// hosts. Nil when all is there.
func (a *around) orphaned(rec *Record) []string {
	var out []string
	if rec.Rule != "" && !rec.Known && a.rules.Rule != nil {
		text := fmt.Sprintf("there is no rule %s", rec.Rule)
		if n := spelling.Nearest(rec.Rule, a.rules.IDs); n != "" {
			text += "; did you mean " + n + "?"
		}
		out = append(out, text)
	}
	if rec.scope.All || len(a.names) == 0 {
		return out
	}
	key := rec.scope.key()
	lost, ok := a.lost[key]
	if !ok {
		lost = a.lostHosts(rec.scope)
		a.lost[key] = lost
	}
	return append(out, lost...)
}

func (a *around) lostHosts(s Scope) []string {
	var out []string
	for _, p := range s.Hosts {
		if isPattern(p) {
			if !slices.ContainsFunc(a.names, func(n string) bool { return glob(p, n) }) {
				out = append(out, fmt.Sprintf("pattern %s matches no host", p))
			}
			continue
		}
		if _, ok := slices.BinarySearch(a.names, p); ok {
			continue
		}
		text := fmt.Sprintf("there is no host %s", p)
		if n := spelling.Nearest(p, a.names); n != "" {
			text += "; did you mean " + n + "?"
		}
		out = append(out, text)
	}
	if len(out) > 0 || len(s.Labels) == 0 {
		return out
	}
	if len(a.l.reached(s)) == 0 {
		out = append(out, strings.TrimPrefix(s.String(), "hosts ")+": no asset has these labels")
		if len(s.Hosts) > 0 {
			out[0] = s.String() + ": no asset matches both"
		}
	}
	return out
}

// subject tells what a record is about: two records of one subject, in force for
// one host at one time, are one too many.
func subject(r *Record) string {
	key := string(r.Kind) + "\x00" + r.Control + "\x00" + r.Rule
	objects := slices.Sorted(slices.Values(r.Objects))
	return key + "\x00" + strings.Join(objects, "\x01")
}
