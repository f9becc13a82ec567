package assessment_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"

	"github.com/google/go-cmp/cmp"
)

// two are assessments of one host with a rule for every way from one verdict
// to another: its id is both verdicts, "none" for a rule that was not there.
func two() (before, now *assessment.Assessment) {
	at := time.Date(2026, 5, 1, 9, 0, 0, 0, time.UTC)
	before = &assessment.Assessment{FinishedAt: at, Host: assessment.Host{Name: "web", MachineID: "1"},
		Profile: assessment.Profile{Name: "baseline", Role: "server"}, PoliciesDigest: "sha256:1"}
	next := *before
	now = &next
	now.FinishedAt = at.AddDate(0, 1, 0)
	for _, was := range append(assessment.Verdicts(), "none") {
		for _, is := range append(assessment.Verdicts(), "none") {
			id := string(was) + " to " + string(is)
			if was != "none" {
				before.Rules = append(before.Rules, assessment.Rule{ID: id, Verdict: was})
			}
			if is != "none" {
				now.Rules = append(now.Rules, assessment.Rule{ID: id, Verdict: is})
			}
		}
	}
	return before, now
}

func ids(changes []assessment.Change) []string {
	var out []string
	for _, c := range changes {
		out = append(out, c.Rule.ID)
	}
	slices.Sort(out)
	return out
}

func TestCompareTellsEveryWayAVerdictCanGo(t *testing.T) {
	before, now := two()
	got := assessment.Compare(before, now)
	for _, c := range []struct {
		what string
		got  []assessment.Change
		want []string
	}{
		{"opened", got.Opened, []string{"none to fail", "not_applicable to fail", "pass to fail", "unknown to fail"}},
		{"closed", got.Closed, []string{"fail to not_applicable", "fail to pass"}},
		{"lost", got.Lost, []string{"fail to unknown", "not_applicable to unknown", "pass to unknown"}},
		{"gained", got.Gained, []string{"unknown to not_applicable", "unknown to pass"}},
	} {
		if d := cmp.Diff(c.want, ids(c.got)); d != "" {
			t.Errorf("%s (-want +got)\n%s", c.what, d)
		}
	}
	if got.Remaining != 1 {
		t.Errorf("%d remain, want 1", got.Remaining)
	}
	for _, c := range got.Opened {
		if want, _, _ := strings.Cut(c.Rule.ID, " to "); string(c.Was) != strings.ReplaceAll(want, "none", "") {
			t.Errorf("%s: was %q", c.Rule.ID, c.Was)
		}
	}
	if !got.Since.Equal(before.FinishedAt) {
		t.Errorf("since %v", got.Since)
	}
}

// What fails and is no longer seen is never told as mended.
func TestCompareNeverClosesWhatIsUnseen(t *testing.T) {
	before := assessmenttest.Rich(t)
	now := assessmenttest.Nothing(t)
	now.Host = before.Host
	got := assessment.Compare(before, now)
	if len(got.Closed) > 0 || len(got.Gained) > 0 || len(got.Opened) > 0 {
		t.Errorf("closed %d, gained %d, opened %d of a host of which nothing is seen", len(got.Closed), len(got.Gained), len(got.Opened))
	}
	judged := len(before.Rules) - len(before.WithVerdict(assessment.Unknown))
	if len(got.Lost) != judged || judged == 0 {
		t.Errorf("%d lost, want %d", len(got.Lost), judged)
	}
	if got.Technical.Was.Assured == nil || got.Technical.Now.Assured != nil {
		t.Errorf("scores %+v", got.Technical)
	}
}

func TestCompareWithItselfIsNothing(t *testing.T) {
	for name, a := range assessmenttest.All(t) {
		got := assessment.Compare(a, a)
		want := &assessment.Changes{Since: a.FinishedAt, Remaining: len(a.Findings()),
			Technical: assessment.ScoreChange{Was: a.Score.Technical, Now: a.Score.Technical},
			Overall:   assessment.ScoreChange{Was: a.Score.Overall, Now: a.Score.Overall}}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got)\n%s", name, d)
		}
	}
}

