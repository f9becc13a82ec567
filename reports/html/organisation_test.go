package html_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/html"

	"github.com/google/go-cmp/cmp"
)

func TestOrganisationFilters(t *testing.T) {
	t.Parallel()
	o := assessmenttest.Organisation(t, 12)
	b := open(t, writeOrganisation(t, o), look{})
	for _, q := range []asked{
		{},
		{host: "host-0002"},
		{host: "HOST-000"},
		{host: "host-0005"},
		{host: "nowhere"},
		{host: "host-0002.example.org", verdicts: []string{"fail"}},
		{host: "host-0005", verdicts: []string{"fail"}},
		{host: "host-00", verdicts: []string{"waived"}},
		{host: "host-0011", severities: []string{"critical"}, clause: "9"},
		{verdicts: []string{"unknown"}},
		{verdicts: []string{"waived"}, clause: "9"},
	} {
		b.ask(q)
		var hosts, rules, controls []string
		chosen := chosen(o, q.host)
		for _, h := range chosen {
			hosts = append(hosts, o.Hosts[h].Host.Name)
		}
		for i := range o.Rules {
			if r := &o.Rules[i]; q.over(o, r, chosen) {
				rules = append(rules, "rule-"+r.ID)
			}
		}
		for i := range o.Controls {
			if q.controlOver(o, i, chosen) {
				controls = append(controls, "control-"+o.Controls[i].ID)
			}
		}
		if q.clause == "" {
			same(t, fmt.Sprintf("%+v: hosts", q), b.seen("host"), hosts)
		}
		same(t, fmt.Sprintf("%+v: rules", q), b.seen("rule"), rules)
		same(t, fmt.Sprintf("%+v: controls", q), b.seen("control"), controls)
	}
	oneHost(t, b, o)
}

// chosen are the numbers of the hosts whose names hold the text.
func chosen(o *assessment.Organisation, text string) []int {
	var out []int
	for i := range o.Hosts {
		if strings.Contains(o.Hosts[i].Host.Name, strings.ToLower(text)) {
			out = append(out, i)
		}
	}
	return out
}

// over: a rule of an organisation is let through. One that fails somewhere is
// shown for the hosts on which it fails.
func (q asked) over(o *assessment.Organisation, r *assessment.RuleResult, hosts []int) bool {
	failed, waived := r.Counts.Fail > 0, false
	onChosen := !failed || q.host == ""
	for i := range o.Hosts {
		for _, f := range o.Hosts[i].Findings {
			if f.Rule == r.ID && slices.Contains(hosts, i) {
				onChosen = true
				waived = waived || f.Waived
			}
		}
	}
	var has []string
	switch {
	case failed:
		has = []string{"fail"}
		if waived {
			has = append(has, "waived")
		}
	case r.Counts.Unknown > 0:
		has = []string{"unknown"}
	case r.Counts.Pass > 0:
		has = []string{"pass"}
	default:
		has = []string{"na"}
	}
	var clauses []string
	for _, c := range r.Controls {
		clause, _, _ := strings.Cut(c, ".")
		clauses = append(clauses, clause)
	}
	return onChosen && q.any(q.verdicts, has) && q.any(q.severities, []string{string(r.Severity)}) && (q.clause == "" || slices.Contains(clauses, q.clause))
}

func (q asked) controlOver(o *assessment.Organisation, at int, hosts []int) bool {
	c := o.Controls[at]
	word := func(v, adjusted assessment.Conformity) []string {
		out := []string{map[assessment.Conformity]string{assessment.Conforming: "pass", assessment.Nonconforming: "fail", assessment.Undetermined: "unknown", assessment.ControlNotApplicable: "na"}[v]}
		if v == assessment.Nonconforming && adjusted == assessment.ControlWaived {
			out = append(out, "waived")
		}
		return out
	}
	has := word(c.Verdict, c.Adjusted)
	if q.host != "" {
		has = nil
		for _, h := range hosts {
			k := o.Hosts[h].Controls[at]
			has = append(has, word(k.Verdict, k.Adjusted)...)
		}
	}
	var severities []string
	for _, r := range o.Rules {
		if slices.Contains(r.Controls, c.ID) {
			severities = append(severities, string(r.Severity))
		}
	}
	return q.any(q.verdicts, has) && q.any(q.severities, severities) && (q.clause == "" || q.clause == c.Clause)
}

