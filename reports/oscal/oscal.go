// Package oscal writes an assessment as OSCAL 1.1.3 assessment-results in JSON,
// the model of NIST for what an assessor found:
// https://pages.nist.gov/OSCAL/resources/concepts/layer/assessment/assessment-results/
//
// # Use
//
//	isoscan report assessment.json --format oscal --output host.oscal.json
//
// and hand the file to a governance tool that imports OSCAL.
//
// # What stands for what
//
//	host                  inventory item, whose operating system is a component
//	isoscan               component of the assessment platform, and origin
//	rule with evidence    observation; its verdict is the property "verdict"
//	failed rule           risk with the facet "severity", and how to mend it as a
//	                      recommendation; open, or deviation-approved when waivers
//	                      cover every violation, with the waivers in its log
//	control               finding on an objective that the document defines
//	people's record       observation by examination that expires
//	score, digests        properties of the result
//
// A finding in OSCAL is satisfied or not, and nothing else. Only a conforming
// control is satisfied, for the reason "pass". A nonconforming one is
// not-satisfied for the reason "fail", waived or not. One that is undetermined is
// not-satisfied for the reason "other", as is one that does not apply, which has
// the implementation status not-applicable besides. The property "verdict" always
// says which it is.
//
// OSCAL wants an assessment plan to be imported, and there is none for a scan.
// The reference leads to a resource at the end of the document that says so and
// names the criteria; it is no plan and does not pretend to be.
//
// Properties are in the namespace urn:isoscan. UUIDs are derived (version 5) from
// what they identify, so that the same assessment gives the same bytes.
package oscal

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"isoscan/internal/assessment"
)

// version of OSCAL that is written.
const version = "1.1.3"

// namespace of properties and facets.
const namespace = "urn:isoscan"

// Format is OSCAL assessment-results.
type Format struct{}

// New returns the format.
func New() Format { return Format{} }

// Name is "oscal".
func (Format) Name() string { return "oscal" }

// Extension is "oscal.json".
func (Format) Extension() string { return "oscal.json" }

// Write writes one result: the host's.
func (Format) Write(w io.Writer, a *assessment.Assessment) error {
	s := seed("assessment", a.FactsDigest, a.PoliciesDigest, ledgerDigest(a.Ledger), a.Host.Name, a.Tool.Version, stamp(a.FinishedAt))
	d := documentOf(s, "Assessment of "+orUnnamed(a.Host.Name), a.Tool, a.Standard, a.FinishedAt, a.Ledger)
	for i := range a.Controls {
		d.objective(a.Controls[i].ID, a.Controls[i].Title)
	}
	if err := d.write(w, 1, func(int) any { return resultOf(d, a) }); err != nil {
		return fmt.Errorf("writing the assessment as OSCAL: %w", err)
	}
	return nil
}

func ledgerDigest(l *assessment.Ledger) string {
	if l == nil {
		return ""
	}
	return l.Digest
}

// document is all but the results.
type document struct {
	seed string
	// marshal is for a person's eye, or compact for many hosts.
	marshal func(any) ([]byte, error)

	UUID        string      `json:"uuid"`
	Metadata    metadata    `json:"metadata"`
	ImportAP    importAP    `json:"import-ap"`
	Definitions definitions `json:"local-definitions"`
	BackMatter  backMatter  `json:"back-matter"`
}

func documentOf(s, title string, tool assessment.Tool, standard assessment.Standard, at time.Time, l *assessment.Ledger) *document {
	d := &document{seed: s, marshal: indented, UUID: uuid(s, "document")}
	d.Metadata = metadata{
		Title: text(title + " against " + standard.ID), LastModified: stamp(at), Version: stamp(at), OSCALVersion: version,
		Props: props("tool", tool.Name, "tool-version", tool.Version, "standard", standard.ID),
	}
	d.Metadata.parties(s, l)
	criteria := uuid(s, "criteria")
	d.ImportAP = importAP{
		Href:    "#" + criteria,
		Remarks: "There is no assessment plan: the host was measured by a scanner. The resource names the criteria.",
	}
	d.BackMatter.Resources = []resource{{
		UUID: criteria, Title: text("Criteria: " + standard.ID),
		Description: text(fmt.Sprintf("In place of an assessment plan, which this assessment does not have. Criteria are the %d controls of %s as far as the rules "+
			"of %s %s cover them; what no rule looks at, or could not be seen, is not determined.", standard.Controls, standard.ID, tool.Name, tool.Version)),
		Citation: citation{Text: text(standard.ID + ", " + standard.Title)},
	}}
	return d
}

// write writes the document with n results, one after the other, so that those
// of a thousand hosts never are in memory together.
func (d *document) write(w io.Writer, n int, result func(int) any) error {
	out := bufio.NewWriter(w)
	put := func(before string, v any) error {
		raw, err := d.marshal(v)
		if err != nil {
			return err
		}
		if _, err := out.WriteString(before); err != nil {
			return err
		}
		_, err = out.Write(raw)
		return err
	}
	for _, part := range []struct {
		before string
		value  any
	}{
		{"{\"assessment-results\": {\n\"uuid\": ", d.UUID}, {",\n\"metadata\": ", d.Metadata},
		{",\n\"import-ap\": ", d.ImportAP}, {",\n\"local-definitions\": ", d.Definitions},
	} {
		if err := put(part.before, part.value); err != nil {
			return err
		}
	}
	before := ",\n\"results\": [\n"
	for i := range n {
		if err := put(before, result(i)); err != nil {
			return err
		}
		before = ",\n"
	}
	if err := put("\n],\n\"back-matter\": ", d.BackMatter); err != nil {
		return err
	}
	if _, err := out.WriteString("\n}}\n"); err != nil {
		return err
	}
	return out.Flush()
}

func indented(v any) ([]byte, error) { return json.MarshalIndent(v, "", " ") }

// stamp is a time as the model wants it, which knows the years 1900 to 2999.
func stamp(t time.Time) string {
	t = t.UTC()
	if t.Year() < 1900 || t.Year() > 2999 {
		t = time.Unix(0, 0).UTC()
	}
	return t.Format(time.RFC3339Nano)
}

func orUnnamed(s string) string {
	if s == "" {
		return "unnamed host"
	}
	return s
}
