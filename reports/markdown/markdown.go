// Package markdown writes a summary for pull requests and the step summaries of
// CI, in GitHub Flavored Markdown: scores, what changed, the worst findings,
// what stayed unknown and why, and the verdicts by clause.
//
// It keeps below MaxLength, so that it fits a comment with something before it;
// whatever is left out, a sentence says how much. The other reports hold it all.
//
// Text from the host is data: what is more than plain words stands in a code
// span, where a forge links no mention, issue, commit or address, and where
// neither markup nor HTML has a meaning.
package markdown

import (
	"fmt"
	"io"
	"strings"

	"isoscan/internal/assessment"
)

// MaxLength bounds a summary in bytes. GitHub refuses comments of more than
// 65,536 characters, GitLab and step summaries take 1 MiB.
const MaxLength = 60_000

// Options of the format. The zero value is good.
type Options struct {
	// Changes since an earlier assessment; may be nil.
	Changes *assessment.Changes
}

// Format is the markdown format.
type Format struct{ o Options }

// New returns the format with its options.
func New(o Options) Format { return Format{o: o} }

// Name is "markdown".
func (Format) Name() string { return "markdown" }

// Extension is "md".
func (Format) Extension() string { return "md" }

// Write writes the summary of one host. It returns the writer's error.
func (f Format) Write(w io.Writer, a *assessment.Assessment) error {
	top := head(a) + scores(a.Score)
	rest := clauses(a.Clauses) + foot(a)
	room := MaxLength - len(top) - len(rest)
	var changed, people string
	if f.o.Changes != nil {
		changed = changes(f.o.Changes, room/4)
		room -= len(changed)
	}
	if a.Ledger != nil {
		people = ledger(a.Ledger, a.Controls, a.FinishedAt, room/4)
		room -= len(people)
	}
	open := unknowns(a, room/3)
	room -= len(open)
	if _, err := io.WriteString(w, top+changed+findings(a, room)+open+people+rest); err != nil {
		return fmt.Errorf("writing the assessment as Markdown: %w", err)
	}
	return nil
}

// WriteOrganisation writes the summary of many hosts. It returns the writer's
// error.
func (f Format) WriteOrganisation(w io.Writer, o *assessment.Organisation) error {
	top := organisationHead(o) + scores(o.Score)
	rest := clauses(o.Clauses) + organisationFoot(o)
	room := MaxLength - len(top) - len(rest)
	var people string
	if o.Ledger != nil {
		people = ledger(o.Ledger, nil, o.FinishedAt, room/5)
		room -= len(people)
	}
	missing := notAssessed(o, room/5)
	room -= len(missing)
	rules := worstRules(o, room/3)
	room -= len(rules)
	controls := worstControls(o, room/3)
	room -= len(controls)
	if _, err := io.WriteString(w, top+missing+hosts(o, room)+rules+controls+people+rest); err != nil {
		return fmt.Errorf("writing the organisation as Markdown: %w", err)
	}
	return nil
}

// section is a heading and a list or table that may be cut.
type section struct {
	heading string
	// intro stands before the rows, whole.
	intro string
	// header of a table, its two lines; empty for a list.
	header string
	rows   []string
	// what the rows are: "findings".
	what string
}

// fit writes as many rows as limit bytes hold, and says how many are left out.
func (s section) fit(limit int) string {
	var b strings.Builder
	b.WriteString("\n### " + s.heading + "\n\n")
	if s.intro != "" {
		b.WriteString(s.intro + "\n\n")
	}
	if len(s.rows) == 0 {
		return b.String()
	}
	b.WriteString(s.header)
	const sentence = 120
	shown := 0
	for _, r := range s.rows {
		if b.Len()+len(r)+sentence > limit {
			break
		}
		b.WriteString(r)
		shown++
	}
	if left := len(s.rows) - shown; left > 0 {
		fmt.Fprintf(&b, "\nLeft out here for length: %d of %d %s; the html, pdf and json reports hold them all.\n", left, len(s.rows), s.what)
	}
	return b.String()
}

// row is one of a table.
func row(cells ...string) string { return "| " + strings.Join(cells, " | ") + " |\n" }
