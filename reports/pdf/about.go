package pdf

import (
	"fmt"
	"slices"
	"strings"

	"isoscan/internal/assessment"
)

// notStated stands for what only people can say, and did not.
const notStated = "not stated"

// about tells of the audit what ISO 19011:2018, 6.5.1, expects of a report.
// What people alone know comes from the engagement; the rest is computed.
func (r *report) about() {
	p := r.a.Profile
	r.engagementTable(engagementFacts{
		assessed: r.head.subject + ": " + access(r.a.Host),
		gathered: period(r.a.StartedAt, r.a.FinishedAt),
		profile:  fmt.Sprintf("profile %s, role %s (from: %s)", p.Name, p.Role, orUnseen(p.RoleSource)),
		thresholds: func() string {
			if len(p.Overridden) == 0 {
				return "those of the profile; none was changed"
			}
			return "changed by the user's own file: " + strings.Join(p.Overridden, ", ")
		}(),
		ledger: r.a.Ledger,
	})
	r.heading2("", "Sampling and uncertainty", 30)
	for _, s := range r.uncertainty() {
		r.prose(s)
	}
	r.unseenChecks()
	r.whole(func() { r.uncovered(r.a.Clauses, r.a.Controls) })
	r.openPoints()
}

// engagementFacts are what the machine knows of an audit.
type engagementFacts struct {
	assessed, gathered, profile, thresholds string
	ledger                                  *assessment.Ledger
}

// engagementTable says who audited what, against what, when and where.
func (r *document) engagementTable(f engagementFacts) {
	e := r.engagement
	r.prose(fmt.Sprintf("What a reader must know to weigh the findings, after ISO 19011:2018, section 6.5.1. What only people can say is shown as they stated it; where they stated nothing, it says %q.", notStated))
	records := "no ledger was given: no record of people was looked at"
	if f.ledger != nil {
		n, counts := 0, 0
		for _, t := range f.ledger.Totals {
			n, counts = n+t.All, counts+t.Counts
		}
		records = fmt.Sprintf("ledger of %s: %s, of which %s", firstOf(f.ledger.Organisation, "an unnamed organisation"),
			count(n, "record", "records"), plural(counts, "1 counts", thousands(counts)+" count"))
	}
	s := r.head.standard
	t := r.table(r.st.label, column{title: "Of the audit", width: 40}, column{title: "Stated or observed", width: 0})
	for _, row := range []struct {
		title string
		lines []string
	}{
		{"Objectives", e.Objectives},
		{"Scope", []string{e.Scope}},
		{"Assessed", []string{f.assessed}},
		{"Criteria: standard", []string{fmt.Sprintf("%s, %s (%s, %s, %s)", s.ID, s.Title, count(s.Clauses, "clause", "clauses"),
			count(s.Objectives, "objective", "objectives"), count(s.Controls, "control", "controls"))}},
		{"Criteria: profile", []string{f.profile}},
		{"Criteria: thresholds", []string{f.thresholds}},
		{"Organisation audited", []string{e.Organisation}},
		{"Client", []string{e.Client}},
		{"Audit team", e.Team},
		{"Responsible auditor", []string{e.Auditor}},
		{"Auditee's representative", []string{e.Auditee}},
		{"Dates of the audit", []string{auditPeriod(e)}},
		{"Facts gathered", []string{f.gathered}},
		{"Places", e.Places},
		{"People's records", []string{records}},
		{"Confidentiality", []string{e.Confidentiality}},
		{"Distribution", e.Distribution},
	} {
		var what cell
		for _, line := range row.lines {
			if strings.TrimSpace(line) != "" {
				what = append(what, []span{r.span(line, mostCell, r.st.small)})
			}
		}
		if len(what) == 0 {
			what = cell{{{text: notStated, style: r.st.small.in(muted)}}}
		}
		t.row(cell{{{text: row.title, style: r.st.smallStrong}}}, what)
	}
	r.y += 4
}

