package score

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/assessment"
)

func TestHostNames(t *testing.T) {
	h := func(name, machine, root string) assessment.Host {
		return assessment.Host{Name: name, MachineID: machine, Root: root}
	}
	hosts := []assessment.Host{
		h("web", "aaaa0000aaaa0000", "/"),
		h("localhost", "1111222233334444", ""), h("localhost", "5555222233334444", ""), h("localhost", "", ""),
		h("clone", "1111222233334444", ""), h("clone", "1111222299999999", ""),
		h("tree", "", "/srv/a"), h("tree", "", "/srv/b"),
		h("localhost (no machine id)", "77", ""),
	}
	want := map[string]string{
		"webaaaa0000aaaa0000": "web", "localhost1111222233334444": "localhost (machine 11112222)", "localhost5555222233334444": "localhost (machine 55552222)",
		"localhost": "localhost (no machine id)", "clone1111222233334444": "clone (machine 1111222233334444)",
		"clone1111222299999999": "clone (machine 1111222299999999)", "tree/srv/a": "tree (tree /srv/a)", "tree/srv/b": "tree (tree /srv/b)",
		"localhost (no machine id)77": "localhost (no machine id) #2",
	}
	rng := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		rng.Shuffle(len(hosts), func(i, j int) { hosts[i], hosts[j] = hosts[j], hosts[i] })
		got := map[string]string{}
		for i, n := range HostNames(hosts) {
			key := hosts[i].Name + hosts[i].MachineID
			if hosts[i].MachineID == "" {
				key += hosts[i].Root
			}
			got[key] = n
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("-want +got:\n%s", d)
		}
	}
}

// Two hosts called localhost are two, and every list says which of them it means.
func TestHostsOfOneName(t *testing.T) {
	cat := testCatalogue(t)
	one := host(t, cat, "localhost", allAspects(t, cat, "9.5.3", assessment.Pass), failing(t, cat, "9.5.4", "x"))
	two := host(t, cat, "localhost", failing(t, cat, "9.5.3", "x"), allAspects(t, cat, "9.5.4", assessment.Pass))
	one.Host.MachineID, two.Host.MachineID = "1111222233334444", "5555222233334444"
	var first *assessment.Organisation
	for _, list := range [][]*assessment.Assessment{{one, two}, {two, one}} {
		o := NewOrganisation(cat)
		for _, a := range list {
			if err := o.Add(a); err != nil {
				t.Fatal(err)
			}
		}
		out := o.Finish(nil, "")
		if out.Hosts[0].Host.Name != "localhost (machine 11112222)" || out.Hosts[1].Host.Name != "localhost (machine 55552222)" {
			t.Errorf("%s, %s", out.Hosts[0].Host.Name, out.Hosts[1].Host.Name)
		}
		if r, ok := out.Rule("r-9.5.3"); !ok || !slices.Equal(r.Failed, []string{"localhost (machine 55552222)"}) {
			t.Errorf("%+v", r)
		}
		i := slices.IndexFunc(out.Controls, func(c assessment.ControlResult) bool { return c.ID == "9.5.4" })
		if c := out.Controls[i]; !slices.Equal(c.Nonconforming, []string{"localhost (machine 11112222)"}) || !strings.HasPrefix(c.Reason, "localhost (machine 11112222): ") {
			t.Errorf("%+v", c)
		}
		if first == nil {
			first = out
		} else if d := cmp.Diff(first, out); d != "" {
			t.Errorf("in another order:\n%s", d)
		}
	}
	if one.Host.Name != "localhost" {
		t.Error("the host's own assessment is changed")
	}
}

// An entry that says of no machine id which host it is cannot be two hosts.
func TestASharedEntryIsRefused(t *testing.T) {
	cat := testCatalogue(t)
	one, two := host(t, cat, "localhost"), host(t, cat, "localhost")
	one.Host.MachineID, two.Host.MachineID = "11112222", "55552222"
	one.Ledger = &assessment.Ledger{Asset: &assessment.Asset{ID: "pc-1", Host: "localhost", Source: "assets.yaml:3"}}
	two.Ledger = one.Ledger
	o := NewOrganisation(cat)
	if err := o.Add(one); err != nil {
		t.Fatal(err)
	}
	var shared *SharedEntryError
	err := o.Add(two)
	if !errors.As(err, &shared) || !strings.Contains(err.Error(), "sha256:55552222") || shared.Hint() == "" {
		t.Errorf("%v", err)
	}
	if out := o.Finish(nil, ""); len(out.Hosts) != 1 {
		t.Errorf("%d hosts: what was refused must leave no trace", len(out.Hosts))
	}
}

// Why a registered host was not assessed: nothing of it came, or an impostor's.
func TestWhyAHostWasNotAssessed(t *testing.T) {
	cat := testCatalogue(t)
	o := NewOrganisation(cat)
	web := host(t, cat, "web")
	web.Host.MachineID = "ffff0000ffff0000"
	if err := o.Add(web); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"web", "mail"} {
		controls, _, _ := Register(cat, nil, &Ledger{})
		o.AddNotAssessed(assessment.Asset{ID: id}, controls)
	}
	out := o.Finish(&assessment.Ledger{}, "")
	if got := out.NotAssessed[0].Reason; got != "there are no facts of this registered host" {
		t.Errorf("mail: %s", got)
	}
	if got := out.NotAssessed[1].Reason; !strings.Contains(got, "another machine, with machine id ffff0000...") {
		t.Errorf("web: %s", got)
	}
	i := slices.IndexFunc(out.Controls, func(c assessment.ControlResult) bool { return c.ID == "9.5.3" })
	if c := out.Controls[i]; !slices.Equal(c.Undetermined, []string{"mail", "web", "web (registered as web)"}) {
		t.Errorf("%q", c.Undetermined)
	}
}
