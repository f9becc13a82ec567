package reports_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports"

	"github.com/google/go-cmp/cmp"
)

// Every format renders every assessment, all at the same time, changes none
// and gives the same bytes again.
func TestEveryFormatRendersEveryAssessment(t *testing.T) {
	formats := reports.All(reports.Options{})
	if len(formats) == 0 {
		t.Fatal("no formats")
	}
	fresh := assessmenttest.All(t)
	for name, a := range assessmenttest.All(t) {
		var wg sync.WaitGroup
		for _, f := range formats {
			wg.Go(func() {
				var first, second bytes.Buffer
				if err := f.Write(&first, a); err != nil {
					t.Errorf("%s of %s: %v", f.Name(), name, err)
				}
				if err := f.Write(&second, a); err != nil {
					t.Errorf("%s of %s: %v", f.Name(), name, err)
				}
				if first.Len() == 0 || !bytes.Equal(first.Bytes(), second.Bytes()) {
					t.Errorf("%s of %s: %d bytes, then others", f.Name(), name, first.Len())
				}
			})
		}
		wg.Wait()
		if d := cmp.Diff(fresh[name], a); d != "" {
			t.Errorf("%s was changed\n%s", name, d)
		}
	}
}

func TestNames(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range reports.All(reports.Options{}) {
		if seen[f.Name()] || f.Name() == "" || f.Extension() == "" || strings.HasPrefix(f.Extension(), ".") {
			t.Errorf("name %q, extension %q", f.Name(), f.Extension())
		}
		seen[f.Name()] = true
		if got, err := reports.ByName(f.Name(), reports.Options{}); err != nil || got.Name() != f.Name() {
			t.Errorf("%s: %v, %v", f.Name(), got, err)
		}
	}
	_, err := reports.ByName("docx", reports.Options{})
	if err == nil || err.Error() != `unknown format "docx": there are `+strings.Join(reports.Names(), ", ") {
		t.Errorf("got %v", err)
	}
}

// A writer that fails makes an error, never a report that looks whole.
func TestWriteErrors(t *testing.T) {
	a := assessmenttest.Rich(t)
	for _, f := range reports.All(reports.Options{}) {
		if err := f.Write(full{}, a); err == nil || !strings.Contains(err.Error(), "no space") {
			t.Errorf("%s: %v", f.Name(), err)
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

const errFull = failure("no space left")

type failure string

func (e failure) Error() string { return string(e) }

// A saved assessment renders as the one that was saved.
func TestSavedAssessmentsRenderAlike(t *testing.T) {
	a := assessmenttest.Rich(t)
	json, err := reports.ByName("json", reports.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var saved bytes.Buffer
	if err := json.Write(&saved, a); err != nil {
		t.Fatal(err)
	}
	back, err := assessment.Read(&saved)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range reports.All(reports.Options{}) {
		var want, got bytes.Buffer
		if err := f.Write(&want, a); err != nil {
			t.Fatal(err)
		}
		if err := f.Write(&got, back); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(want.Bytes(), got.Bytes()) {
			t.Errorf("%s differs", f.Name())
		}
	}
}

// Organisations of none, one and several hosts render in every format that
// writes them, alike each time.
func TestOrganisations(t *testing.T) {
	seen := 0
	for _, n := range []int{0, 1, 7} {
		o := assessmenttest.Organisation(t, n)
		fresh := assessmenttest.Organisation(t, n)
		for _, f := range reports.All(reports.Options{}) {
			many, ok := f.(reports.OrganisationFormat)
			if !ok {
				continue
			}
			seen++
			var first, second bytes.Buffer
			if err := many.WriteOrganisation(&first, o); err != nil {
				t.Errorf("%s of %d hosts: %v", f.Name(), n, err)
				continue
			}
			if err := many.WriteOrganisation(&second, o); err != nil {
				t.Errorf("%s of %d hosts: %v", f.Name(), n, err)
			}
			if first.Len() == 0 || !bytes.Equal(first.Bytes(), second.Bytes()) {
				t.Errorf("%s of %d hosts: %d bytes, then others", f.Name(), n, first.Len())
			}
			if err := many.WriteOrganisation(full{}, o); err == nil || !strings.Contains(err.Error(), "no space") {
				t.Errorf("%s: a full disk: %v", f.Name(), err)
			}
		}
		if d := cmp.Diff(fresh, o); d != "" {
			t.Errorf("%d hosts: it was changed\n%s", n, d)
		}
	}
	if seen < 3*8 {
		t.Errorf("only %d renderings", seen)
	}
}

// Every format takes what the user chose.
func TestOptions(t *testing.T) {
	before, now := assessmenttest.Nothing(t), assessmenttest.Ledgered(t)
	for _, o := range []reports.Options{
		{Width: 40, Quiet: true, Paper: "Letter"},
		{Width: 200, Color: true, Paper: "A4", Changes: assessment.Compare(before, now),
			Engagement: &assessment.Engagement{Client: "Example & Co <b>", Team: []string{"Ada"}, Accent: "#123456"}},
	} {
		for _, f := range reports.All(o) {
			var b bytes.Buffer
			if err := f.Write(&b, now); err != nil || b.Len() == 0 {
				t.Errorf("%s: %v", f.Name(), err)
			}
		}
	}
}
