// Package sarif writes an assessment as SARIF 2.1.0 (OASIS, errata 01), for code
// scanning services, editors and result stores. Sections named in comments are
// of that standard.
//
// A rule of isoscan is a rule of the tool. Results (3.27) by verdict:
//
//	fail            kind fail, one result a violation, at the rule's level
//	unknown         kind open: there was not enough to decide
//	pass            kind pass
//	not applicable  kind notApplicable
//
// Only fail has a level (3.27.10); a consumer that reads results without their
// kind sees level none for the others, never a pass for an unknown. A waived
// violation stays a result of kind fail, with an accepted suppression (3.27.23)
// that holds the waiver's justification.
//
// A result is located in the file and line that its source names, as a file URI
// on the host, and always by a logical location: the object on the host. Checks
// that did not see everything, and records of the ledger that do not count, are
// notifications of the invocation.
//
// Of an organisation there is one run over all hosts, with failures alone as
// results (at most 10 violations of a rule and host); why rules stayed unknown on a host, and
// which registered hosts were not assessed, are notifications. File URIs then
// name the host.
package sarif

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"isoscan/internal/assessment"
)

// Format is the sarif format.
type Format struct{}

// New returns the format.
func New() Format { return Format{} }

// Name is "sarif".
func (Format) Name() string { return "sarif" }

// Extension is "sarif", as section 3.2 asks for.
func (Format) Extension() string { return "sarif" }

// Write writes the log of one host. It returns the writer's error.
func (Format) Write(w io.Writer, a *assessment.Assessment) error {
	if err := write(w, runOf(a)); err != nil {
		return fmt.Errorf("writing the assessment as SARIF: %w", err)
	}
	return nil
}

// WriteOrganisation writes the log of many hosts. It returns the writer's error.
func (Format) WriteOrganisation(w io.Writer, o *assessment.Organisation) error {
	if err := write(w, organisationRun(o)); err != nil {
		return fmt.Errorf("writing the organisation as SARIF: %w", err)
	}
	return nil
}

const (
	version = "2.1.0"
	schema  = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

func write(w io.Writer, r run) error {
	b := bufio.NewWriter(w)
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(log{Schema: schema, Version: version, Runs: []run{r}}); err != nil {
		return err
	}
	return b.Flush()
}
