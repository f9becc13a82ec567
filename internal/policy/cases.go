package policy

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"isoscan/internal/assessment"
	"isoscan/internal/facts"
)

// CaseReport is what running a rule's cases gave.
type CaseReport struct {
	// ID of the rule.
	ID string
	// Cases counts the cases, Deletions the facts deleted to see whether any
	// turns the rule to pass.
	Cases, Deletions int
	// Problems are empty when all is well, one line each.
	Problems []string
}

// testCase is one element of a _test.rego's cases.
type testCase struct {
	Verdict    assessment.Verdict         `json:"verdict"`
	Input      map[string]json.RawMessage `json:"input"`
	Gaps       []facts.Missing            `json:"gaps"`
	Params     map[string]any             `json:"params"`
	Role       string                     `json:"role"`
	Time       string                     `json:"time"`
	Reason     string                     `json:"reason"`
	Evidence   string                     `json:"evidence"`
	Violations []string                   `json:"violations"`
}

// caseTime is when a case is judged unless it says otherwise.
const caseTime = "2026-06-01T00:00:00Z"

// TestCases runs the cases of every rule whose file lies below dir, then
// deletes facts from each to prove that none turns the rule to pass.
func (e *Engine) TestCases(ctx context.Context, fsys fs.FS, dir string) ([]CaseReport, error) {
	return e.testCases(ctx, fsys, dir, Builtin)
}

// TestPack is TestCases for a user's own folder that AddPack took by that name.
func (e *Engine) TestPack(ctx context.Context, fsys fs.FS, name string) ([]CaseReport, error) {
	return e.testCases(ctx, fsys, ".", name)
}

func (e *Engine) testCases(ctx context.Context, fsys fs.FS, dir, origin string) ([]CaseReport, error) {
	files, err := moduleFiles(fsys, ".", true)
	if err != nil {
		return nil, err
	}
	files = slices.DeleteFunc(files, func(f string) bool { return !below(f, dir) })
	tests, err := parseFiles(fsys, files)
	if err != nil {
		return nil, err
	}
	compiler := ast.NewCompiler().WithCapabilities(capabilities()).WithStrict(true)
	all := maps.Clone(e.lib)
	maps.Copy(all, tests)
	if compiler.Compile(all); compiler.Failed() {
		return nil, compiler.Errors
	}
	tester, err := newCaseTester(e, &pack{compiler: compiler})
	if err != nil {
		return nil, err
	}
	var reports []CaseReport
	for _, p := range e.packs {
		if p.origin != origin {
			continue
		}
		for _, r := range p.rules {
			if !below(r.File, dir) {
				continue
			}
			if err := ctx.Err(); err != nil {
				return reports, err
			}
			rep := CaseReport{ID: r.ID}
			if test := rep.testModule(tests, r.File); test != nil {
				tester.rule(ctx, p, r, test, &rep)
			}
			reports = append(reports, rep)
		}
		for _, r := range p.records {
			if !below(r.File, dir) {
				continue
			}
			rep := CaseReport{ID: r.ID}
			if test := rep.testModule(tests, r.File); test != nil {
				tester.recordRule(ctx, p, r, test, &rep)
			}
			reports = append(reports, rep)
		}
	}
	return reports, nil
}

// testModule finds the cases of a rule's file; their absence is a problem.
func (rep *CaseReport) testModule(tests map[string]*ast.Module, file string) *ast.Module {
	name := strings.TrimSuffix(file, ".rego") + "_test.rego"
	m := tests[name]
	if m == nil {
		rep.Problems = []string{"no cases: " + path.Base(name) + " is missing"}
	}
	return m
}

func below(file, dir string) bool {
	dir = path.Clean(dir)
	return dir == "." || file == dir || strings.HasPrefix(file, dir+"/")
}

type caseTester struct {
	engine *Engine
	tests  *pack
	valid  *jsonschema.Schema
	// last is the query prepared last, and key says for what.
	last prepared
	key  string
}

