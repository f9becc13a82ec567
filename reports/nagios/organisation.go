package nagios

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"isoscan/internal/assessment"
)

// hostState is one host of an organisation as a plugin sees it.
type hostState struct {
	name  string
	state int
	why   string
	n     counts
}

// StateOrganisation is the code with which a plugin exits for many hosts: that
// of the worst of them, by the same order as for one host. A registered host of
// which there are no facts is UNKNOWN, and so is an organisation without hosts
// or with serious rules that could not be judged on some host.
func (f Format) StateOrganisation(o *assessment.Organisation) int {
	state, _ := f.judgeOrganisation(o, f.hostStates(o))
	return state
}

// WriteOrganisation writes one plugin output for many hosts, at most 8,000
// bytes: in the first line the worst host and how many are in which state.
func (f Format) WriteOrganisation(w io.Writer, o *assessment.Organisation) error {
	hosts := f.hostStates(o)
	state, why := f.judgeOrganisation(o, hosts)
	n := by(hosts)
	out := &output{}
	out.line(cut("ISOSCAN "+word(state)+" - "+why) + fmt.Sprintf(" - hosts: %d critical, %d warning, %d unknown, %d ok", n[Critical], n[Warning], n[Unknown], n[OK]) +
		" - " + score(o.Score.Technical) + " | " + f.organisationPerfdata(o, hosts))
	out.line(cut(fmt.Sprintf("organisation %s, %s, profile %s, facts until %s", safe(cmp.Or(o.Name, "without a name")), assessment.Counted(len(o.Hosts), "host", "hosts"), safe(o.Profile),
		o.FinishedAt.UTC().Format("2006-01-02 15:04:05 UTC"))))
	for _, h := range hosts {
		line := strings.ToLower(word(h.state)) + ", " + safe(h.name) + ": " + h.why
		if h.n != (counts{}) {
			line += " - " + h.n.text()
		}
		out.line(cut(line))
	}
	if _, err := io.WriteString(w, out.String()); err != nil {
		return fmt.Errorf("writing the organisation for Nagios: %w", err)
	}
	return nil
}

// hostStates judges every host, the worst first. Which rules stayed unknown on
// a host the register does not hold: judgeOrganisation looks at them together.
func (f Format) hostStates(o *assessment.Organisation) []hostState {
	severity := make(map[string]assessment.Severity, len(o.Rules))
	for i := range o.Rules {
		severity[o.Rules[i].ID] = o.Rules[i].Severity
	}
	var out []hostState
	for i := range o.Hosts {
		h := &o.Hosts[i]
		t := h.Score.Technical.Counts
		s := hostState{name: cmp.Or(h.Host.Name, "unnamed host"), n: counts{pass: t.Pass, fail: len(h.Findings), unknown: t.Unknown, notApplicable: t.NotApplicable}}
		for _, found := range h.Findings {
			switch rank := severity[found.Rule]; {
			case found.Waived:
				s.n.waived++
			case rank == assessment.Medium || rank == assessment.Low:
				s.n.minor++
			default:
				s.n.serious++
			}
		}
		s.state, s.why = f.judge(s.n, h.Score.Technical)
		out = append(out, s)
	}
	for _, a := range o.NotAssessed {
		out = append(out, hostState{name: cmp.Or(a.Host, a.ID), state: Unknown, why: safe(cmp.Or(a.Reason, "in the register of assets, and no facts of it"))})
	}
	slices.SortStableFunc(out, func(a, b hostState) int {
		return cmp.Or(cmp.Compare(worse(b.state), worse(a.state)), cmp.Compare(b.n.serious, a.n.serious), cmp.Compare(b.n.minor, a.n.minor))
	})
	return out
}

// worse orders states as a plugin of several things does: what is known to be
// bad comes before what is not known.
func worse(state int) int {
	return [...]int{OK: 0, Unknown: 1, Warning: 2, Critical: 3}[state]
}

func by(hosts []hostState) (n [4]int) {
	for _, h := range hosts {
		n[h.state]++
	}
	return n
}

func (f Format) judgeOrganisation(o *assessment.Organisation, hosts []hostState) (state int, why string) {
	if len(o.Hosts) == 0 {
		return Unknown, "no host was assessed"
	}
	worst := hosts[0]
	if worst.state != OK {
		return worst.state, fmt.Sprintf("worst of %s: %s, %s", assessment.Counted(len(hosts), "host", "hosts"), safe(worst.name), worst.why)
	}
	if n := seriousUnknown(o); n > 0 {
		return Unknown, fmt.Sprintf("nothing fails, but %s of severity critical or high could not be judged", assessment.Counted(n, "verdict", "verdicts"))
	}
	return OK, "on " + assessment.Counted(len(hosts), "host", "hosts") + " " + worst.why
}

// seriousUnknown counts the unknown verdicts on rules of severity critical or
// high, over all hosts.
func seriousUnknown(o *assessment.Organisation) int {
	n := 0
	for i := range o.Rules {
		if s := o.Rules[i].Severity; s != assessment.Medium && s != assessment.Low {
			n += o.Rules[i].Counts.Unknown
		}
	}
	return n
}

// organisationPerfdata has the same labels as that of one host where they mean
// the same, with rules counted once for each host.
func (f Format) organisationPerfdata(o *assessment.Organisation, hosts []hostState) string {
	var p perfdata
	p.scores(o.Score, f.o.MinCoverage)
	n := by(hosts)
	p.count("hosts_critical", n[Critical], "", "0")
	p.count("hosts_warning", n[Warning], "0", "")
	p.count("hosts_unknown", n[Unknown], "0", "")
	p.count("hosts_ok", n[OK], "", "")
	p.count("hosts_not_assessed", len(o.NotAssessed), "0", "")
	var all counts
	for _, h := range hosts {
		all.serious += h.n.serious
		all.minor += h.n.minor
		all.waived += h.n.waived
		all.unknown += h.n.unknown
	}
	p.count("fail_critical_high", all.serious, "", "0")
	p.count("fail_medium_low", all.minor, "0", "")
	p.count("waived", all.waived, "", "")
	p.count("unknown", all.unknown, "", "")
	p.count("unknown_critical_high", seriousUnknown(o), "0", "")
	controls := map[assessment.Conformity]int{}
	for i := range o.Controls {
		controls[o.Controls[i].Verdict]++
	}
	p.controls(controls)
	return p.String()
}
