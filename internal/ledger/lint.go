package ledger

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"isoscan/internal/assessment"
)

// FindingSeverity says how a finding of Lint weighs.
type FindingSeverity string

// The severities of findings. A ledger with an error has records that do not
// count; a warning is likely a mistake; a note is worth knowing.
const (
	FindingError   FindingSeverity = "error"
	FindingWarning FindingSeverity = "warning"
	FindingNote    FindingSeverity = "note"
)

// Finding is one remark on a ledger that keeps to the format.
type Finding struct {
	Severity FindingSeverity
	Problem
}

// LintOptions is what Lint compares a ledger with.
type LintOptions struct {
	// Today is the day on which records are in force or not.
	Today time.Time
	// Within is the days ahead that an expiry is announced.
	Within int
	// Rules there are; without them no rule is missed.
	Rules RuleLookup
	// Controls there are, with their methods; may be empty.
	Controls []Control
	// Hosts that facts know, beside those of the register.
	Hosts []string
	// Git: the version control history is verified, which takes addresses.
	Git bool
}

// Lint looks for what the format allows and a careful owner would mend, sorted by
// file and line, worst first.
func (l *Ledger) Lint(o LintOptions) []Finding {
	t := &linter{l: l, o: o, day: Day(o.Today), around: l.around(o.Rules, o.Hosts), methods: map[string]assessment.Method{}}
	for _, c := range o.Controls {
		t.methods[c.ID] = c.Method
	}
	facts := l.Facts(o.Today, o.Rules)
	t.positions()
	next := successors(facts, t.day)
	for i := range facts {
		t.record(&facts[i], next)
	}
	t.twice(facts)
	t.assets()
	t.persons()
	slices.SortStableFunc(t.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(weight(a.Severity), weight(b.Severity)), strings.Compare(a.Message, b.Message))
	})
	return t.findings
}

func weight(s FindingSeverity) int {
	return slices.Index([]FindingSeverity{FindingError, FindingWarning, FindingNote}, s)
}

type linter struct {
	l        *Ledger
	o        LintOptions
	day      string
	around   *around
	methods  map[string]assessment.Method
	at       map[string]Position
	findings []Finding
}

func (t *linter) positions() {
	l := t.l
	t.at = make(map[string]Position, len(l.Attestations)+len(l.Waivers)+len(l.Applicability))
	for i := range l.Attestations {
		t.at[l.Attestations[i].ID] = l.Attestations[i].Position
	}
	for i := range l.Waivers {
		t.at[l.Waivers[i].ID] = l.Waivers[i].Position
	}
	for i := range l.Applicability {
		t.at[l.Applicability[i].ID] = l.Applicability[i].Position
	}
}

func (t *linter) add(s FindingSeverity, at Position, hint, format string, args ...any) {
	t.findings = append(t.findings, Finding{s, Problem{File: at.File, Line: at.Line, Message: fmt.Sprintf(format, args...), Hint: hint}})
}

func (t *linter) record(r *Record, next map[string]string) {
	at := t.at[r.ID]
	for _, text := range t.around.orphaned(r) {
		t.add(FindingWarning, at, "correct it, or remove what nothing needs any more", "%s: orphaned: %s", r.ID, text)
	}
	if r.Owner.ID == r.Approver.ID {
		t.add(FindingWarning, at, "let somebody else approve it", "%s: owner and approver are both %s, so the record will not count", r.ID, r.Owner.ID)
	}
	t.time(r, at, next[r.ID])
	if r.Kind != assessment.Attestation {
		return
	}
	if t.methods[r.Control] == assessment.Automated {
		t.add(FindingWarning, at, "remove it, or write a waiver", "%s: control %s is assessed by the machine alone, so the record has no effect", r.ID, r.Control)
	}
	if len(r.Evidence) == 0 {
		t.add(FindingWarning, at, "add evidence: a file, a reference or a link", "%s: no evidence", r.ID)
	}
	for _, e := range r.Evidence {
		t.evidence(r, at, e)
	}
}