func newCaseTester(e *Engine, tests *pack) (*caseTester, error) {
	// A case gives only the facts that matter to it, so nothing is required;
	// what it gives must have the right name and type.
	c := jsonschema.NewCompiler()
	b, err := json.Marshal(withoutRequired(e.schema))
	if err != nil {
		return nil, err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	if err := c.AddResource(SchemaFile, doc); err != nil {
		return nil, err
	}
	s, err := c.Compile(SchemaFile)
	if err != nil {
		return nil, err
	}
	return &caseTester{engine: e, tests: tests, valid: s}, nil
}

func withoutRequired(v any) any {
	switch t := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for k, x := range t {
			if _, isList := x.([]any); k == "required" && isList {
				continue
			}
			out[k] = withoutRequired(x)
		}
		return out
	case []any:
		out := make([]any, len(t))
		for i, x := range t {
			out[i] = withoutRequired(x)
		}
		return out
	}
	return v
}

func (t *caseTester) rule(ctx context.Context, p *pack, r *Rule, m *ast.Module, rep *CaseReport) {
	problem := func(format string, args ...any) {
		rep.Problems = append(rep.Problems, oneLine(fmt.Sprintf(format, args...)))
	}
	var cases map[string]testCase
	if err := t.decodeCases(ctx, m, &cases); err != nil {
		problem("the cases: %v", err)
		return
	}
	seen := map[assessment.Verdict]bool{}
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		c := cases[name]
		rep.Cases++
		seen[c.Verdict] = true
		for _, err := range t.run(ctx, p, r, c, rep) {
			problem("case %s: %v", name, err)
		}
	}
	for _, want := range []assessment.Verdict{assessment.Pass, assessment.Fail, assessment.Unknown, assessment.NotApplicable} {
		if !seen[want] && (want != assessment.NotApplicable || r.sets[setNotApplicable]) {
			problem("no case expects %s", want)
		}
	}
}

// run judges one case, then every variant of it with a fact deleted.
func (t *caseTester) run(ctx context.Context, p *pack, r *Rule, c testCase, rep *CaseReport) []error {
	var input any
	b, err := json.Marshal(c.Input)
	if err == nil {
		input, err = jsonschema.UnmarshalJSON(bytes.NewReader(b))
	}
	if err != nil {
		return []error{err}
	}
	if err := t.valid.Validate(input); err != nil {
		return []error{fmt.Errorf("the input does not fit the facts schema: %w", err)}
	}
	in, err := t.input(r, c)
	if err != nil {
		return []error{err}
	}
	q, err := t.query(ctx, p, r, in.Params)
	if err != nil {
		return []error{err}
	}
	got, err := judgeCase(ctx, q, r, in)
	if err != nil {
		return []error{err}
	}
	errs := c.compare(got)
	doc, ok := input.(map[string]any)
	if !ok {
		return append(errs, errors.New("the input is no object"))
	}
	for _, d := range t.deletions(r, doc, got.Verdict) {
		rep.Deletions++
		variant := in
		variant.Facts = map[string]json.RawMessage{}
		for id, v := range d.rest {
			b, err := json.Marshal(v)
			if err != nil {
				return append(errs, err)
			}
			variant.Facts[id] = b
		}
		without, err := judgeCase(ctx, q, r, variant)
		if err != nil {
			return append(errs, err)
		}
		if without.Verdict == assessment.Pass && (got.Verdict != assessment.Pass || d.needed) {
			errs = append(errs, fmt.Errorf("without %s it passes: %q", d.path, without.Reason))
		}
	}
	return errs
}

