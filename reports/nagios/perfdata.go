package nagios

import (
	"fmt"
	"strings"

	"isoscan/internal/assessment"
)

// perfdata follows the guidelines: a value that there is not is left out, for
// "U" is not understood by every grapher and 0 would be a claim. The bounds are
// ranges: "80:" warns below 80.
type perfdata []string

func (p perfdata) String() string { return strings.Join(p, " ") }

func (p *perfdata) percent(label string, v *float64, warn string) {
	if v != nil {
		*p = append(*p, fmt.Sprintf("'%s'=%.1f%%;%s;;0;100", label, *v, warn))
	}
}

func (p *perfdata) count(label string, v int, warn, crit string) {
	*p = append(*p, fmt.Sprintf("'%s'=%d;%s;%s;0;", label, v, warn, crit))
}

func (p *perfdata) scores(s assessment.Scores, minCoverage float64) {
	p.percent("assured", s.Technical.Assured, "")
	p.percent("possible", s.Technical.Possible, "")
	p.percent("coverage", s.Technical.Coverage, fmt.Sprintf("%g:", minCoverage))
	p.percent("overall_assured", s.Overall.Assured, "")
	p.percent("overall_possible", s.Overall.Possible, "")
	p.percent("overall_coverage", s.Overall.Coverage, "")
	if adj := s.Adjusted; adj != nil {
		p.percent("adjusted_assured", adj.Technical.Assured, "")
		p.percent("adjusted_possible", adj.Technical.Possible, "")
	}
}

func (p *perfdata) controls(n map[assessment.Conformity]int) {
	p.count("controls_conforming", n[assessment.Conforming], "", "")
	p.count("controls_nonconforming", n[assessment.Nonconforming], "", "")
	p.count("controls_undetermined", n[assessment.Undetermined], "", "")
}

func (f Format) perfdata(a *assessment.Assessment, n counts) string {
	var p perfdata
	p.scores(a.Score, f.o.MinCoverage)
	p.count("fail_critical_high", n.serious, "", "0")
	p.count("fail_medium_low", n.minor, "0", "")
	p.count("waived", n.waived, "", "")
	p.count("unknown", n.unknown, "", "")
	p.count("unknown_critical_high", n.seriousUnknown, "0", "")
	p.count("pass", n.pass, "", "")
	p.count("not_applicable", n.notApplicable, "", "")
	p.controls(a.ControlCounts(""))
	return p.String()
}
