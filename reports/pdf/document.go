package pdf

import (
	"fmt"
	"strings"
	"time"

	"isoscan/internal/assessment"

	"github.com/jung-kurt/gofpdf"
)

// document is what every report of this package is made of: a cover, contents,
// numbered sections, headings, prose, and what each page has at its edges. It
// knows what the report is about by its head, and no assessment.
type document struct {
	*sheet
	st    styles
	head  head
	brand brand
	// engagement is never nil; what is empty in it was not stated.
	engagement *assessment.Engagement
	plan       []section
	// linked: whether a control has a place to link to.
	linked func(control string) bool
	// ruled likewise for a rule, recorded for a record of the ledger.
	ruled    func(rule string) bool
	recorded map[string]bool
	// judgedOn is the day, YYYY-MM-DD, for which people's records were judged.
	judgedOn string
	// short: the last section was no more than a sentence.
	short bool
}

// head is what a document says of itself on its cover and on every page.
type head struct {
	// kind of report, in capitals.
	kind string
	// subject is the host or the organisation, as it may be shown.
	subject  string
	tool     assessment.Tool
	standard assessment.Standard
	// at is the time of the document: when the last fact was gathered.
	at time.Time
	// when says that time at the foot of every page; empty is at itself.
	when string
	// against leads to the standard on the cover; confidential stands there
	// when nobody stated anything. Both may be empty.
	against, confidential string
}

// section is a numbered part of the document that begins on a page of its own.
type section struct {
	anchor, title string
	// parts are shown in the contents; their anchors are set by write.
	parts []topic
	write func()
}

// topic is a part of a section that the contents name.
type topic struct{ anchor, title string }

// How much of a list or text is printed. The json report holds everything.
const (
	mostViolations = 25
	mostEvidence   = 12
	mostMissing    = 12
	mostTitle      = 160
	mostDay        = 40
	mostCell       = 600
	mostProse      = 2500
	mostCommand    = 40
)

func newDocument(paper Paper, h head, b brand, e *assessment.Engagement) *document {
	f := typefaces()
	p := gofpdf.New("P", "mm", string(paper), "")
	f.register(p)
	if e == nil {
		e = &assessment.Engagement{}
	}
	d := &document{sheet: newSheet(p, b.accent), st: newStyles(f, b.accent), head: h, brand: b, engagement: e,
		linked: func(string) bool { return false }, ruled: func(string) bool { return false }, recorded: map[string]bool{}}
	p.SetCatalogSort(true)
	at := h.at.UTC()
	if at.IsZero() {
		// The library takes a zero date for "now".
		at = time.Unix(0, 0).UTC()
	}
	p.SetCreationDate(at)
	p.SetModificationDate(at)
	clean := f.sans.clean
	title := e.Title
	if title == "" {
		title = h.standard.ID + " assessment of " + h.subject
	}
	p.SetTitle(clean(shorten(title, 200)), true)
	p.SetSubject(clean(shorten(h.standard.Title, 200)), true)
	p.SetCreator(clean(shorten(h.tool.Name+" "+h.tool.Version, 200)), true)
	p.SetAuthor(clean(shorten(firstOf(e.Auditor, h.tool.Name), 200)), true)
	p.SetDisplayMode("fullwidth", "continuous")
	return d
}

// recordsOf reads the day of a ledger and makes its records targets of links: those that have a
// row. A line of the Statement of Applicability stands with its control.
func (r *document) recordsOf(l *assessment.Ledger) {
	if l == nil {
		return
	}
	r.judgedOn = firstOf(l.JudgedOn, day(r.head.at))
	for _, rec := range l.Records {
		r.recorded[rec.ID] = rec.Kind != assessment.Applicability || r.linked(rec.Control)
	}
}

