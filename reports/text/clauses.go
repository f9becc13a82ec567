package text

import (
	"cmp"
	"fmt"
	"slices"

	"isoscan/internal/assessment"
)

// clauses draws the table of clauses, the worst first: title, verdict, and
// controls by verdict. With a ledger it shows the adjusted verdict where it
// differs, and how many controls were set aside as waived.
func (p *page) clauses(all []assessment.Clause) {
	if len(all) == 0 {
		return
	}
	order := slices.Clone(all)
	slices.SortStableFunc(order, worse)
	title, adjusted, differs, waived := 0, false, false, 0
	for _, c := range order {
		title = max(title, width(assessment.Printable(c.Title)))
		if c.Adjusted != nil {
			adjusted = true
			differs = differs || c.Adjusted.Verdict != c.Verdict
			waived += c.Adjusted.Score.Counts.Waived
		}
	}
	numbers, verdict := 22, 15
	if adjusted {
		numbers += 7
	}
	words := verdict
	// A narrow terminal gets the numbers alone, of waived ones only where there
	// are any: a clause with a control that fails is nonconforming.
	if p.width < 60 {
		words = 0
		if adjusted && waived == 0 {
			adjusted = false
			numbers -= 7
		}
	}
	second := 0
	if differs && p.width >= 90 {
		second = verdict
	}
	title = max(min(title, p.width-5-words-second-numbers), 1)
	p.heading("Controls by clause, the worst first")
	head := pad("", 5+title)
	if words > 0 {
		head += pad("verdict", words)
	}
	if second > 0 {
		head += pad("adjusted", second)
	}
	head += fmt.Sprintf("%6s%6s%5s%5s", "meets", "fails", "open", "n/a")
	if adjusted {
		head += fmt.Sprintf("%7s", "waived")
	}
	p.line(p.paint(faint, head))
	for _, c := range order {
		n := c.Score.Counts
		word, color := conformity(c.Verdict)
		row := fmt.Sprintf("%3s ", clip(c.ID, 3)) + pad(clip(c.Title, title), title+1)
		if words > 0 {
			row += p.paint(color, pad(word, words))
		}
		if second > 0 {
			w, col := "", paint("")
			if c.Adjusted != nil && c.Adjusted.Verdict != c.Verdict {
				w, col = conformity(c.Adjusted.Verdict)
			}
			row += p.paint(col, pad(w, second))
		}
		row += fmt.Sprintf("%6d", n.Pass) + p.paint(countColor(n.Fail, red), fmt.Sprintf("%6d", n.Fail)) + fmt.Sprintf("%5d%5d", n.Unknown, n.NotApplicable)
		if adjusted {
			waived := 0
			if c.Adjusted != nil {
				waived = c.Adjusted.Score.Counts.Waived
			}
			row += fmt.Sprintf("%7d", waived)
		}
		p.line(row)
	}
}

func countColor(n int, c paint) paint {
	if n == 0 {
		return ""
	}
	return c
}

// worse orders clauses: by verdict, then by how many controls fail, then by how
// many are open; the standard's order decides the rest.
func worse(x, y assessment.Clause) int {
	rank := func(c assessment.Clause) int { return slices.Index(assessment.Conformities(), c.Verdict) }
	a, b := x.Score.Counts, y.Score.Counts
	return cmp.Or(cmp.Compare(rank(x), rank(y)), cmp.Compare(b.Fail, a.Fail), cmp.Compare(b.Unknown, a.Unknown))
}

func conformity(c assessment.Conformity) (string, paint) {
	switch c {
	case assessment.Conforming:
		return "conforming", green
	case assessment.Nonconforming:
		return "nonconforming", red
	case assessment.ControlNotApplicable:
		return "not applicable", faint
	case assessment.ControlWaived:
		return "waived", yellow
	default:
		return "undetermined", yellow
	}
}
