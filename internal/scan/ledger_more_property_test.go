package scan

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/assessment"
	"isoscan/internal/ledger"
)

// narrowed gives a record the scope of one host by its name.
func narrowed(record any, host string) any {
	s := ledger.Scope{Hosts: []string{host}}
	switch r := record.(type) {
	case ledger.Attestation:
		r.Scope = s
		return r
	case ledger.Waiver:
		r.Scope = s
		return r
	case ledger.Applicability:
		r.Scope = &s
		return r
	}
	return record
}

func recordID(record any) string { return reflect.ValueOf(record).FieldByName("ID").String() }

// A record for fewer hosts makes no control conform anywhere that did not, adjusted
// or not, assures no more, and changes no host that it is not for any more but by
// being taken away.
func TestANarrowerScopeConformsNoMore(t *testing.T) {
	c := exampleCriteria(t)
	base := loadLedger(t, c, nil)
	hosts := exampleRules(t)
	narrow, changed := 0, 0
	for seed := range uint64(4) {
		g := newGenerator(t, 2000+seed, hosts)
		list := g.records(propertyRecords)
		full := judged(t, c, withRecords(base, list)).Records.Judged()
		for i, record := range list {
			id := recordID(record)
			if len(g.reach[id]) < 2 {
				continue
			}
			narrow++
			keep := g.reach[id][0]
			other := slices.Clone(list)
			other[i] = narrowed(record, keep)
			after := judged(t, c, withRecords(base, other)).Records.Judged()
			for _, h := range hosts {
				records := after.For(h.name, h.machine)
				if has(records, id) != (h.name == keep) {
					t.Fatalf("seed %d: %s for %s reaches %s", seed, id, keep, h.name)
				}
				was, ok := weighed(t, h, full.For(h.name, h.machine))
				is, okAfter := weighed(t, h, records)
				if !ok || !okAfter {
					continue // a contradiction is refused
				}
				at := fmt.Sprintf("seed %d, %s, %s for %s alone", seed, h.name, id, keep)
				if h.name != keep {
					removingAcquitsNothing(t, at, was, is)
					less, _ := weighed(t, h, without(full.For(h.name, h.machine), id))
					unchanged(t, at, is, less)
				}
				for k := range is.controls {
					if is.controls[k].Verdict != was.controls[k].Verdict {
						changed++
					}
					// Where it still reaches, it may count now that it is narrow enough; a
					// waiver or an exclusion makes nothing conform even so.
					if _, isAttestation := record.(ledger.Attestation); !isAttestation && is.controls[k].Verdict != was.controls[k].Verdict {
						t.Errorf("%s: %s was %s and is %s", at, is.controls[k].ID, was.controls[k].Verdict, is.controls[k].Verdict)
					}
				}
			}
		}
	}
	if narrow < 20 || changed == 0 {
		t.Errorf("%d records narrowed, %d controls changed", narrow, changed)
	}
}

// From one day to the next nothing changes but what begins or ends then.
func TestOnlyBeginningsAndEndsChangeAnything(t *testing.T) {
	c := exampleCriteria(t)
	l := loadLedger(t, c, nil)
	states := func(day int) map[string]assessment.Record {
		r, err := JudgeLedger(context.Background(), c, l, exampleDay.AddDate(0, 0, day))
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]assessment.Record{}
		for _, rec := range r.Judged().All() {
			out[rec.ID] = rec
		}
		return out
	}
	before := states(-30)
	began, ended := 0, 0
	for day := -29; day <= 60; day++ {
		today := ledger.Day(exampleDay.AddDate(0, 0, day))
		yesterday := ledger.Day(exampleDay.AddDate(0, 0, day-1))
		now := states(day)
		for id, is := range now {
			was := before[id]
			switch {
			case is.From == today:
				began++
				if was.State != assessment.RecordFuture || is.State == assessment.RecordFuture {
					t.Errorf("%s begins on %s: %s, %s", id, today, was.State, is.State)
				}
			case is.Until == yesterday:
				ended++
				if was.State == assessment.RecordExpired || is.State != assessment.RecordExpired {
					t.Errorf("%s ended on %s: %s, %s", id, yesterday, was.State, is.State)
				}
			case was.State != is.State:
				t.Errorf("%s, in force %s to %s, was %s on %s and is %s the day after", id, is.From, is.Until, was.State, yesterday, is.State)
			}
		}
		before = now
	}
	if began == 0 || ended == 0 {
		t.Errorf("%d begin and %d end in that time", began, ended)
	}
}

