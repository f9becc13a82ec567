package nagios_test

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/nagios"
)

func writeMany(t testing.TB, o *assessment.Organisation) string {
	t.Helper()
	var b bytes.Buffer
	if err := nagios.New(nagios.Options{}).WriteOrganisation(&b, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func stateOf(o *assessment.Organisation) int {
	return nagios.New(nagios.Options{}).StateOrganisation(o)
}

func TestOrganisationGolden(t *testing.T) {
	golden(t, "organisation.txt", writeMany(t, assessmenttest.Organisation(t, 3)))
}

// calm takes from the organisation whatever is wrong or unknown: what is left is OK.
func calm(t testing.TB) *assessment.Organisation {
	t.Helper()
	o := assessmenttest.Organisation(t, 3)
	o.NotAssessed = nil
	full := 100.0
	for i := range o.Hosts {
		h := &o.Hosts[i]
		h.Findings, h.Unseen = nil, nil
		h.Score.Technical = assessment.Score{Assured: &full, Possible: &full, Coverage: &full, Counts: assessment.Counts{Pass: 80}}
	}
	for i := range o.Rules {
		n := &o.Rules[i].Counts
		n.Pass, n.Fail, n.Unknown, n.Waived = n.Pass+n.Fail+n.Unknown, 0, 0, 0
		o.Rules[i].Failed = nil
	}
	return o
}

// The worst host decides, and what is not known is never OK.
func TestOrganisationState(t *testing.T) {
	rule := func(o *assessment.Organisation, s assessment.Severity) *assessment.RuleResult {
		for i := range o.Rules {
			if o.Rules[i].Severity == s {
				return &o.Rules[i]
			}
		}
		t.Fatalf("no rule of severity %s", s)
		return nil
	}
	fail := func(o *assessment.Organisation, s assessment.Severity, waived bool) {
		o.Hosts[1].Findings = append(o.Hosts[1].Findings, assessment.Finding{Rule: rule(o, s).ID, Reason: "it does not hold", Waived: waived})
	}
	for _, c := range []struct {
		name   string
		change func(o *assessment.Organisation)
		want   int
		says   string
	}{
		{"all is well", func(*assessment.Organisation) {}, nagios.OK, "on 3 hosts nothing fails"},
		{"one serious failure", func(o *assessment.Organisation) { fail(o, assessment.Critical, false) }, nagios.Critical, "host-0002.example.org, 1 rule fails"},
		{"one minor failure", func(o *assessment.Organisation) { fail(o, assessment.Low, false) }, nagios.Warning, "hosts: 0 critical, 1 warning, 0 unknown, 2 ok"},
		{"a rule that nobody knows", func(o *assessment.Organisation) {
			o.Hosts[1].Findings = []assessment.Finding{{Rule: "not-in-the-list"}}
		}, nagios.Critical, "1 rule fails"},
		{"a waived failure", func(o *assessment.Organisation) { fail(o, assessment.Critical, true) }, nagios.OK, "3 ok"},
		{"a host without facts", func(o *assessment.Organisation) {
			o.NotAssessed = []assessment.Asset{{ID: "db9", Host: "db9.example.org", Reason: "no facts of it were given"}}
		}, nagios.Unknown, "db9.example.org, no facts of it were given"},
		{"a failure and a host without facts", func(o *assessment.Organisation) {
			o.NotAssessed = []assessment.Asset{{ID: "db9", Host: "db9.example.org"}}
			fail(o, assessment.Low, false)
		}, nagios.Warning, "1 warning, 1 unknown"},
		{"little seen of one host", func(o *assessment.Organisation) { *o.Hosts[2].Score.Technical.Coverage = 40 }, nagios.Unknown, "only 40.0 % was looked at"},
		{"one host without a score", func(o *assessment.Organisation) { o.Hosts[2].Score.Technical = assessment.Score{} }, nagios.Unknown, "nothing was evaluated"},
		{"a serious rule unknown somewhere", func(o *assessment.Organisation) { rule(o, assessment.High).Counts.Unknown = 1 }, nagios.Unknown, "1 verdict of severity critical or high"},
		{"no hosts", func(o *assessment.Organisation) { o.Hosts = nil }, nagios.Unknown, "no host was assessed"},
	} {
		o := calm(t)
		if c.name == "little seen of one host" {
			low := 100.0
			o.Hosts[2].Score.Technical.Coverage = &low
		}
		c.change(o)
		out := writeMany(t, o)
		first, _, _ := strings.Cut(out, "\n")
		word := []string{"OK", "WARNING", "CRITICAL", "UNKNOWN"}[c.want]
		if got := stateOf(o); got != c.want || !strings.HasPrefix(first, "ISOSCAN "+word+" - ") || !strings.Contains(first, c.says) {
			t.Errorf("%s: state %d, want %d and %q in\n%s", c.name, got, c.want, c.says, first)
		}
	}
}

// The counts of hosts in the performance data are those of the hosts, and the
// output stays below what Nagios reads, however many there are.
func TestOrganisationOutputIsBounded(t *testing.T) {
	o := assessmenttest.Organisation(t, 400)
	o.Hosts[7].Host.Name = "evil|name;`id`\n'label'=1"
	out := writeMany(t, o)
	if len(out) > 8000 {
		t.Errorf("%d bytes", len(out))
	}
	first, _, _ := strings.Cut(out, "\n")
	_, perf, ok := strings.Cut(first, " | ")
	if !ok || strings.Count(out, "|") != 1 || strings.ContainsAny(out, "`<>$") {
		t.Errorf("the text holds what means something to Nagios: %.300q", out)
	}
	total := 0
	for _, m := range regexp.MustCompile(`'hosts_(?:critical|warning|unknown|ok)'=(\d+);`).FindAllStringSubmatch(perf, -1) {
		n, err := strconv.Atoi(m[1])
		if err != nil {
			t.Fatal(err)
		}
		total += n
	}
	if want := len(o.Hosts) + len(o.NotAssessed); total != want {
		t.Errorf("%d hosts in the performance data, want %d", total, want)
	}
}
