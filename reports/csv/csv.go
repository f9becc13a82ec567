// Package csv writes an assessment as tables for spreadsheets: the findings in
// one (csv) and the register of controls in another (csv-controls), for a file
// of CSV holds one table.
//
// The form is RFC 4180: a header, fields divided by commas, every field in
// quotation marks, CR LF after each row, no line break within a field. It is
// UTF-8 with a byte order mark: without one, Excel reads a file by the code page
// of the computer and spoils every other alphabet; LibreOffice knows the mark,
// Python reads it as utf-8-sig. Where Excel's list separator is a semicolon
// (German, French, Dutch settings), open the file by Data, From Text/CSV.
//
// Two things in a cell are not as the assessment has them, so that a
// spreadsheet computes nothing and changes no evidence:
//
// Text from the host is made printable: control characters, marks that reorder
// text and bytes that are no UTF-8 are written as \n, \x1b, \u{202e}. What is
// longer than a cell of Excel may hold is cut, and says how much is left out.
//
// An apostrophe stands before whatever could begin a formula: one of
// = + - @ or their full-width forms at the beginning of a cell or after a comma
// or semicolon in it, spaces and quotation marks aside (a program that divides
// fields by semicolons would begin a cell there). One stands, too, at the
// beginning of a cell of text that is all of digits and their punctuation, such as a
// mode 0755 or a version 9.10, which would become a number or a date. To undo it,
// take away one apostrophe wherever one stands in such a place; for that to be
// exact, an apostrophe that belongs there is doubled. Numbers of controls are
// written ISO17799:2000/9.2.2: a plain 9.2.2 is the 9th of February in several
// languages.
package csv

import (
	"bytes"
	"fmt"
	"io"

	"isoscan/internal/assessment"
)

// Format is the csv format: a row for each violation of a failed rule, waived
// ones too, and one for each rule that is unknown. Rules that pass or do not
// apply have no row. Of an organisation at most 10 violations of a rule and host
// have a row (the column violations counts all), unknown rules are counted by
// reason, and a registered host without facts has a row whose verdict is unknown.
type Format struct{}

// New returns the format of findings.
func New() Format { return Format{} }

// Name is "csv".
func (Format) Name() string { return "csv" }

// Extension is "csv".
func (Format) Extension() string { return "csv" }

// Write writes the findings of one host. It returns the writer's error.
func (Format) Write(w io.Writer, a *assessment.Assessment) error {
	return findings(a).write(w, "assessment")
}

// WriteOrganisation writes the findings of many hosts. It returns the writer's
// error.
func (Format) WriteOrganisation(w io.Writer, o *assessment.Organisation) error {
	return organisationFindings(o).write(w, "organisation")
}

// WriteStatement writes a Statement of Applicability, a row a line of it. It
// returns the writer's error.
func (Format) WriteStatement(w io.Writer, s *assessment.Statement) error {
	return statement(s).write(w, "statement of applicability")
}

// ControlsFormat is the csv-controls format, the register: a row for each
// control, in the standard's order, with the evidence of machine and people. Of
// an organisation the verdict is that of the worst host, and the hosts are named.
type ControlsFormat struct{}

// NewControls returns the format of the register.
func NewControls() ControlsFormat { return ControlsFormat{} }

// Name is "csv-controls".
func (ControlsFormat) Name() string { return "csv-controls" }

// Extension is "controls.csv", so that both tables may stand in one folder.
func (ControlsFormat) Extension() string { return "controls.csv" }

// Write writes the register of one host. It returns the writer's error.
func (ControlsFormat) Write(w io.Writer, a *assessment.Assessment) error {
	return controls(a).write(w, "register")
}

// WriteOrganisation writes the register of many hosts. It returns the writer's
// error.
func (ControlsFormat) WriteOrganisation(w io.Writer, o *assessment.Organisation) error {
	return organisationControls(o).write(w, "register of the organisation")
}

// table is a header and rows of as many cells.
type table struct {
	header []string
	rows   [][]cell
}

// byteOrderMark is U+FEFF in UTF-8.
const byteOrderMark = "\xef\xbb\xbf"

func (t table) write(w io.Writer, what string) error {
	if err := t.rowsTo(w); err != nil {
		return fmt.Errorf("writing the %s as CSV: %w", what, err)
	}
	return nil
}

func (t table) rowsTo(w io.Writer) error {
	var out bytes.Buffer
	out.WriteString(byteOrderMark)
	head := make([]cell, len(t.header))
	for i, h := range t.header {
		head[i] = known(h)
	}
	for _, row := range append([][]cell{head}, t.rows...) {
		for i, c := range row {
			if i > 0 {
				out.WriteByte(',')
			}
			c.write(&out)
		}
		out.WriteString("\r\n")
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
