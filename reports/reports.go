// Package reports lists the formats in which an assessment is written. A
// format knows the assessment and nothing else of isoscan.
package reports

import (
	"fmt"
	"io"
	"strings"

	"isoscan/internal/assessment"
	"isoscan/reports/csv"
	"isoscan/reports/html"
	"isoscan/reports/json"
	"isoscan/reports/jsonl"
	"isoscan/reports/junit"
	"isoscan/reports/markdown"
	"isoscan/reports/nagios"
	"isoscan/reports/oscal"
	"isoscan/reports/pdf"
	"isoscan/reports/prometheus"
	"isoscan/reports/sarif"
	"isoscan/reports/text"
	"isoscan/reports/xccdf"
	"isoscan/reports/zabbix"
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

// OrganisationFormat is a format that also writes the register of an
// organisation.
type OrganisationFormat interface {
	Format
	// WriteOrganisation is Write for many hosts.
	WriteOrganisation(w io.Writer, o *assessment.Organisation) error
}

// StatementFormat is a format that also writes a Statement of Applicability.
type StatementFormat interface {
	Format
	// WriteStatement is Write for a Statement of Applicability.
	WriteStatement(w io.Writer, s *assessment.Statement) error
}

// Options are what the user chose for the formats that mind. The zero value is
// good for all of them.
type Options struct {
	// Width in columns and Color of a terminal's text; Quiet for the result
	// alone.
	Width int
	Color bool
	Quiet bool
	// Paper of a PDF: "A4", the default, or "Letter".
	Paper string
	// Engagement is what a report says of the audit itself; nil when not given.
	Engagement *assessment.Engagement
	// Changes since an earlier assessment; nil when none was given.
	Changes *assessment.Changes
}

// All lists every format.
func All(o Options) []Format {
	return []Format{
		csv.New(),
		csv.NewControls(),
		html.New(html.Options{Engagement: o.Engagement, Changes: o.Changes}),
		json.New(),
		jsonl.New(),
		junit.New(),
		markdown.New(markdown.Options{Changes: o.Changes}),
		nagios.New(nagios.Options{}),
		oscal.New(),
		pdf.New(pdf.Options{Paper: pdf.Paper(o.Paper), Engagement: o.Engagement, Changes: o.Changes}),
		prometheus.New(),
		sarif.New(),
		text.New(text.Options{Width: o.Width, Color: o.Color, Quiet: o.Quiet, Changes: o.Changes}),
		xccdf.New(),
		zabbix.New(),
	}
}

// Names lists the formats' names.
func Names() []string {
	var names []string
	for _, f := range All(Options{}) {
		names = append(names, f.Name())
	}
	return names
}

// ByName finds a format. The error of an unknown name lists those that exist.
func ByName(name string, o Options) (Format, error) {
	for _, f := range All(o) {
		if f.Name() == name {
			return f, nil
		}
	}
	return nil, fmt.Errorf("unknown format %q: there are %s", name, strings.Join(Names(), ", "))
}
