package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/corpus"
	"isoscan/internal/policy"
	"isoscan/policies"
)

func load(t *testing.T) *mapping {
	t.Helper()
	m, err := readMapping("mapping.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMappingNamesRulesThatExist(t *testing.T) {
	m := load(t)
	e, err := policy.Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	var rules []string
	for _, r := range e.Rules() {
		rules = append(rules, r.ID)
	}
	exists := func(p string) bool {
		return slices.ContainsFunc(rules, func(r string) bool { return fits(p, r) })
	}
	for _, x := range m.Topics {
		if !slices.ContainsFunc(x.Isoscan, exists) {
			t.Errorf("%s: no rule is one of %v", x.Title, x.Isoscan)
		}
		for _, p := range x.Isoscan {
			if !strings.Contains(p, "*") && !exists(p) {
				t.Errorf("%s: there is no rule %s", x.Title, p)
			}
		}
		if c, ok := e.Catalogue.Control(x.Control); !ok || c.ID != x.Control {
			t.Errorf("%s: there is no control %s", x.Title, x.Control)
		}
	}
	for _, a := range m.Added {
		if !exists(a.Rule) {
			t.Errorf("added: there is no rule %s", a.Rule)
		}
	}
	for _, c := range e.Catalogue.Controls() {
		if !strings.HasPrefix(c.ID, "9.") || c.Method == "attested" {
			continue
		}
		if !slices.ContainsFunc(m.Topics, func(x topic) bool { return x.Control == c.ID }) {
			t.Errorf("no topic is of control %s (%s)", c.ID, c.Title)
		}
	}
}

func TestMappingPlantsCasesOfTheCorpus(t *testing.T) {
	cases, err := corpus.Cases(filepath.Join("..", "..", "testdata", "corpus"))
	if err != nil {
		t.Fatal(err)
	}
	var planted []string
	for _, x := range load(t).Topics {
		planted = append(planted, x.Defects...)
	}
	for _, name := range planted {
		if !slices.ContainsFunc(cases, func(c corpus.Case) bool { return c.Name == name }) {
			t.Errorf("there is no case %s", name)
		}
	}
	for _, c := range cases {
		if c.Want == corpus.WantFail && !strings.Contains(c.Script, "traps") && strings.HasPrefix(c.Control, "9.") && !slices.Contains(planted, c.Name) {
			t.Errorf("no topic plants %s, of control %s", c.Name, c.Control)
		}
	}
}

func newResults() *results { return &results{tests: map[string]outcome{}, findings: map[string]bool{}} }

func TestLynisReportAndLog(t *testing.T) {
	r := newResults()
	r.lynis("warning[]=AUTH-9208|Multiple accounts found with same UID|-|-|\nsuggestion[]=SSH-7408|Consider hardening SSH configuration|MaxAuthTries (set 20 to 3)|-|\n",
		"x Performing test ID AUTH-9208 (UID)\nx Performing test ID SSH-7408 (options)\nx Performing test ID AUTH-9252 (sudo)\nx Skipped test AUTH-9268 (PAM)\n")
	for p, want := range map[string]outcome{
		"AUTH-9208": found, "SSH-7408:MaxAuthTries": found, "SSH-7408:Port": clean, "AUTH-9252": clean, "AUTH-9268": skipped, "AUTH-1": none, "AUTH-*": found,
	} {
		if got := r.of([]string{p}); got != want {
			t.Errorf("%s: %s, want %s", p, got, want)
		}
	}
}

func TestOpenSCAPResults(t *testing.T) {
	r := newResults()
	err := r.openscap([]byte(`<Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2"><TestResult>
<rule-result idref="xccdf_org.ssgproject.content_rule_a"><result>fail</result></rule-result>
<rule-result idref="xccdf_org.ssgproject.content_rule_b"><result>pass</result></rule-result>
<rule-result idref="xccdf_org.ssgproject.content_rule_c"><result>notapplicable</result></rule-result>
<rule-result idref="xccdf_org.ssgproject.content_rule_d"><result>error</result></rule-result>
<rule-result idref="xccdf_org.ssgproject.content_rule_e"><result>notselected</result></rule-result>
</TestResult></Benchmark>`))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]outcome{"a": found, "b": clean, "c": skipped, "d": unclear}
	if d := cmp.Diff(want, r.tests); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if err := newResults().openscap([]byte("<Benchmark/>")); err == nil {
		t.Error("no results are no error")
	}
}

func TestDocumentTellsDefectsFromTheRest(t *testing.T) {
	of := func(findings ...string) *results {
		r := newResults()
		r.tests["a"], r.tests["b"] = clean, clean
		for _, f := range findings {
			r.tests[f], r.findings[f] = found, true
		}
		return r
	}
	d := document{
		mapping: &mapping{
			Topics:   []topic{{Title: "x", Control: "9.1.1", Isoscan: []string{"a"}, Lynis: []string{"a"}, SSG: []string{"a"}, Defects: []string{"01"}}},
			NotAdded: []refusal{{SSG: []string{"c"}, Why: "no matter"}},
		},
		hosts: []host{
			{"baseline", [3]*results{of(), of("a"), of()}},
			{"planted", [3]*results{of("a"), of("a"), of("b", "c")}},
		},
	}
	text, err := d.text()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"| 9.1.1 | x | clean | **found** | **found** | found, as without | clean | clean | 01 |",
		"| planted defects found, of 1 topics | 1 | 0 | 0 |", "- the guide's c: no matter.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q:\n%s", want, text)
		}
	}
	if d := cmp.Diff([]string{"OpenSCAP b"}, d.unexplained()); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}
