package pdf

import (
	"fmt"
)

// howToRead explains the scores.
func (r *document) howToRead() {
	for _, s := range []string{
		"A score is an interval, because what was not seen may be in order or not. Its lower end, assured, is the share of the applicable rules that are proven to hold. Its upper end, possible, is the share that did not fail. Coverage is the share that could be looked at. With everything seen, both ends meet; with nothing seen, there is no score.",
		"The technical score counts the rules that were measured on the host, by severity: critical counts 10, high 5, medium 3 and low 1. A rule that does not apply counts nowhere; an unknown one counts as applicable, and as neither passed nor failed. A rule with a hundred violations counts once.",
		"The overall score counts the controls of the standard, each once. Many controls are for people: until they attest them, those controls are undetermined and hold the lower end down. A low overall score beside a good technical one therefore says that records are missing, not that the host is weak.",
		"A rule passes only by evidence. A file that could not be read, a program that is missing or a command that took too long makes it unknown. Not applicable, too, needs evidence, such as a package database that was read whole.",
	} {
		r.prose(s)
	}
}

// limits says what no report of this kind can tell.
func (r *report) limits() {
	all, uncovered := r.a.UncoveredAspects()
	r.prose(fmt.Sprintf("This report tells how one host was configured at %s. It says nothing of the time before or after, of other hosts, or of what people do beyond what they attest.", stamp(r.a.FinishedAt)))
	r.prose(fmt.Sprintf("Of the %s of host evidence that the standard's controls ask for, this version of the tool has rules for %s; the rest is shown as not looked at.", count(all, "aspect", "aspects"), thousands(all-uncovered)))
	r.commonLimits()
}

// commonLimits hold for a host and for an organisation.
func (r *document) commonLimits() {
	for _, s := range []string{
		"The standard is a code of practice, not a requirement to certify against.",
		"Whoever controls a host as root can make it answer anything. For a host that may be compromised, assess its file system from a machine that is trusted.",
		`Texts that come from the host are printed as they are found. Characters that do not print, change the direction of text or lack a glyph are written as escapes, such as \x1b or \u{202e}; long texts are cut, with the number of characters left out. The json report holds all of it.`,
		"Titles and explanations of controls are the tool's own short words; the standard's text is the criterion.",
	} {
		r.prose(s)
	}
}
