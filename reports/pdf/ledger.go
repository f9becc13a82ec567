package pdf

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"isoscan/internal/assessment"
)

// ledgerTopics are the parts of the section on people's records.
func ledgerTopics(l *assessment.Ledger) []topic {
	if l == nil {
		return nil
	}
	out := []topic{}
	if l.Asset != nil {
		out = append(out, topic{"ledger/asset", "Register of assets"})
	}
	return append(out,
		topic{"ledger/waivers", "Waivers and their expiry"},
		topic{"ledger/attestations", "Attestations"},
		topic{"ledger/objections", "Records that do not count, and why"})
}

// ledgerSection shows what people's records brought, and what of it does not
// count.
func (r *document) ledgerSection(l *assessment.Ledger) {
	if l == nil {
		r.short = true
		r.prose("No ledger was given. No attestation, waiver or exclusion was looked at: what people alone can show is undetermined, every failure stands, and every control counts as applicable.")
		return
	}
	r.prose(fmt.Sprintf("People's records come from the ledger of %s%s, judged for the day %s. A record counts only when it is in force, in order, and approved by another than its owner. A waived failure stays a failure and leaves the adjusted score; it never counts as met.",
		shorten(firstOf(l.Organisation, "an unnamed organisation"), mostTitle), shorten(commit(l.Commit), mostTitle), shorten(r.judgedOn, mostDay)))
	if len(l.Totals) > 0 {
		t := r.table(r.st.label, column{title: "Records of the whole ledger", width: 0}, column{title: "All", width: 24, number: true},
			column{title: "That count", width: 24, number: true}, column{title: "Shown here", width: 24, number: true})
		for _, n := range l.Totals {
			t.row(cell{{{text: capital(string(n.Kind)), style: r.st.small}}}, r.figure(n.All), r.figure(n.Counts), r.figure(len(ofKind(l, n.Kind))))
		}
		r.y += 4
	}
	if l.Asset != nil {
		r.heading2("ledger/asset", "Register of assets", 40)
		r.asset(l.Asset)
	}
	r.waivers(ofKind(l, assessment.Waiver))
	r.attestations(ofKind(l, assessment.Attestation))
	r.objections(l)
}

func commit(hash string) string {
	if hash == "" {
		return ""
	}
	return " at commit " + hash
}

func ofKind(l *assessment.Ledger, kind assessment.RecordKind) []assessment.Record {
	var out []assessment.Record
	for _, rec := range l.Records {
		if rec.Kind == kind {
			out = append(out, rec)
		}
	}
	return out
}

// asset is one entry of the register of assets, in full.
func (r *document) asset(a *assessment.Asset) {
	t := r.table(r.st.label, column{title: "Asset", width: 40}, column{title: shorten(a.ID, mostTitle), width: 0})
	for _, row := range [][2]string{
		{"Host", a.Host}, {"Owner", a.Owner}, {"Location", a.Location}, {"Classification", a.Classification},
		{"Role", a.Role}, {"Environment", a.Environment}, {"Cost centre", a.CostCentre},
		{"Purchased", a.Purchased}, {"Warranty until", a.WarrantyUntil},
		{"Third parties", strings.Join(a.ThirdParties, ", ")}, {"Recorded in", a.Source},
	} {
		value := r.raw(row[1], mostCell, r.st.small)
		if strings.TrimSpace(row[1]) == "" {
			value = span{text: notStated, style: r.st.small.in(muted)}
		}
		t.row(cell{{{text: row[0], style: r.st.smallStrong}}}, cell{{value}})
	}
	r.y += 4
}

// waivers are listed by the day on which they end, the next first.
func (r *document) waivers(records []assessment.Record) {
	r.heading2("ledger/waivers", "Waivers and their expiry", 30)
	if len(records) == 0 {
		r.prose("No waiver bears on what was assessed.")
		return
	}
	slices.SortStableFunc(records, func(a, b assessment.Record) int { return cmp.Compare(a.Until, b.Until) })
	t := r.table(r.st.label, column{title: "Waiver", width: 33}, column{title: "For what, and why", width: 0},
		column{title: "Risk owner, approver", width: 36}, column{title: "In force", width: 31})
	for _, w := range records {
		r.waiver(t, w)
	}
	r.y += 4
}

func (r *document) waiver(t *table, w assessment.Record) {
	st := r.st.small
	var of []span
	if w.Control != "" {
		of = append([]span{{text: "control ", style: st.in(muted)}}, r.controlLinks([]string{w.Control}, st)...)
	}
	if w.Rule != "" {
		link, word := "", "rule "
		if r.ruled(w.Rule) {
			link = ruleAnchor(w.Rule)
		}
		if len(of) > 0 {
			word = ", rule "
		}
		of = append(of, span{text: word, style: st.in(muted)}, span{text: shorten(w.Rule, mostTitle), style: st.in(r.accent), link: link})
	}
	what := cell{of}
	if len(w.Objects) > 0 {
		what = append(what, []span{{text: "only ", style: st.in(muted)}, r.raw(strings.Join(w.Objects, ", "), mostCell, st)})
	} else {
		what = append(what, []span{{text: "every object", style: st.in(muted)}})
	}
	what = append(what, []span{r.span(w.Statement, mostCell, st)}, []span{{text: "hosts: ", style: st.in(muted)}, r.span(w.Scope, 300, st)})
	if w.Ticket != "" {
		what = append(what, []span{{text: "ticket ", style: st.in(muted)}, r.raw(w.Ticket, mostTitle, st)})
	}
	if w.Note != "" {
		what = append(what, []span{{text: "! ", style: r.st.smallStrong.in(amber), whole: true}, r.raw(w.Note, mostCell, st)})
	}
	r.recordRow(t, w, what)
}

