package pdf

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"isoscan/internal/assessment"
)

type appendixPart struct {
	anchor, title string
	write         func(*report)
}

func appendixParts() []appendixPart {
	return []appendixPart{
		{"appendix/passed", "A  Rules that pass, and their evidence", (*report).passed},
		{"appendix/not-applicable", "B  Rules that do not apply", (*report).notApplicable},
		{"appendix/checks", "C  Checks and what they could not see", (*report).checks},
		{"appendix/parameters", "D  Parameters in force", (*report).parameters},
		{"appendix/identity", "E  Identity and digests", (*report).identity},
		{"appendix/score", "F  How to read the score", (*report).howToRead},
		{"appendix/limits", "G  Limits of this audit", (*report).limits},
	}
}

func (r *report) appendixTopics() []topic {
	var out []topic
	for _, p := range appendixParts() {
		out = append(out, topic{p.anchor, p.title})
	}
	return out
}

func (r *report) appendix() {
	for _, p := range appendixParts() {
		r.heading2(p.anchor, p.title, 34)
		p.write(r)
		r.y += 5
	}
}

func (r *report) passed() {
	r.evidenceTable(assessment.Pass, "No rule passes.")
}

func (r *report) notApplicable() {
	r.evidenceTable(assessment.NotApplicable, "Every rule applies to this host.")
}

func (r *report) evidenceTable(v assessment.Verdict, none string) {
	rules := r.a.WithVerdict(v)
	if len(rules) == 0 {
		r.prose(none)
		return
	}
	t := r.table(r.st.label, column{title: "Rule", width: 62}, column{title: "Evidence and source", width: 0}, column{title: "Controls", width: 26})
	for _, rule := range rules {
		var evidence cell
		for i, e := range rule.Evidence {
			if i == mostEvidence {
				evidence = append(evidence, []span{{text: count(len(rule.Evidence)-i, "more is", "more are") + " in the json report", style: r.st.small.in(muted)}})
				break
			}
			evidence = append(evidence, r.evidenceSpans(e, r.st.small))
		}
		if len(evidence) == 0 {
			evidence = cell{{r.raw(rule.Reason, mostCell, r.st.small)}}
		}
		m := verdictMark(v)
		t.targets = append(t.targets, ruleAnchor(rule.ID))
		t.row(
			cell{
				{{text: m.sign + " ", style: r.st.smallStrong.in(m.color)}, {text: shorten(rule.Title, mostTitle), style: r.st.smallStrong}},
				{r.raw(rule.ID, mostTitle, r.st.smallMono.in(muted))},
			},
			evidence,
			cell{r.controlLinks(rule.Controls, r.st.small)},
		)
	}
}

func (r *report) checks() {
	if len(r.a.Checks) == 0 {
		r.prose("No check ran.")
		return
	}
	r.prose("A check gathers facts and judges nothing. Only the status ok claims that everything the check stands for was seen.")
	t := r.table(r.st.label, column{title: "Check", width: 50}, column{title: "Status", width: 24}, column{title: "Time", width: 17}, column{title: "Not observed, and why", width: 0})
	for _, c := range r.a.Checks {
		var missing cell
		for i, m := range c.Missing {
			if i == mostMissing {
				missing = append(missing, []span{{text: count(len(c.Missing)-i, "more is", "more are") + " in the json report", style: r.st.small.in(muted)}})
				break
			}
			missing = append(missing, []span{r.raw(m.Path, mostTitle, r.st.smallMono), {text: ":  ", style: r.st.small}, r.raw(m.Reason, mostCell, r.st.small)})
		}
		if len(missing) == 0 {
			missing = cell{{r.raw(c.Reason, mostCell, r.st.small)}}
		}
		status := r.st.small
		if c.Status != "ok" {
			status = r.st.smallStrong.in(amber)
		}
		t.row(
			cell{{r.raw(c.Title, mostTitle, r.st.smallStrong)}, {r.raw(c.ID, mostTitle, r.st.smallMono.in(muted))}},
			cell{{r.raw(strings.ReplaceAll(c.Status, "_", " "), mostTitle, status)}},
			cell{{{text: thousands(int(c.DurationMS)) + " ms", style: r.st.small}}},
			missing,
		)
	}
}

func (r *report) parameters() {
	p := r.a.Profile
	r.prose(fmt.Sprintf("Thresholds of the profile %s for the role %s. Those that the user's own file changed are marked.", p.Name, p.Role))
	if len(p.Params) == 0 {
		return
	}
	t := r.table(r.st.label, column{title: "Parameter", width: 58}, column{title: "Value", width: 0}, column{title: "Set by", width: 22})
	for _, n := range slices.Sorted(maps.Keys(p.Params)) {
		by := span{text: "profile", style: r.st.small.in(muted)}
		if slices.Contains(p.Overridden, n) {
			by = span{text: "user's file", style: r.st.smallStrong}
		}
		t.row(
			cell{{r.raw(n, mostTitle, r.st.smallMono)}},
			cell{{r.raw(value(p.Params[n]), mostCell, r.st.small)}},
			cell{{by}},
		)
	}
}

func (r *report) identity() {
	a := r.a
	t := r.table(r.st.label, column{title: "What", width: 34}, column{title: "Value", width: 0})
	for _, row := range [][2]string{
		{"Host", r.head.subject},
		{"Machine id", orUnseen(a.Host.MachineID)},
		{"Access", access(a.Host)},
		{"Operating system", orUnseen(a.Host.OS)},
		{"Chassis", orUnseen(a.Host.Chassis)},
		{"Kernel", orUnseen(a.Host.Kernel)},
		{"Started", stamp(a.StartedAt)},
		{"Finished", stamp(a.FinishedAt)},
		{"Tool", a.Tool.Name + " " + a.Tool.Version},
		{"Schema", a.Schema},
		{"Standard", a.Standard.ID + ", " + a.Standard.Title},
		{"Digest of the facts", a.FactsDigest},
		{"Digest of the policies", a.PoliciesDigest},
		{"Digest of the ledger", r.ledgerDigest()},
		{"Document digest", r.digest},
	} {
		t.row(cell{{{text: row[0], style: r.st.smallStrong}}}, cell{{r.raw(row[1], mostCell, r.st.smallMono)}})
	}
	r.y += 2
	r.prose(digestOfAssessment)
	r.prose("The facts' digest covers what was observed without times and durations: two assessments with the same digest saw the same host. The policies' digest covers every policy, catalogue and parameter file that judged. Two assessments with both the same have the same verdicts.")
}

func (r *report) ledgerDigest() string {
	if r.a.Ledger == nil {
		return "no ledger was given"
	}
	return r.a.Ledger.Digest
}
