package score

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"isoscan/internal/assessment"
)

// usesOf scores a host with records and gives their notes, as its own
// assessment and as a register over it has them.
func usesOf(t *testing.T, judged []Judged, records ...assessment.Record) (host, org map[string]string) {
	t.Helper()
	cat := testCatalogue(t)
	controls, after := weighed(cat, judged, records...)
	rules := make([]assessment.Rule, len(after))
	for i := range after {
		rules[i] = after[i].Rule
	}
	notes := func(u *Uses) map[string]string {
		u.Add(rules, controls, records)
		list := slices.Clone(records)
		u.Annotate(list)
		out := map[string]string{}
		for _, r := range list {
			out[r.ID] = r.Note
		}
		return out
	}
	return notes(HostUses()), notes(NewUses())
}

func waiver(id, control, rule string, objects ...string) assessment.Record {
	r := record(assessment.Waiver, id, control, assessment.RecordCounts)
	r.Rule, r.Objects = rule, objects
	return r
}

func TestWaiversThatWaiveNothing(t *testing.T) {
	cat := testCatalogue(t)
	fails := failing(t, cat, "9.5.3", "account root", "account bob", "/srv/www/upload", "PAM service login")
	rule := fails.ID
	passes := allAspects(t, cat, "9.5.4", assessment.Pass)
	unknown := allAspects(t, cat, "9.5.1", assessment.Unknown)
	elsewhere := allAspects(t, cat, "9.5.2", assessment.NotApplicable)
	for name, c := range map[string]struct {
		waiver assessment.Record
		host   string
	}{
		"the whole rule":          {waiver("w", "9.5.3", rule), ""},
		"every object":            {waiver("w", "9.5.3", rule, "account root", "account bob"), ""},
		"the whole control":       {waiver("w", "9.5.3", ""), ""},
		"a control's object":      {waiver("w", "9.5.3", "", "account root"), ""},
		"people's missing record": {waiver("w", "3.1.1", ""), ""},
		"refused": {func() assessment.Record {
			w := waiver("w", "9.5.3", rule, "nobody")
			w.State = assessment.RecordRefused
			return w
		}(), ""},
		"misspelt": {waiver("w", "9.5.3", rule, "account rot"),
			`waived nothing on this host: no violation of rule ` + rule + ` names "account rot"; did you mean "account root"?`},
		"in capitals": {waiver("w", "9.5.3", rule, "Account Bob"),
			`waived nothing on this host: no violation of rule ` + rule + ` names "Account Bob"; did you mean "account bob"?`},
		"a slash at the end": {waiver("w", "9.5.3", rule, "/srv/www/upload/"),
			`waived nothing on this host: no violation of rule ` + rule + ` names "/srv/www/upload/"; did you mean "/srv/www/upload"?`},
		"a part of it": {waiver("w", "9.5.3", rule, "login"),
			`waived nothing on this host: no violation of rule ` + rule + ` names "login"; did you mean "PAM service login"?`},
		"like none": {waiver("w", "9.5.3", rule, "something else"),
			`waived nothing on this host: no violation of rule ` + rule + ` names "something else"; they name "/srv/www/upload", "PAM service login", "account bob" and others`},
		"one of two": {waiver("w", "9.5.3", rule, "account root", "account bo"),
			`"account bo" waived nothing on this host: no violation of rule ` + rule + ` names it; did you mean "account bob"?`},
		"one of many": {waiver("w", "9.5.3", rule, "account root", "q1", "q2", "q3", "q4"),
			`"q1" or "q2" or "q3" or 1 more waived nothing on this host: no violation of rule ` + rule + ` names them; they name "/srv/www/upload", "PAM service login", "account bob" and others`},
		"a control's object, misspelt": {waiver("w", "9.5.3", "", "account rot"),
			`waived nothing on this host: no violation of the rules on control 9.5.3 names "account rot"; did you mean "account root"?`},
		"a rule that passes": {waiver("w", "9.5.4", passes.ID), "waived nothing on this host: rule " + passes.ID + " passes"},
		"a rule that is unknown": {waiver("w", "9.5.1", unknown.ID, "x"),
			"waived nothing on this host: rule " + unknown.ID + " could not be judged"},
		"a rule that does not apply": {waiver("w", "9.5.2", elsewhere.ID), "waived nothing on this host: rule " + elsewhere.ID + " does not apply"},
		"a rule that was not asked":  {waiver("w", "9.5.2", "other"), "waived nothing on this host: rule other was not asked"},
		"a control that conforms":    {waiver("w", "9.5.4", ""), "waived nothing on this host: control 9.5.4 conforms, or does not apply"},
		"a control that is unknown":  {waiver("w", "9.5.1", ""), "waived nothing on this host: no rule on control 9.5.1 fails"},
	} {
		t.Run(name, func(t *testing.T) {
			host, org := usesOf(t, []Judged{fails, passes, unknown, elsewhere}, c.waiver)
			if host["w"] != c.host {
				t.Errorf("on the host:\n%s\nwant:\n%s", host["w"], c.host)
			}
			if want := strings.Replace(c.host, "on this host", "on the one judged host in its scope", 1); org["w"] != want {
				t.Errorf("of the organisation:\n%s\nwant:\n%s", org["w"], want)
			}
		})
	}
}

