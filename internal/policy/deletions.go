package policy

import (
	"maps"
	"slices"

	"isoscan/internal/assessment"
	"isoscan/internal/facts"
)

// deletion is a case's input with one fact taken away.
type deletion struct {
	path   facts.Path
	needed bool
	rest   map[string]any
}

// deletions lists the variants of an input that must not pass: every needed
// path deleted, and, where the case does not pass anyway, every field that the
// schema knows, declared or not, for what convicts must not vanish unnoticed.
// An entry of a map or an element of a list is no field: without it the host is
// another one.
func (t *caseTester) deletions(r *Rule, input map[string]any, verdict assessment.Verdict) []deletion {
	var out []deletion
	done := map[string]bool{}
	add := func(p facts.Path, needed bool) {
		if done[p.String()] || p.Absent(any(input)) == facts.Whole {
			return
		}
		done[p.String()] = true
		rest, _ := without(input, p).(map[string]any)
		out = append(out, deletion{path: p, needed: needed, rest: rest})
	}
	for _, p := range append(slices.Clone(r.Scope), r.Needs...) {
		// Deleted from every element of an empty list it deletes nothing.
		if without := without(input, p); !same(without, input) {
			add(p, true)
		}
	}
	if verdict == assessment.Pass || verdict == assessment.NotApplicable {
		return out
	}
	var walk func(schema, v any, at facts.Path)
	walk = func(schema, v any, at facts.Path) {
		s, _ := schema.(map[string]any)
		fields, _ := s["properties"].(map[string]any)
		switch x := v.(type) {
		case map[string]any:
			for _, k := range slices.Sorted(maps.Keys(x)) {
				p := append(slices.Clone(at), facts.Elem{Key: k})
				if f, isField := fields[k]; isField {
					if k != facts.ContextKey || len(at) > 0 {
						add(p, false)
						walk(f, x[k], p)
					}
				} else {
					walk(s["additionalProperties"], x[k], p)
				}
			}
		case []any:
			for _, e := range x {
				walk(s["items"], e, append(slices.Clone(at), facts.Elem{Any: true}))
			}
		}
	}
	walk(t.engine.schema, input, nil)
	return out
}

// without copies v less the path.
func without(v any, p facts.Path) any {
	if len(p) == 0 {
		return v
	}
	switch x := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(x))
		for k, e := range x {
			switch {
			case !p[0].Any && k != p[0].Key:
				out[k] = e
			case len(p) > 1:
				out[k] = without(e, p[1:])
			}
		}
		return out
	case []any:
		if !p[0].Any {
			return v
		}
		out := []any{}
		for _, e := range x {
			if len(p) > 1 {
				out = append(out, without(e, p[1:]))
			}
		}
		return out
	}
	return v
}

func same(a, b any) bool {
	switch x := a.(type) {
	case map[string]any:
		y, ok := b.(map[string]any)
		return ok && maps.EqualFunc(x, y, same)
	case []any:
		y, ok := b.([]any)
		return ok && slices.EqualFunc(x, y, same)
	}
	return a == b
}
