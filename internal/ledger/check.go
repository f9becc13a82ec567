package ledger

import (
	"fmt"
	"slices"
	"strings"
)

// check compares records with each other and with the standard: ids, persons,
// assets, controls and dates.
func (r *reader) check() {
	c := &checker{reader: r, ids: map[string]Position{}}
	r.l.people = make(map[string]int, len(r.l.People))
	r.l.assetIDs = make(map[string]int, len(r.l.Assets))
	r.l.hosts = make(map[string][]int, len(r.l.Assets))
	for i := range r.l.People {
		p := &r.l.People[i]
		c.unique(p.Position, p.ID)
		if p.ID != "" {
			r.l.people[p.ID] = i
			c.personIDs = append(c.personIDs, p.ID)
		}
	}
	for i := range r.l.Assets {
		a := &r.l.Assets[i]
		c.unique(a.Position, a.ID)
		if a.ID != "" {
			r.l.assetIDs[a.ID] = i
			c.assetNames = append(c.assetNames, a.ID)
		}
	}
	for i := range r.l.Assets {
		c.asset(i)
	}
	c.cycles()
	for i := range r.l.Attestations {
		a := &r.l.Attestations[i]
		c.unique(a.Position, a.ID)
		c.control(a.Position, a.ID, a.Control)
		c.person(a.Position, a.ID, "owner", a.Owner)
		c.person(a.Position, a.ID, "approver", a.Approver)
		c.validity(a.Position, a.ID, a.Date, a.Validity)
	}
	for i := range r.l.Waivers {
		w := &r.l.Waivers[i]
		c.unique(w.Position, w.ID)
		c.control(w.Position, w.ID, w.Control)
		c.person(w.Position, w.ID, "risk_owner", w.RiskOwner)
		c.person(w.Position, w.ID, "approver", w.Approver)
		c.order(w.Position, w.ID, "expires", w.Expires, "granted", w.Granted)
	}
	for i := range r.l.Applicability {
		a := &r.l.Applicability[i]
		c.unique(a.Position, a.ID)
		c.control(a.Position, a.ID, a.Control)
		c.person(a.Position, a.ID, "owner", a.Owner)
		c.person(a.Position, a.ID, "approver", a.Approver)
		c.validity(a.Position, a.ID, a.Date, a.Validity)
	}
}

// checker takes empty values for reported already: reading left them so.
type checker struct {
	*reader
	ids        map[string]Position
	personIDs  []string
	assetNames []string
	// suggested holds the nearest for a name that was looked up already: a
	// thousand misspelt names cost one search each, not one a record.
	suggested map[string]string
}

func (c *checker) fail(at Position, hint, format string, args ...any) {
	c.problems.add(Problem{File: at.File, Line: at.Line, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// near is the nearest of known, within a budget of searches: beyond it, problems
// are not shown any more.
func (c *checker) near(kind, name string, known []string, otherwise string) string {
	if c.suggested == nil {
		c.suggested = map[string]string{}
	}
	key := kind + name
	if s, ok := c.suggested[key]; ok {
		return s
	}
	if len(c.suggested) >= maxProblems {
		return otherwise
	}
	s := didYouMean(name, known, otherwise)
	c.suggested[key] = s
	return s
}

func (c *checker) unique(at Position, id string) {
	if id == "" {
		return
	}
	if first, ok := c.ids[id]; ok {
		c.fail(at, "give one of them another id", "id %q stands twice, first in %s", id, first.Source())
		return
	}
	c.ids[id] = at
}

func (c *checker) person(at Position, id, key, person string) {
	if person == "" {
		return
	}
	if _, ok := c.l.people[person]; !ok {
		c.fail(at, c.near("person ", person, c.personIDs, "add the person to people"), "%s: %s %q is none of the people", id, key, person)
	}
}

func (c *checker) control(at Position, id, control string) {
	if control == "" || c.known.control(control) {
		return
	}
	c.fail(at, c.near("control ", control, c.known.Controls, "isoscan controls lists them"), "%s: the standard has no control %s", id, control)
}

func (c *checker) validity(at Position, id, date string, v Validity) {
	c.order(at, id, "valid_until", v.ValidUntil, "date", date)
	if v.Period != "" && date != "" && after(date, v.Period) == "" {
		c.fail(at, "write a shorter one", "%s: period %s ends after the year 9999", id, v.Period)
	}
}

func (c *checker) order(at Position, id, lastKey, last, firstKey, first string) {
	if first != "" && last != "" && last < first {
		c.fail(at, "", "%s: %s %s is before %s %s", id, lastKey, last, firstKey, first)
	}
}

func (c *checker) asset(i int) {
	a := &c.l.Assets[i]
	c.person(a.Position, a.ID, "owner", a.Owner)
	for _, account := range a.Accounts {
		c.person(a.Position, a.ID, "owner of account "+shown(account.Name), account.Owner)
	}
	for key := range a.Labels {
		if slices.Contains(ownLabels(), key) {
			c.fail(a.Position, "write it as a key of the asset itself", "%s: label %q is a key of assets", a.ID, key)
		}
	}
	c.order(a.Position, a.ID, "warranty_until", a.WarrantyUntil, "purchased", a.Purchased)
	if a.PartOf != "" {
		if _, ok := c.l.assetIDs[a.PartOf]; !ok {
			c.fail(a.Position, c.near("asset ", a.PartOf, c.assetNames, "add it to assets"), "%s: part_of %q is no asset", a.ID, a.PartOf)
		}
	}
	host := a.HostName()
	if host == "" {
		return
	}
	for _, j := range c.l.hosts[host] {
		b := &c.l.Assets[j]
		if a.MachineID == "" || b.MachineID == "" || machine(a.MachineID) == machine(b.MachineID) {
			c.fail(a.Position, "keep one of them, or give each its machine_id", "%s: host %q is also asset %q in %s", a.ID, host, b.ID, b.Source())
			return
		}
		if len(c.l.hosts[host]) >= maxTwins {
			c.fail(a.Position, "", "%s: more than %d assets are host %q", a.ID, maxTwins, host)
			return
		}
	}
	c.l.hosts[host] = append(c.l.hosts[host], i)
}

// maxTwins bounds the assets that share a host name, so that comparing them
// stays cheap.
const maxTwins = 100

// cycles reports each ring of part_of once, at its first asset.
func (c *checker) cycles() {
	const (
		fresh = iota
		onPath
		done
	)
	state := make([]int, len(c.l.Assets))
	for i := range c.l.Assets {
		var trail []int
		at, ok := i, true
		for ok && state[at] == fresh {
			state[at] = onPath
			trail = append(trail, at)
			at, ok = c.l.assetIDs[c.l.Assets[at].PartOf]
		}
		if ok && state[at] == onPath {
			ring := trail[slices.Index(trail, at):]
			names := make([]string, 0, 12)
			for _, j := range ring {
				if len(names) == 10 {
					names = append(names, "...")
					break
				}
				names = append(names, c.l.Assets[j].ID)
			}
			a := &c.l.Assets[at]
			c.fail(a.Position, "leave part_of out of one of them", "%s: part_of leads in a circle: %s, %s", a.ID, strings.Join(names, ", "), a.ID)
		}
		for _, j := range trail {
			state[j] = done
		}
	}
}
