package score

import (
	"errors"
	"strings"
	"testing"

	"isoscan/internal/assessment"
	"isoscan/internal/catalogue"
)

func record(kind assessment.RecordKind, id, control string, state assessment.RecordState) assessment.Record {
	return assessment.Record{
		ID: id, Kind: kind, Control: control, State: state, Owner: "Olga", Approver: "Bert", Scope: "all hosts",
		From: "2026-01-01", Until: "2026-12-31", Statement: "It is so.", Source: "x.yaml:1",
		Problems: []assessment.RecordProblem{{Rule: "r", Message: "60 percent"}},
	}
}

// failing is a rule that fails on some resources.
func failing(t *testing.T, cat *catalogue.Catalogue, control string, resources ...string) Judged {
	t.Helper()
	j := allAspects(t, cat, control, assessment.Fail)
	for _, r := range resources {
		j.Violations = append(j.Violations, assessment.Violation{Message: "wrong", Resource: r})
	}
	return j
}

// weighed judges the catalogue with rules and records, waivers applied.
func weighed(cat *catalogue.Catalogue, judged []Judged, records ...assessment.Record) ([]assessment.Control, []Judged) {
	l := &Ledger{Records: records}
	rules := make([]assessment.Rule, len(judged))
	for i := range judged {
		rules[i] = judged[i].Rule
	}
	l.Waive(rules)
	out := make([]Judged, len(judged))
	for i := range judged {
		out[i] = Judged{Rule: rules[i], Aspects: judged[i].Aspects}
	}
	controls, _, _ := Register(cat, out, l)
	return controls, out
}

func TestPeopleAndMachine(t *testing.T) {
	cat := testCatalogue(t)
	att := func(control string, s assessment.RecordState) assessment.Record {
		return record(assessment.Attestation, "att", control, s)
	}
	pass := func(control string) []Judged { return []Judged{allAspects(t, cat, control, assessment.Pass)} }
	for name, c := range map[string]struct {
		control         string
		rules           []Judged
		records         []assessment.Record
		want            assessment.Conformity
		machine, people assessment.SideState
		why             string
	}{
		"attested": {"3.1.1", nil, []assessment.Record{att("3.1.1", assessment.RecordCounts)},
			assessment.Conforming, assessment.SideNotNeeded, assessment.SideHolds, "attested by Bert until 2026-12-31"},
		"attested, expired": {"3.1.1", nil, []assessment.Record{att("3.1.1", assessment.RecordExpired)},
			assessment.Undetermined, assessment.SideNotNeeded, assessment.SideExpired, "expired on 2026-12-31"},
		"attested, refused": {"3.1.1", nil, []assessment.Record{att("3.1.1", assessment.RecordRefused)},
			assessment.Undetermined, assessment.SideNotNeeded, assessment.SideRefused, "does not count: 60 percent"},
		"attested, in the future": {"3.1.1", nil, []assessment.Record{att("3.1.1", assessment.RecordFuture)},
			assessment.Undetermined, assessment.SideNotNeeded, assessment.SideMissing, "in the future"},
		"attested, falls short": {"6.2.1", nil, []assessment.Record{att("6.2.1", assessment.RecordShortfall)},
			assessment.Nonconforming, assessment.SideNotNeeded, assessment.SideFails, "60 percent"},
		"attested, a rule fails": {"3.1.1", []Judged{failing(t, cat, "3.1.1", "x")}, []assessment.Record{att("3.1.1", assessment.RecordCounts)},
			assessment.Nonconforming, assessment.SideFails, assessment.SideHolds, "1 of 1 rule"},
		"hybrid, both": {"9.4.2", pass("9.4.2"), []assessment.Record{att("9.4.2", assessment.RecordCounts)},
			assessment.Conforming, assessment.SideHolds, assessment.SideHolds, "attested by Bert"},
		"hybrid, people only": {"9.4.2", nil, []assessment.Record{att("9.4.2", assessment.RecordCounts)},
			assessment.Undetermined, assessment.SideMissing, assessment.SideHolds, "no rule looks"},
		"hybrid, machine only": {"9.4.2", pass("9.4.2"), nil,
			assessment.Undetermined, assessment.SideHolds, assessment.SideMissing, "needs a record"},
		"hybrid, people's record is another control's": {"9.4.2", pass("9.4.2"), []assessment.Record{att("9.4.3", assessment.RecordCounts)},
			assessment.Undetermined, assessment.SideHolds, assessment.SideMissing, "needs a record"},
		"hybrid, machine fails": {"9.4.2", []Judged{failing(t, cat, "9.4.2", "x")}, []assessment.Record{att("9.4.2", assessment.RecordCounts)},
			assessment.Nonconforming, assessment.SideFails, assessment.SideHolds, "failed"},
		"automated, people say so": {"9.5.3", nil, []assessment.Record{att("9.5.3", assessment.RecordCounts)},
			assessment.Undetermined, assessment.SideMissing, assessment.SideNotNeeded, "no rule looks"},
		"a waiver attests nothing": {"3.1.1", nil, []assessment.Record{record(assessment.Waiver, "wv", "3.1.1", assessment.RecordCounts)},
			assessment.Undetermined, assessment.SideNotNeeded, assessment.SideMissing, "needs a record"},
	} {
		controls, _ := weighed(cat, c.rules, c.records...)
		got := find(t, controls, c.control)
		if got.Verdict != c.want || got.Machine.State != c.machine || got.People.State != c.people || !strings.Contains(got.Reason, c.why) {
			t.Errorf("%s: %s, machine %s, people %s: %q", name, got.Verdict, got.Machine.State, got.People.State, got.Reason)
		}
	}
}

