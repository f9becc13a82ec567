package policy

import (
	"fmt"

	"isoscan/internal/catalogue"
)

// Measure is what the attestation of a control must measure.
type Measure struct {
	// Of says what is measured, in Unit.
	Of, Unit string
	// Minimum is what is asked for.
	Minimum float64
}

// Measure tells what a control's attestation must measure under the thresholds
// in force; ok is false when it asks for no number.
func (e *Engine) Measure(control string, values map[string]any) (m Measure, ok bool) {
	all, _ := e.data["ledger_measures"].(map[string]any)
	def, ok := all[control].(map[string]any)
	if !ok {
		return Measure{}, false
	}
	m.Of, m.Unit = fmt.Sprint(def["of"]), fmt.Sprint(def["unit"])
	switch v := values[fmt.Sprint(def["parameter"])].(type) {
	case float64:
		m.Minimum = v
	case int64:
		m.Minimum = float64(v)
	}
	return m, true
}

// WorstSeverity is the worst severity of the rules that bear on a control;
// empty when none does.
func (e *Engine) WorstSeverity(control string) string {
	e.severities.Do(func() {
		e.worst = map[string]string{}
		rank := map[string]int{}
		for _, r := range e.Rules() {
			for _, c := range r.Controls {
				if n, seen := rank[c]; !seen || r.Severity.Rank() < n {
					rank[c], e.worst[c] = r.Severity.Rank(), string(r.Severity)
				}
			}
		}
	})
	return e.worst[control]
}

// Rule finds a rule on hosts by its id.
func (e *Engine) Rule(id string) (*Rule, bool) {
	for _, p := range e.packs {
		for _, r := range p.rules {
			if r.ID == id {
				return r, true
			}
		}
	}
	return nil, false
}

// Controls lists the numbers of all controls in the standard's order.
func Controls(c *catalogue.Catalogue) []string {
	var ids []string
	for _, k := range c.Controls() {
		ids = append(ids, k.ID)
	}
	return ids
}
