// Package pdf writes an assessment as a document for auditors and owners: every
// finding, every unknown and every control, with its evidence. It is the only
// package that knows the PDF library.
package pdf

import (
	"fmt"
	"io"

	"isoscan/internal/assessment"
)

// Paper is a page size.
type Paper string

// The page sizes.
const (
	A4     Paper = "A4"
	Letter Paper = "Letter"
)

// Options of the format. The zero value is A4.
type Options struct {
	Paper Paper
	// Engagement is what the report says of the audit itself; may be nil.
	Engagement *assessment.Engagement
	// Changes since an earlier assessment; may be nil.
	Changes *assessment.Changes
}

// Format is the pdf format.
type Format struct{ o Options }

// New returns the format with its options.
func New(o Options) Format {
	if o.Paper == "" {
		o.Paper = A4
	}
	return Format{o: o}
}

// Name is "pdf".
func (Format) Name() string { return "pdf" }

// Extension is "pdf".
func (Format) Extension() string { return "pdf" }

// Write lays the document out in memory, then writes it. The dates inside are
// those of the assessment, so the same assessment gives the same bytes. The
// PDF library panics on what it does not expect; that becomes an error.
func (f Format) Write(w io.Writer, a *assessment.Assessment) (err error) {
	defer func() {
		if p := recover(); p != nil {
			// The assessment as JSON reproduces it, so the stack is not needed.
			err = fmt.Errorf("laying out the PDF failed: %v; the json report holds the same data", p)
		}
	}()
	if f.o.Paper != A4 && f.o.Paper != Letter {
		return fmt.Errorf("unknown paper %q: there are %s and %s", f.o.Paper, A4, Letter)
	}
	b, err := newBrand(f.o.Engagement)
	if err != nil {
		return err
	}
	d, err := newReport(a, f.o, b)
	if err != nil {
		return err
	}
	d.document.write(d.cover)
	if err := d.pdf.Output(w); err != nil {
		return fmt.Errorf("writing the PDF: %w", err)
	}
	return nil
}
