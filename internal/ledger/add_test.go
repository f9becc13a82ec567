package ledger

import (
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func folder(t *testing.T, pairs ...string) *os.Root {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(pairs); i += 2 {
		path := filepath.Join(dir, pairs[i])
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(pairs[i+1]), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = root.Close() })
	return root
}

// names are all files of a ledger's folder, hidden ones too.
func names(t *testing.T, root *os.Root) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(root.Name(), func(p string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(root.Name(), p)
			out = append(out, rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var newWaiver = Waiver{
	ID: "wv-new", Rule: "services-ftp", Objects: []string{"tcp/21", "*: x #y"}, Scope: Scope{Hosts: []string{"web01", "db*"}, Labels: map[string]string{"environment": "4711"}},
	Justification: "First: line.\n\n# second\n  third", RiskOwner: "anna", Approver: "bert", Granted: "2026-02-01", Expires: "2026-06-01", Ticket: "0815",
}

const newWaiverText = `- id: wv-new
  rule: services-ftp
  objects: [tcp/21, '*: x #y']
  scope: {hosts: [web01, db*], labels: {environment: "4711"}}
  justification: |-
    First: line.

    # second
      third
  risk_owner: anna
  approver: bert
  granted: 2026-02-01
  expires: 2026-06-01
  ticket: "0815"
`

func TestAddKeepsWhatStandsThere(t *testing.T) {
	indented := "  " + strings.ReplaceAll(strings.TrimSuffix(newWaiverText, "\n"), "\n", "\n  ") + "\n"
	indented = strings.ReplaceAll(indented, "\n  \n", "\n\n")
	old := strings.Replace(waivers("old"), "ticket", "ticket", 1)
	for name, c := range map[string]struct{ before, after string }{
		"no file":            {"", head + "waivers:\n" + newWaiverText},
		"another list":       {head + "# mine\nassets: [{id: web01}]   # one\n", head + "# mine\nassets: [{id: web01}]   # one\nwaivers:\n" + newWaiverText},
		"no line end":        {head + "assets: [{id: web01}]", head + "assets: [{id: web01}]\nwaivers:\n" + newWaiverText},
		"list of comments":   {head + "waivers:\n# - id: x\n", head + "waivers:\n# - id: x\n" + newWaiverText},
		"empty list":         {head + "waivers: []  # none\n", head + "waivers:   # none\n" + newWaiverText},
		"after others":       {old + "# the end\n", old + "# the end\n" + newWaiverText},
		"before another key": {old + "\n# of assets\nassets: [{id: web01}]\n", old + newWaiverText + "\n# of assets\nassets: [{id: web01}]\n"},
		"indented": {
			head + "waivers:\n  - {id: a, rule: x, scope: all, justification: x, risk_owner: anna, approver: bert, granted: 2026-01-01, expires: 2026-02-01}\n",
			head + "waivers:\n  - {id: a, rule: x, scope: all, justification: x, risk_owner: anna, approver: bert, granted: 2026-01-01, expires: 2026-02-01}\n" + indented,
		},
		"text that looks like comments": {
			head + "waivers:\n- id: a\n  rule: x\n  scope: all\n  risk_owner: anna\n  approver: bert\n  granted: 2026-01-01\n  expires: 2026-02-01\n  justification: |+\n    text\n    # text\n\nassets: []\n",
			head + "waivers:\n- id: a\n  rule: x\n  scope: all\n  risk_owner: anna\n  approver: bert\n  granted: 2026-01-01\n  expires: 2026-02-01\n  justification: |+\n    text\n    # text\n\n" + newWaiverText + "assets: []\n",
		},
		"CRLF": {strings.ReplaceAll(old, "\n", "\r\n"), strings.ReplaceAll(old+newWaiverText, "\n", "\r\n")},
	} {
		t.Run(name, func(t *testing.T) {
			root := folder(t, "people.yaml", people)
			if c.before != "" {
				root = folder(t, "people.yaml", people, "waivers.yaml", c.before)
			}
			l, text, err := Add(root, "", newWaiver, known(t))
			if err != nil {
				t.Fatal(err)
			}
			if text != newWaiverText {
				t.Errorf("added:\n%s", text)
			}
			got, err := root.ReadFile("waivers.yaml")
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.after, string(got)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
			if d := cmp.Diff([]string{"people.yaml", "waivers.yaml"}, names(t, root)); d != "" {
				t.Errorf("files (-want +got):\n%s", d)
			}
			info, err := root.Stat("waivers.yaml")
			if want := os.FileMode(0o640); err != nil || c.before != "" && info.Mode() != want {
				t.Errorf("mode %v, want %v; %v", info.Mode(), want, err)
			}
			if fresh, err := Load(root.FS(), known(t)); err != nil || fresh.Digest != l.Digest || !slices.Equal(fresh.Files, l.Files) || !cmp.Equal(fresh.Waivers, l.Waivers) {
				t.Errorf("the ledger that was given is not the one that lies there: %v", err)
			}
		})
	}
}

func TestAddRefusesAndWritesNothing(t *testing.T) {
	stranger, twice := newWaiver, newWaiver
	stranger.Approver, twice.ID = "brt", "anna"
	badDay, nan := newWaiver, Attestation{
		ID: "a", Control: "3.1.1", Scope: Scope{All: true}, Statement: "It is so.", Owner: "anna", Approver: "bert", Date: "2026-03-01",
		Validity: Validity{Period: "1y"}, Measured: &Measured{Value: math.NaN(), Unit: "percent", Of: "staff"},
	}
	badDay.Expires = "2026-13-01"
	for name, c := range map[string]struct {
		file, before string
		record       any
		want         string
	}{
		"unknown person":      {"", waivers("old"), stranger, `waivers.yaml:12: wv-new: approver "brt" is none of the people`},
		"id twice":            {"", waivers("old"), twice, `waivers.yaml:12: id "anna" stands twice, first in people.yaml:3`},
		"broken ledger":       {"", head + "waivers: x\n", newWaiver, "waivers.yaml:2: waivers: a text where a list is expected"},
		"flow list":           {"", strings.Replace(head+"waivers: [{id: a, rule: x, scope: all, justification: x, risk_owner: anna, approver: bert, granted: 2026-01-01, expires: 2026-02-01}]\n", "x", "x", 1), newWaiver, "no YAML"},
		"outside":             {"../x.yaml", waivers("old"), newWaiver, "../x.yaml is no path below the ledger's folder that ends in .yaml"},
		"where documents are": {"evidence/x.yaml", waivers("old"), newWaiver, "evidence/x.yaml lies in a folder named evidence"},
		"hidden":              {"a/.x.yaml", waivers("old"), newWaiver, "a/.x.yaml is hidden"},
		"too deep":            {"a/b/c/d/x.yaml", waivers("old"), newWaiver, "a/b/c/d/x.yaml is more than 3 folders deep"},
		"in a new folder":     {"a/b/c/x.yaml", waivers("old"), stranger, `a/b/c/x.yaml:3: wv-new: approver "brt" is none of the people`},
		"below a file":        {"waivers.yaml/x.yaml", waivers("old"), newWaiver, "writing waivers.yaml/x.yaml: not a directory"},
		"no day":              {"", waivers("old"), badDay, `"2026-13-01" is no day of the calendar`},
		"no number":           {"", waivers("old"), nan, `".nan" is no number to compare with`},
		"another ending":      {"x.txt", waivers("old"), newWaiver, "x.txt is no path below the ledger's folder"},
		"no record":           {"", waivers("old"), 7, "a int is no record of a ledger"},
		"missing evidence":    {"", waivers("old"), Attestation{ID: "a", Evidence: []Evidence{{File: "evidence/x"}}}, "evidence evidence/x: no such file or directory"},
		"empty":               {"", waivers("old"), Asset{}, `"" is empty`},
	} {
		t.Run(name, func(t *testing.T) {
			root := folder(t, "people.yaml", people, "waivers.yaml", c.before)
			_, _, err := Add(root, c.file, c.record, known(t))
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "tag") {
				t.Errorf("error is %v, want %s", err, c.want)
			}
			if _, err := root.Stat("a"); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("the folder a stayed: %v", err)
			}
			got, err := root.ReadFile("waivers.yaml")
			if err != nil || string(got) != c.before {
				t.Errorf("the file has changed: %s, %v", got, err)
			}
			if d := cmp.Diff([]string{"people.yaml", "waivers.yaml"}, names(t, root)); d != "" {
				t.Errorf("files (-want +got):\n%s", d)
			}
		})
	}
}

func TestAddFillsInTheDigestOfAFile(t *testing.T) {
	root := folder(t, "people.yaml", people, "evidence/policy.txt", "policy\n")
	a := Attestation{
		ID: "att-1", Control: "3.1.1", Scope: Scope{All: true}, Statement: "It is so.", Owner: "anna", Approver: "bert", Date: "2026-03-01",
		Validity: Validity{Period: "1y"}, Evidence: []Evidence{{File: "evidence/policy.txt"}}, Measured: &Measured{Value: 96.5, Unit: "percent", Of: "staff"},
	}
	if _, _, err := Add(root, "", a, known(t)); err != nil {
		t.Fatal(err)
	}
	l, err := Load(root.FS(), known(t))
	if err != nil {
		t.Fatal(err)
	}
	got := l.Facts(day("2026-04-01"), rules)[0]
	if got.Evidence[0].State != EvidenceMatch || got.Source != "attestations/c03.yaml:3" || got.Measured.Value != 96.5 {
		t.Errorf("%+v", got)
	}
	if a.Evidence[0].Digest != "" {
		t.Error("the caller's record was changed")
	}
}

// Of many at a time, each is added or refused; none is lost.
func TestAddLosesNoRecord(t *testing.T) {
	root := folder(t, "people.yaml", people)
	k := known(t)
	var wg sync.WaitGroup
	var mu sync.Mutex
	added := 0
	for i := range 8 {
		wg.Go(func() {
			w := newWaiver
			w.ID = "wv-" + string(rune('a'+i))
			if _, _, err := Add(root, "", w, k); err == nil {
				mu.Lock()
				defer mu.Unlock()
				added++
			}
		})
	}
	wg.Wait()
	l, err := Load(root.FS(), k)
	if err != nil {
		t.Fatal(err)
	}
	if added == 0 || len(l.Waivers) != added {
		t.Errorf("%d added, %d there", added, len(l.Waivers))
	}
}

func TestInitLoadsAndItsTemplatesToo(t *testing.T) {
	controls, k := Standard(standard(t))
	root := folder(t)
	made, err := Init(root, controls, "Baker & Sons: Ltd")
	if err != nil {
		t.Fatal(err)
	}
	l, err := Load(root.FS(), k)
	if err != nil {
		t.Fatal(err)
	}
	if l.Organisation != "Baker & Sons: Ltd" || len(l.Files) != len(made) || len(made) != 14 {
		t.Errorf("organisation %q, files %v, made %v", l.Organisation, l.Files, made)
	}
	if _, err := Init(root, controls, ""); err == nil || !strings.Contains(err.Error(), "is there already") {
		t.Errorf("a second time: %v", err)
	}
	// As a person would: uncomment, and fill in.
	filled := files()
	for _, name := range made {
		data, err := root.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		in := false
		for line := range strings.Lines(string(data)) {
			in = strings.HasPrefix(line, "# - id: ") || in && strings.HasPrefix(line, "#   ")
			if in {
				line = strings.TrimPrefix(line, "# ")
				for key, value := range map[string]string{"statement:": "It is so.", "owner:": "anna", "approver:": "bert", "date:": "2026-01-01", "reference:": "minutes"} {
					if strings.HasSuffix(line, key+"\n") {
						line = strings.TrimSuffix(line, "\n") + " " + value + "\n"
					}
				}
			}
			out.WriteString(line)
			if n := len(strings.TrimSuffix(line, "\n")); n > 100 {
				t.Errorf("%s: a line of %d bytes", name, n)
			}
		}
		filled[name] = files(name, out.String())[name]
	}
	l, err = Load(filled, k)
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Attestations) != 83 || len(l.Waivers) != 1 || len(l.Applicability) != 1 || len(l.Assets) != 1 {
		t.Errorf("%d attestations, want 83 (49 attested, 34 hybrid); %d waivers, %d applicability, %d assets",
			len(l.Attestations), len(l.Waivers), len(l.Applicability), len(l.Assets))
	}
}
