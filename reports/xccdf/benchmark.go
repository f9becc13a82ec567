package xccdf

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"isoscan/internal/assessment"
)

const (
	ruleSystem  = "urn:isoscan:rule"
	checkSystem = "urn:isoscan:policies"
	// controlURN names a control after RFC 5141, section 2.
	controlURN = "urn:iso:std:iso-iec:17799:ed-1"
	// shell is the system of a fix that a POSIX shell runs.
	shell = "urn:xccdf:fix:script:sh"
)

// The scoring models of the standard (NIST IR 7275r4, section 7.3) and ours.
const (
	modelDefault        = "urn:xccdf:scoring:default"
	modelFlat           = "urn:xccdf:scoring:flat"
	modelFlatUnweighted = "urn:xccdf:scoring:flat-unweighted"
	modelOurs           = "urn:isoscan:scoring:"
)

// platform in the older of the two forms that the standard allows. Its validator
// warns of it, and that has a use: a document without a single warning is taken
// for invalid by oscap 1.3.7, which reads the empty list as a failure.
const platform = "cpe:/o:linux:linux_kernel"

const benchmarkID = "xccdf_isoscan_benchmark_iso-iec-17799-2000"

func ruleID(id string) string    { return "xccdf_isoscan_rule_" + ncname(id) }
func valueID(id string) string   { return "xccdf_isoscan_value_" + ncname(id) }
func groupID(id string) string   { return "xccdf_isoscan_group_" + ncname(id) }
func profileID(id string) string { return "xccdf_isoscan_profile_" + ncname(id) }

// ncname makes any text part of an XML name: letters, digits, dots and dashes
// stay, each other byte is _ and two hexadecimal digits. Texts that differ stay
// different.
func ncname(s string) string {
	if s == "" {
		return "_"
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '.':
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "_%02x", c)
		}
	}
	return b.String()
}

// benchmarkOf is what the host was tested against.
func benchmarkOf(a *assessment.Assessment) benchmark {
	b := benchmark{
		ID: benchmarkID, Resolved: true, Lang: "en", Status: "interim",
		Title: text(a.Standard.ID) + ": what can be measured on a host",
		Description: fmt.Sprintf("%s of %s, each mapped to controls of %s. What was not seen is unknown, never a pass.",
			assessment.Counted(len(a.Rules), "rule", "rules"), text(a.Tool.Name), text(a.Standard.ID)),
		Notice: notice{ID: "copyright", Text: "Numbers and short titles of controls are those of the standard; " +
			"every explanation is isoscan's own. An audit by the standard needs the standard itself."},
		References: []reference{{Text: text(a.Standard.ID + ", " + a.Standard.Title)}},
		Platform:   idref{platform},
		Version:    text(a.Tool.Version),
		Metadata:   dublin{Creator: text(a.Tool.Name), Subject: text(a.Standard.ID)},
		Models:     []model{{modelDefault}, {modelFlat}, {modelFlatUnweighted}},
		Profile: profile{
			ID: profileID(a.Profile.Name), Title: text(a.Profile.Name),
			Description: fmt.Sprintf("Thresholds of the profile %s for the role %s (%s)", text(a.Profile.Name), text(a.Profile.Role), text(a.Profile.RoleSource)),
		},
	}
	for _, name := range paramNames(a) {
		b.Values = append(b.Values, param{ID: valueID(name), Type: "string", Title: text(name), Description: "A threshold, as JSON", Value: paramValue(a, name)})
	}
	byControl := map[string][]rule{}
	for i := range a.Rules {
		r := &a.Rules[i]
		b.Profile.Selects = append(b.Profile.Selects, choice{IDRef: ruleID(r.ID), Selected: true})
		primary := ""
		if len(r.Controls) > 0 {
			primary = r.Controls[0]
		}
		byControl[primary] = append(byControl[primary], ruleOf(r))
	}
	b.Groups = groups(a, byControl)
	// Rules whose primary control is not in the assessment stay at the top.
	for i := range a.Rules {
		if len(a.Rules[i].Controls) > 0 {
			primary := a.Rules[i].Controls[0]
			b.Rules = append(b.Rules, byControl[primary]...)
			delete(byControl, primary)
		}
	}
	b.Rules = append(b.Rules, byControl[""]...)
	return b
}

// groups nests clauses, objectives and controls, and takes the rules of each
// control out of byControl.
func groups(a *assessment.Assessment, byControl map[string][]rule) []group {
	var out []group
	for _, clause := range a.Clauses {
		c := group{ID: groupID("clause-" + clause.ID), Title: text(clause.ID + " " + clause.Title)}
		for _, objective := range a.Objectives {
			if objective.Clause != clause.ID {
				continue
			}
			o := group{ID: groupID("objective-" + objective.ID), Title: text(objective.ID + " " + objective.Title)}
			for _, k := range a.Controls {
				if k.Objective != objective.ID {
					continue
				}
				o.Groups = append(o.Groups, group{
					ID: groupID("control-" + k.ID), Title: text(k.ID + " " + k.Title),
					Description: "Assessed by: " + string(k.Method),
					References:  []reference{{Href: controlURN, Text: text(k.ID)}},
					Rules:       byControl[k.ID],
				})
				delete(byControl, k.ID)
			}
			c.Groups = append(c.Groups, o)
		}
		out = append(out, c)
	}
	return out
}

func ruleOf(r *assessment.Rule) rule {
	out := rule{
		ID: ruleID(r.ID), Selected: true, Severity: severity(r.Severity), Weight: fmt.Sprint(weight(r.Severity)),
		Title: text(r.Title), Rationale: prose(r.Description),
		Ident: ident{System: ruleSystem, Text: text(r.ID)}, FixText: prose(r.Remediation.Text), Check: check{System: checkSystem},
	}
	for _, c := range r.Controls {
		out.References = append(out.References, reference{Href: controlURN, Text: text(c)})
	}
	for _, s := range r.References {
		out.References = append(out.References, reference{Href: link(s), Text: text(s)})
	}
	if r.Remediation.Command != "" {
		out.Fix = &fix{System: shell, Text: strings.Join(assessment.PrintableLines(r.Remediation.Command), "\n")}
	}
	return out
}

// plainLink is an address without anything that a reader could trip over.
var plainLink = regexp.MustCompile(`^https?://[A-Za-z0-9.-]+(/[A-Za-z0-9._~/#?=&%+-]*)?$`)

func link(s string) string {
	if plainLink.MatchString(s) && len(s) < 2000 && !strings.Contains(s, "%") {
		return s
	}
	return ""
}

func paramNames(a *assessment.Assessment) []string {
	names := make([]string, 0, len(a.Profile.Params))
	for name := range a.Profile.Params {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// paramValue is the threshold as JSON, whose keys are sorted.
func paramValue(a *assessment.Assessment, name string) string {
	raw, err := json.Marshal(a.Profile.Params[name])
	if err != nil {
		// Thresholds come from YAML and JSON files; what cannot be JSON again
		// is shown as Go has it rather than left out.
		return text(fmt.Sprint(a.Profile.Params[name]))
	}
	return text(string(raw))
}

// severity: XCCDF has no critical.
func severity(s assessment.Severity) string {
	if s == assessment.Critical {
		return "high"
	}
	return string(s)
}

// weight is that of the technical score.
func weight(s assessment.Severity) int {
	return map[assessment.Severity]int{assessment.Critical: 10, assessment.High: 5, assessment.Medium: 3, assessment.Low: 1}[s]
}

func text(s string) string { return assessment.Printable(s) }

func prose(s string) string { return assessment.PrintableProse(s) }
