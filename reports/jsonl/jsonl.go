// Package jsonl writes the findings of an assessment as JSON Lines, for log
// pipelines: one JSON object a line, in UTF-8, each line below MaxLine bytes.
//
// Every value is a string, a number, a boolean or null: no lists and no nested
// objects, which several pipelines drop or flatten under names of their own.
// Keys that do not apply to a line are absent. See Line for those of findings
// and Summary for the rest.
//
// The first line is the summary; its key lines says how many follow, so that a
// reader sees when some were lost on the way. Then comes a line for each
// violation of a failed rule, waived ones too (waived is true, and the verdict
// stays fail), and one for each rule that is unknown. Rules that pass or do not
// apply have no line: only the summary counts them. A pipeline that wants to
// know whether a host is in order must read the summary; that no violation
// arrived says nothing.
//
// The lines of an organisation are the summary over all hosts, then for each
// host a line of type host with its scores, its violations, and a line for each
// reason why rules stayed unknown; then one of type rule_unknown for each rule
// that is unknown on some host, with the number of them (a line for each rule
// and host would be a hundred thousand of them where a thousand hosts are
// scanned without root; each host's own report has them); at last one of type
// not_assessed for each registered host of which there are no facts.
//
// Text from the host is made printable (control characters and bytes that are
// no UTF-8 are written as \x1b, \u{202e} and the like) and cut to the length
// that its key allows; truncated then names the keys that were cut.
package jsonl

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"isoscan/internal/assessment"
)

// Schema names the shape of the lines. Adding a key keeps it; changing or
// removing one raises it.
const Schema = "isoscan/findings/1"

// MaxLine bounds a line in bytes, with its newline. Several collectors cut or
// drop what is longer than 32 KiB.
const MaxLine = 32 * 1024

// Format is the jsonl format.
type Format struct{}

// New returns the format.
func New() Format { return Format{} }

// Name is "jsonl".
func (Format) Name() string { return "jsonl" }

// Extension is "jsonl".
func (Format) Extension() string { return "jsonl" }

// Write writes the lines of one host. It returns the writer's error.
func (Format) Write(w io.Writer, a *assessment.Assessment) error {
	lines := assessmentLines(a)
	if err := write(w, summaryOf(a, len(lines)), lines); err != nil {
		return fmt.Errorf("writing the assessment as JSON Lines: %w", err)
	}
	return nil
}

// WriteOrganisation writes the lines of many hosts. It returns the writer's
// error.
func (Format) WriteOrganisation(w io.Writer, o *assessment.Organisation) error {
	lines := organisationLines(o)
	if err := write(w, organisationSummary(o, len(lines)), lines); err != nil {
		return fmt.Errorf("writing the organisation as JSON Lines: %w", err)
	}
	return nil
}

// write gives the writer whole lines, a few dozen at a time, so that a
// thousand hosts are not held in memory a second time.
func write(w io.Writer, head Summary, lines []any) error {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(head); err != nil {
		return err
	}
	for _, l := range lines {
		if err := e.Encode(l); err != nil {
			return err
		}
		if out.Len() >= 64*1024 {
			if _, err := w.Write(out.Bytes()); err != nil {
				return err
			}
			out.Reset()
		}
	}
	_, err := w.Write(out.Bytes())
	return err
}
