// Package json writes an assessment as its own JSON: the form that is saved,
// compared and rendered again. Its keys are the contract of package assessment.
package json

import (
	"encoding/json"
	"fmt"
	"io"

	"isoscan/internal/assessment"
)

// Format is the json format.
type Format struct{}

// New returns the format.
func New() Format { return Format{} }

// Name is "json".
func (Format) Name() string { return "json" }

// Extension is "json".
func (Format) Extension() string { return "json" }

// Write writes indented JSON with a newline at its end. The same assessment
// gives the same bytes; a list is never null, and text is written as it is,
// without escapes for HTML.
func (Format) Write(w io.Writer, a *assessment.Assessment) error {
	return write(w, a.Normalized())
}

// WriteOrganisation is Write for the register of an organisation.
func (Format) WriteOrganisation(w io.Writer, o *assessment.Organisation) error {
	return write(w, o.Normalized())
}

// WriteStatement is Write for a Statement of Applicability.
func (Format) WriteStatement(w io.Writer, s *assessment.Statement) error { return write(w, s) }

func write(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("writing the assessment as JSON: %w", err)
	}
	return nil
}
