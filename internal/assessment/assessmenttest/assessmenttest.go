// Package assessmenttest builds the assessments that every report is tested
// with: a realistic one, the same with a ledger, one of hostile texts and one
// where nothing could be looked at; and organisations of many hosts. Its hosts are made up.
// Only tests import it.
package assessmenttest

import (
	_ "embed"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"isoscan/internal/assessment"

	"go.yaml.in/yaml/v3"
)

// All gives the assessments by name.
func All(t testing.TB) map[string]*assessment.Assessment {
	t.Helper()
	return map[string]*assessment.Assessment{
		"rich":     Rich(t),
		"hostile":  Hostile(t),
		"nothing":  Nothing(t),
		"ledgered": Ledgered(t),
	}
}

// rules holds a rule a line: id, title, controls, severity, verdict, and what
// was seen. For a fail that is violations divided by semicolons, each of
// message|resource|observed|expected|source; for a pass or not applicable
// message|source; for an unknown the reason.
//
//go:embed rules.tsv
var rules string

//go:embed catalogue.yaml
var controls string

// Rich is a server as one meets them: 83 rules with every verdict.
func Rich(t testing.TB) *assessment.Assessment {
	t.Helper()
	a := base(t)
	for line := range strings.Lines(rules) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) < 6 {
			t.Fatalf("rules.tsv: %d fields, want 6: %q", len(f), line)
		}
		a.Rules = append(a.Rules, rule(t, f))
	}
	a.Checks = checks()
	Settle(a)
	return a
}

// Nothing is a host of which nothing could be seen: every rule is unknown and
// there is no score.
func Nothing(t testing.TB) *assessment.Assessment {
	t.Helper()
	a := Rich(t)
	a.Host = assessment.Host{Name: "appliance", Kind: "rootfs", Root: "/mnt/appliance"}
	a.Profile.Role, a.Profile.RoleSource = "server", "given"
	for i := range a.Rules {
		r := &a.Rules[i]
		r.Verdict, r.Reason = assessment.Unknown, "accounts.users: /mnt/appliance: input/output error"
		r.Violations, r.Evidence = []assessment.Violation{}, []assessment.Evidence{}
	}
	for i := range a.Checks {
		c := &a.Checks[i]
		c.Status, c.Reason = "failed", "/mnt/appliance: input/output error"
		c.Missing = []assessment.Missing{{Path: c.ID, Reason: c.Reason}}
	}
	Settle(a)
	return a
}

// Settle computes the verdicts of controls and aspects and every score from
// the rules. It follows the design in the small; package score is the owner.
func Settle(a *assessment.Assessment) {
	verdicts := map[string]assessment.Verdict{}
	for _, r := range a.Rules {
		verdicts[r.ID] = r.Verdict
	}
	place := map[string]int{}
	for i, c := range a.Controls {
		place[c.ID] = i
	}
	slices.SortStableFunc(a.Rules, func(x, y assessment.Rule) int {
		if d := place[x.Controls[0]] - place[y.Controls[0]]; d != 0 {
			return d
		}
		return strings.Compare(x.ID, y.ID)
	})
	for i := range a.Controls {
		settleControl(a, &a.Controls[i], verdicts)
	}
	a.Score.Technical = technical(a.Rules, "")
	a.Score.Overall = overall(a.Controls, "")
	for i := range a.Objectives {
		a.Objectives[i].Summary = summary(a, a.Objectives[i].ID+".")
	}
	for i := range a.Clauses {
		a.Clauses[i].Summary = summary(a, a.Clauses[i].ID+".")
	}
}

