package policy

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"golang.org/x/sync/errgroup"

	"isoscan/internal/assessment"
)

// RecordFacts is one record of the ledger, as the rules on records see it.
type RecordFacts struct {
	ID   string
	Kind assessment.RecordKind
	// Facts in the shape of RecordSchemaFile's "record"; encoded as JSON.
	Facts any
}

// RecordContext is what the rules on records see beside the record.
type RecordContext struct {
	// Today is the day of the assessment, UTC.
	Today time.Time
	// Profile and Params as for any rule.
	Profile string
	Params  map[string]any
	// Git: the version control history was read.
	Git bool
}

// Objections are what the rules on records found, by record id. A record that
// is in neither counts, as far as the rules are concerned.
type Objections struct {
	Refused, Shortfall map[string][]assessment.RecordProblem
}

// JudgeRecords asks every rule on records about each record. A rule that breaks
// on a record objects to it: what could not be judged does not count. The error
// is only the context's or the input's.
func (e *Engine) JudgeRecords(ctx context.Context, c RecordContext, records []RecordFacts) (Objections, error) {
	out := newObjections()
	for _, p := range e.packs {
		if len(p.records) == 0 {
			continue
		}
		j, err := newRecordJudge(ctx, e, p, c, kindsOf(records))
		if err != nil {
			return out, err
		}
		if err := j.all(ctx, records, out); err != nil {
			return out, err
		}
	}
	return out, nil
}

// all judges the records in as many parts as there are processors.
func (j *recordJudge) all(ctx context.Context, records []RecordFacts, out Objections) error {
	g, ctx := errgroup.WithContext(ctx)
	var mu sync.Mutex
	size := max(minPart, (len(records)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))
	for part := range slices.Chunk(records, size) {
		g.Go(func() error {
			own := newObjections()
			for _, r := range part {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := j.judge(ctx, r, own); err != nil {
					return err
				}
			}
			mu.Lock()
			defer mu.Unlock()
			// Ids are unique, so that no part has another's.
			for id, list := range own.Refused {
				out.Refused[id] = append(out.Refused[id], list...)
			}
			for id, list := range own.Shortfall {
				out.Shortfall[id] = append(out.Shortfall[id], list...)
			}
			return nil
		})
	}
	return g.Wait()
}

// minPart is how many records are worth a goroutine.
const minPart = 64

func newObjections() Objections {
	return Objections{Refused: map[string][]assessment.RecordProblem{}, Shortfall: map[string][]assessment.RecordProblem{}}
}

// recordJudge holds a pack's prepared queries, one for each kind of record.
type recordJudge struct {
	p       *pack
	store   storage.Store
	context ast.Value
	queries map[assessment.RecordKind]prepared
	rules   map[assessment.RecordKind][]*RecordRule
	end     time.Time
}

// kindsOf lists the kinds that occur.
func kindsOf(records []RecordFacts) []assessment.RecordKind {
	var kinds []assessment.RecordKind
	for _, k := range assessment.RecordKinds() {
		if slices.ContainsFunc(records, func(r RecordFacts) bool { return r.Kind == k }) {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

func newRecordJudge(ctx context.Context, e *Engine, p *pack, c RecordContext, kinds []assessment.RecordKind) (*recordJudge, error) {
	j := &recordJudge{
		p: p, store: e.store(c.Params),
		queries: map[assessment.RecordKind]prepared{}, rules: map[assessment.RecordKind][]*RecordRule{},
	}
	if p.limit > 0 {
		j.end = time.Now().Add(p.limit)
	}
	var err error
	if j.context, err = ast.InterfaceToValue(map[string]any{
		"today": c.Today.UTC().Format(time.DateOnly), "profile": c.Profile, "git": c.Git,
	}); err != nil {
		return nil, err
	}
	for _, k := range kinds {
		query := ""
		for _, r := range p.records {
			if slices.Contains(r.Judges, k) {
				j.rules[k] = append(j.rules[k], r)
				query += fmt.Sprintf("%q: data.isoscan.records[%q].problems, ", r.ID, r.ID)
			}
		}
		if query == "" {
			continue
		}
		if j.queries[k], err = p.prepareRecords(ctx, "{"+query[:len(query)-2]+"}", j.store); err != nil {
			return nil, err
		}
	}
	return j, nil
}

// prepareRecords prepares a query over the compiled rules on records.
func (p *pack) prepareRecords(ctx context.Context, q string, store storage.Store) (prepared, error) {
	return (&pack{compiler: p.recordCompiler}).prepare(ctx, q, store)
}

func (j *recordJudge) judge(ctx context.Context, r RecordFacts, out Objections) error {
	rules := j.rules[r.Kind]
	if len(rules) == 0 {
		return nil
	}
	facts, err := ast.InterfaceToValue(r.Facts)
	if err != nil {
		return fmt.Errorf("record %s: %w", r.ID, err)
	}
	input := ast.NewObject(
		[2]*ast.Term{ast.StringTerm("record"), ast.NewTerm(facts)},
		[2]*ast.Term{ast.StringTerm("context"), ast.NewTerm(j.context)},
	)
	all, err := j.ask(ctx, j.queries[r.Kind], input)
	answers, ok := all.(map[string]any)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	for _, rule := range rules {
		answer := answers[rule.ID]
		why := err
		if why != nil || !ok {
			// Ask each rule alone, so that only the one that breaks objects.
			answer, why = j.alone(ctx, rule, input)
		}
		list, isList := answer.([]any)
		if why == nil && !isList {
			why = errors.New("the set problems is undefined")
		}
		object := func(text string, shortfall bool) {
			to := out.Refused
			if shortfall {
				to = out.Shortfall
			}
			to[r.ID] = append(to[r.ID], assessment.RecordProblem{Rule: rule.ID, Message: text})
		}
		if why != nil {
			object(fmt.Sprintf("the rule could not be evaluated: %v", why), false)
			continue
		}
		for _, x := range list {
			text, isText := x.(string)
			if !isText || text == "" {
				object("the rule objects without a text", false)
				continue
			}
			object(text, rule.Shortfall)
		}
	}
	return nil
}

func (j *recordJudge) alone(ctx context.Context, r *RecordRule, input ast.Value) (any, error) {
	q, err := j.p.prepareRecords(ctx, fmt.Sprintf("data.isoscan.records[%q].problems", r.ID), j.store)
	if err != nil {
		return nil, err
	}
	return j.ask(ctx, q, input)
}

// ask evaluates within the bounds of a user's own pack.
func (j *recordJudge) ask(ctx context.Context, q prepared, input ast.Value) (any, error) {
	if j.end.IsZero() {
		return q.eval(ctx, input)
	}
	left := time.Until(j.end)
	if left <= 0 {
		return nil, errPackTime
	}
	bctx, cancel := bounded(ctx, left)
	defer cancel()
	v, err := q.eval(bctx, input)
	if why := context.Cause(bctx); why != nil && err != nil {
		return nil, why
	}
	return v, err
}