// firstOf is the first text that is not blank.
func firstOf(texts ...string) string {
	for _, s := range texts {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

// write lays out the cover, the contents and every section of the plan.
func (r *document) write(cover func()) {
	cover()
	contents := r.reserveContents()
	for _, s := range r.plan {
		r.beginSection(s)
		s.write()
	}
	r.fillContents(contents)
	r.finish(r.furniture)
}

// furniture is what every page but the cover has at its edges.
func (r *document) furniture(page, pages int) {
	st := r.st.label
	st.lead = 4
	foot := r.bottom + 8
	r.rule(r.left, foot-1.5, r.width(), hair, 0.2)
	left := fmt.Sprintf("%s %s   %s", r.head.tool.Name, r.head.tool.Version, firstOf(r.head.when, stamp(r.head.at)))
	if c := r.engagement.Confidentiality; c != "" && page > 1 {
		left += "   " + assessment.PrintableProse(c)
	}
	r.textIn(r.left, foot, r.width()-40, st, left)
	r.textRight(r.right, foot, st, fmt.Sprintf("page %d of %d", page, pages))
	if page == 1 {
		return
	}
	half := r.width()/2 - 4
	r.textIn(r.left, 12, half, st, r.sections[page-1])
	r.textRight(r.right, 12, st, fit(r.head.subject, st, half))
	r.rule(r.left, 17, r.width(), hair, 0.2)
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }

// sectionTitle has the number of a section before its title; the appendix has
// none.
func (r *document) sectionTitle(anchor string) string {
	for i, s := range r.plan {
		if s.anchor == anchor {
			if anchor == "appendix" {
				return s.title
			}
			return fmt.Sprintf("%d  %s", i+1, s.title)
		}
	}
	return ""
}

// see names a section in a sentence: "section 4".
func (r *document) see(anchor string) string {
	for i, s := range r.plan {
		if s.anchor == anchor && anchor != "appendix" {
			return fmt.Sprintf("section %d", i+1)
		}
	}
	return "the appendix"
}

// beginSection starts a section on a new page, unless the one before was so
// short that it left most of its page.
func (r *document) beginSection(s section) {
	title := r.sectionTitle(s.anchor)
	last := r.section
	r.section = title
	if r.short && last == r.sections[len(r.sections)-1] && r.y < r.top+(r.bottom-r.top)/3 {
		r.y += 14
	} else {
		r.newPage()
	}
	r.short = false
	r.here(s.anchor)
	r.bookmark(0, r.st.body, title)
	r.text(r.left, r.y, r.st.h1, title)
	r.y += r.st.h1.lead + 1.5
	r.rule(r.left, r.y, 24, r.accent, 0.8)
	r.y += 5
}

// heading2 begins a part of a section; room is what must follow it on its page.
func (r *document) heading2(anchor, title string, room float64) {
	lines := wrap([]span{{text: shorten(title, mostTitle), style: r.st.h2}}, r.width())
	r.need(height(lines) + 8 + room)
	if r.y > r.top+1 {
		r.y += 4
	}
	if anchor != "" {
		r.here(anchor)
		r.bookmark(1, r.st.body, title)
	}
	r.y = r.lines(r.left, r.y, lines) + 2
}

func (r *document) heading3(title string) {
	r.need(r.st.h3.lead + 14)
	r.textIn(r.left, r.y, r.width(), r.st.h3, title)
	r.y += r.st.h3.lead + 1.5
}

func (r *document) prose(text string) {
	r.paragraph(r.left, r.width(), r.span(text, mostProse, r.st.body))
	r.y += 2
}

// note is a small remark below a table.
func (r *document) note(text string) {
	r.y += 1.5
	r.paragraph(r.left, r.width(), r.span(text, mostProse, r.st.small.in(muted)))
	r.y += 1
}

// span makes one of text that people wrote.
func (r *document) span(text string, most int, st style) span {
	return span{text: assessment.PrintableProse(shorten(text, most)), style: st}
}

// raw makes one of text that a host holds: nothing in it is taken for layout.
func (r *document) raw(text string, most int, st style) span {
	return span{text: shorten(text, most), style: st}
}

// controlLinks writes control ids, each a link.
func (r *document) controlLinks(ids []string, st style) []span {
	var out []span
	for i, id := range ids {
		if i > 0 {
			out = append(out, span{text: ", ", style: st})
		}
		s := r.raw(id, mostDay, st)
		if r.linked(id) {
			s.style, s.link = st.in(r.accent), controlAnchor(id)
		}
		out = append(out, s)
	}
	return out
}

// ruleAnchor is where a rule is told about in full.
func ruleAnchor(id string) string { return "rule/" + id }

func controlAnchor(id string) string { return "control/" + id }

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
