package policy

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"isoscan/internal/facts"
)

// conform takes out of decoded facts whatever is not as the schema says, and
// reports each as a gap. Facts may come from a file that someone changed, or
// from another release, and Rego compares values of any types without a word:
// [] < 900 holds. What is malformed was not observed.
func conform(schema, all any, gap func(facts.Path, string)) {
	checks, _ := all.(map[string]any)
	s, _ := schema.(map[string]any)
	props, _ := s["properties"].(map[string]any)
	for _, id := range slices.Sorted(maps.Keys(checks)) {
		c := conformer{gap: gap}
		at := facts.Path{{Key: id}}
		if want, known := props[id]; known && !c.fits(want, checks[id], at) {
			delete(checks, id)
			gap(at, "malformed in the facts")
		}
	}
}

type conformer struct {
	gap func(facts.Path, string)
}

// fits reports whether v is of the schema's type. What is wrong deeper inside is
// taken out of v.
func (c conformer) fits(schema, v any, at facts.Path) bool {
	s, ok := schema.(map[string]any)
	if !ok {
		return true
	}
	switch s["type"] {
	case "object":
		m, ok := v.(map[string]any)
		if ok {
			c.object(s, m, at)
		}
		return ok
	case "array":
		l, ok := v.([]any)
		if !ok {
			return false
		}
		// A path names no single element, so one that is wrong spoils the list.
		wrong := false
		inner := conformer{gap: func(facts.Path, string) { wrong = true }}
		for _, e := range l {
			if !inner.fits(s["items"], e, at) || wrong {
				return false
			}
		}
		return true
	case "string":
		_, ok := v.(string)
		return ok
	case "boolean":
		_, ok := v.(bool)
		return ok
	case "integer":
		n, ok := v.(json.Number)
		if !ok {
			return false
		}
		_, serr := strconv.ParseInt(n.String(), 10, 64)
		_, uerr := strconv.ParseUint(n.String(), 10, 64)
		return (serr == nil || uerr == nil) && within(s, n)
	case "number":
		n, ok := v.(json.Number)
		return ok && within(s, n)
	}
	return true
}

func (c conformer) object(s, m map[string]any, at facts.Path) {
	props, _ := s["properties"].(map[string]any)
	for _, k := range slices.Sorted(maps.Keys(m)) {
		want, known := props[k]
		if !known {
			want = s["additionalProperties"]
		}
		below := append(slices.Clip(at), facts.Elem{Key: k})
		if !c.fits(want, m[k], below) {
			delete(m, k)
			c.gap(below, fmt.Sprintf("malformed in the facts: %s", below))
		}
	}
	required, _ := s["required"].([]any)
	for _, r := range required {
		if k, ok := r.(string); ok {
			if _, there := m[k]; !there {
				below := append(slices.Clip(at), facts.Elem{Key: k})
				c.gap(below, fmt.Sprintf("missing in the facts: %s", below))
			}
		}
	}
}

// within checks the schema's bounds of a number.
func within(s map[string]any, n json.Number) bool {
	f, err := n.Float64()
	if err != nil {
		return false
	}
	low, hasLow := s["minimum"].(float64)
	high, hasHigh := s["maximum"].(float64)
	return !(hasLow && f < low) && !(hasHigh && f > high)
}
