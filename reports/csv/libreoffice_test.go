package csv_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/csv"
)

// LibreOffice opens the tables, in English and German (where 9.2.2 is a date),
// with fields divided by commas and by semicolons: no cell computes, and no
// text becomes a number or a date.
func TestLibreOfficeComputesNothing(t *testing.T) {
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Fatal("soffice is missing: install the Debian package libreoffice-calc-nogui")
	}
	dir := t.TempDir()
	// One assessment holds all the formulas, each in every place.
	a := assessmenttest.Flood(t, formulas[0])
	for i, s := range formulas {
		r := &a.Rules[i%len(a.Rules)]
		r.Verdict, r.Title = assessment.Fail, s
		r.Violations = append(r.Violations, assessment.Violation{Message: s, Resource: s, Observed: s, Expected: s, Source: s})
	}
	files := map[string][]byte{
		"formulas": write(t, csv.New(), a),
		"hostile":  write(t, csv.New(), assessmenttest.Hostile(t)),
		"register": write(t, csv.NewControls(), assessmenttest.Ledgered(t)),
	}
	var paths []string
	for name, data := range files {
		path := filepath.Join(dir, name+".csv")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	for _, by := range []struct {
		name      string
		separator int // ASCII, as the filter's options want it
		language  int // LCID
	}{{"english", ',', 1033}, {"german", ',', 1031}, {"semicolons", ';', 1031}} {
		out := filepath.Join(dir, by.name)
		// The tokens of the filter: separator, quotation mark, UTF-8, first
		// line, columns, language, quoted fields as text: no, detect special numbers: yes.
		args := append([]string{"--headless", "-env:UserInstallation=file://" + dir + "/profile", "--convert-to", "fods",
			fmt.Sprintf("--infilter=CSV:%d,34,76,1,,%d,false,true", by.separator, by.language), "--outdir", out}, paths...)
		if said, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, said)
		}
		for name := range files {
			cells := sheet(t, filepath.Join(out, name+".fods"))
			if len(cells) < 40 {
				t.Errorf("%s, %s: %d cells", by.name, name, len(cells))
			}
			if by.separator == ',' && cells[0].text != "host" {
				t.Errorf("%s, %s: the byte order mark is part of the header: %q", by.name, name, cells[0].text)
			}
			for _, c := range cells {
				if c.formula != "" {
					t.Errorf("%s, %s: computes %q: %q", by.name, name, c.formula, c.text)
				}
				// Days, and numbers that isoscan counted, may be what they are.
				if by.separator == ',' && name == "formulas" && c.kind != "string" && c.kind != "float" && !strings.HasPrefix(c.value, "2026-06-01T08:30:01") {
					t.Errorf("%s, %s: a %s: %q %q", by.name, name, c.kind, c.value, c.text)
				}
				if by.separator == ',' && c.kind == "float" && (strings.Contains(c.text, ".") || len(c.text) > 4) {
					t.Errorf("%s, %s: a number: %q", by.name, name, c.text)
				}
			}
		}
	}
}

type sheetCell struct{ formula, kind, value, text string }

// sheet reads the cells of a flat OpenDocument spreadsheet.
func sheet(t *testing.T, path string) []sheetCell {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var cells []sheetCell
	d := xml.NewDecoder(f)
	for in := false; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return cells
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if e.Name.Local != "table-cell" {
				continue
			}
			c := sheetCell{}
			for _, at := range e.Attr {
				switch at.Name.Local {
				case "formula":
					c.formula = at.Value
				case "value-type":
					c.kind = at.Value
				case "value", "date-value", "time-value", "boolean-value":
					c.value = at.Value
				}
			}
			if in = c.kind != "" || c.formula != ""; in {
				cells = append(cells, c)
			}
		case xml.EndElement:
			in = in && e.Name.Local != "table-cell"
		case xml.CharData:
			if in {
				cells[len(cells)-1].text += strings.TrimSpace(string(e))
			}
		}
	}
}
