package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"isoscan/internal/assessment"

	"github.com/jung-kurt/gofpdf"
)

// coverPage is what a cover holds: facts of two columns, the first of them the
// most important, scores, and digests.
type coverPage struct {
	facts  [][2]string
	scores []coverScore
	// tiles stand below the facts where there is no score.
	tiles   []tile
	digests [][2]string
}

// coverScore is one gauge; adjusted is nil without a ledger.
type coverScore struct {
	title, about string
	raw          assessment.Score
	adjusted     *assessment.Score
}

// cover names what was assessed against what, and shows the score.
func (r *report) cover() {
	h := r.a.Host
	facts := append(r.statedFacts(),
		[2]string{"Assessed", period(r.a.StartedAt, r.a.FinishedAt)},
		[2]string{"Profile", fmt.Sprintf("%s, role %s (from: %s)", r.a.Profile.Name, r.a.Profile.Role, orUnseen(r.a.Profile.RoleSource))},
		[2]string{"System", orUnseen(h.OS)},
		[2]string{"Kernel", orUnseen(h.Kernel)},
		[2]string{"Access", access(h)})
	t, o := r.a.Score.Technical.Counts, r.a.Score.Overall.Counts
	scores := []coverScore{
		{"Technical score", count(t.Pass+t.Fail+t.Unknown, "applicable rule", "applicable rules") + " measured on the host, weighed by severity", r.a.Score.Technical, nil},
		{"Overall score", count(o.Pass+o.Fail+o.Unknown, "applicable control", "applicable controls") + ", those that people attest included", r.a.Score.Overall, nil},
	}
	if adj := r.a.Score.Adjusted; adj != nil {
		scores[0].adjusted, scores[1].adjusted = &adj.Technical, &adj.Overall
	}
	r.document.cover(coverPage{facts: facts, scores: scores, digests: r.digests()})
}

// digests are what the report rests on.
func (r *report) digests() [][2]string {
	out := [][2]string{{"Facts", r.a.FactsDigest}, {"Policies", r.a.PoliciesDigest}}
	if r.a.Ledger != nil {
		out = append(out, [2]string{"Ledger", r.a.Ledger.Digest})
	}
	return append(out, [2]string{"Document", r.digest})
}

// statedFacts are those of the engagement that a cover shows when they were
// stated; the section on the audit says what was not.
func (r *document) statedFacts() [][2]string {
	e := r.engagement
	var out [][2]string
	for _, row := range [][2]string{
		{"Organisation", e.Organisation},
		{"Client", e.Client},
		{"Scope", e.Scope},
		{"Audit period", auditPeriod(e)},
		{"Auditors", strings.Join(e.Team, ", ")},
	} {
		if strings.TrimSpace(row[1]) != "" {
			out = append(out, [2]string{row[0], assessment.PrintableProse(row[1])})
		}
	}
	return out
}

// auditPeriod is empty when no day was stated.
func auditPeriod(e *assessment.Engagement) string {
	switch {
	case e.PeriodFrom == "" && e.PeriodTo == "":
		return ""
	case e.PeriodTo == "":
		return "from " + e.PeriodFrom
	case e.PeriodFrom == "":
		return "until " + e.PeriodTo
	}
	return e.PeriodFrom + " to " + e.PeriodTo
}

func (r *document) cover(c coverPage) {
	r.newPage()
	r.bookmark(0, r.st.body, "Cover")
	r.box(0, 0, r.right+r.left, 4, r.accent)
	r.y = 31
	r.logo(11, 17)
	confidential := firstOf(r.engagement.Confidentiality, r.head.confidential, "Confidential: names weaknesses of what was assessed")
	label := r.st.label.in(r.accent)
	r.text(r.left, r.y, label, r.head.kind)
	confidential = fit(assessment.PrintableProse(confidential), r.st.label, r.width()-label.width(r.head.kind)-6)
	r.textRight(r.right, r.y, r.st.label, confidential)
	r.y += 7
	r.coverTitle()
	r.paragraph(r.left, r.width(), r.span(firstOf(r.head.against, "Measured against ")+r.head.standard.ID, mostTitle, r.st.h2.in(ink)))
	r.paragraph(r.left, r.width(), r.span(fmt.Sprintf("%s (%s, %s, %s)", r.head.standard.Title,
		count(r.head.standard.Clauses, "clause", "clauses"), count(r.head.standard.Objectives, "control objective", "control objectives"),
		count(r.head.standard.Controls, "control", "controls")), mostTitle, r.st.body.in(muted)))
	r.y += 6

	gauges := func() {
		scored := false
		for _, s := range c.scores {
			r.gauge(s.title, s.about, s.raw)
			r.adjustedLine(s.raw, s.adjusted)
			r.y += 1.5
			scored = scored || s.raw.Assured != nil
		}
		if scored {
			r.scoreLegend()
		}
		if len(c.tiles) > 0 {
			r.tiles(c.tiles...)
		}
	}
	digestsTop := r.bottom - 5.5 - 4.2*float64(len(c.digests))
	r.factRows(c.facts, digestsTop-6-r.measure(gauges))
	r.y += 5
	gauges()

	r.y = digestsTop
	r.rule(r.left, r.y-2, r.width(), hair, 0.2)
	for _, d := range c.digests {
		r.text(r.left, r.y, r.st.label, d[0])
		r.textIn(r.left+20, r.y, r.width()-20, r.st.smallMono, firstOf(d[1], "not known"))
		r.y += 4.2
	}
	st := r.st.small.in(muted)
	st.size = 7
	r.textIn(r.left, r.y, r.width(), st, digestInShort)
}

