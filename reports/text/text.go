// Package text writes the summary of an assessment that a person reads on a
// terminal: score, clauses, worst findings, and what stayed unknown. It is the
// short form; json and pdf hold everything.
package text

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"isoscan/internal/assessment"
)

// Options of the format. The zero value is plain text for 80 columns.
type Options struct {
	// Width of the terminal in columns; 0 means 80. Less than 60 is taken as
	// 60, more than 120 as 120: longer lines are hard to read.
	Width int
	// Color adds ANSI colours. Meaning never depends on them. The caller
	// minds NO_COLOR and whether there is a terminal at all.
	Color bool
	// Findings is how many of the worst are shown; 0 means 10.
	Findings int
	// Quiet shows the result in a few lines and nothing else.
	Quiet bool
	// Changes since an earlier assessment; may be nil.
	Changes *assessment.Changes
}

// Format is the text format.
type Format struct{ o Options }

// New returns the format with its options.
func New(o Options) Format {
	if o.Width == 0 {
		o.Width = 80
	}
	if o.Findings <= 0 {
		o.Findings = 10
	}
	o.Width = min(max(o.Width, 60), 120)
	return Format{o: o}
}

// Name is "text".
func (Format) Name() string { return "text" }

// Extension is "txt".
func (Format) Extension() string { return "txt" }

// Write writes the summary. Control characters of host texts are escaped.
func (f Format) Write(w io.Writer, a *assessment.Assessment) error {
	p := &page{width: f.o.Width, color: f.o.Color}
	p.head(a)
	p.scores(a)
	p.clauses(a)
	p.findings(a, f.o.Findings)
	p.unknown(a)
	p.sources(a)
	if _, err := w.Write(p.out.Bytes()); err != nil {
		return fmt.Errorf("writing the assessment as text: %w", err)
	}
	return nil
}

// page collects the lines.
type page struct {
	out   bytes.Buffer
	width int
	color bool
}

func (p *page) line(parts ...string) {
	p.out.WriteString(strings.TrimRight(strings.Join(parts, ""), " "))
	p.out.WriteByte('\n')
}

// wrapped writes text below a hanging indent. The first line begins with
// label, which is as wide as the indent or shorter.
func (p *page) wrapped(label string, indent int, s string) {
	for i, l := range wrap(s, p.width-indent) {
		if i == 0 && label != "" {
			p.line(pad(label, indent), l)
			continue
		}
		p.line(strings.Repeat(" ", indent), l)
	}
}

func (p *page) heading(s string) {
	p.line()
	p.line(p.paint(bold, s))
}

func (p *page) head(a *assessment.Assessment) {
	h := a.Host
	p.line(p.paint(bold, clip(first(h.Name, "unnamed host"), p.width)))
	access := "this host itself"
	if h.Kind == "rootfs" {
		access = "root file system " + h.Root
	}
	if h.Privileged {
		access += ", as root"
	} else {
		access += ", without root"
	}
	if !h.Running {
		access += ", not running"
	}
	p.wrapped("system", 10, short(first(h.OS, "not observed")+kernel(h.Kernel)))
	p.wrapped("access", 10, short(access))
	p.wrapped("standard", 10, a.Standard.ID)
	p.wrapped("profile", 10, short(fmt.Sprintf("%s, role %s (%s)", a.Profile.Name, a.Profile.Role, first(a.Profile.RoleSource, "source not given"))))
	p.wrapped("time", 10, fmt.Sprintf("%s, %.1f s", a.FinishedAt.UTC().Format("2006-01-02 15:04:05 UTC"), a.FinishedAt.Sub(a.StartedAt).Seconds()))
}

func kernel(version string) string {
	if version == "" {
		return ""
	}
	return ", kernel " + version
}

func (p *page) scores(a *assessment.Assessment) {
	p.heading("Score")
	p.score("technical", a.Score.Technical)
	p.score("overall", a.Score.Overall)
	if a.Score.Technical.Assured != nil || a.Score.Overall.Assured != nil {
		p.line(strings.Repeat(" ", 11), p.paint(faint, fmt.Sprintf("%c proven  %c not seen, could still hold  %c failed", proven, open, failed)))
	}
}

// The marks of a score bar.
const (
	proven = '█'
	open   = '▒'
	failed = '·'
)

