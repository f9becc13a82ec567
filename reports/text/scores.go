package text

import (
	"fmt"
	"strings"

	"isoscan/internal/assessment"
)

// scores draws both scopes; with a ledger each has its adjusted score below it.
func (p *page) scores(s assessment.Scores) {
	p.heading("Score")
	p.score("technical", s.Technical)
	if s.Adjusted != nil {
		p.score(" adjusted", s.Adjusted.Technical)
	}
	p.score("overall", s.Overall)
	if s.Adjusted != nil {
		p.score(" adjusted", s.Adjusted.Overall)
	}
	if s.Technical.Assured != nil || s.Overall.Assured != nil {
		if p.bar() > 0 {
			p.line(strings.Repeat(" ", scoreLabel), p.paint(faint, fmt.Sprintf("%c proven  %c not seen, could still hold  %c failed", proven, open, failed)))
		} else {
			p.wrapped("", scoreLabel, "from what is proven to what could still hold")
		}
	}
	if s.Adjusted != nil {
		p.wrapped("", scoreLabel, "adjusted: without what waivers and exclusions set aside, which never counts as met")
	}
}

// The marks of a score bar.
const (
	proven = '█'
	open   = '▒'
	failed = '·'
)

// scoreLabel is the width of the names before the bars, scoreNumbers that of
// the longest numbers behind them, narrowBar the shortest bar worth drawing.
const (
	scoreLabel   = 11
	scoreNumbers = len("  100.0 to 100.0 %, coverage 100.0 %")
	narrowBar    = 10
)

// bar is how many columns are left for a bar; 0 when that is too few for one.
func (p *page) bar() int {
	n := min(p.width-scoreLabel-scoreNumbers, 50)
	if n < narrowBar {
		return 0
	}
	return n
}

func (p *page) score(name string, s assessment.Score) {
	if s.Assured == nil || s.Possible == nil || s.Coverage == nil {
		p.wrapped(name, scoreLabel, "no score: nothing was evaluated")
		return
	}
	coverage := fmt.Sprintf("coverage %.1f %%", *s.Coverage)
	cells := p.bar()
	if cells == 0 {
		p.line(pad(name, scoreLabel), interval(s))
		p.line(strings.Repeat(" ", scoreLabel), coverage)
		return
	}
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
	p.line(pad(name, scoreLabel),
		p.paint(green, strings.Repeat(string(proven), sure)),
		p.paint(yellow, strings.Repeat(string(open), max(cells-sure-lost, 0))),
		p.paint(red, strings.Repeat(string(failed), lost)),
		"  ", interval(s), ", ", coverage)
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