func TestAdjusted(t *testing.T) {
	cat := testCatalogue(t)
	waiver := func(rule, control string, objects ...string) assessment.Record {
		r := record(assessment.Waiver, "wv", control, assessment.RecordCounts)
		r.Rule, r.Objects = rule, objects
		return r
	}
	exclusion := record(assessment.Applicability, "soa", "9.5.3", assessment.RecordCounts)
	exclusion.Excluded = true
	confirmed := exclusion
	confirmed.Excluded = false
	expired := exclusion
	expired.State = assessment.RecordExpired
	fails := []Judged{failing(t, cat, "9.5.3", "a", "b")}
	also := failing(t, cat, "9.5.3", "a")
	also.Controls = []string{"9.5.3", "9.4.3"}
	part := failing(t, cat, "9.5.3", "a")
	part.Aspects = nil
	for name, c := range map[string]struct {
		rules   []Judged
		records []assessment.Record
		want    assessment.Conformity
		waived  bool
	}{
		"nothing":                          {fails, nil, assessment.Nonconforming, false},
		"the rule":                         {fails, []assessment.Record{waiver("r-9.5.3", "9.5.3")}, assessment.ControlWaived, true},
		"another rule":                     {fails, []assessment.Record{waiver("r-9.5.4", "9.5.3")}, assessment.Nonconforming, false},
		"the control":                      {fails, []assessment.Record{waiver("", "9.5.3")}, assessment.ControlWaived, true},
		"another control":                  {fails, []assessment.Record{waiver("", "9.5.4")}, assessment.Nonconforming, false},
		"one object of two":                {fails, []assessment.Record{waiver("r-9.5.3", "9.5.3", "a")}, assessment.Nonconforming, false},
		"both objects":                     {fails, []assessment.Record{waiver("r-9.5.3", "9.5.3", "a", "b")}, assessment.ControlWaived, true},
		"each object by a waiver":          {fails, []assessment.Record{waiver("r-9.5.3", "9.5.3", "a"), waiver("", "9.5.3", "b")}, assessment.ControlWaived, true},
		"objects that look alike":          {fails, []assessment.Record{waiver("r-9.5.3", "9.5.3", "A", "b ")}, assessment.Nonconforming, false},
		"a control of two, the rule's":     {[]Judged{also}, []assessment.Record{waiver("", "9.5.3")}, assessment.ControlWaived, false},
		"a control of two, the other":      {[]Judged{also}, []assessment.Record{waiver("", "9.4.3")}, assessment.Nonconforming, false},
		"both controls of two":             {[]Judged{also}, []assessment.Record{waiver("", "9.4.3"), waiver("", "9.5.3")}, assessment.ControlWaived, true},
		"the rest is not evidenced":        {[]Judged{part}, []assessment.Record{waiver("r-9.5.3", "9.5.3")}, assessment.Undetermined, true},
		"excluded":                         {fails, []assessment.Record{exclusion}, assessment.ControlNotApplicable, false},
		"confirmed":                        {fails, []assessment.Record{confirmed}, assessment.Nonconforming, false},
		"once excluded":                    {fails, []assessment.Record{expired}, assessment.Nonconforming, false},
		"excluded though it conforms":      {[]Judged{allAspects(t, cat, "9.5.3", assessment.Pass)}, []assessment.Record{exclusion}, assessment.Conforming, false},
		"waived though nothing looks":      {nil, []assessment.Record{waiver("", "9.5.3")}, assessment.Undetermined, false},
		"waived though it is not seen":     {[]Judged{allAspects(t, cat, "9.5.3", assessment.Unknown)}, []assessment.Record{waiver("", "9.5.3")}, assessment.Undetermined, false},
		"excluded though it is not seen":   {nil, []assessment.Record{exclusion}, assessment.ControlNotApplicable, false},
		"an attestation waives no failure": {fails, []assessment.Record{record(assessment.Attestation, "att", "9.5.3", assessment.RecordCounts)}, assessment.Nonconforming, false},
	} {
		controls, judged := weighed(cat, c.rules, c.records...)
		got := find(t, controls, "9.5.3")
		if got.Adjusted != c.want || (got.Adjusted != got.Verdict) != (got.AdjustedReason != "") {
			t.Errorf("%s: %s (%s), want %s", name, got.Adjusted, got.AdjustedReason, c.want)
		}
		plain, _ := weighed(cat, c.rules)
		if raw := find(t, plain, "9.5.3"); raw.Verdict != got.Verdict {
			t.Errorf("%s: the raw verdict turned %s", name, got.Verdict)
		}
		if len(judged) > 0 && judged[0].Waived() != c.waived {
			t.Errorf("%s: rule waived %v", name, judged[0].Waived())
		}
		// The other control of the rule is waived only by what names it or the rule.
		if other := find(t, controls, "9.4.3"); name == "a control of two, the rule's" && other.Adjusted != assessment.Nonconforming {
			t.Errorf("%s: it reached 9.4.3: %s", name, other.Adjusted)
		}
	}
}