// A waiver for many hosts is of use when it is on one of them.
func TestWaiversOverHosts(t *testing.T) {
	cat := testCatalogue(t)
	o := NewOrganisation(cat)
	fails := func(objects ...string) Judged { return failing(t, cat, "9.5.3", objects...) }
	rule := fails("x").ID
	records := []assessment.Record{
		waiver("both", "9.5.3", rule, "account anna", "account bert"),
		waiver("half", "9.5.3", rule, "account anna", "account brt"),
		waiver("idle", "9.5.3", rule, "account carl"),
		waiver("gone", "9.5.4", allAspects(t, cat, "9.5.4", assessment.Pass).ID),
		waiver("away", "9.5.3", rule),
	}
	for name, judged := range map[string][]Judged{
		"web": {fails("account anna"), allAspects(t, cat, "9.5.4", assessment.Pass)},
		"db":  {fails("account bert"), allAspects(t, cat, "9.5.4", assessment.Unknown)},
	} {
		a := host(t, cat, name, judged...)
		a.Ledger = &assessment.Ledger{Records: records[:4]}
		if err := o.Add(a); err != nil {
			t.Fatal(err)
		}
	}
	given := &assessment.Ledger{Records: records}
	got := map[string]string{}
	for _, r := range o.Finish(given, "").Ledger.Records {
		got[r.ID] = r.Note
	}
	where := "waived nothing on the 2 judged hosts in its scope: "
	for id, want := range map[string]string{
		"both": "",
		"half": `"account brt" ` + where + "no violation of rule " + rule + ` names it; did you mean "account bert"?`,
		"idle": where + "no violation of rule " + rule + ` names "account carl"; they name "account anna", "account bert"`,
		"gone": where + "rule " + rule4(t) + " passes on 1, could not be judged on 1",
		"away": "waived nothing: no host that was judged is in its scope",
	} {
		if got[id] != want {
			t.Errorf("%s:\n%s\nwant:\n%s", id, got[id], want)
		}
	}
	if given.Records[2].Note != "" {
		t.Error("the records that were given are changed")
	}
}

func rule4(t *testing.T) string {
	return allAspects(t, testCatalogue(t), "9.5.4", assessment.Pass).ID
}

// 100,000 waivers of which none waives anything, with 10,000 violations, take no
// more than linear time: the nearest is looked for a bounded number of times.
func TestUsesAreBounded(t *testing.T) {
	cat := testCatalogue(t)
	var objects []string
	for i := range 10_000 {
		objects = append(objects, fmt.Sprintf("/srv/some/long/folder/file-%d", i))
	}
	fails := failing(t, cat, "9.5.3", objects...)
	var records []assessment.Record
	for i := range 100_000 {
		records = append(records, waiver(fmt.Sprintf("w%d", i), "9.5.3", fails.ID, fmt.Sprintf("/srv/some/long/folder/fil-%d", i)))
	}
	u := HostUses()
	u.Add([]assessment.Rule{fails.Rule}, nil, records)
	if u.searches != mostSearches {
		t.Errorf("%d searches", u.searches)
	}
	if n := len(u.Notes()); n != len(records) {
		t.Errorf("%d notes of %d waivers", n, len(records))
	}
}
