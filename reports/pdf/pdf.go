// Package pdf writes an assessment, or the register of an organisation, as a
// document for auditors and owners: every finding, every unknown and every
// control, with its evidence. It is the only package that knows the PDF library.
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
// those of the assessment, so the same assessment gives the same bytes. An
// engagement with a picture or a colour that cannot be used is an error.
func (f Format) Write(w io.Writer, a *assessment.Assessment) error {
	return f.render(w, func(b brand) (*document, error) {
		r, err := newReport(a, f.o, b)
		if err != nil {
			return nil, err
		}
		r.write(r.cover)
		return r.document, nil
	})
}

// WriteOrganisation is Write for the register of an organisation. Changes are
// between assessments of one host, and are not in it.
func (f Format) WriteOrganisation(w io.Writer, o *assessment.Organisation) error {
	return f.render(w, func(b brand) (*document, error) {
		r, err := newRegister(o, f.o, b)
		if err != nil {
			return nil, err
		}
		r.write(r.cover)
		return r.document, nil
	})
}

// render turns what goes wrong into an error: the PDF library panics on what
// it does not expect.
func (f Format) render(w io.Writer, layout func(brand) (*document, error)) (err error) {
	defer func() {
		if p := recover(); p != nil {
			// The data as JSON reproduces it, so the stack is not needed.
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
	d, err := layout(b)
	if err != nil {
		return err
	}
	if err := d.pdf.Output(w); err != nil {
		return fmt.Errorf("writing the PDF: %w", err)
	}
	return nil
}