func (t *linter) time(r *Record, at Position, next string) {
	left := daysBetween(t.day, r.Until)
	switch {
	case t.day < r.From:
		t.add(FindingNote, at, "", "%s: begins in %s, on %s", r.ID, days(daysBetween(t.day, r.From)), r.From)
	case left < 0 && next != "":
		t.add(FindingNote, at, "", "%s: expired on %s; %s is in its place", r.ID, r.Until, next)
	case left < 0:
		t.add(FindingWarning, at, "renew it, or remove it", "%s: expired on %s, %s ago", r.ID, r.Until, days(-left))
	case left <= t.o.Within && next == "":
		t.add(FindingWarning, at, "renew it in time", "%s: expires in %s, on %s", r.ID, days(left), r.Until)
	}
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

func (t *linter) evidence(r *Record, at Position, e RecordEvidence) {
	switch e.State {
	case EvidenceMismatch:
		t.add(FindingError, at, "look at the document again; the digest is now "+t.l.evidence[e.Reference].digest, "%s: evidence %s is not the document that the record was made with", r.ID, e.Reference)
	case EvidenceMissing:
		t.add(FindingError, at, "put the file there, or correct the name", "%s: evidence %s does not exist", r.ID, e.Reference)
	case EvidenceUnreadable:
		t.add(FindingError, at, "", "%s: evidence %s %s", r.ID, e.Reference, t.l.evidence[e.Reference].reason)
	case EvidenceUnchecked:
		if e.Kind == "file" {
			t.add(FindingWarning, at, "add digest: "+t.l.evidence[e.Reference].digest, "%s: evidence %s has no digest, so that a change goes unseen", r.ID, e.Reference)
		}
	}
}

// successors maps a record to one that holds in its place: of the same subject
// and scope, in force or to come, and later.
func successors(facts []Record, day string) map[string]string {
	type key struct{ subject, scope string }
	last := map[key]*Record{}
	keys := make([]key, len(facts))
	for i := range facts {
		r := &facts[i]
		keys[i] = key{subject(r), r.scope.key()}
		if b := last[keys[i]]; r.Until >= day && (b == nil || r.Until > b.Until) {
			last[keys[i]] = r
		}
	}
	out := map[string]string{}
	for i := range facts {
		r := &facts[i]
		if b := last[keys[i]]; b != nil && b.ID != r.ID && b.Until > r.Until && b.From <= next(max(r.Until, day)) {
			out[r.ID] = b.ID
		}
	}
	return out
}

// next is the day after.
func next(day string) string { return after(day, "1d") }

// twice finds records of one subject that are in force for one host together. A
// record is compared with the first on each host, so the time is bounded by
// subjects times hosts and by the records.
func (t *linter) twice(facts []Record) {
	type claims struct {
		all, any string
		hosts    map[string]string
	}
	bySubject := map[string]*claims{}
	for i := range facts {
		r := &facts[i]
		if t.day < r.From || t.day > r.Until {
			continue
		}
		key := subject(r)
		c := bySubject[key]
		if c == nil {
			c = &claims{hosts: map[string]string{}}
			bySubject[key] = c
		}
		first, host := c.all, ""
		if r.scope.All && first == "" {
			first = c.any
		}
		if first == "" && !r.scope.All {
			for _, h := range t.l.hostsOf(r.scope) {
				if first = c.hosts[h]; first != "" {
					host = " for host " + h
					break
				}
				c.hosts[h] = r.ID
			}
		}
		if first != "" {
			t.add(FindingWarning, t.at[r.ID], "keep one of them, or narrow their scopes", "%s: %s is in force too, for the same %s%s", r.ID, first, about(r), host)
		}
		if r.scope.All && c.all == "" {
			c.all = r.ID
		}
		if c.any == "" {
			c.any = r.ID
		}
	}
}

func about(r *Record) string {
	if r.Rule != "" {
		return "rule"
	}
	return "control"
}

// hostsOf are the names that a scope reaches: the register's, and those that it
// names in full.
func (l *Ledger) hostsOf(s Scope) []string {
	var out []string
	for _, i := range l.reached(s) {
		out = append(out, l.Assets[i].HostName())
	}
	if len(s.Labels) == 0 {
		for _, h := range s.Hosts {
			if _, isAsset := l.assetIDs[h]; !isAsset && !isPattern(h) {
				out = append(out, h)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (t *linter) assets() {
	machines := map[string]*Asset{}
	for i := range t.l.Assets {
		a := &t.l.Assets[i]
		if a.Owner == "" {
			t.add(FindingWarning, a.Position, "add owner", "%s: the asset has no owner", a.ID)
		}
		var lacks []string
		if a.Classification == "" {
			lacks = append(lacks, "classification")
		}
		if a.Location == "" {
			lacks = append(lacks, "location")
		}
		if len(lacks) > 0 {
			t.add(FindingNote, a.Position, "", "%s: the asset has no %s", a.ID, strings.Join(lacks, " and no "))
		}
		if a.WarrantyUntil != "" && a.WarrantyUntil < t.day {
			t.add(FindingNote, a.Position, "", "%s: the warranty ended on %s", a.ID, a.WarrantyUntil)
		}
		if a.MachineID == "" {
			continue
		}
		id := machine(a.MachineID)
		if b := machines[id]; b != nil {
			t.add(FindingWarning, a.Position, "give each machine an id of its own", "%s: asset %s in %s has the same machine_id", a.ID, b.ID, b.Source())
			continue
		}
		machines[id] = a
	}
	for _, h := range slices.Sorted(slices.Values(t.o.Hosts)) {
		if len(t.l.hosts[h]) == 0 {
			t.add(FindingNote, Position{File: "."}, "add it to assets", "host %s is not in the asset register", shown(h))
		}
	}
}

// persons of records need an address when commits are compared with them.
func (t *linter) persons() {
	if !t.o.Git {
		return
	}
	used := map[string]bool{}
	for i := range t.l.Attestations {
		used[t.l.Attestations[i].Owner], used[t.l.Attestations[i].Approver] = true, true
	}
	for i := range t.l.Waivers {
		used[t.l.Waivers[i].RiskOwner], used[t.l.Waivers[i].Approver] = true, true
	}
	for i := range t.l.Applicability {
		used[t.l.Applicability[i].Owner], used[t.l.Applicability[i].Approver] = true, true
	}
	for i := range t.l.People {
		if p := &t.l.People[i]; p.Email == "" && used[p.ID] {
			t.add(FindingWarning, p.Position, "add the address of the person's commits", "%s: no email, so commits cannot be compared with the person", p.ID)
		}
	}
}
