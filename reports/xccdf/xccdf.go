// Package xccdf writes an assessment as XCCDF 1.2 (NIST IR 7275 revision 4): a
// benchmark of the rules, grouped as the standard groups its controls, with the
// result of testing one host against it. Whatever reads results of OpenSCAP
// reads this.
//
// # Use
//
//	isoscan report assessment.json --format xccdf --output host.xccdf.xml
//	oscap info host.xccdf.xml
//	oscap xccdf validate host.xccdf.xml
//	oscap xccdf generate report host.xccdf.xml > host.html
//
// # What stands for what
//
//	fail, pass, unknown, not applicable   fail, pass, unknown, notapplicable
//	critical, high, medium, low           high, high, medium, low; the weight is
//	                                      that of isoscan (10, 5, 3, 1)
//	a waiver                              metadata of the result, which stays fail,
//	                                      and a message of severity warning
//	thresholds in force                   values
//	controls                              groups; their verdicts are in the
//	                                      metadata of the result, for XCCDF gives
//	                                      results to rules alone
//
// Scores come in the standard's own models (default, flat, flat-unweighted), in
// which an unknown earns nothing, and as the interval of isoscan under
// urn:isoscan:scoring. Without an evaluated rule the interval is left out and a
// remark says so; the standard's models then give 0.
//
// There is no form for many hosts: the register of an organisation keeps no
// verdict for each rule on each host, which a result has to show.
package xccdf

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"

	"isoscan/internal/assessment"
)

// Format is XCCDF 1.2.
type Format struct{}

// New returns the format.
func New() Format { return Format{} }

// Name is "xccdf".
func (Format) Name() string { return "xccdf" }

// Extension is "xccdf.xml".
func (Format) Extension() string { return "xccdf.xml" }

// Write writes a Benchmark that holds its TestResult.
func (Format) Write(w io.Writer, a *assessment.Assessment) error {
	b := benchmarkOf(a)
	b.TestResult = resultOf(a)
	var out bytes.Buffer
	out.WriteString(xml.Header)
	e := xml.NewEncoder(&out)
	e.Indent("", " ")
	if err := e.Encode(b); err != nil {
		return fmt.Errorf("writing the assessment as XCCDF: %w", err)
	}
	out.WriteByte('\n')
	if _, err := w.Write(out.Bytes()); err != nil {
		return fmt.Errorf("writing the assessment as XCCDF: %w", err)
	}
	return nil
}