// uncertainty says in words what the verdicts do not rest on.
func (r *report) uncertainty() []string {
	a := r.a
	n := a.RuleCounts()
	applicable := n.Pass + n.Fail + n.Unknown
	ok := 0
	for _, c := range a.Checks {
		if c.Status == "ok" || c.Status == "not_applicable" {
			ok++
		}
	}
	out := []string{
		fmt.Sprintf("Audit evidence is a sample. This one is a single host, as it was on %s; what was so before or after is not known. No sample was drawn within the host: a check that did not see all that it stands for says so, and what it missed makes rules unknown, never passed.", stamp(a.FinishedAt)),
		fmt.Sprintf("Of %s, %d saw all that they stand for, or saw that there was nothing to look at. Of %s, %d could not be evaluated: %s lists them with the reasons.",
			count(len(a.Checks), "check", "checks"), ok, count(applicable, "applicable rule", "applicable rules"), n.Unknown, r.see("unknown")),
	}
	people := 0
	for _, c := range a.Controls {
		switch c.People.State {
		case assessment.SideMissing, assessment.SideExpired, assessment.SideRefused, assessment.SideIncomplete:
			people++
		}
	}
	if people > 0 {
		out = append(out, fmt.Sprintf("%s people's evidence that was not there, was no longer in force or did not count.", wantWants(people)))
	}
	return out
}

func wantWants(n int) string {
	if n == 1 {
		return "1 control wants"
	}
	return thousands(n) + " controls want"
}

// unseenChecks lists the checks that did not see everything.
func (r *report) unseenChecks() {
	var checks []assessment.Check
	for _, c := range r.a.Checks {
		if c.Status != "ok" && c.Status != "not_applicable" {
			checks = append(checks, c)
		}
	}
	if len(checks) == 0 {
		return
	}
	r.whole(func() { r.checkTable(checks) })
}

func (r *report) checkTable(checks []assessment.Check) {
	t := r.table(r.st.label, column{title: "Check that did not see everything", width: 62}, column{title: "Status", width: 24}, column{title: "Why", width: 0})
	for _, c := range checks {
		t.row(cell{{r.raw(c.Title, mostTitle, r.st.smallStrong)}},
			cell{{r.raw(strings.ReplaceAll(c.Status, "_", " "), mostTitle, r.st.small)}},
			cell{{r.raw(c.Reason, 300, r.st.small)}})
	}
	r.y += 4
}

// uncovered counts, by clause, the host evidence that no rule looks at.
func (r *document) uncovered(clauses []assessment.Clause, controls []assessment.Control) {
	type counts struct{ all, without, controls int }
	by := map[string]*counts{}
	total := 0
	for _, c := range controls {
		n := by[c.Clause]
		if n == nil {
			n = &counts{}
			by[c.Clause] = n
		}
		missing := 0
		for _, s := range c.Aspects {
			n.all++
			if len(s.Rules) == 0 {
				missing++
			}
		}
		n.without += missing
		total += missing
		if missing > 0 {
			n.controls++
		}
	}
	if total == 0 {
		return
	}
	r.prose("Host evidence that the standard's controls ask for, and that no rule of this version looks at. A control with such an aspect never conforms.")
	t := r.table(r.st.label, column{title: "Clause", width: 0}, column{title: "Aspects asked for", width: 32, number: true},
		column{title: "Without a rule", width: 32, number: true}, column{title: "Controls concerned", width: 34, number: true})
	for _, c := range clauses {
		n := by[c.ID]
		if n == nil || n.all == 0 {
			continue
		}
		t.row(cell{{{text: c.ID + "  ", style: r.st.smallStrong}, r.span(c.Title, mostTitle, r.st.small)}},
			r.figure(n.all), r.figure(n.without), r.figure(n.controls))
	}
	r.y += 4
}

// figure is a cell of a number.
func (r *document) figure(n int) cell {
	return cell{{{text: thousands(n), style: r.st.small}}}
}

// openPoints are what auditor and auditee leave open, and what comes next.
func (r *document) openPoints() {
	for _, part := range []struct {
		title string
		lines []string
	}{
		{"Disagreements left open", r.engagement.Disagreements},
		{"Agreed follow-up", r.engagement.FollowUp},
	} {
		lines := slices.DeleteFunc(slices.Clone(part.lines), func(s string) bool { return strings.TrimSpace(s) == "" })
		r.heading2("", part.title, 12)
		if len(lines) == 0 {
			r.prose(capital(notStated) + ".")
		}
		for _, s := range lines {
			r.bullet(s)
		}
	}
}

// bullet is a paragraph with a mark before it.
func (r *document) bullet(text string) {
	r.need(2 * r.st.body.lead)
	r.text(r.left+1, r.y, r.st.body, "•")
	r.paragraph(r.left+6, r.width()-6, r.span(text, mostProse, r.st.body))
	r.y += 1.5
}
