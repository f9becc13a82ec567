package policy

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"

	"isoscan/internal/assessment"
	"isoscan/internal/facts"
)

// Input is what rules judge.
type Input struct {
	// Facts are the checks' objects, by check id.
	Facts map[string]json.RawMessage
	// Checks are their statuses, by check id.
	Checks  map[string]facts.CheckStatus
	Context facts.Context
	// Profile selects the rules.
	Profile string
	// Params are the thresholds in force, all of them.
	Params map[string]any
}

// Evaluate judges every rule that the profile selects, in the order of Rules.
// The error is only the context's or the input's: whatever goes wrong in a rule
// is that rule's unknown.
func (e *Engine) Evaluate(ctx context.Context, in Input) ([]Result, error) {
	seen, err := newObserved(in.Facts, in.Checks)
	if err != nil {
		return nil, err
	}
	conform(e.schema, seen.facts, func(p facts.Path, why string) { seen.gaps = append(seen.gaps, gap{p, why}) })
	value, err := inputValue(seen.facts.(map[string]any), in.Context)
	if err != nil {
		return nil, err
	}
	store := e.store(in.Params)
	outcomes := map[*Rule]outcome{}
	for _, p := range e.packs {
		if err := p.run(ctx, store, value, outcomes); err != nil {
			return nil, err
		}
	}
	var results []Result
	_, ledger := in.Facts[facts.LedgerKey]
	for _, r := range e.Rules() {
		if r.For(in.Profile) && (ledger || !r.NeedsLedger()) {
			results = append(results, judge(r, in.Context.Role, seen, outcomes[r]))
		}
	}
	return results, nil
}

func (e *Engine) store(values map[string]any) storage.Store {
	data := map[string]any{"params": values}
	for k, v := range e.data {
		data[k] = v
	}
	return inmem.NewFromObjectWithOpts(data, inmem.OptRoundTripOnWrite(true))
}

func inputValue(checks map[string]any, c facts.Context) (ast.Value, error) {
	all := map[string]any{facts.ContextKey: c}
	for id, v := range checks {
		all[id] = v
	}
	v, err := ast.InterfaceToValue(all)
	if err != nil {
		return nil, fmt.Errorf("the facts: %w", err)
	}
	return v, nil
}

// run evaluates a pack with one query. When a rule breaks it (a conflict
// empties the whole result, a failed builtin may be any rule's), every rule is
// asked alone, so that one bad rule costs one verdict.
func (p *pack) run(ctx context.Context, store storage.Store, input ast.Value, out map[*Rule]outcome) error {
	if len(p.rules) == 0 {
		return nil
	}
	each, err := p.within(ctx, p.limit, "data.isoscan.each", store, input)
	if err == nil {
		all, _ := each.(map[string]any)
		for _, r := range p.rules {
			out[r] = decode(r, all[r.ID])
		}
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	end := time.Now().Add(p.limit)
	for _, r := range p.rules {
		limit := p.limit / aloneShare
		if p.limit > 0 && time.Now().After(end) {
			out[r] = outcome{err: errors.New("no time is left: other rules of its folder took too long")}
			continue
		}
		v, err := p.within(ctx, limit, fmt.Sprintf("data.isoscan.each[%q]", r.ID), store, input)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			out[r] = outcome{err: err}
			continue
		}
		out[r] = decode(r, v)
	}
	return nil
}

// within is query with the bounds of a user's own pack; no limit means no bounds.
func (p *pack) within(ctx context.Context, limit time.Duration, q string, store storage.Store, input ast.Value) (any, error) {
	if limit == 0 {
		return p.query(ctx, q, store, input)
	}
	bctx, cancel := bounded(ctx, limit)
	defer cancel()
	v, err := p.query(bctx, q, store, input)
	if why := context.Cause(bctx); why != nil && err != nil {
		return nil, why
	}
	return v, err
}

// query evaluates one path.
func (p *pack) query(ctx context.Context, q string, store storage.Store, input ast.Value) (any, error) {
	pq, err := p.prepare(ctx, q, store)
	if err != nil {
		return nil, err
	}
	return pq.eval(ctx, input)
}