// How files are called and how records are spread over them changes nothing but
// where they stand.
func TestNamesOfFilesDoNotMatter(t *testing.T) {
	c := exampleCriteria(t)
	want := judged(t, c, loadLedger(t, c, nil)).Records.Judged().All()
	files := fstest.MapFS{}
	root := os.DirFS(path.Join(exampleDir, "ledger"))
	n := 0
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		if err == nil && !strings.HasPrefix(name, "evidence/") {
			n++
			name = fmt.Sprintf("deep/er/%03d.yml", 999-n) // the other way round
		}
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil || n < 10 {
		t.Fatalf("%d files: %v", n, err)
	}
	_, known := ledger.Standard(c.Engine.Catalogue)
	l, err := ledger.Load(files, known)
	if err != nil {
		t.Fatal(err)
	}
	nowhere := func(records []assessment.Record) []assessment.Record {
		out := slices.Clone(records)
		for i := range out {
			out[i].Source = ""
		}
		return out
	}
	if d := cmp.Diff(nowhere(want), nowhere(judged(t, c, l).Records.Judged().All())); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

// Many hosts together are each host alone, and the counts of all.
func TestTogetherIsEachAlone(t *testing.T) {
	c := exampleCriteria(t)
	c = judged(t, c, loadLedger(t, c, nil))
	together := example(t).org
	rules, controls := map[string]assessment.Counts{}, make([]assessment.HostCounts, len(together.Controls))
	for _, doc := range exampleFacts(t) {
		alone := NewOrganisation(c)
		own, err := alone.Evaluate(t.Context(), doc)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(example(t).hosts[doc.Target.Name], own); d != "" {
			t.Errorf("%s among others and alone:\n%s", doc.Target.Name, d)
		}
		one, err := alone.Finish()
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(together.Hosts, func(h assessment.HostResult) bool { return h.Host.Name == doc.Target.Name })
		if d := cmp.Diff(together.Hosts[i], one.Hosts[0]); d != "" {
			t.Errorf("%s in the register of all and of one:\n%s", doc.Target.Name, d)
		}
		for _, r := range own.Rules {
			n := rules[r.ID]
			switch r.Verdict {
			case assessment.Pass:
				n.Pass++
			case assessment.Fail:
				n.Fail++
			case assessment.NotApplicable:
				n.NotApplicable++
			default:
				n.Unknown++
			}
			if r.Waived() {
				n.Waived++
			}
			rules[r.ID] = n
		}
		for k, h := range own.Controls {
			n := &controls[k]
			switch h.Verdict {
			case assessment.Conforming:
				n.Conforming++
			case assessment.Nonconforming:
				n.Nonconforming++
			case assessment.ControlNotApplicable:
				n.NotApplicable++
			default:
				n.Undetermined++
			}
		}
	}
	if len(together.NotAssessed) != 0 {
		t.Fatal("the example has a host without facts")
	}
	for _, r := range together.Rules {
		if rules[r.ID] != r.Counts || len(r.Failed) != r.Counts.Fail {
			t.Errorf("%s: %+v, and host by host %+v", r.ID, r.Counts, rules[r.ID])
		}
	}
	for k, o := range together.Controls {
		if controls[k] != o.Hosts {
			t.Errorf("%s: %+v, and host by host %+v", o.ID, o.Hosts, controls[k])
		}
		if o.Verdict == assessment.Conforming && (o.Hosts.Nonconforming > 0 || o.Hosts.Undetermined > 0 || o.Hosts.Conforming == 0) {
			t.Errorf("%s conforms: %+v", o.ID, o.Hosts)
		}
	}
}
