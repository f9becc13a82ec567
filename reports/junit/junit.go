// Package junit writes an assessment as JUnit XML, the form in which CI servers
// show the results of tests. It follows the schema of Jenkins' xUnit plugin
// (junit-10.xsd), whose elements the readers of GitLab, Azure and Maven know too.
//
// A control is a suite. Its cases are the rules whose primary control it is, by
// id, and one named control for the control as a whole, which has no better
// result than its verdict: the suite of a control that waits for people's
// evidence, or of which no rule looks at some part, is never green.
//
//	verdict of a rule     of a control      becomes
//	pass                  conforming        a case without anything: passed
//	fail                  nonconforming     failure
//	unknown               undetermined      error
//	not applicable        not applicable    skipped
//
// A waived failure stays a failure. JUnit has no result between failed and
// passed: skipped would drop out of the counts of most readers and read as
// success by a CI gate, so that a gate would open for everybody on the word of
// whoever wrote a waiver, and close again on the day it expires with nothing to
// show before. So the message begins with "waived", the suite has a property
// waived.RULE with the ids of the waivers, and a gate that shall open for waived
// failures is isoscan's own exit code. (The schema allows no properties in a
// case, so those of its cases are the suite's.)
//
// Of an organisation each host is a suite and each control a case; a registered
// host of which there are no facts is a suite with one error.
//
// Times of suites are when the first fact was gathered, UTC (the schema of Ant
// leaves no room for a zone). A rule takes no time of its own.
package junit

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"

	"isoscan/internal/assessment"
)

// Format is the junit format.
type Format struct{}

// New returns the format.
func New() Format { return Format{} }

// Name is "junit".
func (Format) Name() string { return "junit" }

// Extension is "junit.xml".
func (Format) Extension() string { return "junit.xml" }

// Write writes the suites of one host. It returns the writer's error.
func (Format) Write(w io.Writer, a *assessment.Assessment) error {
	if err := write(w, suitesOf(a)); err != nil {
		return fmt.Errorf("writing the assessment as JUnit XML: %w", err)
	}
	return nil
}

// WriteOrganisation writes the suites of many hosts. It returns the writer's
// error.
func (Format) WriteOrganisation(w io.Writer, o *assessment.Organisation) error {
	if err := write(w, organisationSuites(o)); err != nil {
		return fmt.Errorf("writing the organisation as JUnit XML: %w", err)
	}
	return nil
}

func write(w io.Writer, s suites) error {
	b := bufio.NewWriter(w)
	if _, err := b.WriteString(xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(b)
	e.Indent("", "  ")
	if err := e.Encode(s); err != nil {
		return err
	}
	if err := b.WriteByte('\n'); err != nil {
		return err
	}
	return b.Flush()
}
