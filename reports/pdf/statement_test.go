package pdf_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
	"testing"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/json"
	"isoscan/reports/pdf"
)

// applicability is a record of the Statement of Applicability.
func applicability(id, control, scope string, excluded bool, state assessment.RecordState, problem string) assessment.Record {
	r := assessment.Record{
		ID: id, Kind: assessment.Applicability, Control: control, Scope: scope, Excluded: excluded, State: state,
		Statement: "Decided in " + id + ".", Owner: "Olga Owner", Approver: "Bert Board", From: "2026-01-10", Until: "2027-01-10", Source: "applicability.yaml:9",
	}
	if problem != "" {
		r.Problems = []assessment.RecordProblem{{Rule: "record-approver", Message: problem}}
	}
	return r
}

// decided is a statement with every kind of line.
func decided(t testing.TB) *assessment.Statement {
	t.Helper()
	a := assessmenttest.Ledgered(t)
	a.Ledger.Records = append(a.Ledger.Records,
		applicability("soa-all", "8.7.2", "all hosts", true, assessment.RecordCounts, ""),
		applicability("soa-some", "9.8.2", "hosts with role laptop", true, assessment.RecordCounts, ""),
		applicability("soa-kept", "8.4.1", "all hosts", false, assessment.RecordCounts, ""),
		applicability("soa-void", "9.5.6", "all hosts", true, assessment.RecordRefused, "the approver is the owner: Olga Owner"),
		applicability("soa-over", "9.5.6", "all hosts", true, assessment.RecordExpired, ""))
	s := assessment.NewStatement(a.Controls, a.Clauses, a.Ledger)
	s.Tool, s.Standard = a.Tool, a.Standard
	return s
}

func writeStatement(t testing.TB, s *assessment.Statement, o pdf.Options) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := pdf.New(o).WriteStatement(&out, s); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestStatementTellsEveryLine(t *testing.T) {
	s := decided(t)
	data := writeStatement(t, s, pdf.Options{})
	if again := writeStatement(t, s, pdf.Options{}); !bytes.Equal(data, again) {
		t.Error("other bytes the second time")
	}
	checkDocument(t, data, false)
	file := save(t, data)
	// Cells of several lines are whole in the order in which they are drawn.
	got := text(t, file) + strings.Join(strings.Fields(run(t, "pdftotext", "-raw", "-enc", "UTF-8", file, "-")), " ")
	h := sha256.New()
	if err := json.New().WriteStatement(h, s); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"Statement of Applicability", "Example Trading Ltd", "Decided for the controls of " + s.Standard.ID, "judged for 2026-06-01", s.LedgerDigest,
		"sha256:" + hex.EncodeToString(h.Sum(nil)), "127 controls: 1 is excluded by a record that counts, 2 on some hosts only, the others apply.",
		"For 123 of them nobody stated a justification", "2 decisions do not count and are shown with the reason.",
		"– excluded hosts with role laptop", "✔ applicable all other hosts", "○ does not count: the approver is the owner: Olga Owner", "○ does not count: expired",
		"Olga Owner approved: Bert Board 2026-01-10 to 2027-01-10", "attested: att-policy", "attested, and does not count: att-nda",
		"Owner of the statement", "Approved for the organisation", "Made by " + s.Tool.Name,
	}
	for _, l := range s.Lines {
		want = append(want, l.Title, l.Justification, l.Record)
	}
	for _, w := range want {
		if !strings.Contains(got, w) {
			t.Errorf("%q is not in the document", w)
		}
	}
	first := map[string]int{}
	for line := range strings.Lines(run(t, "pdftotext", "-layout", "-enc", "UTF-8", file, "-")) {
		if f := strings.Fields(line); len(f) > 0 {
			first[f[0]]++
		}
	}
	lines := map[string]int{}
	for _, l := range s.Lines {
		lines[l.Control]++
	}
	for control, n := range lines {
		if first[control] != n {
			t.Errorf("control %s has %d rows, want %d", control, first[control], n)
		}
	}
}

// Whatever people wrote stays between the margins, on either paper.
func TestStatementsOfHostileWords(t *testing.T) {
	s := decided(t)
	texts := assessmenttest.HostileTexts()
	i := 0
	for _, word := range wordsOfStatement(s) {
		*word = texts[i%len(texts)]
		i++
	}
	e := engagement(t)
	e.Organisation = texts[len(texts)-1]
	checkDocument(t, writeStatement(t, s, pdf.Options{Paper: pdf.Letter, Engagement: e}), true)
}

// wordsOfStatement are all texts of it that people wrote.
func wordsOfStatement(s *assessment.Statement) []*string {
	out := []*string{&s.Organisation, &s.JudgedOn, &s.LedgerDigest}
	for i := range s.Lines {
		l := &s.Lines[i]
		out = append(out, &l.Scope, &l.Justification, &l.Owner, &l.Approver, &l.From, &l.Until, &l.Record)
		if l.Void != "" {
			out = append(out, &l.Void)
		}
		for k := range l.Attested {
			out = append(out, &l.Attested[k])
		}
		for k := range l.NotCounting {
			out = append(out, &l.NotCounting[k])
		}
	}
	return out
}

// An engagement gives the statement its organisation and look, and nothing of
// its audit.
func TestStatementIsNoAudit(t *testing.T) {
	got := text(t, save(t, writeStatement(t, decided(t), pdf.Options{Engagement: engagement(t)})))
	for _, not := range []string{"Host audit of the web shop", "Ada Auditor", "score"} {
		if strings.Contains(got, not) {
			t.Errorf("%q is in the statement", not)
		}
	}
	if !strings.Contains(got, "Confidential: for the named recipients") {
		t.Error("the engagement's confidentiality is not in the statement")
	}
}

func TestStatementErrors(t *testing.T) {
	if err := pdf.New(pdf.Options{}).WriteStatement(full{}, decided(t)); err == nil || !strings.Contains(err.Error(), "no space left") {
		t.Errorf("got %v", err)
	}
	if err := pdf.New(pdf.Options{}).WriteStatement(io.Discard, nil); err == nil {
		t.Error("a panic of the layout is no error")
	}
	var out bytes.Buffer
	if err := pdf.New(pdf.Options{}).WriteStatement(&out, &assessment.Statement{}); err != nil {
		t.Fatalf("empty statement: %v", err)
	}
	if got := text(t, save(t, out.Bytes())); !strings.Contains(got, "The statement has no line: nothing is known of any control.") {
		t.Error("an empty statement does not say so")
	}
}

// FuzzWriteStatement gives every text of people the same one.
func FuzzWriteStatement(f *testing.F) {
	for _, s := range assessmenttest.HostileTexts() {
		f.Add(s)
	}
	s := decided(f)
	s.Lines = s.Lines[:20]
	f.Fuzz(func(t *testing.T, word string) {
		for _, w := range wordsOfStatement(s) {
			*w = word
		}
		if got := writeStatement(t, s, pdf.Options{}); !bytes.HasPrefix(got, []byte("%PDF-1.")) {
			t.Errorf("%q: no PDF", word)
		}
	})
}