func TestAWaivedControlOfPeople(t *testing.T) {
	cat := testCatalogue(t)
	w := record(assessment.Waiver, "wv", "9.5.6", assessment.RecordCounts)
	controls, _ := weighed(cat, nil, w)
	if c := find(t, controls, "9.5.6"); c.Adjusted != assessment.ControlWaived || c.Verdict != assessment.Undetermined {
		t.Errorf("%s, raw %s", c.Adjusted, c.Verdict)
	}
	s := AdjustedControls(controls)
	if s.Counts.Waived != 1 || s.Assured != nil {
		t.Errorf("%+v", s)
	}
}

func TestContradictions(t *testing.T) {
	met := record(assessment.Attestation, "att-1", "6.2.1", assessment.RecordCounts)
	not := record(assessment.Attestation, "att-2", "6.2.1", assessment.RecordShortfall)
	other := record(assessment.Attestation, "att-3", "6.1.3", assessment.RecordShortfall)
	old := record(assessment.Attestation, "att-4", "6.2.1", assessment.RecordExpired)
	if err := (&Ledger{Records: []assessment.Record{met, other, old}}).Check(); err != nil {
		t.Error(err)
	}
	err := (&Ledger{Records: []assessment.Record{met, not}}).Check()
	var c *ContradictionError
	if !errors.As(err, &c) || c.Met.ID != "att-1" || c.NotMet.ID != "att-2" {
		t.Errorf("got %v", err)
	}
}

func TestAWaiverNeverCountsAsAPass(t *testing.T) {
	rules := []assessment.Rule{
		{Severity: assessment.Critical, Verdict: assessment.Fail, Violations: make([]assessment.Violation, 1), Waiver: &assessment.RuleWaiver{Covered: 1, Violations: 1}},
		{Severity: assessment.High, Verdict: assessment.Fail, Violations: make([]assessment.Violation, 2), Waiver: &assessment.RuleWaiver{Covered: 1, Violations: 2}},
		{Severity: assessment.High, Verdict: assessment.Pass},
	}
	raw, adjusted := Rules(rules), AdjustedRules(rules)
	if *raw.Assured != 25 || *adjusted.Assured != 50 || adjusted.Counts.Waived != 1 || adjusted.Counts.Fail != 1 || raw.Counts.Waived != 0 {
		t.Errorf("raw %v %+v, adjusted %v %+v", *raw.Assured, raw.Counts, *adjusted.Assured, adjusted.Counts)
	}
	only := AdjustedRules(rules[:1])
	if only.Assured != nil {
		t.Errorf("all is waived, and the score is %v", *only.Assured)
	}
}
