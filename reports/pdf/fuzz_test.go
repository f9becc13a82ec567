package pdf_test

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/pdf"
)

// FuzzWrite gives every text of a host and of people the same one.
func FuzzWrite(f *testing.F) {
	for _, s := range assessmenttest.HostileTexts() {
		f.Add(s)
	}
	ledger := assessmenttest.Ledgered(f).Ledger
	f.Fuzz(func(t *testing.T, s string) {
		a := assessmenttest.Flood(t, s)
		e := engagement(t)
		a.Ledger = ledger
		for _, word := range wordsOfPeople(e, a.Ledger) {
			*word = s
		}
		c := &assessment.Changes{Caveats: []string{s}, Opened: []assessment.Change{{Rule: a.Rules[0]}}}
		if got := write(t, a, pdf.Options{Engagement: e, Changes: c}); !bytes.HasPrefix(got, []byte("%PDF-1.")) {
			t.Errorf("%q: no PDF", s)
		}
	})
}

// FuzzWriteOrganisation likewise for a register, names of hosts included.
func FuzzWriteOrganisation(f *testing.F) {
	for _, s := range assessmenttest.HostileTexts() {
		f.Add(s)
	}
	// Small, so that the fuzzer gets far.
	o := assessmenttest.Organisation(f, 2)
	o.Rules, o.Clauses, o.Objectives, o.Controls = o.Rules[:12], o.Clauses[:2], o.Objectives[:4], o.Controls[:12]
	for i := range o.Hosts {
		h := &o.Hosts[i]
		h.Clauses, h.Controls, h.Findings = h.Clauses[:2], h.Controls[:12], h.Findings[:6]
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, word := range wordsOfHosts(o) {
			*word = s
		}
		for i := range o.Hosts {
			o.Hosts[i].Host.Name = strings.Repeat("x", i) + s
		}
		if got := writeOrganisation(t, o, pdf.Options{}); !bytes.HasPrefix(got, []byte("%PDF-1.")) {
			t.Errorf("%q: no PDF", s)
		}
	})
}

// FuzzLogo gives the report a picture of any bytes: an error says that it is
// none, and nothing is written then.
func FuzzLogo(f *testing.F) {
	var gray bytes.Buffer
	if err := png.Encode(&gray, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		f.Fatal(err)
	}
	f.Add(gray.Bytes(), true)
	f.Add(gray.Bytes(), false)
	f.Add(logo(f), true)
	a := assessmenttest.Flood(f, "text")
	f.Fuzz(func(t *testing.T, data []byte, isPNG bool) {
		e := &assessment.Engagement{Logo: data, LogoType: "jpeg"}
		if isPNG {
			e.LogoType = "png"
		}
		var out bytes.Buffer
		err := pdf.New(pdf.Options{Engagement: e}).Write(&out, a)
		if err != nil && (out.Len() > 0 || !strings.Contains(err.Error(), "the logo of the engagement")) {
			t.Errorf("%d bytes and %v", out.Len(), err)
		}
	})
}
