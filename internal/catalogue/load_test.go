package catalogue

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/assessment"
)

func load(t *testing.T) *Catalogue {
	t.Helper()
	c, err := Load(os.DirFS("../../policies"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestLoadedCatalogueIsTheStandard compares numbers, titles, methods and order
// with the list of the standard's contents.
func TestLoadedCatalogueIsTheStandard(t *testing.T) {
	want, err := os.ReadFile("testdata/standard.tsv")
	if err != nil {
		t.Fatal(err)
	}
	got := []string{"id\tlevel\ttitle\tmethod"}
	c := load(t)
	for _, clause := range c.Clauses {
		got = append(got, clause.ID+"\tclause\t"+clause.Title+"\t")
		for _, objective := range clause.Objectives {
			got = append(got, objective.ID+"\tobjective\t"+objective.Title+"\t")
			for _, control := range objective.Controls {
				got = append(got, control.ID+"\tcontrol\t"+control.Title+"\t"+string(control.Method))
			}
		}
	}
	if diff := cmp.Diff(strings.Split(strings.TrimSpace(string(want)), "\n"), got); diff != "" {
		t.Errorf("catalogue (-want +got):\n%s", diff)
	}
}

func TestCountsOfTheStandard(t *testing.T) {
	c := load(t)
	if got := [3]int{len(c.Clauses), len(c.Objectives()), len(c.Controls())}; got != [3]int{10, 36, 127} {
		t.Errorf("clauses, objectives, controls: %v, want 10, 36, 127", got)
	}
	methods := map[assessment.Method]int{}
	for _, control := range c.Controls() {
		methods[control.Method]++
	}
	want := map[assessment.Method]int{assessment.Automated: 44, assessment.Hybrid: 34, assessment.Attested: 49}
	if diff := cmp.Diff(want, methods); diff != "" {
		t.Errorf("methods (-want +got):\n%s", diff)
	}
}

// TestTextsAreReadable keeps texts within what a report's page and a terminal
// can show, and in whole sentences.
func TestTextsAreReadable(t *testing.T) {
	sentence := regexp.MustCompile(`\.( |$)`)
	check := func(id, text string, sentences [2]int, length [2]int) {
		t.Helper()
		if n := len(sentence.FindAllString(text, -1)); n < sentences[0] || n > sentences[1] || !strings.HasSuffix(text, ".") {
			t.Errorf("%s: %d sentences, want %d to %d, each with its full stop: %s", id, n, sentences[0], sentences[1], text)
		}
		if n := len(text); n < length[0] || n > length[1] {
			t.Errorf("%s: %d bytes, want %d to %d: %s", id, n, length[0], length[1], text)
		}
	}
	c := load(t)
	for _, clause := range c.Clauses {
		check(clause.ID, clause.Intent, [2]int{1, 1}, [2]int{40, 160})
	}
	for _, objective := range c.Objectives() {
		check(objective.ID, objective.Intent, [2]int{1, 1}, [2]int{40, 160})
	}
	seen := map[string]string{}
	for _, control := range c.Controls() {
		check(control.ID, control.Guidance, [2]int{2, 4}, [2]int{150, 500})
		if twin := seen[control.Guidance]; twin != "" {
			t.Errorf("%s has the guidance of %s", control.ID, twin)
		}
		seen[control.Guidance] = control.ID
		titles := map[string]bool{}
		for _, aspect := range control.Aspects {
			if n := len(aspect.Title); n < 4 || n > 80 || titles[aspect.Title] {
				t.Errorf("%s/%s: title %q: 4 to 80 bytes, unlike its siblings'", control.ID, aspect.ID, aspect.Title)
			}
			titles[aspect.Title] = true
		}
	}
}

func TestLookups(t *testing.T) {
	c := load(t)
	if clause, ok := c.Clause("9"); !ok || clause.Title != "Access control" {
		t.Errorf("Clause(9) = %v, %v", clause, ok)
	}
	if objective, ok := c.Objective("9.5"); !ok || objective.Clause != "9" {
		t.Errorf("Objective(9.5) = %v, %v", objective, ok)
	}
	control, ok := c.Control("9.5.3")
	if !ok || control.Objective != "9.5" || control.Clause != "9" {
		t.Errorf("Control(9.5.3) = %v, %v", control, ok)
	}
	if of, aspect, ok := c.Aspect("9.5.3/unique-ids"); !ok || of != control || aspect.ID != "unique-ids" {
		t.Errorf("Aspect(9.5.3/unique-ids) = %v, %v, %v", of, aspect, ok)
	}
	for _, ref := range []string{"9.5.3", "9.5.3/", "9.5.3/no-such", "9.5/unique-ids", "", "/"} {
		if _, _, ok := c.Aspect(ref); ok {
			t.Errorf("Aspect(%q) found something", ref)
		}
	}
	if _, ok := c.Control("9.5"); ok {
		t.Error("Control(9.5) found an objective")
	}
	if _, ok := c.Objective("9"); ok {
		t.Error("Objective(9) found a clause")
	}
}

const small = `standard: {id: S, title: T}
clauses:
  - id: "3"
    title: A
    intent: I
    objectives:
      - id: "3.1"
        title: B
        intent: J
        controls:
          - id: "3.1.1"
            title: C
            method: hybrid
            record: R
            guidance: G
            aspects:
              - {id: one, title: One}
`

func TestMistakesAreReportedWithTheirLine(t *testing.T) {
	if _, err := parse("c.yaml", []byte(small)); err != nil {
		t.Fatalf("the small catalogue is right: %v", err)
	}
	tests := map[string]struct{ old, new, want string }{
		"unknown key":            {"title: C", "titel: C", `c.yaml:12: unknown key "titel"`},
		"missing key":            {"            title: C\n", "", `c.yaml:11: key "title" is missing`},
		"repeated key":           {"title: C", "title: C\n            title: D", `c.yaml:13: key "title" stands here twice`},
		"number without quotes":  {`id: "3.1"`, `id: 3.1`, `c.yaml:7: key "id" is empty, or not a text in quotes`},
		"empty text":             {"title: B", `title: " "`, `c.yaml:8: key "title" is empty`},
		"unknown method":         {"hybrid", "manual", `c.yaml:11: control 3.1.1: unknown method "manual"`},
		"attested with aspects":  {"hybrid", "attested", `c.yaml:11: control 3.1.1 is attested`},
		"measured, no aspects":   {"            aspects:\n              - {id: one, title: One}\n", "", `c.yaml:11: control 3.1.1 is hybrid`},
		"aspect twice":           {"- {id: one, title: One}", "- {id: one, title: One}\n              - {id: one, title: Two}", `c.yaml:18: control 3.1.1 has the aspect "one" twice`},
		"aspect id":              {"id: one", "id: One_1", `c.yaml:17: aspect id "One_1"`},
		"wrong parent":           {`id: "3.1.1"`, `id: "4.1.1"`, `c.yaml:11: id "4.1.1" is not a number below "3.1"`},
		"skipped number":         {`id: "3.1.1"`, `id: "3.1.2"`, `c.yaml:11: id "3.1.2" is out of order`},
		"leading zero":           {`id: "3.1.1"`, `id: "3.1.01"`, `c.yaml:11: id "3.1.01" is not a number below "3.1"`},
		"first clause":           {`id: "3"`, `id: "1"`, `c.yaml:3: id "1" is out of order`},
		"list is a text":         {"              - {id: one, title: One}", "              none", `c.yaml:17: key "aspects": a list`},
		"mapping is a text":      {"{id: S, title: T}", "S", `c.yaml:1: a mapping with id, title expected`},
		"not YAML":               {"clauses:", "clauses: [", "c.yaml: "},
		"standard left out":      {"standard: {id: S, title: T}\n", "", `c.yaml:1: key "standard" is missing`},
		"no guidance":            {"            guidance: G\n", "", `c.yaml:11: key "guidance" is missing`},
		"hybrid without record":  {"            record: R\n", "", `c.yaml:11: control 3.1.1 is hybrid: a record`},
		"automated with record":  {"hybrid", "automated", `c.yaml:11: control 3.1.1 is automated: a record`},
		"alias of another value": {"title: C", "title: *x", "c.yaml: "},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(small, tt.old, tt.new, 1)
			if text == small {
				t.Fatal("the mistake was not planted")
			}
			_, err := parse("c.yaml", []byte(text))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

func TestEveryMistakeIsReportedAtOnce(t *testing.T) {
	text := strings.Replace(small, "title: B", "titel: B", 1)
	text = strings.Replace(text, "hybrid", "manual", 1)
	_, err := parse("c.yaml", []byte(text))
	if err == nil || strings.Count(err.Error(), "\n") != 2 {
		t.Errorf("want three lines of errors, got: %v", err)
	}
}

func TestNoCatalogue(t *testing.T) {
	if _, err := Load(fstest.MapFS{}); err == nil {
		t.Error("an absent file gave a catalogue")
	}
	if _, err := parse("c.yaml", nil); err == nil {
		t.Error("an empty file gave a catalogue")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(small))
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, err := parse("c.yaml", data); (c == nil) == (err == nil) {
			t.Errorf("catalogue %v with error %v", c, err)
		}
	})
}
