package scan

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isoscan/checks"
	"isoscan/internal/assessment"
	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
	"isoscan/internal/policy"
	"isoscan/policies"
)

type fake struct {
	Seen *int `json:"seen,omitzero"`
}

func fakeCheck(id string, f checks.GatherFunc[fake]) checks.Check {
	return checks.New(facts.CheckInfo{ID: id, Title: id}, f)
}

func gatherFakes(t *testing.T, ctx context.Context, list ...checks.Check) *facts.Document {
	t.Helper()
	g := Gatherer{Checks: list, Timeout: 200 * time.Millisecond, Clock: func() time.Time { return time.Unix(1_800_000_000, 0) }}
	return g.Gather(ctx, hosttest.Tree(t, map[string]string{"/etc/hostname": "box\n"}), "/root")
}

func TestWhatGoesWrongInACheckIsItsStatus(t *testing.T) {
	one := 1
	release := make(chan struct{})
	defer close(release)
	doc := gatherFakes(t, context.Background(),
		fakeCheck("ok", func(context.Context, host.Host, *facts.Gaps) (*fake, error) { return &fake{&one}, nil }),
		fakeCheck("partial", func(_ context.Context, _ host.Host, g *facts.Gaps) (*fake, error) {
			g.Add("seen", fs.ErrPermission)
			return &fake{}, nil
		}),
		fakeCheck("denied", func(context.Context, host.Host, *facts.Gaps) (*fake, error) { return nil, fs.ErrPermission }),
		fakeCheck("elsewhere", func(context.Context, host.Host, *facts.Gaps) (*fake, error) { return nil, host.ErrUnsupported }),
		fakeCheck("broken", func(context.Context, host.Host, *facts.Gaps) (*fake, error) {
			return &fake{&one}, errors.New("it broke")
		}),
		fakeCheck("empty", func(context.Context, host.Host, *facts.Gaps) (*fake, error) { return nil, nil }),
		fakeCheck("panics", func(context.Context, host.Host, *facts.Gaps) (*fake, error) { panic("boo") }),
		// Held by the kernel: it never looks at its context.
		fakeCheck("hangs", func(context.Context, host.Host, *facts.Gaps) (*fake, error) { <-release; return &fake{&one}, nil }),
	)
	want := map[string]facts.Status{
		"ok": facts.OK, "partial": facts.Partial, "denied": facts.Denied, "elsewhere": facts.NotApplicable,
		"broken": facts.Failed, "empty": facts.Failed, "panics": facts.Failed, "hangs": facts.Failed,
	}
	got := map[string]facts.Status{}
	for id, st := range doc.Checks {
		got[id] = st.Status
		if st.Status != facts.OK && (st.Reason == "" || len(st.Missing) == 0) {
			t.Errorf("%s: %+v has no reason or hides nothing", id, st)
		}
		_, has := doc.Facts[id]
		if has != (st.Status == facts.OK || st.Status == facts.Partial) {
			t.Errorf("%s is %s, facts there: %v", id, st.Status, has)
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("statuses (-want +got):\n%s", d)
	}
	if !strings.Contains(doc.Checks["panics"].Reason, "the check panics panicked: boo") {
		t.Errorf("panic: %q", doc.Checks["panics"].Reason)
	}
	if doc.Target.Name != "box" {
		t.Errorf("the host's name is %q", doc.Target.Name)
	}
}

func TestACancelledGatheringHidesWhatWasNotSeen(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	doc := gatherFakes(t, ctx, fakeCheck("late", func(ctx context.Context, _ host.Host, _ *facts.Gaps) (*fake, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}))
	if st := doc.Checks["late"]; st.Status != facts.Failed || len(st.Missing) == 0 {
		t.Errorf("%+v", st)
	}
}

func engine(t *testing.T) *policy.Engine {
	t.Helper()
	e, err := policy.Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func evaluate(t *testing.T, doc *facts.Document) *assessment.Assessment {
	t.Helper()
	a, err := Evaluate(context.Background(), Criteria{Engine: engine(t), Profile: "strict", Version: "v"}, doc)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// A document of a host of which nothing could be seen: every check failed.
func blind() *facts.Document {
	doc := &facts.Document{
		Schema: facts.SchemaVersion, FinishedAt: time.Unix(1_800_000_000, 0).UTC(),
		Checks: map[string]facts.CheckStatus{}, Facts: map[string]json.RawMessage{},
	}
	for _, c := range checks.All(checks.Options{}) {
		doc.Checks[c.Info().ID] = facts.CheckStatus{Status: facts.Failed, Reason: "nothing could be read"}
	}
	return doc
}

func TestNothingSeenIsNothingPassed(t *testing.T) {
	for name, doc := range map[string]*facts.Document{"all failed": blind(), "no check ran": {
		Schema: facts.SchemaVersion, FinishedAt: time.Unix(1_800_000_000, 0),
	}} {
		a := evaluate(t, doc)
		if len(a.Rules) == 0 {
			t.Fatal("no rules")
		}
		for _, r := range a.Rules {
			byRole := r.Verdict == assessment.NotApplicable && strings.HasPrefix(r.Reason, "for the role")
			if r.Verdict != assessment.Unknown && !byRole {
				t.Errorf("%s: %s is %s (%s), though nothing was seen", name, r.ID, r.Verdict, r.Reason)
			}
		}
		for _, c := range a.Controls {
			if c.Verdict == assessment.Conforming || c.Verdict == assessment.Nonconforming {
				t.Errorf("%s: control %s is %s, though nothing was seen", name, c.ID, c.Verdict)
			}
		}
		if a.Score.Technical.Assured != nil || a.Score.Overall.Assured != nil {
			t.Errorf("%s: a score of nothing: %+v", name, a.Score)
		}
	}
}

// Empty objects, wrong types and nulls in place of facts judge nothing green.
func TestOddFactsAreNoPass(t *testing.T) {
	for _, odd := range []string{`{}`, `null`, `[]`, `"text"`, `7`, `{"present":null}`} {
		doc := blind()
		for id := range doc.Checks {
			doc.Checks[id] = facts.CheckStatus{Status: facts.OK}
			doc.Facts[id] = json.RawMessage(odd)
		}
		for _, r := range evaluate(t, doc).Rules {
			if r.Verdict == assessment.Pass {
				t.Errorf("facts %s: %s passes: %s", odd, r.ID, r.Reason)
			}
		}
	}
}

// smallTree has an empty password and root's log-on over SSH.
var smallTree = map[string]string{
	"/etc/hostname": "box\n", "/etc/passwd": "root:x:0:0::/root:/bin/bash\nbob:x:1000:1000::/home/bob:/bin/bash\n",
	"/etc/shadow": "root:*:19000:0:99999:7:::\nbob::19000:0:99999:7:::\n", "/etc/group": "root:x:0:\nbob:x:1000:\n",
	"/etc/ssh/sshd_config": "PermitRootLogin yes\n", "/etc/os-release": "ID=debian\nVERSION_ID=\"12\"\n",
}

// The same facts give the same assessment, whatever order things ran in.
func TestReplayGivesTheSameBytes(t *testing.T) {
	h := hosttest.Tree(t, smallTree)
	gather := func() *facts.Document {
		return Gatherer{Checks: checks.All(checks.Options{Nmap: "off"})}.Gather(context.Background(), h, "/x")
	}
	first := gather()
	b, err := json.Marshal(first)
	if err != nil {
		t.Fatal(err)
	}
	var again facts.Document
	if err := json.Unmarshal(b, &again); err != nil {
		t.Fatal(err)
	}
	want := evaluate(t, first)
	if d := cmp.Diff(want, evaluate(t, &again)); d != "" {
		t.Errorf("replayed (-want +got):\n%s", d)
	}
	anew := evaluate(t, gather())
	if anew.FactsDigest != want.FactsDigest {
		t.Error("the same host gave two facts digests")
	}
	if d := cmp.Diff(want.Rules, anew.Rules); d != "" {
		t.Errorf("gathered again (-want +got):\n%s", d)
	}
	if want.Score.Technical.Counts.Fail == 0 {
		t.Error("an empty password and root log-on gave no failure")
	}
}

func TestRoleIsGivenToldOrAssumed(t *testing.T) {
	doc := blind()
	if p := evaluate(t, doc).Profile; p.Role != "server" || !strings.Contains(p.RoleSource, "assumed") {
		t.Errorf("%+v", p)
	}
	doc.Facts["host"] = json.RawMessage(`{"role":{"value":"laptop","source":"/sys/class/dmi/id/chassis_type"}}`)
	if p := evaluate(t, doc).Profile; p.Role != "laptop" || p.RoleSource != "/sys/class/dmi/id/chassis_type" {
		t.Errorf("%+v", p)
	}
	a, err := Evaluate(context.Background(), Criteria{Engine: engine(t), Role: "workstation"}, doc)
	if err != nil {
		t.Fatal(err)
	}
	if a.Profile.Role != "workstation" || a.Profile.RoleSource != "given" || a.Profile.Name != "baseline" {
		t.Errorf("%+v", a.Profile)
	}
}

func TestOtherSchemasAreRefused(t *testing.T) {
	doc := blind()
	doc.Schema = "isoscan/facts/99"
	if _, err := Evaluate(context.Background(), Criteria{Engine: engine(t)}, doc); err == nil || !strings.Contains(err.Error(), "isoscan/facts/99") {
		t.Errorf("error %v", err)
	}
}

// Every list in the saved form is a list, never null.
func TestListsAreNeverNull(t *testing.T) {
	var walk func(v reflect.Value, at string)
	walk = func(v reflect.Value, at string) {
		switch v.Kind() {
		case reflect.Slice:
			if v.IsNil() {
				t.Errorf("%s is nil", at)
			}
			for i := range min(v.Len(), 3) {
				walk(v.Index(i), at+"[]")
			}
		case reflect.Struct:
			for i := range v.NumField() {
				if v.Type().Field(i).IsExported() {
					walk(v.Field(i), at+"."+v.Type().Field(i).Name)
				}
			}
		}
	}
	walk(reflect.ValueOf(*evaluate(t, blind())), "assessment")
}
