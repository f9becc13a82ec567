package pdf

import (
	"fmt"
	"strings"

	"isoscan/internal/assessment"
)

// hostsSection has a page for every host.
func (r *register) hostsSection() {
	if len(r.o.Hosts) == 0 {
		r.short = true
		r.prose("No host was assessed.")
		return
	}
	for i := range r.o.Hosts {
		if i > 0 {
			r.newPage()
		}
		r.hostPage(&r.o.Hosts[i])
	}
}

// hostReasons is how many reasons a host's page shows; the host's own report
// has the rest.
const hostReasons = 5

func (r *register) hostPage(h *assessment.HostResult) {
	name := firstOf(h.Host.Name, "unnamed host")
	r.here(hostAnchor(h.Host.Name))
	r.bookmark(1, r.st.body, name)
	lines := wrap([]span{{text: shorten(name, 120), style: r.st.h2}}, r.width())
	r.y = r.lines(r.left, r.y, lines) + 1
	muted := r.st.small.in(muted)
	r.paragraph(r.left, r.width(), r.raw(orUnseen(h.Host.OS), mostTitle, r.st.small), span{text: ";  kernel ", style: muted}, r.raw(orUnseen(h.Host.Kernel), mostTitle, r.st.small),
		span{text: ";  role ", style: muted}, r.raw(h.Role, mostTitle, r.st.small), span{text: ";  ", style: muted}, r.raw(access(h.Host), mostTitle, r.st.small))
	r.paragraph(r.left, r.width(), span{text: "facts gathered ", style: muted}, span{text: period(h.StartedAt, h.FinishedAt), style: r.st.small}, span{text: olderWords(h.Older), style: muted})
	r.paragraph(r.left, r.width(), span{text: "digest of the facts ", style: muted}, r.raw(h.FactsDigest, mostTitle, r.st.smallMono))
	r.hostAsset(h.Asset)
	r.y += 3
	var technical, overall *assessment.Score
	if adj := h.Score.Adjusted; adj != nil {
		technical, overall = &adj.Technical, &adj.Overall
	}
	r.smallGauge("Technical", h.Score.Technical, technical)
	r.smallGauge("Overall", h.Score.Overall, overall)
	r.clauseStrip(h)
	// As many findings as leave all of it on one page, and three at the least.
	shown := 9
	for ; shown > 3; shown-- {
		if r.y+r.measure(func() { r.hostFindings(h, shown); r.hostUnseen(h) }) <= r.bottom {
			break
		}
	}
	r.hostFindings(h, shown)
	r.whole(func() { r.hostUnseen(h) })
}

func (r *register) hostAsset(a *assessment.Asset) {
	muted := r.st.small.in(muted)
	if a == nil {
		r.paragraph(r.left, r.width(), span{text: "Not in the register of assets: its owner is " + notStated + ".", style: muted})
		return
	}
	spans := []span{{text: "asset ", style: muted}, r.raw(a.ID, mostTitle, r.st.smallStrong)}
	for _, f := range [][2]string{{"owner", firstOf(a.Owner, notStated)}, {"location", a.Location}, {"classification", a.Classification},
		{"environment", a.Environment}, {"cost centre", a.CostCentre}, {"warranty until", a.WarrantyUntil}, {"third parties", strings.Join(a.ThirdParties, ", ")}} {
		if strings.TrimSpace(f[1]) != "" {
			spans = append(spans, span{text: ";  " + f[0] + " ", style: muted}, r.raw(f[1], mostTitle, r.st.small))
		}
	}
	r.paragraph(r.left, r.width(), spans...)
}

// smallGauge is a gauge in two lines.
func (r *document) smallGauge(title string, s assessment.Score, adjusted *assessment.Score) {
	const label, h = 24.0, 3.6
	r.text(r.left, r.y, r.st.smallStrong, title)
	text := scoreText(s)
	if adjusted != nil && scoreText(*adjusted) != text {
		text += ";  adjusted by the ledger: " + scoreText(*adjusted)
	}
	r.textIn(r.left+label, r.y, r.width()-label, r.st.small, text)
	r.y += 4.4
	x, w := r.left+label, r.width()-label
	if s.Assured == nil || s.Possible == nil {
		r.frame(x, r.y, w, h, muted)
	} else {
		sure, could := w**s.Assured/100, w**s.Possible/100
		if s.Settled() {
			could = sure
		}
		r.patch(x, r.y, sure, h, solid)
		r.patch(x+sure, r.y, could-sure, h, striped)
		r.patch(x+could, r.y, w-could, h, crossed)
	}
	r.y += h + 2.5
}