// atMost wraps a text cut so short that it takes no more than so many lines.
func (r *document) atMost(most int, text string, characters int, st style, width float64) []line {
	for {
		lines := wrap([]span{{text: shorten(text, characters), style: st}}, width)
		if len(lines) <= most || characters < 30 {
			return lines[:min(len(lines), most)]
		}
		characters = characters * 4 / 5
	}
}

// coverTitle is the engagement's own title with the subject below it, or the
// subject alone. A long one is set smaller, and cut at four lines.
func (r *document) coverTitle() {
	title, below := r.head.subject, ""
	if t := strings.TrimSpace(r.engagement.Title); t != "" {
		title, below = assessment.PrintableProse(t), r.head.subject
	}
	lines := wrap([]span{{text: shorten(title, 120), style: r.st.title}}, r.width())
	if len(lines) > 2 {
		lines = r.atMost(4, title, 120, r.st.h1, r.width())
	}
	r.y = r.lines(r.left, r.y, lines) + 1
	if below != "" {
		st := r.st.h2
		r.textIn(r.left, r.y, r.width(), st, below)
		r.y += st.lead + 1
	}
	r.y++
}

// logo draws the picture within a height from y on, at the left margin.
func (r *document) logo(y, most float64) {
	b := r.brand
	if len(b.logo) == 0 || r.dry {
		return
	}
	o := gofpdf.ImageOptions{ImageType: "png"}
	r.pdf.RegisterImageOptionsReader("logo", o, bytes.NewReader(b.logo))
	h := most
	w := h * float64(b.wide) / float64(b.high)
	if widest := r.width() / 2; w > widest {
		w, h = widest, widest*float64(b.high)/float64(b.wide)
	}
	r.pdf.ImageOptions("logo", r.left, y+(most-h)/2, w, h, false, o, 0, "")
}

// adjustedLine says, below the raw score, what it is without what the ledger
// sets aside.
func (r *document) adjustedLine(raw assessment.Score, adjusted *assessment.Score) {
	if adjusted == nil {
		return
	}
	text := "Adjusted by the ledger: " + scoreText(*adjusted)
	if n := adjusted.Counts.Waived; n > 0 {
		text += fmt.Sprintf("; %d waived, which never count as met", n)
	}
	if n := adjusted.Counts.NotApplicable - raw.Counts.NotApplicable; n > 0 {
		text += fmt.Sprintf("; %d more not applicable", n)
	}
	r.textIn(r.left, r.y-1.5, r.width(), r.st.small, text)
	r.y += r.st.small.lead
}

// factRows draws names and values in two columns, each value on at most three
// lines, as far as they end above a line.
func (r *document) factRows(rows [][2]string, end float64) {
	const label, most = 30.0, 3
	for _, row := range rows {
		lines := r.atMost(most, row[1], 260, r.st.body, r.width()-label)
		if r.y+height(lines)+2 > end {
			return
		}
		r.text(r.left, r.y, r.st.label, row[0])
		r.y = r.lines(r.left+label, r.y-0.3, lines) + 1
		r.rule(r.left, r.y, r.width(), hair, 0.15)
		r.y += 1
	}
}

func orUnseen(s string) string { return firstOf(s, "not observed") }

func access(h assessment.Host) string {
	s := "this host itself"
	switch {
	case h.Kind == "rootfs" && h.Root == "":
		s = "a root file system"
	case h.Kind == "rootfs":
		s = "root file system at " + h.Root
	}
	if h.Privileged {
		s += ", as root"
	} else {
		s += ", without root"
	}
	if h.Running {
		return s + ", running"
	}
	return s + ", not running"
}

func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

func period(from, to time.Time) string {
	from, to = from.UTC(), to.UTC()
	took := to.Sub(from)
	if stamp(from) == stamp(to) {
		return fmt.Sprintf("%s, %s UTC", day(from), from.Format(time.TimeOnly))
	}
	if day(from) == day(to) {
		return fmt.Sprintf("%s, %s to %s UTC (%.1f s)", day(from), from.Format(time.TimeOnly), to.Format(time.TimeOnly), took.Seconds())
	}
	return fmt.Sprintf("%s to %s", stamp(from), stamp(to))
}
