package scan

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/assessment"
)

func sighting(file, name, machine string, day int, digest string) Sighting {
	return Sighting{
		File: file, Host: assessment.Host{Name: name, MachineID: machine, Kind: "local"},
		FinishedAt: time.Date(2026, 11, day, 6, 0, 0, 0, time.UTC), Digest: digest,
	}
}

// A folder of nightly facts: the newest of each host, whatever the order of files.
func TestNewestOf(t *testing.T) {
	tree := func(file, root string) Sighting {
		s := sighting(file, "debian", "", 20, file)
		s.Host.Kind, s.Host.Root = "rootfs", root
		return s
	}
	list := []Sighting{
		sighting("web-19", "web", "aa", 19, "1"), sighting("web-20", "web", "aa", 20, "2"), sighting("web-18", "web", "aa", 18, "2"),
		sighting("copy", "web", "aa", 20, "2"),
		sighting("a", "localhost", "bb", 19, "3"), sighting("b", "localhost", "cc", 18, "4"),
		sighting("lone", "lone", "", 18, "5"), sighting("lone-copy", "lone", "", 18, "5"),
		tree("t1", "/srv/1"), tree("t2", "/srv/2"),
		sighting("tomorrow", "odd", "dd", 30, "6"), // alone it is what there is
	}
	want := []string{
		"t1 []", "t2 []", "a []", "b []", "lone [lone-copy]", "tomorrow []", "copy [web-20 web-19 web-18]",
	}
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		got, err := NewestOf(list, now)
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, n := range got {
			var older []string
			for _, o := range n.Older {
				older = append(older, o.File)
			}
			lines = append(lines, fmt.Sprint(n.File, " ", older))
		}
		if d := cmp.Diff(want, lines); d != "" {
			t.Fatalf("-want +got:\n%s", d)
		}
	}
}

func TestNewestThatCannotBeTold(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		list []Sighting
		want string
	}{
		"no machine id":    {[]Sighting{sighting("a", "web", "", 19, "1"), sighting("b", "web", "", 20, "2")}, "one host or of two"},
		"of one time":      {[]Sighting{sighting("a", "web", "aa", 20, "1"), sighting("b", "web", "aa", 20, "2")}, "neither is newer"},
		"from the future":  {[]Sighting{sighting("a", "web", "aa", 20, "1"), sighting("b", "web", "aa", 29, "2")}, "b would be the newest facts of the host web, and its time"},
		"a name to escape": {[]Sighting{sighting("a", "w\x1beb", "", 20, "1"), sighting("b", "w\x1beb", "", 20, "2")}, `w\x1beb`},
	} {
		_, err := NewestOf(c.list, now)
		var choice *ChoiceError
		if !errors.As(err, &choice) || !strings.Contains(err.Error(), c.want) || choice.Hint() == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Older facts never weigh: the register is that of the newest alone, and says
// how many were left out.
func TestOlderFactsAreLeftOut(t *testing.T) {
	c := exampleCriteria(t)
	docs := exampleFacts(t)
	judge := func(older int) *assessment.Organisation {
		o := NewOrganisation(c)
		for _, d := range docs {
			if _, err := o.EvaluateNewest(t.Context(), d, older); err != nil {
				t.Fatal(err)
			}
		}
		out, err := o.Finish()
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	alone, with := judge(0), judge(3)
	for i := range with.Hosts {
		if with.Hosts[i].Older != 3 {
			t.Errorf("%s: %d older facts", with.Hosts[i].Host.Name, with.Hosts[i].Older)
		}
		with.Hosts[i].Older = 0
	}
	if d := cmp.Diff(alone, with); d != "" {
		t.Errorf("-alone +with older facts:\n%s", d)
	}
	slices.Reverse(docs)
	if d := cmp.Diff(alone, judge(0)); d != "" {
		t.Errorf("in another order:\n%s", d)
	}
}

// Facts of another machine under web01's name: the registered web01 was not
// assessed, and the machine gets none of its records.
func TestAnImpostorGetsNothing(t *testing.T) {
	c := exampleCriteria(t)
	c = judged(t, c, loadLedger(t, c, nil))
	o := NewOrganisation(c)
	for _, doc := range exampleFacts(t) {
		if doc.Target.Name == web01 {
			raw := string(doc.Facts["host"])
			other := strings.Replace(raw, aboutHost(doc).MachineID.Digest, "ffff0000ffff0000ffff0000ffff0000", 1)
			if other == raw {
				t.Fatal("the facts have no machine id")
			}
			doc.Facts["host"] = []byte(other)
		}
		a, err := o.Evaluate(t.Context(), doc)
		if err != nil {
			t.Fatal(err)
		}
		if doc.Target.Name != web01 {
			continue
		}
		if a.Ledger.Asset != nil {
			t.Errorf("it is the entry %s", a.Ledger.Asset.ID)
		}
		for _, r := range a.Ledger.Records {
			if strings.Contains(r.Scope, "web01") || strings.Contains(r.Scope, "with ") {
				t.Errorf("it has the record %s for %s", r.ID, r.Scope)
			}
		}
		for i := range a.Rules {
			if a.Rules[i].Waiver != nil {
				t.Errorf("rule %s is waived by %v", a.Rules[i].ID, a.Rules[i].Waiver.Records)
			}
		}
	}
	out, err := o.Finish()
	if err != nil {
		t.Fatal(err)
	}
	if len(out.NotAssessed) != 1 || out.NotAssessed[0].ID != "web01" || !strings.Contains(out.NotAssessed[0].Reason, "another machine, with machine id ffff0000...") {
		t.Errorf("not assessed: %+v", out.NotAssessed)
	}
	for _, r := range out.Ledger.Records {
		if r.ID == "wv-web01-malware" && r.Note != "waived nothing: no host that was judged is in its scope" {
			t.Errorf("%s: %q", r.ID, r.Note)
		}
	}
}
