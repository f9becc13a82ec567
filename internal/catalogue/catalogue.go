// Package catalogue owns the standard as data: clauses, control objectives,
// controls, and the aspects of host evidence that each control asks for. It
// knows nothing of rules, facts or verdicts.
package catalogue

import (
	"strings"

	"isoscan/internal/assessment"
)

// Catalogue is the whole standard, in its own order. It is not changed after
// Load, so it may be shared.
type Catalogue struct {
	Standard Standard
	Clauses  []Clause

	objectives []*Objective
	controls   []*Control
	byID       map[string]any // *Clause, *Objective or *Control
}

// Standard names the criteria.
type Standard struct {
	ID    string
	Title string
}

// Clause is one of the ten, numbered 3 to 12.
type Clause struct {
	ID    string
	Title string
	// Intent says in one sentence what the clause is after.
	Intent     string
	Objectives []Objective
}

// Objective is one of the 36 control objectives.
type Objective struct {
	ID    string
	Title string
	// Intent says in one sentence what the objective is after.
	Intent   string
	Clause   string
	Controls []Control
}

// Control is one of the 127.
type Control struct {
	ID        string
	Title     string
	Clause    string
	Objective string
	Method    assessment.Method
	// Guidance tells in our own words what the control is after, why it
	// matters and what good evidence looks like.
	Guidance string
	// Aspects are the parts of the host's evidence: at least one for an
	// automated or hybrid control, none for an attested one.
	Aspects []Aspect
	// Record is what people keep for an attested or hybrid control; empty for
	// an automated one.
	Record string
}

// Aspect is one part of a control's host evidence.
type Aspect struct {
	// ID is permanent and unique within its control.
	ID    string
	Title string
}

// Objectives lists all 36 in the standard's order.
func (c *Catalogue) Objectives() []*Objective { return c.objectives }

// Controls lists all 127 in the standard's order.
func (c *Catalogue) Controls() []*Control { return c.controls }

// Clause finds a clause by its number, such as "9".
func (c *Catalogue) Clause(id string) (*Clause, bool) {
	v, ok := c.byID[id].(*Clause)
	return v, ok
}

// Objective finds a control objective by its number, such as "9.5".
func (c *Catalogue) Objective(id string) (*Objective, bool) {
	v, ok := c.byID[id].(*Objective)
	return v, ok
}

// Control finds a control by its number, such as "9.5.3".
func (c *Catalogue) Control(id string) (*Control, bool) {
	v, ok := c.byID[id].(*Control)
	return v, ok
}

// Aspect finds an aspect by its reference, such as "9.5.3/unique-ids", with
// the control that it belongs to.
func (c *Catalogue) Aspect(ref string) (*Control, *Aspect, bool) {
	id, name, _ := strings.Cut(ref, "/")
	control, ok := c.Control(id)
	if !ok {
		return nil, nil, false
	}
	aspect, ok := control.Aspect(name)
	return control, aspect, ok
}

// Aspect finds one of the control's aspects by its id.
func (c *Control) Aspect(id string) (*Aspect, bool) {
	for i := range c.Aspects {
		if c.Aspects[i].ID == id {
			return &c.Aspects[i], true
		}
	}
	return nil, false
}

// index fills the lookups; ids are known to be unique.
func (c *Catalogue) index() {
	c.byID = make(map[string]any)
	for i := range c.Clauses {
		clause := &c.Clauses[i]
		c.byID[clause.ID] = clause
		for j := range clause.Objectives {
			objective := &clause.Objectives[j]
			c.byID[objective.ID] = objective
			c.objectives = append(c.objectives, objective)
			for k := range objective.Controls {
				control := &objective.Controls[k]
				c.byID[control.ID] = control
				c.controls = append(c.controls, control)
			}
		}
	}
}
