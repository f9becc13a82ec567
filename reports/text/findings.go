package text

import (
	"fmt"
	"slices"
	"strings"

	"isoscan/internal/assessment"
)

func (p *page) findings(a *assessment.Assessment, limit int) {
	// What a waiver covers waits behind what nobody has decided on.
	all := a.Findings()
	slices.SortStableFunc(all, func(x, y assessment.Rule) int { return boolRank(x.Waived()) - boolRank(y.Waived()) })
	if len(all) == 0 {
		p.heading("Findings")
		if a.RuleCounts().Pass == 0 {
			p.wrapped("", 0, "none, for no rule could be evaluated: this is not a pass")
			return
		}
		p.wrapped("", 0, "none among the rules that could be evaluated")
		return
	}
	shown := all[:min(limit, len(all))]
	if len(shown) == len(all) {
		p.heading(fmt.Sprintf("Findings (%d)", len(all)))
	} else {
		p.heading(fmt.Sprintf("Findings (the worst %d of %d)", len(shown), len(all)))
	}
	for i := range shown {
		p.finding(&shown[i], a.Ledger)
	}
	if left := all[len(shown):]; len(left) > 0 {
		n := map[assessment.Severity]int{}
		waived := 0
		for i := range left {
			n[left[i].Severity]++
			if left[i].Waived() {
				waived++
			}
		}
		rest := bySeverity(n)
		if waived > 0 {
			rest += fmt.Sprintf(" (%d waived)", waived)
		}
		p.wrapped("", 0, fmt.Sprintf("%d more: %s; the json and pdf reports hold them all.", len(left), rest))
	}
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}

func bySeverity(n map[assessment.Severity]int) string {
	var out []string
	for _, s := range assessment.Severities() {
		if n[s] > 0 {
			out = append(out, fmt.Sprintf("%d %s", n[s], s))
		}
	}
	return strings.Join(out, ", ")
}

func severityColor(s assessment.Severity) paint {
	switch s {
	case assessment.Critical, assessment.High:
		return red
	case assessment.Medium:
		return yellow
	}
	return ""
}

// titled writes a severity and a title beside it, or below it on a narrow
// terminal.
func (p *page) titled(s assessment.Severity, title string) {
	label := p.paint(severityColor(s), pad(string(s), p.indent))
	if p.indent < 10 {
		p.line(label)
		label = strings.Repeat(" ", p.indent)
	}
	for i, l := range wrap(short(title), p.width-p.indent) {
		if i > 0 {
			label = strings.Repeat(" ", p.indent)
		}
		p.line(label, p.paint(bold, l))
	}
}

func (p *page) finding(r *assessment.Rule, ledger *assessment.Ledger) {
	p.titled(r.Severity, r.Title)
	p.wrapped("", p.indent, short(fmt.Sprintf("%s, control %s", r.ID, strings.Join(r.Controls, ", "))))
	if mark := waived(r, ledger); mark != "" {
		for _, l := range wrap(short(mark), p.width-p.indent) {
			p.line(strings.Repeat(" ", p.indent), p.paint(yellow, l))
		}
	}
	for i, v := range r.Violations {
		if i == 3 {
			p.wrapped("", p.indent, fmt.Sprintf("- and %d more", len(r.Violations)-i))
			break
		}
		p.violation(v)
	}
}

// waived tells how far a waiver covers the finding; empty when none does.
func waived(r *assessment.Rule, l *assessment.Ledger) string {
	if r.Waiver == nil {
		return ""
	}
	how := "waived"
	if !r.Waived() {
		how = fmt.Sprintf("waived in part, %d of %s,", r.Waiver.Covered, assessment.Counted(r.Waiver.Violations, "violation", "violations"))
	}
	var by []string
	for _, id := range r.Waiver.Records {
		if record, ok := l.Record(id); ok {
			id += " until " + record.Until + " (" + record.Owner + " bears the risk)"
		}
		by = append(by, id)
	}
	return how + " by " + strings.Join(by, ", ")
}

func (p *page) violation(v assessment.Violation) {
	what := short(v.Message)
	if !strings.Contains(v.Message, v.Resource) {
		what = short(v.Resource) + ": " + what // the message may name it by itself
	}
	if v.WaivedBy != "" {
		what += " (waived by " + short(v.WaivedBy) + ")"
	}
	deep := p.indent + 2
	for i, l := range wrap(what, p.width-deep) {
		if i == 0 {
			p.line(strings.Repeat(" ", p.indent), "- ", l)
			continue
		}
		p.line(strings.Repeat(" ", deep), l)
	}
	p.wrapped("", deep, fmt.Sprintf("observed %s; expected %s", first(short(v.Observed), "nothing"), first(short(v.Expected), "nothing")))
	if v.Source != "" {
		p.wrapped("", deep, "source "+short(v.Source))
	}
}
