package pdf

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"isoscan/internal/assessment"

	"github.com/jung-kurt/gofpdf"
)

// report is the document of one assessment.
type report struct {
	*sheet
	st styles
	a  *assessment.Assessment
	// findings in the order of the document, with their numbers by rule id.
	findings []assessment.Rule
	number   map[string]string
	rules    map[string]*assessment.Rule
	controls map[string]*assessment.Control
	// short: the last section was no more than a sentence.
	short bool
}

// How much of a list or text is printed. The json report holds everything.
const (
	mostViolations = 25
	mostEvidence   = 12
	mostMissing    = 12
	mostTitle      = 160
	mostCell       = 600
	mostProse      = 2500
	mostCommand    = 40
)

func newReport(p *gofpdf.Fpdf, a *assessment.Assessment) *report {
	f := typefaces()
	f.register(p)
	r := &report{
		sheet: newSheet(p), st: newStyles(f), a: a,
		findings: inOrder(a), number: map[string]string{},
		rules: map[string]*assessment.Rule{}, controls: map[string]*assessment.Control{},
	}
	for i, rule := range r.findings {
		r.number[rule.ID] = fmt.Sprintf("F-%03d", i+1)
	}
	for i := range a.Rules {
		r.rules[a.Rules[i].ID] = &a.Rules[i]
	}
	for i := range a.Controls {
		r.controls[a.Controls[i].ID] = &a.Controls[i]
	}
	p.SetCatalogSort(true)
	at := a.FinishedAt.UTC()
	if at.IsZero() {
		// The library takes a zero date for "now".
		at = time.Unix(0, 0).UTC()
	}
	p.SetCreationDate(at)
	p.SetModificationDate(at)
	clean := f.sans.clean
	p.SetTitle(clean(shorten(a.Standard.ID+" assessment of "+a.Host.Name, 200)), true)
	p.SetSubject(clean(shorten(a.Standard.Title, 200)), true)
	p.SetCreator(clean(shorten(a.Tool.Name+" "+a.Tool.Version, 200)), true)
	p.SetAuthor(clean(shorten(a.Tool.Name, 200)), true)
	p.SetDisplayMode("fullwidth", "continuous")
	return r
}

// inOrder sorts the findings by severity, then keeps those of one objective
// together, in the standard's order.
func inOrder(a *assessment.Assessment) []assessment.Rule {
	place := map[string]int{}
	for i, c := range a.Controls {
		place[c.ID] = i
	}
	first := func(r assessment.Rule) int {
		if len(r.Controls) == 0 {
			return len(place)
		}
		return place[r.Controls[0]]
	}
	out := a.Findings()
	slices.SortStableFunc(out, func(x, y assessment.Rule) int {
		if d := x.Severity.Rank() - y.Severity.Rank(); d != 0 {
			return d
		}
		return first(x) - first(y)
	})
	return out
}

func (r *report) write() {
	r.cover()
	contents := r.reserveContents()
	r.summary()
	r.findingsSection()
	r.unknownSection()
	r.controlsSection()
	r.appendix()
	r.fillContents(contents)
	r.finish(r.furniture)
}

// furniture is what every page but the cover has at its edges.
func (r *report) furniture(page, pages int) {
	st := r.st.label
	st.lead = 4
	foot := r.bottom + 8
	r.rule(r.left, foot-1.5, r.width(), hair, 0.2)
	r.textIn(r.left, foot, r.width()-40, st,
		fmt.Sprintf("%s %s   %s", r.a.Tool.Name, r.a.Tool.Version, stamp(r.a.FinishedAt)))
	r.textRight(r.right, foot, st, fmt.Sprintf("page %d of %d", page, pages))
	if page == 1 {
		return
	}
	half := r.width()/2 - 4
	r.textIn(r.left, 12, half, st, r.sections[page-1])
	host := fit(r.hostName(), st, half)
	r.textRight(r.right, 12, st, host)
	r.rule(r.left, 17, r.width(), hair, 0.2)
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }

func (r *report) hostName() string {
	if r.a.Host.Name == "" {
		return "unnamed host"
	}
	return r.a.Host.Name
}

// beginSection starts a numbered section on a new page, unless the one before
// was so short that it left most of its page.
func (r *report) beginSection(anchor, title string) {
	last := r.section
	r.section = title
	if r.short && last == r.sections[len(r.sections)-1] && r.y < r.top+(r.bottom-r.top)/3 {
		r.y += 14
	} else {
		r.newPage()
	}
	r.short = false
	r.here(anchor)
	r.bookmark(0, r.st.body, title)
	r.text(r.left, r.y, r.st.h1, title)
	r.y += r.st.h1.lead + 1.5
	r.rule(r.left, r.y, 24, accent, 0.8)
	r.y += 5
}

// heading2 begins a part of a section; room is what must follow it on its page.
func (r *report) heading2(anchor, title string, room float64) {
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

func (r *report) heading3(title string) {
	r.need(r.st.h3.lead + 14)
	r.textIn(r.left, r.y, r.width(), r.st.h3, title)
	r.y += r.st.h3.lead + 1.5
}

func (r *report) prose(text string) {
	r.paragraph(r.left, r.width(), r.span(text, mostProse, r.st.body))
	r.y += 2
}

// span makes one of text that people wrote.
func (r *report) span(text string, most int, st style) span {
	return span{text: assessment.PrintableProse(shorten(text, most)), style: st}
}

// raw makes one of text that a host holds: nothing in it is taken for layout.
func (r *report) raw(text string, most int, st style) span {
	return span{text: shorten(text, most), style: st}
}

// ruleAnchor is where a rule is told about in full.
func ruleAnchor(id string) string { return "rule/" + id }

func controlAnchor(id string) string { return "control/" + id }

// controlLinks writes control ids, each a link.
func (r *report) controlLinks(ids []string, st style) []span {
	var out []span
	for i, id := range ids {
		if i > 0 {
			out = append(out, span{text: ", ", style: st})
		}
		link := ""
		if r.controls[id] != nil {
			link = controlAnchor(id)
		}
		out = append(out, span{text: id, style: st.in(accent), link: link})
	}
	return out
}

// ruleLinks writes rule ids, each with the sign of its verdict and a link;
// those that need work come first.
func (r *report) ruleLinks(ids []string, st style) []span {
	rank := func(id string) int {
		if rule := r.rules[id]; rule != nil {
			return slices.Index(assessment.Verdicts(), rule.Verdict)
		}
		return len(assessment.Verdicts())
	}
	ids = slices.Clone(ids)
	slices.SortStableFunc(ids, func(x, y string) int { return rank(x) - rank(y) })
	var out []span
	for i, id := range ids {
		rule := r.rules[id]
		if rule == nil {
			continue
		}
		if i > 0 {
			out = append(out, span{text: ", ", style: st})
		}
		m := verdictMark(rule.Verdict)
		out = append(out, span{text: m.sign + " ", style: st.in(m.color), whole: true})
		text := id
		if n := r.number[id]; n != "" {
			text = n + " " + id
		}
		out = append(out, span{text: text, style: st.in(accent), link: ruleAnchor(id), whole: true})
	}
	return out
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
