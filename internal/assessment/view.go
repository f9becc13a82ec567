package assessment

import (
	"cmp"
	"slices"
	"strings"
)

// Findings lists the failed rules, the worst first; those of one severity keep
// the order of the assessment, which is that of the standard.
func (a *Assessment) Findings() []Rule {
	out := a.WithVerdict(Fail)
	slices.SortStableFunc(out, func(x, y Rule) int {
		return cmp.Compare(x.Severity.Rank(), y.Severity.Rank())
	})
	return out
}

// WithVerdict lists the rules of one verdict in the order of the assessment.
func (a *Assessment) WithVerdict(v Verdict) []Rule {
	var out []Rule
	for _, r := range a.Rules {
		if r.Verdict == v {
			out = append(out, r)
		}
	}
	return out
}

// Rank orders severities: 0 is the worst.
func (s Severity) Rank() int {
	if i := slices.Index(Severities(), s); i >= 0 {
		return i
	}
	return len(Severities())
}

// Unseen is a group of rules that stayed unknown for one reason.
type Unseen struct {
	Reason string
	// Help says what would let isoscan look; empty when nothing is known to.
	Help string
	// Rules in the order of the assessment.
	Rules []Rule
}

// UnknownByReason groups the unknown rules, the largest group first.
func (a *Assessment) UnknownByReason() []Unseen {
	denied := a.deniedReasons()
	index := map[string]int{}
	var out []Unseen
	for _, r := range a.WithVerdict(Unknown) {
		i, ok := index[r.Reason]
		if !ok {
			i = len(out)
			index[r.Reason] = i
			out = append(out, Unseen{Reason: r.Reason, Help: a.help(r.Reason, denied)})
		}
		out[i].Rules = append(out[i].Rules, r)
	}
	slices.SortStableFunc(out, func(x, y Unseen) int {
		return cmp.Compare(len(y.Rules), len(x.Rules))
	})
	return out
}

// The ways in which an unknown may become known.
const (
	HelpRoot    = "run isoscan as root"
	HelpIndex   = "refresh the package index: apt-get update, dnf makecache, zypper refresh or apk update"
	HelpNmap    = "install nmap, or allow it with --nmap auto"
	HelpRunning = "scan the running host: a root file system has no processes, sockets or mounts"
	HelpTime    = "give it more time with --timeout"
)

func (a *Assessment) help(reason string, denied []string) string {
	low := strings.ToLower(reason)
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(low, w) })
	}
	switch {
	case has("permission denied", "not permitted") ||
		slices.ContainsFunc(denied, func(d string) bool { return strings.Contains(reason, d) }):
		if a.Host.Privileged {
			return ""
		}
		return HelpRoot
	case has("timed out", "deadline exceeded", "in time"):
		return HelpTime
	case has("nmap is not installed", "nmap was switched off"):
		return HelpNmap
	case has("package index", "apt-get update", "apk update", "no cached index", "/var/lib/apt/lists"):
		return HelpIndex
	case !a.Host.Running && has("unsupported", "not supported", "running system", "root file system"):
		return HelpRunning
	}
	return ""
}

// deniedReasons are the reasons of what permission alone kept out of sight.
func (a *Assessment) deniedReasons() []string {
	var out []string
	for _, c := range a.Checks {
		for _, m := range c.Missing {
			if m.Denied && m.Reason != "" {
				out = append(out, m.Reason)
			}
		}
	}
	return out
}

// UncoveredAspects counts the parts of host evidence that the controls ask
// for, and those that no rule of this version looks at.
func (a *Assessment) UncoveredAspects() (all, uncovered int) {
	for _, c := range a.Controls {
		for _, s := range c.Aspects {
			all++
			if len(s.Rules) == 0 {
				uncovered++
			}
		}
	}
	return all, uncovered
}

// ControlCounts counts controls by conformity; those of one clause when it is
// not empty.
func (a *Assessment) ControlCounts(clause string) map[Conformity]int {
	n := map[Conformity]int{}
	for _, c := range a.Controls {
		if clause == "" || c.Clause == clause {
			n[c.Verdict]++
		}
	}
	return n
}

// Settled: nothing stayed unknown, so both ends of the interval are one number.
// (As written they may differ by the last decimal: assured is rounded down and
// possible up.)
func (s Score) Settled() bool { return s.Assured != nil && s.Counts.Unknown == 0 }

// RuleCounts counts all rules by verdict. Those of the technical score leave
// out the rules that rest on the asset register.
func (a *Assessment) RuleCounts() Counts {
	var n Counts
	for i := range a.Rules {
		r := &a.Rules[i]
		switch r.Verdict {
		case Pass:
			n.Pass++
		case Fail:
			n.Fail++
		case NotApplicable:
			n.NotApplicable++
		default:
			n.Unknown++
		}
		if r.Waived() {
			n.Waived++
		}
	}
	return n
}

// RuleCounts counts the verdicts of all rules on all hosts.
func (o *Organisation) RuleCounts() Counts {
	var n Counts
	for i := range o.Rules {
		c := o.Rules[i].Counts
		n.Pass += c.Pass
		n.Fail += c.Fail
		n.Unknown += c.Unknown
		n.NotApplicable += c.NotApplicable
		n.Waived += c.Waived
	}
	return n
}
