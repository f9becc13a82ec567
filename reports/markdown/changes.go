package markdown

import (
	"fmt"
	"strings"

	"isoscan/internal/assessment"
)

// changes tells what differs from an earlier assessment.
func changes(c *assessment.Changes, limit int) string {
	s := section{
		heading: "What changed since " + c.Since.UTC().Format("2006-01-02 15:04 UTC"), what: "changes",
		header: row("", "rule", "was", "is", "why") + row("---", "---", "---", "---", "---"),
	}
	var intro strings.Builder
	for _, caveat := range c.Caveats[:min(len(c.Caveats), 5)] {
		intro.WriteString("- Mind: " + prose(caveat, 300) + "\n")
	}
	fmt.Fprintf(&intro, "- Findings: %d new, %d gone, %s.\n", len(c.Opened), len(c.Closed), assessment.Counted(c.Remaining, "remains", "remain"))
	fmt.Fprintf(&intro, "- Lost from sight: %s; newly seen: %d.\n", assessment.Counted(len(c.Lost), "rule, which is no improvement", "rules, which is no improvement"), len(c.Gained))
	fmt.Fprintf(&intro, "- Technical score: %s, now %s. Overall score: %s, now %s.\n", interval(c.Technical.Was), interval(c.Technical.Now), interval(c.Overall.Was), interval(c.Overall.Now))
	fmt.Fprintf(&intro, "- Controls with another verdict: %d.", len(c.Controls))
	s.intro = intro.String()
	for _, group := range []struct {
		name string
		of   []assessment.Change
	}{{"**new**", c.Opened}, {"**lost**", c.Lost}, {"gone", c.Closed}, {"seen", c.Gained}} {
		for _, ch := range group.of {
			was := words(string(ch.Was))
			if ch.Was == "" {
				was = "no such rule"
			}
			s.rows = append(s.rows, row(group.name, prose(ch.Rule.Title, 120)+", "+code(ch.Rule.ID, 80), was, words(string(ch.Rule.Verdict)), prose(ch.Rule.Reason, 160)))
		}
	}
	return s.fit(limit)
}

func interval(s assessment.Score) string {
	switch {
	case s.Assured == nil || s.Possible == nil:
		return "no score"
	case s.Settled():
		return percent(*s.Assured)
	}
	return fmt.Sprintf("%.1f to %.1f %%", *s.Assured, *s.Possible)
}
