package ledger

import (
	"isoscan/internal/assessment"
	"isoscan/internal/catalogue"
)

// Control is what a ledger needs to know of one control of the standard.
type Control struct {
	ID     string
	Title  string
	Method assessment.Method
	// Guidance tells what the control is after and what good evidence looks
	// like; Record what people keep. Record is empty for an automated control.
	Guidance string
	Record   string
}

// Standard gives the controls of a catalogue, in its order, and what Load needs
// of them.
func Standard(c *catalogue.Catalogue) ([]Control, Known) {
	var out []Control
	known := Known{Control: func(id string) bool { _, ok := c.Control(id); return ok }}
	for _, k := range c.Controls() {
		out = append(out, Control{ID: k.ID, Title: k.Title, Method: k.Method, Guidance: k.Guidance, Record: k.Record})
		known.Controls = append(known.Controls, k.ID)
	}
	return out, known
}