// oneHost: one host chosen, a control tells its verdict there, and a finding
// shows only the violations that the host has.
func oneHost(t *testing.T, b *tab, o *assessment.Organisation) {
	t.Helper()
	b.ask(asked{host: o.Hosts[4].Host.Name})
	for i := range o.Controls {
		want := "on " + o.Hosts[4].Host.Name + ": " + string(o.Hosts[4].Controls[i].Verdict)
		if got := eval[string](b, fmt.Sprintf(`document.getElementById(%q).querySelector(".onhost").textContent`, "control-"+o.Controls[i].ID)); strings.ReplaceAll(want, "_", " ") != got {
			t.Fatalf("control %s: %q, want %q", o.Controls[i].ID, got, want)
		}
	}
	h := o.Hosts[1]
	b.ask(asked{host: h.Host.Name})
	eval[int](b, `(document.getElementById("open").click(), 1)`)
	for _, f := range h.Findings {
		got := eval[[]string](b, fmt.Sprintf(`[...document.querySelectorAll("#rule-%s .viol > li")].filter(e => e.checkVisibility()).map(e => e.querySelector(".what").textContent)`, f.Rule))
		for _, v := range f.Violations {
			if !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, v.Resource) }) {
				t.Errorf("%s: %q is not among %q", f.Rule, v.Resource, got)
			}
		}
		if len(got) != len(f.Violations) {
			t.Errorf("%s: %d violations are shown, want %d", f.Rule, len(got), len(f.Violations))
		}
	}
	// From what is said of a host, one step leads to all that concerns it.
	b.ask(asked{})
	eval[int](b, `(location.hash = "#host-`+o.Hosts[2].Host.Name+`", 1)`)
	b.settle()
	eval[int](b, `(document.getElementById("host-`+o.Hosts[2].Host.Name+`").querySelector("button").click(), 1)`)
	same(t, "the host's button", b.seen("host"), []string{o.Hosts[2].Host.Name})
	// The matrix sorts by a column, with the keyboard, and says so.
	b.ask(asked{})
	names := `[...document.querySelectorAll("tr[data-k=host]")].map(e => e.dataset.n)`
	before := eval[[]string](b, names)
	eval[int](b, `(document.querySelector("th[data-sort=n] button").click(), 1)`)
	after := eval[[]string](b, names)
	if slices.Equal(before, after) || !slices.Equal(slices.Sorted(slices.Values(before)), slices.Sorted(slices.Values(after))) {
		t.Errorf("sorted by score: %v", after)
	}
	if after[0] != o.Hosts[4].Host.Name {
		t.Errorf("the first is %s, want one without a score", after[0])
	}
	if got := eval[string](b, `document.querySelector("th[aria-sort]").ariaSort`); got != "ascending" {
		t.Errorf("aria-sort is %q", got)
	}
}

// A thousand hosts: what is the same on all stands in the file once, and the
// filters answer at once.
func TestAThousandHosts(t *testing.T) {
	t.Parallel()
	o := assessmenttest.Organisation(t, 1000)
	report := writeOrganisation(t, o)
	t.Logf("%d bytes", len(report))
	if most := 9 << 20; len(report) > most {
		t.Errorf("the report of 1,000 hosts has %d bytes, more than %d", len(report), most)
	}
	for _, r := range o.Rules {
		if n := bytes.Count(report, []byte(">"+r.Title+"<")); n > 1 {
			t.Errorf("the title of %s is there %d times", r.ID, n)
		}
	}
	b := open(t, report, look{})
	q := asked{host: "host-0777", verdicts: []string{"fail"}}
	b.ask(q)
	eval[int](b, `(window.asked = performance.now(), document.getElementById("filters").dispatchEvent(new Event("submit", {cancelable: true})), window.took = performance.now() - window.asked, 1)`)
	took := eval[float64](b, `window.took`)
	t.Logf("filtered in %.0f ms", took)
	if took > 3000 {
		t.Errorf("filtering took %.0f ms", took)
	}
	same(t, "hosts", b.seen("host"), []string{"host-0777.example.org"})
	var rules []string
	for _, f := range o.Hosts[776].Findings {
		rules = append(rules, "rule-"+f.Rule)
	}
	same(t, "rules", b.seen("rule"), rules)
}

// The same register gives the same bytes and stays as it is; one that holds
// nothing is no pass.
func TestOrganisationBytes(t *testing.T) {
	t.Parallel()
	o := assessmenttest.Organisation(t, 6)
	a, opt := full(t)
	for _, report := range [][]byte{write(t, a, opt), writeOrganisation(t, o)} {
		if i := bytes.Index(report, []byte("%!")); i >= 0 {
			t.Errorf("a value is not what its format expects: %q", report[i:i+40])
		}
		if i := bytes.Index(report, []byte("ZgotmplZ")); i >= 0 {
			t.Errorf("a value was refused: %q", report[max(0, i-40):i+10])
		}
	}
	first, second := writeOrganisation(t, o), writeOrganisation(t, o)
	if !bytes.Equal(first, second) {
		t.Error("the bytes differ")
	}
	if d := cmp.Diff(assessmenttest.Organisation(t, 6), o); d != "" {
		t.Errorf("the register was changed\n%s", d)
	}
	empty := string(writeOrganisation(t, &assessment.Organisation{Schema: assessment.OrganisationSchema}))
	for _, want := range []string{"no score", "That is not a pass", "No host was assessed"} {
		if !strings.Contains(empty, want) {
			t.Errorf("an empty register does not say %q", want)
		}
	}
	if f := html.New(html.Options{}); f.Name() != "html" || f.Extension() != "html" {
		t.Errorf("%s.%s", f.Name(), f.Extension())
	}
}
