package reports_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports"
)

// A waiver that waived nothing is told by every format that tells of records.
func TestIdleWaiversAreTold(t *testing.T) {
	const note = "waived nothing: no object is called swordfish"
	a := assessmenttest.Ledgered(t)
	noted := false
	for i := range a.Ledger.Records {
		if r := &a.Ledger.Records[i]; r.Kind == assessment.Waiver && r.State == assessment.RecordCounts && !noted {
			r.Note, noted = note, true
		}
	}
	if !noted {
		t.Fatal("no waiver that counts")
	}
	told := []string{"html", "json", "markdown", "oscal", "pdf", "sarif", "text"}
	for _, f := range reports.All(reports.Options{Width: 400}) {
		var out bytes.Buffer
		if err := f.Write(&out, a); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(words(t, f.Name(), out.Bytes()), note); got != slices.Contains(told, f.Name()) {
			t.Errorf("%s tells of the waiver: %v", f.Name(), got)
		}
	}
}

// Why a registered host was not assessed is told by every format that has words
// for it: only numbers and verdicts by control have none.
func TestWhyAHostWasNotAssessedIsTold(t *testing.T) {
	const why = "its facts are those of another machine called swordfish"
	o := assessmenttest.Organisation(t, 3)
	if len(o.NotAssessed) == 0 {
		t.Fatal("every host was assessed")
	}
	o.NotAssessed[0].Reason = why
	without := []string{"csv-controls", "prometheus"}
	for _, f := range reports.All(reports.Options{Width: 400}) {
		many, ok := f.(reports.OrganisationFormat)
		if !ok {
			continue
		}
		var out bytes.Buffer
		if err := many.WriteOrganisation(&out, o); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(words(t, f.Name(), out.Bytes()), why); got == slices.Contains(without, f.Name()) {
			t.Errorf("%s tells why: %v", f.Name(), got)
		}
	}
}

// words are the text of a report on one line: of a PDF, what pdftotext reads.
func words(t *testing.T, format string, data []byte) string {
	t.Helper()
	if format == "pdf" {
		file := filepath.Join(t.TempDir(), "report.pdf")
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("pdftotext", "-raw", "-enc", "UTF-8", file, "-").Output()
		if err != nil {
			t.Fatalf("pdftotext: %v; install the Debian package poppler-utils", err)
		}
		data = out
	}
	return strings.Join(strings.Fields(string(data)), " ")
}