// recordRow is a row of a table of records: the id and state, what it says,
// who stands for it, and for how long.
func (r *document) recordRow(t *table, rec assessment.Record, what cell) {
	st := r.st.small
	m := recordMark(rec.State)
	if c := rec.Change; c != nil {
		what = append(what, []span{r.raw(changeText(c), mostCell, st.in(muted))})
	}
	t.targets = append(t.targets, recordAnchor(rec.ID))
	t.row(
		cell{
			{r.raw(rec.ID, mostTitle, r.st.smallStrong)},
			{{text: m.sign + " " + m.word, style: st.in(m.color)}},
			{r.raw(rec.Source, mostTitle, r.st.smallMono.in(muted))},
		},
		what,
		cell{{r.span(firstOf(rec.Owner, notStated), mostTitle, st)}, {{text: "approved: ", style: st.in(muted)}, r.span(firstOf(rec.Approver, notStated), mostTitle, st)}},
		cell{{r.raw(firstOf(rec.From, "?"), mostDay, st), {text: " to", style: st}}, {r.raw(firstOf(rec.Until, "?"), mostDay, r.st.smallStrong)}, {{text: remaining(rec.Until, r.judgedOn), style: st.in(muted)}}})
}

func changeText(c *assessment.RecordChange) string {
	if c.Commit == "" {
		return "not committed to version control"
	}
	return fmt.Sprintf("last changed by %s on %s, commit %.12s, signature: %s", firstOf(c.Author, "nobody known"), c.Date, c.Commit, c.Signature)
}

// remaining says how far the last day of a record is from the day for which
// records were judged; empty when either is no day.
func remaining(until, judged string) string {
	end, err := time.Parse(time.DateOnly, until)
	if err != nil {
		return ""
	}
	today, err := time.Parse(time.DateOnly, judged)
	if err != nil {
		return ""
	}
	switch days := int(end.Sub(today).Hours() / 24); {
	case days < 0:
		return count(-days, "day", "days") + " over"
	case days == 0:
		return "last day"
	default:
		return count(days, "day", "days") + " left"
	}
}

func (r *document) attestations(records []assessment.Record) {
	r.heading2("ledger/attestations", "Attestations", 30)
	if len(records) == 0 {
		r.prose("No attestation bears on what was assessed.")
		return
	}
	t := r.table(r.st.label, column{title: "Attestation", width: 33}, column{title: "What is attested, by what evidence", width: 0},
		column{title: "Owner, approver", width: 36}, column{title: "In force", width: 31})
	for _, rec := range records {
		st := r.st.small
		of := append([]span{{text: "control ", style: st.in(muted)}}, r.controlLinks([]string{rec.Control}, st)...)
		what := cell{of, {r.span(rec.Statement, mostCell, st)}}
		if m := rec.Measured; m != nil {
			what = append(what, []span{r.span(fmt.Sprintf("%s: %g %s, at least %g asked for", m.Title, m.Value, m.Unit, m.Minimum), mostCell, st)})
		}
		for i, e := range rec.Evidence {
			if i == mostEvidence {
				what = append(what, []span{{text: count(len(rec.Evidence)-i, "more is", "more are") + " in the json report", style: st.in(muted)}})
				break
			}
			what = append(what, []span{{text: "evidence ", style: st.in(muted)}, r.raw(e.Reference, mostCell, st), r.raw(" ("+digestState(e.State)+")", mostTitle, st.in(muted))})
		}
		what = append(what, []span{{text: "hosts: ", style: st.in(muted)}, r.span(rec.Scope, 300, st)})
		r.recordRow(t, rec, what)
	}
	r.y += 4
}

func digestState(s string) string {
	switch s {
	case "match":
		return "digest matches"
	case "mismatch":
		return "digest does not match"
	case "unchecked":
		return "not checked: no file of the ledger"
	}
	return "file " + s
}

// objections lists the records that do not count.
func (r *document) objections(l *assessment.Ledger) {
	r.heading2("ledger/objections", "Records that do not count, and why", 30)
	var records []assessment.Record
	for _, rec := range l.Records {
		if rec.State != assessment.RecordCounts {
			records = append(records, rec)
		}
	}
	if len(records) == 0 {
		r.prose("Every record that bears on what was assessed counts.")
		return
	}
	st := r.st.small
	t := r.table(r.st.label, column{title: "Record", width: 36}, column{title: "Control", width: 17}, column{title: "State", width: 30}, column{title: "Why it does not count", width: 0})
	for _, rec := range records {
		m := recordMark(rec.State)
		var why cell
		for _, p := range rec.Problems {
			why = append(why, []span{r.raw(p.Message, mostCell, st), {text: "  ", style: st}, r.raw(p.Rule, mostTitle, r.st.smallMono.in(muted))})
		}
		if len(why) == 0 {
			why = cell{{{text: "in force ", style: st}, r.raw(firstOf(rec.From, "?"), mostDay, st), {text: " to ", style: st}, r.raw(firstOf(rec.Until, "?"), mostDay, st)}}
		}
		t.row(
			cell{r.recordLinks([]string{rec.ID}, st), {{text: string(rec.Kind), style: st.in(muted)}}},
			cell{r.controlLinks([]string{rec.Control}, st)},
			cell{{{text: m.sign + " " + m.word, style: st.in(m.color)}}}, why)
	}
	r.y += 4
}