func (t *caseTester) input(r *Rule, c testCase) (Input, error) {
	role := c.Role
	if role == "" {
		role = "server"
		if len(r.Roles) > 0 {
			role = r.Roles[0]
		}
	}
	values, err := t.engine.Params.Values(r.Profile, role)
	if err != nil {
		return Input{}, err
	}
	over, err := plain(c.Params)
	if err != nil {
		return Input{}, err
	}
	if _, err := t.engine.Params.Override(values, over); err != nil {
		return Input{}, err
	}
	at := c.Time
	if at == "" {
		at = caseTime
	}
	when, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return Input{}, err
	}
	target := facts.Target{Kind: "local", Privileged: true, Running: true}
	in := Input{
		Facts: maps.Clone(c.Input), Checks: map[string]facts.CheckStatus{},
		Context: facts.NewContext(when, role, target), Profile: r.Profile, Params: values,
	}
	if b, ok := in.Facts[facts.ContextKey]; ok {
		if err := json.Unmarshal(b, &in.Context); err != nil {
			return Input{}, err
		}
		delete(in.Facts, facts.ContextKey)
	}
	for id := range in.Facts {
		in.Checks[id] = facts.CheckStatus{Status: facts.OK}
	}
	for _, g := range c.Gaps {
		path, err := facts.ParsePath(g.Path)
		if err != nil {
			return Input{}, err
		}
		st := in.Checks[path.Check()]
		st.Status = facts.Partial
		st.Missing = append(st.Missing, g)
		in.Checks[path.Check()] = st
	}
	return in, nil
}

// plain turns whole floats back to integers, for Override.
func plain(m map[string]any) (map[string]any, error) {
	out := map[string]any{}
	for k, v := range m {
		if f, ok := v.(float64); ok && f == float64(int64(f)) {
			v = int64(f)
		}
		out[k] = v
	}
	return out, nil
}

func judgeCase(ctx context.Context, q prepared, r *Rule, in Input) (Result, error) {
	seen, err := newObserved(in.Facts, in.Checks)
	if err != nil {
		return Result{}, err
	}
	value, err := inputValue(seen.facts.(map[string]any), in.Context)
	if err != nil {
		return Result{}, err
	}
	v, err := q.eval(ctx, value)
	if ctx.Err() != nil {
		return Result{}, ctx.Err()
	}
	o := outcome{err: err}
	if err == nil {
		o = decode(r, v)
	}
	return judge(r, in.Context.Role, seen, o), nil
}

// query prepares a rule's query under some thresholds, once.
func (t *caseTester) query(ctx context.Context, p *pack, r *Rule, values map[string]any) (prepared, error) {
	b, err := json.Marshal(values)
	if err != nil {
		return prepared{}, err
	}
	key := r.ID + string(b)
	if t.key == key {
		return t.last, nil
	}
	q, err := p.prepare(ctx, fmt.Sprintf("data.isoscan.each[%q]", r.ID), t.engine.store(values))
	if err == nil {
		t.key, t.last = key, q
	}
	return q, err
}

func (c testCase) compare(got Result) []error {
	var errs []error
	if got.Verdict != c.Verdict {
		errs = append(errs, fmt.Errorf("verdict %s (%s), want %s", got.Verdict, got.Reason, c.Verdict))
	}
	if !strings.Contains(got.Reason, c.Reason) {
		errs = append(errs, fmt.Errorf("reason %q, want %q in it", got.Reason, c.Reason))
	}
	var shown []string
	for _, x := range got.Evidence {
		shown = append(shown, x.Message)
	}
	if text := strings.Join(shown, "\n"); !strings.Contains(text, c.Evidence) {
		errs = append(errs, fmt.Errorf("evidence %q, want %q in it", text, c.Evidence))
	}
	if c.Violations != nil {
		var resources []string
		for _, x := range got.Violations {
			resources = append(resources, x.Resource)
		}
		slices.Sort(resources)
		want := slices.Sorted(slices.Values(c.Violations))
		if !slices.Equal(slices.Compact(resources), slices.Compact(want)) {
			errs = append(errs, fmt.Errorf("violations of %q, want %q", resources, want))
		}
	}
	return errs
}