func (p *page) score(name string, s assessment.Score) {
	if s.Assured == nil || s.Possible == nil || s.Coverage == nil {
		p.line(pad(name, 11), "no score: nothing was evaluated")
		return
	}
	numbers := fmt.Sprintf("  %s, coverage %.1f %%", interval(s), *s.Coverage)
	cells := min(p.width-11-len(numbers), 50)
	// Rounded down, so that a bar is never full short of 100 %; but what is
	// there at all shows.
	sure := int(*s.Assured / 100 * float64(cells))
	lost := int((100 - *s.Possible) / 100 * float64(cells))
	switch {
	case s.Settled():
		lost = cells - sure
	case lost == 0 && *s.Possible < 100:
		lost = 1
	}
	p.line(pad(name, 11),
		p.paint(green, strings.Repeat(string(proven), sure)),
		p.paint(yellow, strings.Repeat(string(open), cells-sure-lost)),
		p.paint(red, strings.Repeat(string(failed), lost)),
		numbers)
}

func interval(s assessment.Score) string {
	if s.Assured == nil || s.Possible == nil {
		return "no score"
	}
	if s.Settled() {
		return fmt.Sprintf("%.1f %%", *s.Assured)
	}
	return fmt.Sprintf("%.1f to %.1f %%", *s.Assured, *s.Possible)
}

// clauses draws the table of clauses: title, verdict, and controls by verdict.
func (p *page) clauses(a *assessment.Assessment) {
	if len(a.Clauses) == 0 {
		return
	}
	const verdict, numbers = 14, 22
	title := 0
	for _, c := range a.Clauses {
		title = max(title, width(c.Title))
	}
	title = min(title, p.width-4-1-verdict-numbers)
	p.heading("Controls by clause")
	p.line(p.paint(faint, fmt.Sprintf("%s%s%6s%6s%5s%5s", pad("", 4+title+1), pad("verdict", verdict), "meets", "fails", "open", "n/a")))
	for _, c := range a.Clauses {
		n := a.ControlCounts(c.ID)
		row := fmt.Sprintf("%6d%6d%5d%5d", n[assessment.Conforming], n[assessment.Nonconforming],
			n[assessment.Undetermined], n[assessment.ControlNotApplicable])
		word, color := conformity(c.Verdict)
		p.line(fmt.Sprintf("%3s ", c.ID), pad(clip(assessment.Printable(c.Title), title), title+1), p.paint(color, pad(word, verdict)), row)
	}
}

func conformity(c assessment.Conformity) (string, paint) {
	switch c {
	case assessment.Conforming:
		return "conforming", green
	case assessment.Nonconforming:
		return "nonconforming", red
	case assessment.ControlNotApplicable:
		return "not applicable", faint
	default:
		return "undetermined", yellow
	}
}

func (p *page) findings(a *assessment.Assessment, limit int) {
	all := a.Findings()
	if len(all) == 0 {
		p.heading("Findings")
		if a.Score.Technical.Counts.Pass == 0 {
			p.line("none, for no rule could be evaluated: this is not a pass")
			return
		}
		p.line("none among the rules that could be evaluated")
		return
	}
	shown := all[:min(limit, len(all))]
	if len(shown) == len(all) {
		p.heading(fmt.Sprintf("Findings (%d)", len(all)))
	} else {
		p.heading(fmt.Sprintf("Findings (the worst %d of %d)", len(shown), len(all)))
	}
	for _, r := range shown {
		p.finding(r)
	}
	if len(shown) < len(all) {
		var rest []string
		n := map[assessment.Severity]int{}
		for _, r := range all[len(shown):] {
			n[r.Severity]++
		}
		for _, s := range assessment.Severities() {
			if n[s] > 0 {
				rest = append(rest, fmt.Sprintf("%d %s", n[s], s))
			}
		}
		p.wrapped("", 0, fmt.Sprintf("%d more: %s; the json and pdf reports hold them all.", len(all)-len(shown), strings.Join(rest, ", ")))
	}
}

