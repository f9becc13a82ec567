// Package text writes the summary of an assessment that a person reads on a
// terminal: scores, clauses, what changed, worst findings, what stayed unknown,
// and which records of people need a hand. It is the short form; json, html and
// pdf hold everything.
package text

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"isoscan/internal/assessment"
)

// Options of the format. The zero value is plain text for 80 columns.
type Options struct {
	// Width of the terminal in columns; 0 means 80. Less than 40 is taken as
	// 40, more than 200 as 200.
	Width int
	// Color adds ANSI colours. Meaning never depends on them. The caller
	// minds NO_COLOR and whether there is a terminal at all.
	Color bool
	// Findings is how many of the worst are shown; 0 means 10.
	Findings int
	// Quiet shows the result in at most three lines and nothing else: verdicts
	// by number, and both scores. They are for logs and are not broken at Width.
	Quiet bool
	// Changes since an earlier assessment; may be nil.
	Changes *assessment.Changes
}

// Format is the text format.
type Format struct{ o Options }

// New returns the format with its options.
func New(o Options) Format {
	if o.Width == 0 {
		o.Width = 80
	}
	if o.Findings <= 0 {
		o.Findings = 10
	}
	o.Width = min(max(o.Width, 40), 200)
	return Format{o: o}
}

// Name is "text".
func (Format) Name() string { return "text" }

// Extension is "txt".
func (Format) Extension() string { return "txt" }

// Write writes the summary. Control characters of host texts are escaped. It
// returns the writer's error.
func (f Format) Write(w io.Writer, a *assessment.Assessment) error {
	p := newPage(f.o)
	if f.o.Quiet {
		p.quiet(a)
	} else {
		p.head(a)
		p.scores(a.Score)
		p.clauses(a.Clauses)
		p.changes(f.o.Changes)
		p.findings(a, f.o.Findings)
		p.unknown(a)
		p.ledger(a.Ledger, a.FinishedAt)
		p.sides(a)
		p.sources(a)
	}
	return p.write(w, "assessment")
}

// WriteOrganisation writes the summary of many hosts, likewise.
func (f Format) WriteOrganisation(w io.Writer, o *assessment.Organisation) error {
	p := newPage(f.o)
	if f.o.Quiet {
		p.quietOrganisation(o)
	} else {
		p.organisationHead(o)
		p.scores(o.Score)
		p.notAssessed(o)
		p.hosts(o)
		p.clauses(o.Clauses)
		p.worstRules(o, f.o.Findings)
		p.worstControls(o, f.o.Findings)
		p.unseen(o)
		p.ledger(o.Ledger, o.FinishedAt)
		p.organisationSources(o)
	}
	return p.write(w, "organisation")
}

// page collects the lines.
type page struct {
	out   bytes.Buffer
	width int
	color bool
	// indent of what stands below a severity: less on a narrow terminal.
	indent int
}

func newPage(o Options) *page {
	p := &page{width: o.Width, color: o.Color, indent: 10}
	if p.width < 60 {
		p.indent = 2
	}
	return p
}

func (p *page) write(w io.Writer, what string) error {
	if _, err := w.Write(p.out.Bytes()); err != nil {
		return fmt.Errorf("writing the %s as text: %w", what, err)
	}
	return nil
}

func (p *page) line(parts ...string) {
	p.out.WriteString(strings.TrimRight(strings.Join(parts, ""), " "))
	p.out.WriteByte('\n')
}

// wrapped writes text below a hanging indent. The first line begins with
// label, which is as wide as the indent or shorter.
func (p *page) wrapped(label string, indent int, s string) {
	for i, l := range wrap(s, p.width-indent) {
		if i == 0 && label != "" {
			p.line(pad(label, indent), l)
			continue
		}
		p.line(strings.Repeat(" ", indent), l)
	}
}

func (p *page) heading(s string) {
	p.line()
	for _, l := range wrap(s, p.width) {
		p.line(p.paint(bold, l))
	}
}
