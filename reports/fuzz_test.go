package reports_test

import (
	"bytes"
	stdcsv "encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports"
)

// unsafeInText: what steers a terminal or reorders text. Line feeds, tabs and
// carriage returns are the formats' own.
func unsafeInText(r rune) bool {
	return r != '\n' && r != '\t' && r != '\r' && (unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Bidi_Control, r))
}

// FuzzEveryFormat puts any text into every place that a host could fill, and
// reads what a format makes of it as its readers would.
func FuzzEveryFormat(f *testing.F) {
	formats := reports.All(reports.Options{Width: 80})
	for i := range formats {
		for _, s := range assessmenttest.HostileTexts() {
			f.Add(uint8(i), s)
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, s string) {
		if len(s) > 20_000 {
			s = s[:20_000]
		}
		format := formats[int(which)%len(formats)]
		var out bytes.Buffer
		if err := format.Write(&out, assessmenttest.Flood(t, s)); err != nil {
			t.Fatalf("%s: %v", format.Name(), err)
		}
		if err := wellFormed(format.Name(), out.Bytes()); err != nil {
			t.Errorf("%s of %q: %v", format.Name(), s, err)
		}
	})
}

func wellFormed(name string, b []byte) error {
	if name == "pdf" {
		if !bytes.HasPrefix(b, []byte("%PDF-")) || !bytes.Contains(b[max(0, len(b)-64):], []byte("%%EOF")) {
			return errors.New("no PDF")
		}
		return nil
	}
	if !utf8.Valid(b) {
		return errors.New("no UTF-8")
	}
	switch name {
	case "json", "sarif", "oscal":
		if !json.Valid(b) {
			return errors.New("no JSON")
		}
		return nil
	case "jsonl":
		for line := range bytes.Lines(b) {
			if !json.Valid(line) {
				return errors.New("a line that is no JSON")
			}
		}
		return nil
	case "junit", "xccdf":
		return wellFormedXML(b)
	case "csv", "csv-controls":
		rows, err := stdcsv.NewReader(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff")))).ReadAll()
		if err != nil {
			return err
		}
		for _, row := range rows[1:] {
			for _, cell := range row {
				if strings.IndexAny(cell, "=+@-\t\r") == 0 {
					return errors.New("a cell that begins a formula: " + cell)
				}
			}
		}
	case "nagios":
		first, _, _ := bytes.Cut(b, []byte("\n"))
		if bytes.Count(first, []byte("|")) != 1 || len(b) > 8<<10 {
			return errors.New("the plugin's line is broken, or too long")
		}
	}
	if i := strings.IndexFunc(string(b), unsafeInText); i >= 0 {
		return errors.New("a control character or a mark that reorders text")
	}
	return nil
}

func wellFormedXML(b []byte) error {
	d := xml.NewDecoder(bytes.NewReader(b))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