func (p *page) finding(r assessment.Rule) {
	color := map[assessment.Severity]paint{assessment.Critical: red, assessment.High: red, assessment.Medium: yellow}[r.Severity]
	lines := wrap(short(r.Title), p.width-10)
	p.line(p.paint(color, pad(string(r.Severity), 10)), p.paint(bold, lines[0]))
	for _, l := range lines[1:] {
		p.line(strings.Repeat(" ", 10), p.paint(bold, l))
	}
	p.wrapped("", 10, short(fmt.Sprintf("%s, control %s", r.ID, strings.Join(r.Controls, ", "))))
	for i, v := range r.Violations {
		if i == 3 {
			p.wrapped("", 10, fmt.Sprintf("- and %d more", len(r.Violations)-i))
			break
		}
		what := short(v.Message)
		if !strings.Contains(v.Message, v.Resource) {
			what = short(v.Resource) + ": " + what // the message may name it by itself
		}
		lines := wrap(what, p.width-12)
		p.line(strings.Repeat(" ", 10), "- ", lines[0])
		for _, l := range lines[1:] {
			p.line(strings.Repeat(" ", 12), l)
		}
		p.wrapped("", 12, fmt.Sprintf("observed %s; expected %s", first(short(v.Observed), "nothing"), first(short(v.Expected), "nothing")))
		if v.Source != "" {
			p.wrapped("", 12, "source "+short(v.Source))
		}
	}
}

func (p *page) unknown(a *assessment.Assessment) {
	groups := a.UnknownByReason()
	if len(groups) == 0 {
		return
	}
	p.heading(fmt.Sprintf("Unknown (%d rules; none of them counts as a pass)", a.Score.Technical.Counts.Unknown))
	const limit = 12
	for i, g := range groups {
		if i == limit {
			n := 0
			for _, rest := range groups[i:] {
				n += len(rest.Rules)
			}
			p.line(fmt.Sprintf("%5d  for %d other reasons", n, len(groups)-i))
			break
		}
		lines := wrap(short(g.Reason), p.width-7)
		p.line(p.paint(yellow, fmt.Sprintf("%5d  ", len(g.Rules))), lines[0])
		for _, l := range lines[1:] {
			p.line("       ", l)
		}
		var ids []string
		for j, r := range g.Rules {
			if j == 4 {
				ids = append(ids, fmt.Sprintf("%d more", len(g.Rules)-j))
				break
			}
			ids = append(ids, r.ID)
		}
		for _, l := range wrap(strings.Join(ids, ", "), p.width-7) {
			p.line("       ", p.paint(faint, l))
		}
		if g.Help != "" {
			p.wrapped("", 7, "-> "+g.Help)
		}
	}
}

func (p *page) sources(a *assessment.Assessment) {
	p.heading("Where the numbers come from")
	t, o := a.Score.Technical.Counts, a.Score.Overall.Counts
	p.wrapped("technical", 11, fmt.Sprintf("%d rules: %d pass, %d fail, %d unknown, %d not applicable; weighed by severity",
		t.Pass+t.Fail+t.Unknown+t.NotApplicable, t.Pass, t.Fail, t.Unknown, t.NotApplicable))
	attested := 0
	for _, c := range a.Controls {
		if c.Method == assessment.Attested {
			attested++
		}
	}
	p.wrapped("overall", 11, fmt.Sprintf("%d controls: %d conforming, %d nonconforming, %d undetermined, %d not applicable; %d are for people alone to attest",
		len(a.Controls), o.Pass, o.Fail, o.Unknown, o.NotApplicable, attested))
	whole, gaps := 0, []string(nil)
	for _, c := range a.Checks {
		if c.Status == "ok" {
			whole++
			continue
		}
		gaps = append(gaps, fmt.Sprintf("%s %s", c.ID, strings.ReplaceAll(c.Status, "_", " ")))
	}
	seen := fmt.Sprintf("%d of %d saw everything they stand for", whole, len(a.Checks))
	if len(gaps) > 0 {
		seen += "; " + strings.Join(gaps, ", ")
	}
	p.wrapped("checks", 11, short(seen))
	if all, uncovered := a.UncoveredAspects(); all > 0 {
		p.wrapped("aspects", 11, fmt.Sprintf("%d of the %d that the controls ask for have a rule", all-uncovered, all))
	}
	p.wrapped("facts", 11, digest(a.FactsDigest))
	p.wrapped("policies", 11, digest(a.PoliciesDigest))
	p.wrapped("tool", 11, short(a.Tool.Name+" "+a.Tool.Version))
}

// digest shows enough of one to tell two apart; the other reports have it whole.
func digest(d string) string {
	const shown = len("sha256:") + 16
	if len(d) <= shown {
		return short(d)
	}
	return short(d[:shown]) + "..."
}
