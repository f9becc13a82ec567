package score

import (
	"fmt"
	"slices"
	"strings"

	"isoscan/internal/assessment"
	"isoscan/internal/spelling"
)

// Uses watches what waivers that count waive on the hosts that are judged. One
// that waives nothing is a mistake, such as a misspelt object, or no longer
// needed: either way somebody should look at it. Many waivers may cover the same
// violation; each of them is of use.
type Uses struct {
	one      bool
	waivers  map[string]*use
	searches int
}

// use is what one waiver did so far.
type use struct {
	record assessment.Record
	// hosts judged that it is for, and how its rule came out on them; of a
	// control's waiver, Fail counts the hosts on which a rule of it failed.
	hosts    int
	verdicts assessment.Counts
	notAsked int
	// control are the verdicts on the control of a waiver for one.
	conforming int
	// whole: it set something aside with no regard to objects.
	whole bool
	// matched objects, and the nearest resource to the others, by index.
	matched []bool
	nearest []guess
	// seen are some resources of the violations that it might have been for.
	seen []string
	more bool
}

// guess is a resource that an object may have meant; less rank is more likely.
type guess struct {
	resource string
	rank     int
}

// Bounds of what is remembered and searched, so that time stays linear.
const (
	mostSeen     = 3
	mostSearched = 1000
	mostSearches = 200
)

// NewUses starts without any host.
func NewUses() *Uses { return &Uses{waivers: map[string]*use{}} }

// HostUses is NewUses for the records of one host alone, of which Notes speaks.
func HostUses() *Uses { return &Uses{waivers: map[string]*use{}, one: true} }

// failures are the violations of one host's failed rule.
type failures struct {
	resources map[string]bool
	sorted    []string
}

// Add notes what the records that reach a host waived on it. Rules and controls
// are those of the host's assessment.
func (u *Uses) Add(rules []assessment.Rule, controls []assessment.Control, records []assessment.Record) {
	var byRule map[string]*assessment.Rule
	var byControl map[string]*assessment.Control
	failed := map[string]*failures{}
	for i := range records {
		if !waives(records[i]) {
			continue
		}
		if byRule == nil {
			byRule, byControl = make(map[string]*assessment.Rule, len(rules)), make(map[string]*assessment.Control, len(controls))
			for i := range rules {
				byRule[rules[i].ID] = &rules[i]
			}
			for i := range controls {
				byControl[controls[i].ID] = &controls[i]
			}
		}
		w := u.of(records[i])
		w.hosts++
		if r := records[i].Rule; r != "" {
			w.rule(byRule[r], u, failed)
		} else {
			w.control(byControl[records[i].Control], byRule, u, failed)
		}
	}
}

func (u *Uses) of(r assessment.Record) *use {
	w := u.waivers[r.ID]
	if w == nil {
		w = &use{record: r, matched: make([]bool, len(r.Objects)), nearest: make([]guess, len(r.Objects))}
		u.waivers[r.ID] = w
	}
	return w
}

func (w *use) rule(r *assessment.Rule, u *Uses, failed map[string]*failures) {
	switch {
	case r == nil:
		w.notAsked++
	case r.Verdict == assessment.Pass:
		w.verdicts.Pass++
	case r.Verdict == assessment.NotApplicable:
		w.verdicts.NotApplicable++
	case r.Verdict == assessment.Fail:
		w.verdicts.Fail++
		w.violations(u, r, failed)
	default:
		w.verdicts.Unknown++
	}
}

func (w *use) control(c *assessment.Control, rules map[string]*assessment.Rule, u *Uses, failed map[string]*failures) {
	if c == nil {
		w.notAsked++
		return
	}
	switch c.Verdict {
	case assessment.Conforming, assessment.ControlNotApplicable:
		w.conforming++
	}
	// It may bear the risk of what people have not shown, too.
	w.whole = w.whole || len(w.record.Objects) == 0 && c.Adjusted == assessment.ControlWaived
	some := false
	for _, id := range c.Rules {
		if r := rules[id]; r != nil && r.Verdict == assessment.Fail {
			some = true
			w.violations(u, r, failed)
		}
	}
	if some {
		w.verdicts.Fail++
	}
}

// violations compares the objects with the violations of a failed rule.
func (w *use) violations(u *Uses, r *assessment.Rule, failed map[string]*failures) {
	objects := w.record.Objects
	if len(objects) == 0 {
		w.whole = w.whole || len(r.Violations) > 0
		return
	}
	f := failed[r.ID]
	if f == nil {
		f = &failures{resources: make(map[string]bool, len(r.Violations))}
		for _, v := range r.Violations {
			f.resources[v.Resource] = true
		}
		for name := range f.resources {
			f.sorted = append(f.sorted, name)
		}
		slices.Sort(f.sorted)
		failed[r.ID] = f
	}
	for i, o := range objects {
		if f.resources[o] {
			w.matched[i] = true
			continue
		}
		if w.matched[i] || u.searches >= mostSearches {
			continue
		}
		u.searches++
		if g := near(o, f.sorted[:min(len(f.sorted), mostSearched)]); g.resource != "" && g.before(w.nearest[i]) {
			w.nearest[i] = g
		}
	}
	if slices.Contains(w.matched, false) {
		w.remember(f.sorted)
	}
}

// remember keeps the first names of all that there are.
func (w *use) remember(sorted []string) {
	w.seen = append(w.seen, sorted[:min(len(sorted), mostSeen+1)]...)
	slices.Sort(w.seen)
	w.seen = slices.Compact(w.seen)
	if len(w.seen) > mostSeen {
		w.seen, w.more = w.seen[:mostSeen], true
	}
}

