package pdf_test

import (
	"strings"
	"testing"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/pdf"
)

// wordsOfPeople are all texts that people wrote: of an engagement and a ledger.
func wordsOfPeople(e *assessment.Engagement, l *assessment.Ledger) []*string {
	out := []*string{&e.Title, &e.Client, &e.Organisation, &e.Scope, &e.PeriodFrom, &e.PeriodTo, &e.Confidentiality, &e.Auditor, &e.Auditee,
		&l.Organisation, &l.Digest, &l.Commit, &l.JudgedOn, &l.Asset.ID, &l.Asset.Host, &l.Asset.Owner, &l.Asset.Location, &l.Asset.Classification,
		&l.Asset.Role, &l.Asset.Environment, &l.Asset.CostCentre, &l.Asset.Purchased, &l.Asset.WarrantyUntil, &l.Asset.Source}
	for _, list := range [][]string{e.Team, e.Objectives, e.Places, e.Distribution, e.Disagreements, e.FollowUp, l.Asset.ThirdParties} {
		for i := range list {
			out = append(out, &list[i])
		}
	}
	for i := range l.Records {
		r := &l.Records[i]
		out = append(out, &r.Rule, &r.Scope, &r.Statement, &r.Owner, &r.Approver, &r.From, &r.Until, &r.Ticket, &r.Source)
		for k := range r.Evidence {
			out = append(out, &r.Evidence[k].Reference, &r.Evidence[k].State)
		}
		for k := range r.Problems {
			out = append(out, &r.Problems[k].Rule, &r.Problems[k].Message)
		}
		if r.Measured != nil {
			out = append(out, &r.Measured.Title, &r.Measured.Unit)
		}
		if r.Change != nil {
			out = append(out, &r.Change.Commit, &r.Change.Author, &r.Change.Date, &r.Change.Signature)
		}
		for k := range r.Objects {
			out = append(out, &r.Objects[k])
		}
	}
	return out
}

// What people's records say and what they do not bring stands in the report.
func TestRecordsAreTold(t *testing.T) {
	a := assessmenttest.Ledgered(t)
	file := save(t, write(t, a, pdf.Options{}))
	// Cells of several lines are whole in the order in which they are drawn.
	got := text(t, file) + strings.Join(strings.Fields(run(t, "pdftotext", "-raw", "-enc", "UTF-8", file, "-")), " ")
	for _, want := range []string{
		"60 percent of staff trained, 90 are asked for", "the approver is the owner: Olga Owner", "not yet in force",
		"its owner is Olga Owner", "Olga Owner (asset web-07)", "waived by wv-single", "covers 1 of 2 violations. The verdict stays a fail.",
		"– excluded", "Nothing is sold or ordered over networks.", "1 is excluded by a record that counts",
		"For 126 of them nobody stated a justification: they apply because nothing takes them out.", "wants people's evidence", "wants machine's and people's evidence", "274 days over",
		"People's evidence ✔ holds", "People's evidence ○ expired", "People's evidence ○ does not count", "adjusted: – not applicable",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in the document", want)
		}
	}
	if bare := text(t, save(t, write(t, assessmenttest.Rich(t), pdf.Options{}))); strings.Contains(bare, "Adjusted") || strings.Contains(bare, "waived by") {
		t.Error("a report without a ledger tells of one")
	}
}

func TestChangesAreTold(t *testing.T) {
	a := assessmenttest.Rich(t)
	c := assessment.Compare(earlier(t), a)
	if len(c.Opened) == 0 || len(c.Closed) == 0 || len(c.Lost) == 0 || len(c.Gained) == 0 || len(c.Controls) == 0 {
		t.Fatalf("not every kind of change: %d, %d, %d, %d, %d", len(c.Opened), len(c.Closed), len(c.Lost), len(c.Gained), len(c.Controls))
	}
	got := text(t, save(t, write(t, a, pdf.Options{Changes: c})))
	for _, want := range []string{
		"3 What changed since 2026-05-01", "Caveat: the rules or thresholds changed", "Opened: findings that were not there",
		"Closed: findings that were there and are not", "Lost from sight: judged then, unknown now", "Controls whose verdict differs",
		"new since 2026-05-01", "the assessment of 2026-05-01 did not have this finding", "Mind 1 caveat to this comparison.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in the document", want)
		}
	}
	same := text(t, save(t, write(t, a, pdf.Options{Changes: assessment.Compare(a, a)})))
	if !strings.Contains(same, "0 findings are new; 0 are closed; 32 remain as before") {
		t.Error("no change is not told")
	}
}
