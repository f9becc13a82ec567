package ledger

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/assessment"
)

const lintable = head + `people:
- {id: anna, name: Anna}
- {id: bert, name: Bert, email: b@x}
assets:
- {id: web01, machine_id: "00112233445566778899aabbccddeeff", owner: anna, location: here, classification: internal}
- {id: db01, machine_id: "00112233445566778899aabbccddeeff", warranty_until: 2025-01-01}
attestations:
- {id: a1, control: "3.1.1", scope: all, statement: x, owner: anna, approver: anna, date: 2026-01-01, period: 1y}
- {id: a2, control: "3.1.1", scope: {hosts: [web01]}, statement: x, owner: anna, approver: bert, date: 2026-01-01, period: 1y, evidence: [{file: evidence/a}, {file: evidence/b, digest: "sha256:0000000000000000000000000000000000000000000000000000000000000000"}, {file: evidence/gone}]}
- {id: a3, control: "9.4.3", scope: all, statement: x, owner: anna, approver: bert, date: 2026-01-01, period: 100d, evidence: [{reference: x}]}
- {id: a4, control: "3.1.2", scope: all, statement: x, owner: anna, approver: bert, date: 2025-01-01, period: 1y, evidence: [{reference: x}]}
- {id: a5, control: "3.1.2", scope: all, statement: x, owner: anna, approver: bert, date: 2025-12-01, period: 1y, evidence: [{reference: x}]}
- {id: a6, control: "4.1.1", scope: all, statement: x, owner: anna, approver: bert, date: 2026-09-01, period: 1y, evidence: [{reference: x}]}
waivers:
- {id: w1, rule: services-fp, scope: {hosts: [web1, "zz*", web01]}, justification: x, risk_owner: anna, approver: bert, granted: 2026-01-01, expires: 2026-02-01}
- {id: w2, rule: services-ftp, scope: {labels: {team: none}}, justification: x, risk_owner: anna, approver: bert, granted: 2026-01-01, expires: 2026-12-01}
- {id: w3, rule: file-preload, objects: [a], scope: {hosts: ["web*"]}, justification: x, risk_owner: anna, approver: bert, granted: 2026-01-01, expires: 2026-12-01}
- {id: w4, rule: file-preload, objects: [b], scope: {hosts: [web01]}, justification: x, risk_owner: anna, approver: bert, granted: 2026-01-01, expires: 2026-12-01}
- {id: w5, rule: file-preload, objects: [a], scope: {hosts: [db01, web01]}, justification: x, risk_owner: anna, approver: bert, granted: 2026-01-01, expires: 2026-12-01}
`

func TestLint(t *testing.T) {
	controls, _ := Standard(standard(t))
	l := loaded(t, "a.yaml", lintable, "evidence/a", "key\n", "evidence/b", "key\n")
	var got []string
	for _, f := range l.Lint(LintOptions{Today: day("2026-04-01"), Within: 30, Rules: rules, Controls: controls, Hosts: []string{"mail01"}, Git: true}) {
		got = append(got, fmt.Sprintf("%s %s | %s", f.Severity, f.Problem, f.Hint))
	}
	digest := l.evidence["evidence/a"].digest
	want := strings.Split(strings.ReplaceAll(`note .: host "mail01" is not in the asset register | add it to assets
warning a.yaml:3: anna: no email, so commits cannot be compared with the person | add the address of the person's commits
warning a.yaml:7: db01: asset web01 in a.yaml:6 has the same machine_id | give each machine an id of its own
warning a.yaml:7: db01: the asset has no owner | add owner
note a.yaml:7: db01: the asset has no classification and no location | 
note a.yaml:7: db01: the warranty ended on 2025-01-01 | 
warning a.yaml:9: a1: no evidence | add evidence: a file, a reference or a link
warning a.yaml:9: a1: owner and approver are both anna, so the record will not count | let somebody else approve it
error a.yaml:10: a2: evidence evidence/b is not the document that the record was made with | look at the document again; the digest is now DIGEST
error a.yaml:10: a2: evidence evidence/gone does not exist | put the file there, or correct the name
warning a.yaml:10: a2: a1 is in force too, for the same control | keep one of them, or narrow their scopes
warning a.yaml:10: a2: evidence evidence/a has no digest, so that a change goes unseen | add digest: DIGEST
warning a.yaml:11: a3: control 9.4.3 is assessed by the machine alone, so the record has no effect | remove it, or write a waiver
warning a.yaml:11: a3: expires in 10 days, on 2026-04-11 | renew it in time
note a.yaml:12: a4: expired on 2026-01-01; a5 is in its place | 
note a.yaml:14: a6: begins in 153 days, on 2026-09-01 | 
warning a.yaml:16: w1: expired on 2026-02-01, 59 days ago | renew it, or remove it
warning a.yaml:16: w1: orphaned: pattern zz* matches no host | correct it, or remove what nothing needs any more
warning a.yaml:16: w1: orphaned: there is no host web1; did you mean web01? | correct it, or remove what nothing needs any more
warning a.yaml:16: w1: orphaned: there is no rule services-fp; did you mean services-ftp? | correct it, or remove what nothing needs any more
warning a.yaml:17: w2: orphaned: with team none: no asset has these labels | correct it, or remove what nothing needs any more
warning a.yaml:20: w5: w3 is in force too, for the same rule for host web01 | keep one of them, or narrow their scopes`, "DIGEST", digest), "\n")
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestStatus(t *testing.T) {
	controls, _ := Standard(standard(t))
	l := loaded(t, "a.yaml", lintable)
	facts := l.Facts(day("2026-04-01"), rules)
	j := l.Judged(day("2026-04-01"), facts, map[string][]assessment.RecordProblem{"a1": {{Rule: "r", Message: "owner approves"}}},
		map[string][]assessment.RecordProblem{"a5": {{Rule: "s", Message: "too low"}}})
	s := j.Status(StatusOptions{Today: day("2026-04-01"), Within: 30, Rules: rules, Controls: controls}, facts)
	show := func(items []Item) (out []string) {
		for _, i := range items {
			out = append(out, fmt.Sprintf("%s %d %s", i.ID, i.Days, i.Message))
		}
		return out
	}
	got := map[string][]string{
		"expiring": show(s.Expiring), "expired": show(s.Expired), "future": show(s.Future), "orphaned": show(s.Orphaned), "refused": show(s.Refused), "shortfall": show(s.Shortfall),
	}
	want := map[string][]string{
		"expiring": {"a3 10 its last day is 2026-04-11"},
		"expired":  {"w1 -59 its last day was 2026-02-01"},
		"future":   {"a6 153 its first day is 2026-09-01"},
		"orphaned": {
			"w1 -59 there is no rule services-fp; did you mean services-ftp?; there is no host web1; did you mean web01?; pattern zz* matches no host",
			"w2 244 with team none: no asset has these labels",
		},
		"refused":   {"a1 275 owner approves"},
		"shortfall": {"a5 244 too low"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	// 83 controls ask for people; 3.1.1 (a2) and 3.1.2 have a record in force.
	var due []string
	for _, d := range s.Due {
		due = append(due, d.Control.ID+" "+d.Reason)
	}
	if len(due) != 81 || due[0] != "4.1.1 a6: its first day is 2026-09-01" || due[1] != "4.1.2 no attestation" {
		t.Errorf("%d due: %q", len(due), due[:2])
	}
}
