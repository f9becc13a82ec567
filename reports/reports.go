// Package reports lists the formats in which an assessment is written. A
// format knows the assessment and nothing else of isoscan.
package reports

import (
	"fmt"
	"io"
	"strings"

	"isoscan/internal/assessment"
	"isoscan/reports/json"
	"isoscan/reports/pdf"
	"isoscan/reports/text"
)

// Format writes an assessment in one form. It is safe for concurrent use and
// never changes the assessment; the same assessment gives the same bytes.
type Format interface {
	// Name is what a user asks for.
	Name() string
	// Extension of the file, without a dot.
	Extension() string
	// Write writes the whole report. What was written before an error is no
	// report.
	Write(w io.Writer, a *assessment.Assessment) error
}

// All lists every format with its default options.
func All() []Format {
	return []Format{
		json.New(),
		pdf.New(pdf.Options{}),
		text.New(text.Options{}),
	}
}

// ByName finds a format. The error of an unknown name lists those that exist.
func ByName(name string) (Format, error) {
	var names []string
	for _, f := range All() {
		if f.Name() == name {
			return f, nil
		}
		names = append(names, f.Name())
	}
	return nil, fmt.Errorf("unknown format %q: there are %s", name, strings.Join(names, ", "))
}
