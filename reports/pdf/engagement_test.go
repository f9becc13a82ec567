package pdf_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/pdf"
)

// engagement is one in which everything is stated.
func engagement(t testing.TB) *assessment.Engagement {
	t.Helper()
	return &assessment.Engagement{
		Title: "Host audit of the web shop", Client: "Example Holding plc", Organisation: "Example Trading Ltd",
		Team: []string{"Ada Auditor (lead)", "Tom Technician"}, Objectives: []string{"Whether the servers of the shop meet the standard", "What to mend before the season"},
		Scope: "The servers of the web shop in Utrecht", Places: []string{"Utrecht, server room 1", "remotely, from Delft"},
		PeriodFrom: "2026-05-28", PeriodTo: "2026-06-03", Confidentiality: "Confidential: for the named recipients",
		Distribution: []string{"Board of Example Holding plc", "Head of operations"}, Disagreements: []string{"The auditee holds that F-003 is by design."},
		FollowUp: []string{"Critical findings: mended by 2026-06-30, then assessed again"},
		Auditor:  "Ada Auditor", Auditee: "Olga Owner", Accent: "#5a2a82", Logo: logo(t), LogoType: "png",
	}
}

// logo is a picture with transparent corners.
func logo(t testing.TB) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 240, 80))
	for y := range 80 {
		for x := range 240 {
			if dx, dy := x-40, y-40; dx*dx+dy*dy < 1500 || x > 90 && y > 25 && y < 55 {
				img.Set(x, y, color.NRGBA{0x5a, 0x2a, 0x82, 0xff})
			}
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestEngagementIsToldAndNothingInvented(t *testing.T) {
	a := assessmenttest.Rich(t)
	full := text(t, save(t, write(t, a, pdf.Options{Engagement: engagement(t)})))
	for _, want := range []string{
		"Host audit of the web shop", "Example Holding plc", "Example Trading Ltd", "Ada Auditor (lead)", "Tom Technician",
		"Whether the servers of the shop meet the standard", "The servers of the web shop in Utrecht", "remotely, from Delft",
		"2026-05-28 to 2026-06-03", "Confidential: for the named recipients", "Head of operations", "F-003 is by design",
		"mended by 2026-06-30", "changed by the user's own file: password_min_length",
	} {
		if !strings.Contains(full, want) {
			t.Errorf("%q is not in the document", want)
		}
	}
	if strings.Contains(full, "not stated") && !strings.Contains(full, "no ledger was given") {
		t.Error("something is called not stated that was stated")
	}
	bare := text(t, save(t, write(t, a, pdf.Options{})))
	for _, row := range []string{
		"Objectives", "Scope", "Organisation audited", "Client", "Audit team", "Responsible auditor", "Auditee's representative",
		"Dates of the audit", "Places", "Confidentiality", "Distribution",
	} {
		if !strings.Contains(bare, row+" not stated") {
			t.Errorf("%s: the report does not say that nothing was stated", row)
		}
	}
	for _, part := range []string{"Disagreements left open Not stated.", "Agreed follow-up Not stated."} {
		if !strings.Contains(bare, part) {
			t.Errorf("%q is not in the document", part)
		}
	}
}

func TestLogos(t *testing.T) {
	a := assessmenttest.Rich(t)
	img := image.NewGray16(image.Rect(0, 0, 30, 200))
	var sixteen, photo bytes.Buffer
	if err := png.Encode(&sixteen, img); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&photo, img, nil); err != nil {
		t.Fatal(err)
	}
	for name, e := range map[string]*assessment.Engagement{
		"sixteen bits": {Logo: sixteen.Bytes(), LogoType: "png"},
		"jpeg":         {Logo: photo.Bytes(), LogoType: "jpeg"},
	} {
		file := save(t, write(t, a, pdf.Options{Engagement: e}))
		run(t, "qpdf", "--check", file)
		if list := run(t, "pdfimages", "-list", file); strings.Count(list, "\n") != 3 {
			t.Errorf("%s: not one picture:\n%s", name, list)
		}
	}
	// A header that promises more pixels than anybody needs, and no more.
	huge := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x00\x00\x00\x01\x00\x00\x08\x02\x00\x00\x00\x4f\xad\xd2\x79")
	for _, c := range []struct {
		e    assessment.Engagement
		want string
	}{
		{assessment.Engagement{Logo: []byte("<svg/>"), LogoType: "png"}, "the logo of the engagement is no usable picture: reading it as png"},
		{assessment.Engagement{Logo: sixteen.Bytes(), LogoType: "jpeg"}, "reading it as jpeg"},
		{assessment.Engagement{Logo: sixteen.Bytes()[:60], LogoType: "png"}, "reading it as png"},
		{assessment.Engagement{Logo: sixteen.Bytes(), LogoType: "gif"}, `type "gif": there are png and jpeg`},
		{assessment.Engagement{Logo: huge, LogoType: "png"}, "no usable picture"},
		{assessment.Engagement{Accent: "blue"}, "write it as #rrggbb"},
		{assessment.Engagement{Accent: "#12345"}, "write it as #rrggbb"},
		{assessment.Engagement{Accent: "#+12345"}, "write it as #rrggbb"},
	} {
		var out bytes.Buffer
		err := pdf.New(pdf.Options{Engagement: &c.e}).Write(&out, a)
		if err == nil || !strings.Contains(err.Error(), c.want) || out.Len() > 0 {
			t.Errorf("%.40q: %v, want %q; %d bytes", c.e.Logo, err, c.want, out.Len())
		}
	}
}

// text is the document's, with every run of white space one space.
func text(t testing.TB, file string) string {
	t.Helper()
	return strings.Join(strings.Fields(run(t, "pdftotext", "-layout", "-enc", "UTF-8", file, "-")), " ")
}