func rule(t testing.TB, f []string) assessment.Rule {
	t.Helper()
	r := assessment.Rule{
		ID: f[0], Title: f[1], Controls: strings.Split(f[2], ","),
		Severity: assessment.Severity(f[3]), Verdict: assessment.Verdict(f[4]),
		Violations: []assessment.Violation{}, Evidence: []assessment.Evidence{},
		Description: "Whoever gets hold of one account or one service goes on from there. " +
			"This requirement takes away a step that attackers rely on, and leaves a trace where it cannot.",
		References: []string{"sshd_config(5)", "ISO/IEC 17799:2000 " + strings.Split(f[2], ",")[0]},
		Origin:     "isoscan",
		Remediation: assessment.Remediation{
			Text: "Change the setting where it was seen, then load it again. On Debian and Alpine it is a file below /etc; " +
				"on RHEL and SUSE the distribution's own tool (authselect, YaST) writes that file and must be used.",
		},
	}
	switch r.Verdict {
	case assessment.Fail:
		for _, v := range strings.Split(f[5], ";") {
			p := strings.Split(v, "|")
			if len(p) != 5 {
				t.Fatalf("rules.tsv: violation of %d parts, want 5: %q", len(p), v)
			}
			r.Violations = append(r.Violations, assessment.Violation{
				Message: p[0], Resource: p[1], Observed: p[2], Expected: p[3], Source: p[4]})
			r.Evidence = append(r.Evidence, assessment.Evidence{Message: p[1] + ": " + p[2], Source: p[4]})
		}
		r.Reason = r.Violations[0].Message
		if n := len(r.Violations); n > 1 {
			r.Reason += fmt.Sprintf(" (and %d more)", n-1)
		}
		if r.Severity == assessment.Critical {
			r.Remediation.Command = "sudo apt-get update && sudo apt-get install --only-upgrade openssl libssl3\nsudo systemctl daemon-reexec"
		}
	case assessment.Unknown:
		r.Reason = f[5]
	default:
		message, source, _ := strings.Cut(f[5], "|")
		r.Reason = message
		r.Evidence = append(r.Evidence, assessment.Evidence{Message: message, Source: source})
	}
	return r
}

func checks() []assessment.Check {
	ok := func(id, title string, ms int64) assessment.Check {
		return assessment.Check{ID: id, Title: title, Status: "ok", DurationMS: ms, Missing: []assessment.Missing{}}
	}
	partial := func(id, title string, ms int64, missing ...assessment.Missing) assessment.Check {
		return assessment.Check{ID: id, Title: title, Status: "partial", Reason: missing[0].Reason, DurationMS: ms, Missing: missing}
	}
	return []assessment.Check{
		ok("host", "Host identity", 12),
		partial("accounts", "Accounts and groups", 31,
			assessment.Missing{Path: "accounts.shadow", Reason: "/etc/shadow: permission denied", Denied: true},
			assessment.Missing{Path: "accounts.gshadow", Reason: "/etc/gshadow: permission denied", Denied: true}),
		ok("passwords", "Password rules", 8),
		ok("sudo", "Administration rights", 9),
		ok("sshd", "SSH server", 22),
		partial("ports", "Listening services", 140,
			assessment.Missing{Path: "ports.identified", Reason: "nmap is not installed"}),
		ok("packages", "Software and updates", 310),
		ok("antimalware", "Protection against malware", 6),
		partial("services", "Services", 88,
			assessment.Missing{Path: "services.firewall", Reason: "nftables ruleset: Operation not permitted", Denied: true}),
		ok("files", "Files", 612),
		{ID: "storage", Title: "Storage health", Status: "failed", DurationMS: 30000,
			Reason:  "the check storage did not end in time: context deadline exceeded",
			Missing: []assessment.Missing{{Path: "storage", Reason: "the check storage did not end in time: context deadline exceeded"}}},
	}
}

func base(t testing.TB) *assessment.Assessment {
	t.Helper()
	start := time.Date(2026, 6, 1, 8, 30, 0, 0, time.UTC)
	a := &assessment.Assessment{
		Schema: assessment.SchemaVersion,
		Tool:   assessment.Tool{Name: "isoscan", Version: "1.0.0"},
		Host: assessment.Host{
			Name: "web-07.example.org", Kind: "local", OS: "Debian GNU/Linux 12 (bookworm)", Kernel: "6.1.0-18-amd64",
			Chassis: "server", MachineID: "5f1c0f7e2b0a4c6f9d3e8a7b6c5d4e3f", Running: true,
		},
		Profile: assessment.Profile{
			Name: "baseline", Role: "server", RoleSource: "/sys/class/dmi/id/chassis_type",
			Params: map[string]any{
				"ssh_max_auth_tries": 4, "password_min_length": 12, "password_history": 5,
				"package_index_max_age_days": 7, "ssh_allowed_macs": []string{"hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com"},
				"account_unused_days": 90, "capacity_disk_percent": 80, "shell_timeout_seconds": 900,
				"ports_authorised": map[string][]string{"server": {"tcp/22", "tcp/443"}},
			},
			Overridden: []string{"password_min_length"},
		},
		StartedAt: start, FinishedAt: start.Add(1420 * time.Millisecond),
		FactsDigest:    "sha256:" + strings.Repeat("3e5b19c2", 8),
		PoliciesDigest: "sha256:" + strings.Repeat("a70f4d16", 8),
	}
	theStandard(t, a)
	return a
}

