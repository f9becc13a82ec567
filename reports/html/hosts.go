package html

import (
	"fmt"
	"slices"
	"strings"

	"isoscan/internal/assessment"
)

// orgHost is one host of an organisation.
type orgHost struct {
	*assessment.HostResult
	At     int
	Name   string
	Anchor string
	// Letters are its verdicts on the controls, in their order: see letter.
	Letters string
	// Order of the technical score for sorting: no score comes first.
	Order string
	// Findings by severity.
	Severity [4]int
	Cells    []cell
	// Bad are the controls that it does not conform to.
	Bad   []string
	Asset []field
	Facts []field
	// More reasons why rules stayed unknown than are shown.
	More int
}

// cell of the matrix: what one clause looks like on one host.
type cell struct{ Class, Text string }

func (r *register) hosts() {
	severity := map[string]int{}
	for i := range r.O.Rules {
		severity[r.O.Rules[i].ID] = r.O.Rules[i].Severity.Rank()
	}
	for i := range r.O.Hosts {
		h := &r.O.Hosts[i]
		out := orgHost{HostResult: h, At: i, Name: line(h.Host.Name, mostTitle), Anchor: r.anchors[i], Order: "-1"}
		if strings.TrimSpace(out.Name) == "" {
			out.Name = "unnamed host"
		}
		if t := h.Score.Technical; t.Assured != nil {
			out.Order = fmt.Sprintf("%.1f", *t.Assured)
		}
		for _, f := range h.Findings {
			if s, ok := severity[f.Rule]; ok && s < len(out.Severity) {
				out.Severity[s]++
			}
		}
		for _, c := range r.O.Clauses {
			out.Cells = append(out.Cells, newCell(h, c.ID))
		}
		var letters strings.Builder
		for k, c := range h.Controls {
			letters.WriteByte(letter(c))
			if c.Verdict == assessment.Nonconforming && k < len(r.O.Controls) {
				out.Bad = append(out.Bad, r.O.Controls[k].ID)
			}
		}
		out.Letters = letters.String()
		if h.Asset != nil {
			out.Asset = assetFields(h.Asset)
		}
		out.Facts = orgHostFacts(h)
		r.Hosts = append(r.Hosts, out)
	}
}

func newCell(h *assessment.HostResult, clause string) cell {
	i := slices.IndexFunc(h.Clauses, func(c assessment.Clause) bool { return c.ID == clause })
	if i < 0 {
		return cell{"u", "?"}
	}
	switch c := h.Clauses[i]; c.Verdict {
	case assessment.Nonconforming:
		return cell{"f", fmt.Sprint(c.Score.Counts.Fail)}
	case assessment.Conforming:
		return cell{"p", "✓"}
	case assessment.ControlNotApplicable:
		return cell{"x", "–"}
	default:
		return cell{"u", "?"}
	}
}

// letter is a verdict in the attribute from which the script filters.
func letter(c assessment.HostControl) byte {
	switch c.Verdict {
	case assessment.Nonconforming:
		if c.Adjusted == assessment.ControlWaived {
			return 'N'
		}
		return 'n'
	case assessment.Conforming:
		return 'c'
	case assessment.ControlNotApplicable:
		return 'x'
	}
	return 'u'
}

func orgHostFacts(h *assessment.HostResult) []field {
	var out []field
	for _, f := range []field{
		{"System", h.Host.OS}, {"Kernel", h.Host.Kernel}, {"Role", h.Role}, {"Gathered", day(h.FinishedAt)},
		{"Access", access(h.Host)}, {"Facts", h.FactsDigest}, {"Older facts", older(h.Older)},
	} {
		if f.Value != "" {
			out = append(out, field{f.Term, line(f.Value, mostTitle)})
		}
	}
	return out
}

// older counts facts that were given too and are not the newest.
func older(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "1 older file was given and not judged"
	}
	return thousands(n) + " older files were given and not judged"
}

// access tells how far the program could look.
func access(h assessment.Host) string {
	s := "the host itself"
	if h.Kind == "rootfs" {
		s = strings.TrimSpace("root file system " + h.Root)
	}
	if h.Privileged {
		s += ", as root"
	} else {
		s += ", without root"
	}
	if !h.Running {
		s += ", not running"
	}
	return s
}
