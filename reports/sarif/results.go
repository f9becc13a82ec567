package sarif

import (
	"fmt"

	"isoscan/internal/assessment"
)

// writer makes the results of one run.
type writer struct {
	ledger *assessment.Ledger
	// authority of file URIs: the host, when the run is over several.
	many  bool
	seen  fingerprints
	index map[string]int // of rules
	// suppressible: a ledger was given, so every result says whether it is
	// suppressed.
	suppressible bool
}

func (w *writer) result(host, ruleID, kind, level string, m text, locations []location, prints map[string]string) result {
	r := result{
		RuleID: show(ruleID), RuleIndex: w.index[ruleID], Kind: kind, Level: level, Message: m, Locations: locations,
		PartialFingerprints: prints, Properties: map[string]any{"host": show(host)},
	}
	if w.suppressible {
		r.Suppressions = &[]suppression{}
	}
	return r
}

// violation is a result of kind fail.
func (w *writer) violation(host, ruleID string, s assessment.Severity, v assessment.Violation) result {
	words := show(v.Message)
	if v.Resource != "" {
		words = show(v.Resource) + ": " + words
	}
	if v.Observed != "" {
		words += "; observed " + show(v.Observed)
	}
	if v.Expected != "" {
		words += "; expected " + show(v.Expected)
	}
	r := w.result(host, ruleID, "fail", level(s), message(words),
		[]location{w.location(host, v.Resource, v.Source)}, w.seen.of(host, ruleID, v.Resource, v.Source))
	r.Properties["resource"] = show(v.Resource)
	r.Properties["observed"] = show(v.Observed)
	r.Properties["expected"] = show(v.Expected)
	if v.WaivedBy != "" {
		r.Suppressions = &[]suppression{w.suppression(v.WaivedBy)}
	}
	return r
}

func (w *writer) suppression(id string) suppression {
	s := suppression{
		GUID: guid("isoscan waiver", id), Kind: "external", Status: "accepted",
		Justification: "waiver " + show(id), Properties: map[string]any{"waiver": show(id)},
	}
	if r, ok := w.ledger.Record(id); ok {
		s.Justification = fmt.Sprintf("%s (waiver %s, risk owner %s, approved by %s, until %s)",
			show(r.Statement), show(r.ID), show(r.Owner), show(r.Approver), show(r.Until))
		s.Properties["owner"], s.Properties["approver"] = show(r.Owner), show(r.Approver)
		s.Properties["from"], s.Properties["until"] = show(r.From), show(r.Until)
		if r.Ticket != "" {
			s.Properties["ticket"] = show(r.Ticket)
		}
	}
	return s
}

// mostLocations bounds those of one result of evidence.
const mostLocations = 20

// other is the one result of a rule that does not fail.
func (w *writer) other(host string, r *assessment.Rule) result {
	kind := map[assessment.Verdict]string{
		assessment.Pass: "pass", assessment.NotApplicable: "notApplicable",
	}[r.Verdict]
	if kind == "" {
		kind = "open"
	}
	var locations []location
	for _, e := range r.Evidence[:min(len(r.Evidence), mostLocations)] {
		locations = append(locations, w.location(host, "", e.Source))
	}
	if len(locations) == 0 {
		locations = []location{w.location(host, "", "")}
	}
	return w.result(host, r.ID, kind, "none", message(show(r.Reason)), locations, w.seen.of(host, r.ID, "", ""))
}

// unknownOn is the one result of a rule that is unknown on hosts of an
// organisation: one for each of them would drown the findings.
func (w *writer) unknownOn(organisation string, r *assessment.RuleResult) result {
	n := r.Counts
	words := fmt.Sprintf("unknown on %d of %s", n.Unknown, assessment.Counted(n.Pass+n.Fail+n.Unknown+n.NotApplicable, "host", "hosts"))
	out := w.result(organisation, r.ID, "open", "none", message(words),
		[]location{w.location(organisation, "", "")}, w.seen.of(organisation, r.ID, "", ""))
	delete(out.Properties, "host")
	out.Properties["hostsUnknown"] = n.Unknown
	return out
}

// location names the object, or the host, and the file where the source is one.
func (w *writer) location(host, object, source string) location {
	name := logicalLocation{Name: show(host), FullyQualifiedName: show(host), Kind: "resource"}
	if object != "" {
		name.Name, name.FullyQualifiedName = show(object), show(host)+"/"+show(object)
	}
	l := location{LogicalLocations: []logicalLocation{name}}
	path, line, ok := split(source)
	switch {
	case ok:
		authority := ""
		if w.many {
			authority = host
		}
		l.PhysicalLocation = &physicalLocation{ArtifactLocation: artifactLocation{URI: fileURI(authority, path)}}
		if line > 0 {
			l.PhysicalLocation.Region = &region{StartLine: line}
		}
	case source != "":
		m := message("seen by " + show(source))
		l.Message = &m
	}
	return l
}
