package xccdf

import (
	"math"
	"strconv"

	"isoscan/internal/assessment"
)

// scores in the models of the standard and as the interval.
func scores(a *assessment.Assessment) []scoreValue {
	var flat, most, flatN, mostN int
	for i := range a.Rules {
		r := &a.Rules[i]
		if r.Verdict == assessment.NotApplicable {
			continue
		}
		w := weight(r.Severity)
		most, mostN = most+w, mostN+1
		if r.Verdict == assessment.Pass {
			flat, flatN = flat+w, flatN+1
		}
	}
	out := []scoreValue{
		{System: modelDefault, Maximum: "100", Value: decimal(defaultScore(a))},
		{System: modelFlat, Maximum: strconv.Itoa(most), Value: strconv.Itoa(flat)},
		{System: modelFlatUnweighted, Maximum: strconv.Itoa(mostN), Value: strconv.Itoa(flatN)},
	}
	add := func(scope string, s assessment.Score) {
		for _, v := range []struct {
			name  string
			value *float64
		}{{"assured", s.Assured}, {"possible", s.Possible}, {"coverage", s.Coverage}} {
			if v.value != nil {
				out = append(out, scoreValue{System: modelOurs + scope + ":" + v.name, Maximum: "100", Value: decimal(*v.value)})
			}
		}
	}
	add("technical", a.Score.Technical)
	add("overall", a.Score.Overall)
	if adj := a.Score.Adjusted; adj != nil {
		add("technical-adjusted", adj.Technical)
		add("overall-adjusted", adj.Overall)
	}
	return out
}

// defaultScore is the default model of NIST IR 7275r4, section 7.3.2: a rule
// scores 100 when it passes and 0 otherwise, those that do not apply are left
// out, and each group scores the mean of its members by weight. Groups weigh 1
// and rules as in the technical score.
func defaultScore(a *assessment.Assessment) float64 {
	controls := map[string]*mean{}
	top := &mean{}
	grouped := grouped(a)
	for i := range a.Rules {
		r := &a.Rules[i]
		if r.Verdict == assessment.NotApplicable {
			continue
		}
		value := 0.0
		if r.Verdict == assessment.Pass {
			value = 100
		}
		into := top
		if len(r.Controls) > 0 && grouped[r.Controls[0]] {
			id := r.Controls[0]
			if controls[id] == nil {
				controls[id] = &mean{}
			}
			into = controls[id]
		}
		into.add(value, float64(weight(r.Severity)))
	}
	for _, clause := range a.Clauses {
		c := &mean{}
		for _, objective := range a.Objectives {
			if objective.Clause != clause.ID {
				continue
			}
			o := &mean{}
			for _, k := range a.Controls {
				if k.Objective == objective.ID {
					o.addGroup(controls[k.ID])
				}
			}
			c.addGroup(o)
		}
		top.addGroup(c)
	}
	return top.value()
}

// grouped are the controls that have a group, which the others' rules do not.
func grouped(a *assessment.Assessment) map[string]bool {
	clauses, objectives, out := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, c := range a.Clauses {
		clauses[c.ID] = true
	}
	for _, o := range a.Objectives {
		objectives[o.ID] = clauses[o.Clause]
	}
	for _, k := range a.Controls {
		out[k.ID] = objectives[k.Objective]
	}
	return out
}

// mean of scores by weight.
type mean struct{ sum, weights float64 }

func (m *mean) add(value, weight float64) {
	m.sum, m.weights = m.sum+value*weight, m.weights+weight
}

// addGroup adds a group as one member, unless nothing in it counts.
func (m *mean) addGroup(g *mean) {
	if g != nil && g.weights > 0 {
		m.add(g.value(), 1)
	}
}

func (m *mean) value() float64 {
	if m.weights == 0 {
		return 0
	}
	return m.sum / m.weights
}

// decimal rounds down to four digits behind the point, never in our favour;
// what is there to begin with, such as 49.3, stays.
func decimal(v float64) string {
	return strconv.FormatFloat(math.Floor(v*1e4+1e-6)/1e4, 'f', -1, 64)
}
