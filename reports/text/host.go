package text

import (
	"fmt"
	"strings"

	"isoscan/internal/assessment"
)

func (p *page) head(a *assessment.Assessment) {
	h := a.Host
	p.line(p.paint(bold, clip(first(h.Name, "unnamed host"), p.width)))
	access := "this host itself"
	if h.Kind == "rootfs" {
		access = strings.TrimSpace("root file system " + h.Root)
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
	p.wrapped("standard", 10, short(a.Standard.ID))
	p.wrapped("profile", 10, short(fmt.Sprintf("%s, role %s (%s)", a.Profile.Name, a.Profile.Role, first(a.Profile.RoleSource, "source not given"))))
	if l := a.Ledger; l != nil && l.Asset != nil {
		p.wrapped("asset", 10, short(fmt.Sprintf("%s, owner %s, %s, %s", l.Asset.ID, l.Asset.Owner, l.Asset.Location, l.Asset.Classification)))
	}
	at := a.FinishedAt.UTC().Format("2006-01-02 15:04:05 UTC")
	if took := a.FinishedAt.Sub(a.StartedAt); took > 0 {
		at += fmt.Sprintf(", %.1f s", took.Seconds())
	}
	p.wrapped("time", 10, at)
}

func kernel(version string) string {
	if version == "" {
		return ""
	}
	return ", kernel " + version
}

// quiet is the result: verdicts by number, and both scores.
func (p *page) quiet(a *assessment.Assessment) {
	waived := 0
	for i := range a.Rules {
		if a.Rules[i].Waived() {
			waived++
		}
	}
	p.line(clip(first(a.Host.Name, "unnamed host"), 60), ": ", verdicts(a.RuleCounts(), waived))
	p.quietScores(a.Score)
}

func verdicts(c assessment.Counts, waived int) string {
	fail := fmt.Sprintf("%d fail", c.Fail)
	if waived > 0 {
		fail += fmt.Sprintf(" (%d waived)", waived)
	}
	return fmt.Sprintf("%d pass, %s, %d unknown, %d not applicable", c.Pass, fail, c.Unknown, c.NotApplicable)
}

func (p *page) quietScores(s assessment.Scores) {
	line := func(name string, raw assessment.Score, adjusted *assessment.Score) {
		if raw.Assured == nil || raw.Coverage == nil {
			p.line(name, " no score: nothing was evaluated")
			return
		}
		out := fmt.Sprintf("%s %s, coverage %.1f %%", name, interval(raw), *raw.Coverage)
		if adjusted != nil {
			out += "; adjusted " + interval(*adjusted)
		}
		p.line(out)
	}
	var technical, overall *assessment.Score
	if s.Adjusted != nil {
		technical, overall = &s.Adjusted.Technical, &s.Adjusted.Overall
	}
	line("technical", s.Technical, technical)
	line("overall", s.Overall, overall)
}

func (p *page) sources(a *assessment.Assessment) {
	p.heading("Where the numbers come from")
	t, o := a.Score.Technical.Counts, a.Score.Overall.Counts
	p.wrapped("technical", 11, fmt.Sprintf("%s: %d pass, %d fail, %d unknown, %d not applicable; weighed by severity",
		assessment.Counted(t.Pass+t.Fail+t.Unknown+t.NotApplicable, "rule", "rules"), t.Pass, t.Fail, t.Unknown, t.NotApplicable))
	if n := a.RuleCounts(); n.Pass+n.Fail+n.Unknown+n.NotApplicable > t.Pass+t.Fail+t.Unknown+t.NotApplicable {
		p.wrapped("register", 11, assessment.Counted(n.Pass+n.Fail+n.Unknown+n.NotApplicable-(t.Pass+t.Fail+t.Unknown+t.NotApplicable),
			"rule more compares the host with the asset register: it bears on controls alone",
			"rules more compare the host with the asset register: they bear on controls alone"))
	}
	attested := 0
	for _, c := range a.Controls {
		if c.Method == assessment.Attested {
			attested++
		}
	}
	p.wrapped("overall", 11, fmt.Sprintf("%d controls: %d conforming, %d nonconforming, %d undetermined, %d not applicable; %d are for people alone to attest",
		len(a.Controls), o.Pass, o.Fail, o.Unknown, o.NotApplicable, attested))
	if adj := a.Score.Adjusted; adj != nil {
		p.wrapped("adjusted", 11, "without "+assessment.Counted(adj.Technical.Counts.Waived, "rule", "rules")+" and "+assessment.Counted(adj.Overall.Counts.Waived, "control", "controls")+" whose every failure is waived")
	}
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
	p.ledgerDigest(a.Ledger)
	p.wrapped("tool", 11, short(a.Tool.Name+" "+a.Tool.Version))
}

func (p *page) ledgerDigest(l *assessment.Ledger) {
	if l == nil {
		return
	}
	version := digest(l.Digest)
	if l.Commit != "" {
		version += ", commit " + short(l.Commit[:min(len(l.Commit), 12)])
	}
	p.wrapped("ledger", 11, version)
}

// digest shows enough of one to tell two apart; the other reports have it whole.
func digest(d string) string {
	const shown = len("sha256:") + 16
	if len(d) <= shown {
		return short(d)
	}
	return short(d[:shown]) + "..."
}