// prepared is a query that can be evaluated over several inputs.
type prepared struct{ rego.PreparedEvalQuery }

func (p *pack) prepare(ctx context.Context, q string, store storage.Store) (prepared, error) {
	pq, err := rego.New(
		rego.Query(q), rego.Compiler(p.compiler), rego.Store(store), rego.SetRegoVersion(ast.RegoV1),
	).PrepareForEval(ctx)
	return prepared{pq}, err
}

// eval gives the value of the query. A builtin that failed makes its expression
// undefined, which would read as "no violation", so it is an error here.
func (q prepared) eval(ctx context.Context, input ast.Value) (any, error) {
	var failed []topdown.Error
	rs, err := q.Eval(ctx, rego.EvalParsedInput(input), rego.EvalBuiltinErrorList(&failed))
	if err != nil {
		return nil, err
	}
	if len(failed) > 0 {
		return nil, errors.New(oneLine(failed[0].Error()))
	}
	if len(rs) == 0 || len(rs[0].Expressions) == 0 {
		return nil, nil
	}
	return rs[0].Expressions[0].Value, nil
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// decode reads the sets of one rule. A set that is missing altogether, or an
// object of another shape, is an error and never an empty set.
func decode(r *Rule, v any) outcome {
	m, _ := v.(map[string]any)
	var o outcome
	for _, name := range setNames {
		if !r.sets[name] {
			continue
		}
		list, ok := m[name].([]any)
		if !ok {
			return outcome{err: fmt.Errorf("the set %s is undefined", name)}
		}
		for _, x := range list {
			var err error
			switch name {
			case setViolations:
				var f map[string]string
				f, err = object(x, []string{"message", "resource", "observed", "expected"}, []string{"source"})
				o.violations = append(o.violations, assessment.Violation{
					Message: f["message"], Resource: f["resource"], Observed: f["observed"],
					Expected: f["expected"], Source: f["source"],
				})
			case setUnknown:
				s, ok := x.(string)
				if !ok || s == "" {
					err = errors.New("not a text")
				}
				o.unknown = append(o.unknown, s)
			default:
				var f map[string]string
				f, err = object(x, []string{"message", "source"}, nil)
				ev := assessment.Evidence{Message: f["message"], Source: f["source"]}
				if name == setEvidence {
					o.evidence = append(o.evidence, ev)
				} else {
					o.notApplicable = append(o.notApplicable, ev)
				}
			}
			if err != nil {
				return outcome{err: fmt.Errorf("the set %s holds a malformed element: %w", name, err)}
			}
		}
	}
	o.sort()
	return o
}

// object reads a flat object of texts with exactly these keys.
func object(v any, must, may []string) (map[string]string, error) {
	m, ok := v.(map[string]any)
	if !ok {
		return nil, errors.New("not an object")
	}
	out := map[string]string{}
	for k, x := range m {
		s, ok := x.(string)
		if !ok {
			return nil, fmt.Errorf("%s is not a text", k)
		}
		if !slices.Contains(must, k) && !slices.Contains(may, k) {
			return nil, fmt.Errorf("%s is no known key", k)
		}
		out[k] = s
	}
	for _, k := range must {
		if _, ok := out[k]; !ok || k == "message" && out[k] == "" {
			return nil, fmt.Errorf("%s is missing", k)
		}
	}
	return out, nil
}

func (o *outcome) sort() {
	byEvidence := func(a, b assessment.Evidence) int {
		return strings.Compare(a.Message+"\x00"+a.Source, b.Message+"\x00"+b.Source)
	}
	slices.SortFunc(o.notApplicable, byEvidence)
	slices.SortFunc(o.evidence, byEvidence)
	slices.Sort(o.unknown)
	slices.SortFunc(o.violations, func(a, b assessment.Violation) int {
		return strings.Compare(a.Resource+"\x00"+a.Message+"\x00"+a.Source, b.Resource+"\x00"+b.Message+"\x00"+b.Source)
	})
}