// clauseStrip shows the clauses side by side: the worst verdict of each with
// its sign, and the controls by verdict.
func (r *register) clauseStrip(h *assessment.HostResult) {
	if len(h.Clauses) == 0 {
		return
	}
	r.y += 1
	w := r.width() / float64(len(h.Clauses))
	columns := make([]column, len(h.Clauses))
	row := make([]cell, len(h.Clauses))
	for i, c := range h.Clauses {
		columns[i] = column{title: "Clause " + c.ID, width: w}
		for _, v := range assessment.Conformities() {
			s := c.Summary
			s.Verdict = v
			if spans := clauseCell(s, r.st.small); !strings.HasSuffix(spans[0].text, conformityMark(v).sign+"0") {
				row[i] = append(row[i], spans)
			}
		}
	}
	narrow := r.st.label
	narrow.size = 6.6
	r.table(narrow, columns...).row(row...)
	r.y += 1
	r.verdictLegend()
}

func (r *register) hostFindings(h *assessment.HostResult, shown int) {
	if len(h.Findings) == 0 {
		text := "No rule that could be evaluated fails."
		if h.Score.Technical.Assured == nil {
			text = "There are no findings, because nothing could be evaluated. That is not a pass."
		}
		r.prose(text)
		return
	}
	r.heading3(count(len(h.Findings), "finding", "findings") + ", the worst first")
	t := r.table(r.st.label, column{title: "No.", width: 14}, column{title: "Severity", width: 17}, column{title: "What is wrong", width: 0},
		column{title: "Observed, expected", width: 46}, column{title: "Source", width: 34})
	for _, f := range h.Findings[:min(len(h.Findings), shown)] {
		r.hostFinding(t, f)
	}
	if len(h.Findings) > shown {
		spans := []span{{text: "More findings: ", style: r.st.small.in(muted)}}
		for i, f := range h.Findings[shown:] {
			if !r.ruled(f.Rule) {
				continue
			}
			if i > 0 {
				spans = append(spans, span{text: ", ", style: r.st.small})
			}
			spans = append(spans, span{text: r.number[f.Rule], style: r.st.small.in(r.accent), link: ruleAnchor(f.Rule)})
			if f.Waived {
				spans = append(spans, span{text: " (waived)", style: r.st.small.in(muted)})
			}
		}
		r.y += 1.5
		r.paragraph(r.left, r.width(), spans...)
	}
	r.y += 4
}

func (r *register) hostFinding(t *table, f assessment.Finding) {
	st := r.st.small
	rule := r.rules[f.Rule]
	if rule == nil {
		return
	}
	title := []span{{text: shorten(rule.Title, 100), style: r.st.smallStrong}}
	if f.Waived {
		title = append(title, span{text: "  waived", style: r.st.smallStrong.in(muted)})
	}
	what, seen, source := cell{title}, cell{}, cell{}
	if len(f.Violations) > 0 {
		v := f.Violations[0]
		if strings.HasPrefix(v.Message, v.Resource) {
			what = append(what, []span{r.raw(v.Message, 160, st)})
		} else {
			what = append(what, []span{r.raw(v.Resource, 90, st), {text: "  ", style: st}, r.raw(v.Message, 90, st)})
		}
		if f.Total > 1 {
			what = append(what, []span{{text: count(f.Total-1, "more violation", "more violations"), style: st.in(muted)}})
		}
		seen = cell{{{text: "observed ", style: st.in(muted)}, r.raw(v.Observed, 70, st)}, {{text: "expected ", style: st.in(muted)}, r.raw(v.Expected, 70, st)}}
		source = cell{{r.raw(v.Source, 90, r.st.smallMono)}}
	} else {
		what = append(what, []span{r.raw(f.Reason, 160, st)})
	}
	t.row(cell{{{text: r.number[f.Rule], style: st.in(r.accent), link: ruleAnchor(f.Rule)}}}, r.severity(rule.Severity), what, seen, source)
}

func (r *register) hostUnseen(h *assessment.HostResult) {
	// All rules, also those that rest on the asset register and not on the
	// technical score.
	n := 0
	for _, u := range h.Unseen {
		n += u.Rules
	}
	n = max(n, h.Score.Technical.Counts.Unknown)
	if n == 0 && len(h.Unseen) == 0 {
		r.prose("Every applicable rule could be evaluated.")
		return
	}
	r.heading3("What stayed unseen: " + count(n, "rule", "rules"))
	for i, u := range h.Unseen {
		if i == hostReasons {
			r.paragraph(r.left, r.width(), span{text: count(len(h.Unseen)-i, "more reason is", "more reasons are") + " in the json report.", style: r.st.small.in(muted)})
			break
		}
		r.paragraph(r.left, r.width(), span{text: "? ", style: r.st.small.in(amber)}, span{text: fmt.Sprintf("%s: ", count(u.Rules, "rule", "rules")), style: r.st.small.in(muted)}, r.raw(u.Reason, 200, r.st.small))
	}
}

// olderWords say that facts were given too which are not the newest.
func olderWords(n int) string {
	if n == 0 {
		return ""
	}
	return ";  " + count(n, "older file of its facts was", "older files of its facts were") + " given and not judged"
}