func theStandard(t testing.TB, a *assessment.Assessment) {
	t.Helper()
	var c struct {
		Standard struct{ ID, Title string }
		Clauses  []struct {
			ID, Title  string
			Objectives []struct {
				ID, Title string
				Controls  []struct {
					ID, Title, Method, Record string
					Aspects                   []struct{ ID, Title string }
				}
			}
		}
	}
	if err := yaml.Unmarshal([]byte(controls), &c); err != nil {
		t.Fatal(err)
	}
	for _, cl := range c.Clauses {
		a.Clauses = append(a.Clauses, assessment.Clause{ID: cl.ID, Title: cl.Title})
		for _, o := range cl.Objectives {
			a.Objectives = append(a.Objectives, assessment.Objective{ID: o.ID, Title: o.Title, Clause: cl.ID})
			for _, k := range o.Controls {
				control := assessment.Control{
					ID: k.ID, Title: k.Title, Objective: o.ID, Clause: cl.ID,
					Method: assessment.Method(k.Method), Record: k.Record, Rules: []string{}, Aspects: []assessment.Aspect{},
				}
				for _, s := range k.Aspects {
					control.Aspects = append(control.Aspects, assessment.Aspect{ID: s.ID, Title: s.Title, Rules: []string{}})
				}
				a.Controls = append(a.Controls, control)
			}
		}
	}
	a.Standard = assessment.Standard{
		ID: c.Standard.ID, Title: c.Standard.Title,
		Clauses: len(a.Clauses), Objectives: len(a.Objectives), Controls: len(a.Controls),
	}
}

// Root is the folder of go.mod.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test's folder")
		}
		dir = filepath.Dir(dir)
	}
}

func settleControl(a *assessment.Assessment, c *assessment.Control, verdicts map[string]assessment.Verdict) {
	c.Rules = []string{}
	for _, r := range a.Rules {
		if slices.Contains(r.Controls, c.ID) {
			c.Rules = append(c.Rules, r.ID)
		}
	}
	// The fixture spreads a control's rules over its aspects in turn and
	// leaves the last aspect of three or more to nobody.
	for i := range c.Aspects {
		c.Aspects[i].Rules, c.Aspects[i].Verdict = []string{}, assessment.Unknown
	}
	for i, id := range c.Rules {
		n := len(c.Aspects)
		if n > 2 {
			n--
		}
		if n > 0 {
			s := &c.Aspects[i%n]
			s.Rules = append(s.Rules, id)
		}
	}
	open, failed := 0, ""
	passed, notApplicable := 0, 0
	for i := range c.Aspects {
		s := &c.Aspects[i]
		if len(s.Rules) == 0 {
			open++
			continue
		}
		s.Verdict = worst(s.Rules, verdicts)
		switch s.Verdict {
		case assessment.Fail:
			for _, id := range s.Rules {
				if failed == "" && verdicts[id] == assessment.Fail {
					failed = id
				}
			}
		case assessment.Pass:
			passed++
		case assessment.NotApplicable:
			notApplicable++
		default:
			open++
		}
	}
	switch {
	case failed != "":
		c.Verdict, c.Reason = assessment.Nonconforming, "rule "+failed+" fails"
	case c.Method == assessment.Attested:
		c.Verdict, c.Reason = assessment.Undetermined, "no attestation is recorded"
	case open > 0:
		c.Verdict, c.Reason = assessment.Undetermined, fmt.Sprintf("%d of %d aspects were not seen", open, len(c.Aspects))
	case notApplicable == len(c.Aspects):
		c.Verdict, c.Reason = assessment.ControlNotApplicable, "no aspect concerns this host"
	case c.Method == assessment.Hybrid:
		c.Verdict, c.Reason = assessment.Undetermined, "the host's part holds; no attestation is recorded"
	default:
		c.Verdict, c.Reason = assessment.Conforming, fmt.Sprintf("%d aspects pass", passed)
	}
	c.Adjusted = c.Verdict
	c.Machine, c.People = sides(c, open, failed)
}

