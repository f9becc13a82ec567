package sarif

import (
	"strings"

	"isoscan/internal/assessment"
)

// level of a rule's failures.
func level(s assessment.Severity) string {
	switch s {
	case assessment.Critical, assessment.High:
		return "error"
	case assessment.Medium:
		return "warning"
	default:
		return "note"
	}
}

// securitySeverity is a number of 0.1 to 10.0 by which GitHub ranks security
// results: over 9 critical, 7 to 8.9 high, 4 to 6.9 medium, below low.
func securitySeverity(s assessment.Severity) string {
	switch s {
	case assessment.Critical:
		return "9.5"
	case assessment.High:
		return "8.0"
	case assessment.Medium:
		return "5.5"
	default:
		return "2.0"
	}
}

// rule is what both an assessment and an organisation say of one.
type rule struct {
	id, title, description, origin string
	controls, references           []string
	severity                       assessment.Severity
	remediation                    assessment.Remediation
}

// descriptor describes the rule. titles are those of controls, clauses their
// clauses.
func (r rule) descriptor(titles, clauses map[string]string) descriptor {
	tags := []string{"security"}
	seen := map[string]bool{}
	add := func(tag string) {
		if !seen[tag] {
			seen[tag] = true
			tags = append(tags, tag)
		}
	}
	for _, id := range r.controls {
		add(show("ISO17799:2000/" + id))
	}
	for _, id := range r.controls {
		if c := clauses[id]; c != "" {
			add(show("ISO17799:2000/clause-" + c))
		}
	}
	add("severity-" + show(string(r.severity)))
	title := show(assessment.PrintableProse(r.title))
	description := show(assessment.PrintableProse(r.description))
	return descriptor{
		ID:                   show(r.id),
		Name:                 friendly(r.id),
		ShortDescription:     text{Text: title},
		FullDescription:      &text{Text: description},
		Help:                 r.help(titles),
		DefaultConfiguration: &configuration{Level: level(r.severity)},
		Properties: map[string]any{
			"tags": tags, "security-severity": securitySeverity(r.severity), "severity": r.severity, "origin": show(r.origin),
		},
	}
}

// friendly writes an id in the form that section 3.49.7 asks of names: SshRootLogin.
func friendly(id string) string {
	var b strings.Builder
	first := true
	for _, r := range id {
		switch {
		case r >= 'a' && r <= 'z' && first:
			b.WriteRune(r - 'a' + 'A')
			first = false
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9':
			b.WriteRune(r)
			first = false
		default:
			first = true
		}
		if b.Len() == 100 {
			break
		}
	}
	return b.String()
}

// help says why the rule matters, how to mend, and where to read on.
func (r rule) help(titles map[string]string) *text {
	var plain, marked strings.Builder
	description := assessment.PrintableProse(r.description)
	plain.WriteString(show(description) + "\n")
	marked.WriteString(markdown(description) + "\n")
	if t := assessment.PrintableProse(r.remediation.Text); t != "" {
		plain.WriteString("\nTo mend: " + show(t) + "\n")
		marked.WriteString("\n**To mend**\n\n" + markdown(t) + "\n")
	}
	if r.remediation.Command != "" {
		var command []string
		for _, l := range assessment.PrintableLines(r.remediation.Command) {
			command = append(command, show(l))
		}
		plain.WriteString("\n  " + strings.Join(command, "\n  ") + "\n")
		marked.WriteString("\n" + fence(command))
	}
	plain.WriteString("\nISO/IEC 17799:2000:\n")
	marked.WriteString("\n**ISO/IEC 17799:2000**\n\n")
	for _, id := range r.controls {
		plain.WriteString("- " + show(id+" "+titles[id]) + "\n")
		marked.WriteString("- " + markdown(id+" "+titles[id]) + "\n")
	}
	if len(r.references) > 0 {
		plain.WriteString("\nReferences:\n")
		marked.WriteString("\n**References**\n\n")
		for _, ref := range r.references {
			plain.WriteString("- " + show(ref) + "\n")
			marked.WriteString("- " + markdown(ref) + "\n")
		}
	}
	return &text{Text: plain.String(), Markdown: marked.String()}
}
