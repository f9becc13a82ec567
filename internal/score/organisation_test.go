package score

import (
	"slices"
	"strings"
	"testing"
	"time"

	"isoscan/internal/assessment"
	"isoscan/internal/catalogue"
)

func host(t *testing.T, cat *catalogue.Catalogue, name string, judged ...Judged) *assessment.Assessment {
	t.Helper()
	a := &assessment.Assessment{
		Host: assessment.Host{Name: name}, Profile: assessment.Profile{Name: "baseline", Role: "server"},
		FinishedAt: time.Date(2026, 6, len(name), 0, 0, 0, 0, time.UTC), StartedAt: time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC),
	}
	for _, j := range judged {
		a.Rules = append(a.Rules, j.Rule)
	}
	a.Controls, a.Objectives, a.Clauses = Register(cat, judged, nil)
	a.Score = assessment.Scores{Technical: Rules(a.Rules), Overall: Controls(a.Controls)}
	return a
}

func TestOrganisation(t *testing.T) {
	cat := testCatalogue(t)
	o := NewOrganisation(cat)
	for _, a := range []*assessment.Assessment{
		host(t, cat, "web", allAspects(t, cat, "9.5.3", assessment.Pass), allAspects(t, cat, "9.5.4", assessment.Pass)),
		host(t, cat, "db", failing(t, cat, "9.5.3", "x"), allAspects(t, cat, "9.5.4", assessment.NotApplicable)),
	} {
		if err := o.Add(a); err != nil {
			t.Fatal(err)
		}
	}
	if err := o.Add(host(t, cat, "db")); err == nil || !strings.Contains(err.Error(), "two assessments") {
		t.Errorf("a second time: %v", err)
	}
	strict := host(t, cat, "mail")
	strict.Profile.Name = "strict"
	if err := o.Add(strict); err == nil || !strings.Contains(err.Error(), "profile") {
		t.Errorf("another profile: %v", err)
	}
	out := o.Finish(nil, "sha256:x")
	if len(out.Hosts) != 2 || out.Hosts[0].Host.Name != "db" || len(out.Controls) != 127 || len(out.Clauses) != 10 {
		t.Fatalf("%d hosts, %d controls", len(out.Hosts), len(out.Controls))
	}
	at := func(id string) assessment.ControlResult {
		return out.Controls[slices.IndexFunc(out.Controls, func(c assessment.ControlResult) bool { return c.ID == id })]
	}
	if c := at("9.5.3"); c.Verdict != assessment.Nonconforming || c.Hosts.Conforming != 1 || !slices.Equal(c.Nonconforming, []string{"db"}) || !strings.HasPrefix(c.Reason, "db: ") {
		t.Errorf("%+v", c)
	}
	// Where it applies it holds.
	if c := at("9.5.4"); c.Verdict != assessment.Conforming || c.Hosts.NotApplicable != 1 {
		t.Errorf("%+v", c)
	}
	if s := out.Score.Technical; s.Counts.Pass != 2 || s.Counts.Fail != 1 || *s.Assured != 66.6 {
		t.Errorf("%+v", s)
	}
	if out.Score.Adjusted != nil || out.Ledger != nil {
		t.Error("there is no ledger")
	}
	r, ok := out.Rule("r-9.5.3")
	if !ok || r.Counts.Pass != 1 || !slices.Equal(r.Failed, []string{"db"}) {
		t.Errorf("%+v", r)
	}
}

// A registered host of which nothing is known leaves what needs a machine's
// evidence undetermined, however well the others do.
func TestAHostThatWasNotAssessed(t *testing.T) {
	cat := testCatalogue(t)
	records := []assessment.Record{record(assessment.Attestation, "att", "3.1.1", assessment.RecordCounts)}
	judged := []Judged{allAspects(t, cat, "9.5.3", assessment.Pass)}
	web := host(t, cat, "web", judged...)
	web.Controls, web.Objectives, web.Clauses = Register(cat, judged, &Ledger{Records: records})
	web.Ledger = &assessment.Ledger{Asset: &assessment.Asset{ID: "web-1", Host: "web"}}
	o := NewOrganisation(cat)
	if err := o.Add(web); err != nil {
		t.Fatal(err)
	}
	controls, _, _ := Register(cat, nil, &Ledger{Records: records})
	o.AddNotAssessed(assessment.Asset{ID: "backup", Host: "backup"}, controls)
	o.AddNotAssessed(assessment.Asset{ID: "web-1", Host: "web"}, slices.Clone(controls))
	out := o.Finish(&assessment.Ledger{Organisation: "Us"}, "")
	if len(out.NotAssessed) != 1 || len(out.Hosts) != 1 || out.Name != "Us" {
		t.Fatalf("%d not assessed, %d hosts", len(out.NotAssessed), len(out.Hosts))
	}
	for _, c := range out.Controls {
		switch c.ID {
		case "3.1.1":
			if c.Verdict != assessment.Conforming {
				t.Errorf("%s: %s", c.ID, c.Verdict)
			}
		case "9.5.3":
			if c.Verdict != assessment.Undetermined || !strings.Contains(c.Reason, "no facts") || !slices.Equal(c.Undetermined, []string{"backup"}) {
				t.Errorf("%s: %s (%s)", c.ID, c.Verdict, c.Reason)
			}
		}
	}
}

// Facts of a host that bears a registered name and is another machine say nothing
// of the registered one; and two entries may share a name.
func TestABorrowedNameDoesNotStandIn(t *testing.T) {
	cat := testCatalogue(t)
	o := NewOrganisation(cat)
	if err := o.Add(host(t, cat, "web", allAspects(t, cat, "9.5.3", assessment.Pass))); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"web-1", "web-2"} {
		controls, _, _ := Register(cat, nil, &Ledger{})
		o.AddNotAssessed(assessment.Asset{ID: id, Host: "web"}, controls)
	}
	out := o.Finish(&assessment.Ledger{}, "")
	if len(out.NotAssessed) != 2 {
		t.Fatalf("%d not assessed", len(out.NotAssessed))
	}
	for _, c := range out.Controls {
		if c.ID != "9.5.3" {
			continue
		}
		want := []string{"web-1 (registered as web)", "web-2 (registered as web)"}
		if c.Verdict != assessment.Undetermined || !slices.Equal(c.Undetermined, want) {
			t.Errorf("%s: %s, %q", c.ID, c.Verdict, c.Undetermined)
		}
	}
}

func TestAnOrganisationWithoutHosts(t *testing.T) {
	out := NewOrganisation(testCatalogue(t)).Finish(nil, "sha256:x")
	if err := out.Validate(); err != nil {
		t.Error(err)
	}
	if out.Score.Technical.Assured != nil || len(out.Controls) != 127 {
		t.Errorf("%+v", out.Score)
	}
	for _, c := range out.Controls {
		if c.Verdict != assessment.Undetermined || c.Adjusted != assessment.Undetermined || c.Reason == "" {
			t.Errorf("%s: %s (%s)", c.ID, c.Verdict, c.Reason)
		}
	}
}
