package ledger

import (
	"slices"
	"strings"
	"time"

	"isoscan/internal/assessment"
)

// Record is what the rules on records see of one attestation, waiver or line of
// the Statement of Applicability. Keys that a record does not give are absent.
type Record struct {
	ID   string                `json:"id"`
	Kind assessment.RecordKind `json:"kind"`
	// Control that it is about; of a waiver for a rule, the rule's primary one,
	// absent when there is no such rule.
	Control string `json:"control,omitempty"`
	// Rule that a waiver is for.
	Rule string `json:"rule,omitempty"`
	// Severity of a waiver's rule, or the worst of its control's rules; absent
	// when there is none.
	Severity string `json:"severity,omitempty"`
	// Known: the rule or the control exists.
	Known bool `json:"known"`
	// Objects that a waiver is limited to.
	Objects []string    `json:"objects,omitempty"`
	Scope   RecordScope `json:"scope"`
	// Statement, or justification.
	Statement string       `json:"statement"`
	Owner     RecordPerson `json:"owner"`
	Approver  RecordPerson `json:"approver"`
	// From and Until are days, YYYY-MM-DD, both included.
	From  string `json:"from"`
	Until string `json:"until"`
	// Days from From to Until; AgeDays from From to today, negative when it has
	// not come.
	Days     int              `json:"days"`
	AgeDays  int              `json:"age_days"`
	Ticket   string           `json:"ticket,omitempty"`
	Evidence []RecordEvidence `json:"evidence,omitempty"`
	Measured *Measured        `json:"measured,omitempty"`
	// Applicable of an applicability record; nil for others.
	Applicable *bool `json:"applicable,omitempty"`
	// Source is FILE:LINE below the ledger.
	Source string `json:"source"`
	// Change is nil until VerifyGit.
	Change *Change `json:"change,omitempty"`

	scope Scope
}

// RecordScope tells a rule how broad a record is.
type RecordScope struct {
	All    bool              `json:"all"`
	Hosts  []string          `json:"hosts,omitempty"`
	Labels map[string]string `json:"labels,omitempty"`
	// Exact: only hosts named in full.
	Exact bool `json:"exact"`
	// Matches counts the assets of the register that it reaches.
	Matches int `json:"matches"`
}

// RecordPerson is an owner or approver.
type RecordPerson struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Email string `json:"email,omitempty"`
}

// RecordEvidence is one thing that a record points to.
type RecordEvidence struct {
	// Kind: file, reference or link.
	Kind      string `json:"kind"`
	Reference string `json:"reference"`
	Digest    string `json:"digest,omitempty"`
	// State as assessment.RecordEvidence has it.
	State string `json:"state"`
}

// Change is what the version control history says of a record.
type Change struct {
	// Commit is its full hash; empty for what is not committed as it stands.
	Commit      string `json:"commit"`
	AuthorName  string `json:"author_name"`
	AuthorEmail string `json:"author_email"`
	// Date of the commit, RFC 3339.
	Date string `json:"date"`
	// Signature: good, bad, unknown or none.
	Signature string `json:"signature"`
}

// RuleLookup tells what rules there are, so that a ledger needs no policy. A nil
// function knows none.
type RuleLookup struct {
	// Rule finds a rule's severity and controls, the primary one first.
	Rule func(id string) (severity string, controls []string, ok bool)
	// Worst is the worst severity of a control's rules; empty when it has none.
	Worst func(control string) string
	// IDs are those of all rules, from which the nearest is suggested.
	IDs []string
}

func (r RuleLookup) rule(id string) (string, []string, bool) {
	if r.Rule == nil {
		return "", nil, false
	}
	return r.Rule(id)
}

func (r RuleLookup) worst(control string) string {
	if r.Worst == nil {
		return ""
	}
	return r.Worst(control)
}