func (g guess) before(other guess) bool {
	return other.resource == "" || g.rank < other.rank || g.rank == other.rank && g.resource < other.resource
}

// near finds the resource that an object may have meant: one that differs in case
// or in a slash at the end, else one that ends in it as a word, as "account bob"
// does in bob, else the nearest in letters.
func near(object string, resources []string) guess {
	plain := func(s string) string { return strings.ToLower(strings.TrimRight(strings.TrimSpace(s), "/")) }
	want := plain(object)
	if want == "" {
		return guess{}
	}
	var ends string
	for _, r := range resources {
		got := plain(r)
		if got == want {
			return guess{r, 1}
		}
		if ends == "" && (strings.HasSuffix(got, " "+want) || strings.HasSuffix(got, "/"+want) || strings.HasSuffix(want, " "+got)) {
			ends = r
		}
	}
	if ends != "" {
		return guess{ends, 2}
	}
	// "account bert" is near to "account carl" for the word that they share.
	last := func(s string) string { return s[strings.LastIndexAny(s, " /")+1:] }
	if r := spelling.Nearest(want, resources); r != "" && spelling.Nearest(last(want), []string{last(r)}) != "" {
		return guess{r, 3}
	}
	return guess{}
}

// Notes are what to say of waivers, by record id: of those that count and waived
// nothing, or of which an object waived nothing. Annotate also tells of those that
// reached no host.
func (u *Uses) Notes() map[string]string {
	out := map[string]string{}
	for id, w := range u.waivers {
		if text := w.note(u.where(w)); text != "" {
			out[id] = text
		}
	}
	return out
}

// Annotate writes the notes onto records, of which those that reach no host get
// one as well.
func (u *Uses) Annotate(records []assessment.Record) {
	notes := u.Notes()
	for i := range records {
		r := &records[i]
		switch {
		case !waives(*r):
		case u.waivers[r.ID] == nil:
			r.Note = "waived nothing: no host that was judged is in its scope"
		default:
			r.Note = notes[r.ID]
		}
	}
}

func (u *Uses) where(w *use) string {
	switch {
	case u.one:
		return "on this host"
	case w.hosts == 1:
		return "on the one judged host in its scope"
	}
	return fmt.Sprintf("on the %d judged hosts in its scope", w.hosts)
}

// note is empty when all of the waiver was of use.
func (w *use) note(where string) string {
	r := &w.record
	var idle []int
	for i, ok := range w.matched {
		if !ok {
			idle = append(idle, i)
		}
	}
	switch {
	case w.whole, len(r.Objects) > 0 && len(idle) == 0:
		return ""
	case w.verdicts.Fail == 0:
		return "waived nothing " + where + ": " + w.instead()
	case len(r.Objects) == 0:
		return "waived nothing " + where + ": the failure names no violation"
	}
	subject := "rule " + r.Rule
	if r.Rule == "" {
		subject = "the rules on control " + r.Control
	}
	text := "waived nothing " + where + ": no violation of " + subject + " names "
	if len(idle) == len(r.Objects) {
		return text + w.objects(idle) + w.hint(idle)
	}
	them := "it"
	if len(idle) > 1 {
		them = "them"
	}
	return w.objects(idle) + " " + text + them + w.hint(idle)
}

// instead tells how its rule or control came out, which did not fail.
func (w *use) instead() string {
	if w.record.Rule == "" {
		switch {
		case w.conforming == w.hosts:
			return "control " + w.record.Control + " conforms, or does not apply"
		default:
			return "no rule on control " + w.record.Control + " fails"
		}
	}
	n := w.verdicts
	var parts []string
	for _, p := range []struct {
		n    int
		text string
	}{
		{n.Pass, "passes"}, {n.Unknown, "could not be judged"}, {n.NotApplicable, "does not apply"}, {w.notAsked, "was not asked"},
	} {
		switch {
		case p.n == 0:
		case p.n == w.hosts:
			parts = append(parts, p.text)
		default:
			parts = append(parts, fmt.Sprintf("%s on %d", p.text, p.n))
		}
	}
	return "rule " + w.record.Rule + " " + strings.Join(parts, ", ")
}

// objects names those of no use, at most three.
func (w *use) objects(idle []int) string {
	var names []string
	for _, i := range idle[:min(len(idle), 3)] {
		names = append(names, quoted(w.record.Objects[i]))
	}
	if left := len(idle) - len(names); left > 0 {
		names = append(names, fmt.Sprintf("%d more", left))
	}
	return strings.Join(names, " or ")
}

// hint names what the objects may have meant, or what there is.
func (w *use) hint(idle []int) string {
	var near []string
	for _, i := range idle {
		if r := w.nearest[i].resource; r != "" && !slices.Contains(near, quoted(r)) && len(near) < 3 {
			near = append(near, quoted(r))
		}
	}
	if len(near) > 0 {
		return "; did you mean " + strings.Join(near, " or ") + "?"
	}
	if len(w.seen) == 0 {
		return ""
	}
	var names []string
	for _, s := range w.seen {
		names = append(names, quoted(s))
	}
	text := "; they name " + strings.Join(names, ", ")
	if w.more {
		text += " and others"
	}
	return text
}

// quoted shows a name as it must be written in a ledger, bounded.
func quoted(s string) string {
	if r := []rune(s); len(r) > 200 {
		s = string(r[:200]) + "..."
	}
	return `"` + assessment.Printable(s) + `"`
}
