package policy

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"

	"isoscan/internal/assessment"
	"isoscan/internal/params"
)

// recordCase is one element of a record rule's cases: what it changes of a
// sound record, and what the rule says of the result.
type recordCase struct {
	Kind assessment.RecordKind `json:"kind"`
	// With replaces keys of the sound record, nested objects key by key;
	// Without takes keys away.
	With    map[string]any `json:"with"`
	Without []string       `json:"without"`
	Git     bool           `json:"git"`
	Today   string         `json:"today"`
	Profile string         `json:"profile"`
	Params  map[string]any `json:"params"`
	// Problem is a part of the objection; empty when the rule has none.
	Problem string `json:"problem"`
}

// SoundRecord is a record to which no rule objects, as the cases start from;
// a new copy each time. The rule that its waiver names does not exist.
func SoundRecord(k assessment.RecordKind) map[string]any {
	r := map[string]any{
		"id": "rec-1", "kind": string(k), "control": "3.1.1", "known": true,
		"scope":     map[string]any{"all": true, "hosts": []any{}, "labels": map[string]any{}, "exact": false, "matches": 3},
		"statement": "The policy of May is approved, published and known to all staff.",
		"owner":     map[string]any{"id": "olga", "name": "Olga Owner", "email": "olga@example.org"},
		"approver":  map[string]any{"id": "bert", "name": "Bert Board", "email": "bert@example.org"},
		"from":      "2026-05-01", "until": "2027-04-30", "days": 364, "age_days": 31,
		"evidence": []any{}, "source": "records.yaml:7",
		"change": map[string]any{
			"commit": strings.Repeat("1f", 20), "author_name": "Bert Board", "author_email": "bert@example.org",
			"date": "2026-05-02T10:00:00Z", "signature": "good",
		},
	}
	switch k {
	case assessment.Attestation:
		r["evidence"] = []any{
			map[string]any{"kind": "file", "reference": "evidence/policy.pdf", "digest": "sha256:" + strings.Repeat("0a", 32), "state": "match"},
			map[string]any{"kind": "reference", "reference": "minutes 2026-04, item 3", "state": "unchecked"},
		}
	case assessment.Waiver:
		r["control"], r["rule"], r["severity"], r["objects"] = "9.5.3", "no-such-rule", "medium", []any{}
		r["scope"] = map[string]any{"all": false, "hosts": []any{"web01"}, "labels": map[string]any{}, "exact": true, "matches": 1}
		r["until"], r["days"], r["ticket"] = "2026-06-30", 60, "SEC-12"
	case assessment.Applicability:
		r["control"], r["applicable"] = "8.7.3", false
	}
	return r
}

func (t *caseTester) recordRule(ctx context.Context, p *pack, r *RecordRule, m *ast.Module, rep *CaseReport) {
	problem := func(format string, args ...any) {
		rep.Problems = append(rep.Problems, oneLine(fmt.Sprintf(format, args...)))
	}
	var cases map[string]recordCase
	if err := t.decodeCases(ctx, m, &cases); err != nil {
		problem("the cases: %v", err)
		return
	}
	objects, silent := false, false
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		c := cases[name]
		rep.Cases++
		objects, silent = objects || c.Problem != "", silent || c.Problem == ""
		got, err := t.objections(ctx, p, r, c)
		switch {
		case err != nil:
			problem("case %s: %v", name, err)
		case c.Problem == "" && len(got) > 0:
			problem("case %s: objects %q, and should not", name, got)
		case c.Problem != "" && !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, c.Problem) }):
			problem("case %s: objects %q, want %q in it", name, got, c.Problem)
		}
	}
	if !objects {
		problem("no case expects a problem")
	}
	if !silent {
		problem("no case expects no problem")
	}
}

// objections are what one rule says of a case.
func (t *caseTester) objections(ctx context.Context, p *pack, r *RecordRule, c recordCase) ([]string, error) {
	if !slices.Contains(r.Judges, c.Kind) {
		return nil, fmt.Errorf("the rule does not judge the kind %q", c.Kind)
	}
	if c.Profile == "" {
		c.Profile = params.Baseline
	}
	values, err := t.engine.Params.Values(c.Profile, params.Roles()[0])
	if err != nil {
		return nil, err
	}
	over, err := plain(c.Params)
	if err != nil {
		return nil, err
	}
	if _, err := t.engine.Params.Override(values, over); err != nil {
		return nil, err
	}
	if c.Today == "" {
		c.Today = caseTime[:len(time.DateOnly)]
	}
	today, err := time.Parse(time.DateOnly, c.Today)
	if err != nil {
		return nil, err
	}
	record := merged(SoundRecord(c.Kind), c.With)
	for _, k := range c.Without {
		delete(record, k)
	}
	alone := &pack{records: []*RecordRule{r}, recordCompiler: p.recordCompiler}
	j, err := newRecordJudge(ctx, t.engine, alone, RecordContext{Today: today, Profile: c.Profile, Params: values, Git: c.Git}, []assessment.RecordKind{c.Kind})
	if err != nil {
		return nil, err
	}
	out := newObjections()
	if err := j.judge(ctx, RecordFacts{ID: "rec-1", Kind: c.Kind, Facts: record}, out); err != nil {
		return nil, err
	}
	var got []string
	for _, o := range append(out.Refused["rec-1"], out.Shortfall["rec-1"]...) {
		got = append(got, o.Message)
	}
	return got, nil
}

// merged lays with over m, nested objects key by key.
func merged(m, with map[string]any) map[string]any {
	for k, v := range with {
		old, isMap := m[k].(map[string]any)
		if sub, ok := v.(map[string]any); ok && isMap {
			v = merged(old, sub)
		}
		m[k] = v
	}
	return m
}

// decodeCases evaluates a test module's cases into a map.
func (t *caseTester) decodeCases(ctx context.Context, m *ast.Module, into any) error {
	v, err := t.tests.query(ctx, m.Package.Path.String()+".cases", t.engine.store(nil), nil)
	if err != nil {
		return err
	}
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	return dec.Decode(into)
}