// Facts gives the records as rules see them, on that day: attestations, waivers,
// then applicability, each in the ledger's order.
func (l *Ledger) Facts(today time.Time, r RuleLookup) []Record {
	out := make([]Record, 0, len(l.Attestations)+len(l.Waivers)+len(l.Applicability))
	f := factory{l: l, day: Day(today), counts: map[string]int{}}
	for i := range l.Attestations {
		a := &l.Attestations[i]
		rec := f.record(a.Position, a.ID, assessment.Attestation, a.Scope, a.Owner, a.Approver, a.Date, a.until(a.Date))
		rec.Control, rec.Known, rec.Statement, rec.Measured = a.Control, true, a.Statement, a.Measured
		for _, e := range a.Evidence {
			rec.Evidence = append(rec.Evidence, l.evidenceFact(e))
		}
		out = append(out, rec)
	}
	for i := range l.Waivers {
		w := &l.Waivers[i]
		rec := f.record(w.Position, w.ID, assessment.Waiver, w.Scope, w.RiskOwner, w.Approver, w.Granted, w.Expires)
		rec.Control, rec.Rule, rec.Objects, rec.Statement, rec.Ticket = w.Control, w.Rule, w.Objects, w.Justification, w.Ticket
		if w.Rule == "" {
			rec.Known, rec.Severity = true, r.worst(w.Control)
		} else if severity, controls, ok := r.rule(w.Rule); ok {
			rec.Known, rec.Severity = true, severity
			if len(controls) > 0 {
				rec.Control = controls[0]
			}
		}
		out = append(out, rec)
	}
	for i := range l.Applicability {
		a := &l.Applicability[i]
		rec := f.record(a.Position, a.ID, assessment.Applicability, a.ScopeOf(), a.Owner, a.Approver, a.Date, a.until(a.Date))
		rec.Control, rec.Known, rec.Statement, rec.Applicable = a.Control, true, a.Justification, &a.Applicable
		out = append(out, rec)
	}
	return out
}

func (l *Ledger) evidenceFact(e Evidence) RecordEvidence {
	f := RecordEvidence{Kind: "file", Reference: e.File, Digest: e.Digest, State: l.stateOf(e)}
	switch {
	case e.Reference != "":
		f.Kind, f.Reference = "reference", e.Reference
	case e.Link != "":
		f.Kind, f.Reference = "link", e.Link
	}
	return f
}

type factory struct {
	l      *Ledger
	day    string
	counts map[string]int // assets by key of scope
	days   map[[2]string]int
}

func (f *factory) record(at Position, id string, kind assessment.RecordKind, s Scope, owner, approver, from, until string) Record {
	rec := Record{
		ID: id, Kind: kind, Owner: f.l.personFact(owner), Approver: f.l.personFact(approver),
		From: from, Until: until, Days: f.between(from, until), AgeDays: f.between(from, f.day), Source: at.Source(), scope: s,
		Scope: RecordScope{All: s.All, Hosts: s.Hosts, Labels: s.Labels, Exact: s.Exact(), Matches: f.matches(s)},
	}
	if c, ok := f.l.changes[id]; ok {
		rec.Change = &c
	}
	return rec
}

func (l *Ledger) personFact(id string) RecordPerson {
	p, ok := l.Person(id)
	if !ok {
		return RecordPerson{ID: id}
	}
	return RecordPerson{ID: id, Name: p.Name, Email: p.Email}
}

// between counts days, and remembers, since records repeat their dates.
func (f *factory) between(from, until string) int {
	key := [2]string{from, until}
	if n, ok := f.days[key]; ok {
		return n
	}
	if f.days == nil {
		f.days = map[[2]string]int{}
	}
	n := daysBetween(from, until)
	f.days[key] = n
	return n
}

// daysBetween two days; 0 when one is none.
func daysBetween(from, until string) int {
	a, errA := time.Parse(time.DateOnly, from)
	b, errB := time.Parse(time.DateOnly, until)
	if errA != nil || errB != nil {
		return 0
	}
	return int((b.Unix() - a.Unix()) / 86400)
}

// matches counts assets. Scopes that look alike are counted once, and names in
// full are looked up, so that many records over many assets stay quick.
func (f *factory) matches(s Scope) int {
	if s.All {
		return len(f.l.Assets)
	}
	key := s.key()
	if n, ok := f.counts[key]; ok {
		return n
	}
	n := len(f.l.reached(s))
	f.counts[key] = n
	return n
}

// reached are the indices of the assets that a scope matches, sorted.
func (l *Ledger) reached(s Scope) []int {
	var out []int
	if len(s.Hosts) > 0 && !slices.ContainsFunc(s.Hosts, isPattern) {
		for _, name := range s.Hosts {
			out = append(out, l.hosts[name]...)
			if i, ok := l.assetIDs[name]; ok {
				out = append(out, i)
			}
		}
		slices.Sort(out)
		out = slices.Compact(out)
		return slices.DeleteFunc(out, func(i int) bool { return !s.Matches(l.Assets[i].HostName(), &l.Assets[i]) })
	}
	for i := range l.Assets {
		if s.Matches(l.Assets[i].HostName(), &l.Assets[i]) {
			out = append(out, i)
		}
	}
	return out
}

// thirdParties in words, for reports.
func (a *Asset) thirdParties() []string {
	var out []string
	for _, t := range a.ThirdParties {
		var more []string
		if t.Access != "" {
			more = append(more, t.Access)
		}
		if t.Contract != "" {
			more = append(more, "contract "+t.Contract)
		}
		text := t.Name
		if len(more) > 0 {
			text += " (" + strings.Join(more, ", ") + ")"
		}
		out = append(out, text)
	}
	return out
}