func sides(c *assessment.Control, open int, failed string) (machine, people assessment.Side) {
	machine = assessment.Side{State: assessment.SideHolds, Reason: "every aspect passes"}
	switch {
	case c.Method == assessment.Attested:
		machine = assessment.Side{State: assessment.SideNotNeeded, Reason: "people alone give evidence"}
	case failed != "":
		machine = assessment.Side{State: assessment.SideFails, Reason: c.Reason}
	case open > 0:
		machine = assessment.Side{State: assessment.SideIncomplete, Reason: fmt.Sprintf("%d aspects were not seen", open)}
	case c.Verdict == assessment.ControlNotApplicable:
		machine = assessment.Side{State: assessment.SideNotApplicable, Reason: c.Reason}
	}
	people = assessment.Side{State: assessment.SideMissing, Reason: "no attestation is recorded"}
	if c.Method == assessment.Automated {
		people = assessment.Side{State: assessment.SideNotNeeded, Reason: "the machine alone gives evidence"}
	}
	return machine, people
}

func worst(ids []string, verdicts map[string]assessment.Verdict) assessment.Verdict {
	for _, v := range assessment.Verdicts() {
		for _, id := range ids {
			if verdicts[id] == v {
				return v
			}
		}
	}
	return assessment.Unknown
}

func technical(rules []assessment.Rule, prefix string) assessment.Score {
	weight := map[assessment.Severity]float64{"critical": 10, "high": 5, "medium": 3, "low": 1}
	var counts assessment.Counts
	var pass, fail, all float64
	for _, r := range rules {
		if prefix != "" && !strings.HasPrefix(r.Controls[0], prefix) {
			continue
		}
		w := weight[r.Severity]
		switch r.Verdict {
		case assessment.Pass:
			counts.Pass, pass, all = counts.Pass+1, pass+w, all+w
		case assessment.Fail:
			counts.Fail, fail, all = counts.Fail+1, fail+w, all+w
		case assessment.Unknown:
			counts.Unknown, all = counts.Unknown+1, all+w
		default:
			counts.NotApplicable++
		}
	}
	return interval(pass, fail, all, counts)
}

func overall(controls []assessment.Control, prefix string) assessment.Score {
	var counts assessment.Counts
	for _, c := range controls {
		if prefix != "" && !strings.HasPrefix(c.ID, prefix) {
			continue
		}
		switch c.Verdict {
		case assessment.Conforming:
			counts.Pass++
		case assessment.Nonconforming:
			counts.Fail++
		case assessment.Undetermined:
			counts.Unknown++
		default:
			counts.NotApplicable++
		}
	}
	return interval(float64(counts.Pass), float64(counts.Fail), float64(counts.Pass+counts.Fail+counts.Unknown), counts)
}

func interval(pass, fail, all float64, counts assessment.Counts) assessment.Score {
	s := assessment.Score{Counts: counts}
	if pass+fail == 0 {
		return s
	}
	percent := func(v float64) *float64 { v = math.Round(v/all*1000) / 10; return &v }
	s.Assured, s.Possible, s.Coverage = percent(pass), percent(all-fail), percent(pass+fail)
	return s
}

func summary(a *assessment.Assessment, prefix string) assessment.Summary {
	s := assessment.Summary{Verdict: assessment.ControlNotApplicable, Score: overall(a.Controls, prefix), Technical: technical(a.Rules, prefix)}
	for _, v := range assessment.Conformities() {
		for _, c := range a.Controls {
			if strings.HasPrefix(c.ID, prefix) && c.Verdict == v && s.WorstControl == "" {
				s.Verdict, s.WorstControl = v, c.ID
			}
		}
	}
	return s
}
