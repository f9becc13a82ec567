package pdf

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"time"

	"isoscan/internal/assessment"
)

const digestOfStatement = "The document digest is the SHA-256 of this statement as the json report writes it, the final line feed included: isoscan ledger soa --format json writes the same bytes from the same ledger for the same day, and sha256sum tells their digest."

// statement is the Statement of Applicability as a document of its own.
type statement struct {
	*document
	s      *assessment.Statement
	d      decisions
	digest string
}

// WriteStatement is Write for a Statement of Applicability. The dates inside are
// the day for which the records were judged.
func (f Format) WriteStatement(w io.Writer, s *assessment.Statement) error {
	return f.render(w, func(b brand) (*document, error) {
		r, err := newStatement(s, f.o, b)
		if err != nil {
			return nil, err
		}
		r.write(r.cover)
		return r.document, nil
	})
}

func newStatement(s *assessment.Statement, o Options, b brand) (*statement, error) {
	h := sha256.New()
	if err := encode(h, "", s); err != nil {
		return nil, fmt.Errorf("the digest of the statement: %w", err)
	}
	// What an engagement says of an audit is not of this document, but for whom
	// it is about.
	var e assessment.Engagement
	if o.Engagement != nil {
		e.Organisation, e.Confidentiality = o.Engagement.Organisation, o.Engagement.Confidentiality
	}
	subject := firstOf(e.Organisation, s.Organisation, "unnamed organisation")
	e.Title = "Statement of Applicability"
	// A day that is none leaves the dates of the file at the epoch.
	at, _ := time.Parse(time.DateOnly, s.JudgedOn)
	r := &statement{
		document: newDocument(o.Paper, head{
			kind: "DECISIONS ON THE CONTROLS OF A STANDARD", subject: subject, tool: s.Tool, standard: s.Standard, at: at,
			when: "judged for " + shorten(firstOf(s.JudgedOn, "no known day"), mostDay), against: "Decided for the controls of ",
			confidential: "Confidential: names decisions and those who made them",
		}, b, &e),
		s: s, d: decisions{lines: s.Lines}, digest: "sha256:" + hex.EncodeToString(h.Sum(nil)),
	}
	var parts []topic
	for _, c := range clausesOf(s.Lines) {
		parts = append(parts, topic{soaAnchor(c), statementClause(s, c)})
	}
	for _, l := range s.Lines {
		if l.Record != "" {
			r.recorded[l.Record] = true
		}
	}
	r.plan = []section{
		{anchor: "applicability", title: "What applies, and why", parts: parts, write: r.linesSection},
		{anchor: "sign-off", title: "Sign-off", write: r.signature},
	}
	return r, nil
}

// statementClause heads the lines of one clause.
func statementClause(s *assessment.Statement, id string) string {
	for _, c := range s.Clauses {
		if c.ID == id {
			return shorten(id, 20) + "  " + shorten(c.Title, mostTitle)
		}
	}
	return "Clause " + shorten(id, 20)
}

func (r *statement) cover() {
	n := r.d.tally()
	void := mark{"○", "", amber}
	out := mark{"–", "", muted}
	tiles := []tile{
		{n.applicable, mark{"✔", "", green}, plural(n.applicable, "control applies", "controls apply"), "applicability"},
		{n.excluded, out, "excluded", "applicability"},
		{n.void, void, plural(n.void, "decision does not count", "decisions do not count"), "applicability"},
	}
	if n.partly > 0 {
		tiles = append(tiles[:2], tile{n.partly, out, "excluded on some hosts", "applicability"}, tiles[2])
	}
	r.document.cover(coverPage{
		facts: [][2]string{
			{"Organisation", r.head.subject},
			{"Judged for", firstOf(r.s.JudgedOn, "not known")},
			{"Decisions", fmt.Sprintf("%s on %s; for %s a record that counts states the justification", count(len(r.s.Lines), "line", "lines"),
				count(n.controls, "control", "controls"), thousands(n.stated))},
			{"Void decisions", fmt.Sprintf("%s, each shown with the reason why the record does not count", thousands(n.void))},
		},
		tiles: tiles, digests: r.digests(),
	})
}

func (r *statement) digests() [][2]string {
	return [][2]string{{"Ledger", r.s.LedgerDigest}, {"Document", r.digest}}
}

func (r *statement) linesSection() {
	if len(r.s.Lines) == 0 {
		r.short = true
		r.prose("The statement has no line: nothing is known of any control.")
		return
	}
	r.prose(r.d.tally().String())
	r.prose("A control applies unless a record excludes it that is in force, in order, and approved by another than its owner. What is excluded never counts as met. Attestations are the records in which people say that a control is met.")
	for _, c := range clausesOf(r.s.Lines) {
		r.decisionTable(c, statementClause(r.s, c), r.d)
	}
}

func (r *statement) signature() {
	r.signOff(signing{
		opening: "Whoever owns the statement signs that these decisions were made and are kept up to date. Whoever approves it signs that the organisation bears what is left out.",
		parties: [2]party{{"Owner of the statement", ""}, {"Approved for the organisation", ""}},
		digests: r.digests(),
		closing: []string{digestOfStatement, fmt.Sprintf("Made by %s %s from the ledger's records, %s.", r.head.tool.Name, r.head.tool.Version, r.head.when)},
	})
}