// The other way round, what was opened is closed, and what was lost gained.
func TestCompareTurnsRound(t *testing.T) {
	before, now := two()
	there, back := assessment.Compare(before, now), assessment.Compare(now, before)
	fails := func(changes []assessment.Change, v assessment.Verdict) []string {
		var out []string
		for _, c := range changes {
			if c.Was == v {
				out = append(out, c.Rule.ID)
			}
		}
		slices.Sort(out)
		return out
	}
	for _, v := range []assessment.Verdict{assessment.Pass, assessment.NotApplicable} {
		var closed []string
		for _, c := range back.Closed {
			if c.Rule.Verdict == v {
				closed = append(closed, c.Rule.ID)
			}
		}
		slices.Sort(closed)
		if d := cmp.Diff(fails(there.Opened, v), closed); d != "" {
			t.Errorf("%s: opened there, closed back (-there +back)\n%s", v, d)
		}
	}
	if there.Remaining != back.Remaining {
		t.Errorf("%d remain there, %d back", there.Remaining, back.Remaining)
	}
}

func TestCompareWarnsOfWhatIsHardToCompare(t *testing.T) {
	for name, c := range map[string]struct {
		change func(before *assessment.Assessment)
		want   []string
	}{
		"alike":           {func(*assessment.Assessment) {}, nil},
		"another host":    {func(b *assessment.Assessment) { b.Host.Name, b.Host.MachineID = "db\x1b", "2" }, []string{`another host: db\x1b`}},
		"another machine": {func(b *assessment.Assessment) { b.Host.MachineID = "2" }, []string{"another machine id"}},
		"profile":         {func(b *assessment.Assessment) { b.Profile.Name = "strict" }, []string{"profile strict, role server"}},
		"role":            {func(b *assessment.Assessment) { b.Profile.Role = "laptop" }, []string{"profile baseline, role laptop"}},
		"policies":        {func(b *assessment.Assessment) { b.PoliciesDigest = "sha256:2" }, []string{"rules or thresholds changed"}},
		"later":           {func(b *assessment.Assessment) { b.FinishedAt = b.FinishedAt.AddDate(1, 0, 0) }, []string{"is the later one"}},
		"tree":            {func(b *assessment.Assessment) { b.Host.Kind, b.Host.Privileged = "rootfs", true }, []string{"a running host, the other at a file tree"}},
		"not running":     {func(b *assessment.Assessment) { b.Host.Running = true }, []string{"a running host, the other at a file tree"}},
		"was root":        {func(b *assessment.Assessment) { b.Host.Privileged = true }, []string{"this one was not, so that it sees less"}},
		"tool":            {func(b *assessment.Assessment) { b.Tool.Version = "0.9" }, []string{"another version of the tool"}},
		"two of them": {func(b *assessment.Assessment) { b.Host.Name, b.PoliciesDigest = "db", "" },
			[]string{"another host: db", "rules or thresholds changed"}},
	} {
		before, now := two()
		c.change(before)
		got := assessment.Compare(before, now).Caveats
		if len(got) != len(c.want) {
			t.Errorf("%s: caveats %q", name, got)
			continue
		}
		for i, want := range c.want {
			if !strings.Contains(got[i], want) {
				t.Errorf("%s: %q does not say %q", name, got[i], want)
			}
		}
	}
}

func TestCompareControls(t *testing.T) {
	before, now := two()
	before.Controls = []assessment.Control{{ID: "9.2.1", Verdict: assessment.Conforming}, {ID: "9.2.2", Verdict: assessment.Undetermined}}
	now.Controls = []assessment.Control{{ID: "9.2.1", Title: "Users", Verdict: assessment.Nonconforming},
		{ID: "9.2.2", Verdict: assessment.Undetermined}, {ID: "9.2.3", Verdict: assessment.Conforming}}
	want := []assessment.ControlChange{{ID: "9.2.1", Title: "Users", Was: assessment.Conforming, Now: assessment.Nonconforming}}
	if d := cmp.Diff(want, assessment.Compare(before, now).Controls); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}
