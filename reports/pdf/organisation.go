package pdf

import (
	"fmt"
	"slices"

	"isoscan/internal/assessment"
)

// register is the document of an organisation: many hosts, judged alike. All
// that it looks up is indexed once, so that its time is linear in the hosts.
type register struct {
	*document
	o *assessment.Organisation
	// rules and controls by id.
	rules    map[string]*assessment.RuleResult
	controls map[string]*assessment.ControlResult
	hosts    map[string]*assessment.HostResult
	// findings are the rules that fail somewhere, in the order of the document,
	// with their numbers by rule id.
	findings []*assessment.RuleResult
	number   map[string]string
	// waived counts, by rule, the hosts on which the failure is waived.
	waived map[string]int
	// examples are findings of every rule that differ from one another.
	examples map[string][]example
	digest   string
}

// example is a finding on a host.
type example struct {
	host string
	of   *assessment.Finding
}

// How much of what grows with the hosts is printed at one place.
const (
	mostHosts    = 60
	mostExamples = 4
	// fewHosts is up to which a matrix of hosts and controls is of use.
	fewHosts = 40
)

func newRegister(o *assessment.Organisation, opt Options, b brand) (*register, error) {
	digest, err := organisationDigest(o)
	if err != nil {
		return nil, err
	}
	name := o.Name
	if opt.Engagement != nil {
		name = firstOf(opt.Engagement.Organisation, name)
	}
	r := &register{
		document: newDocument(opt.Paper, head{
			kind: "COMPLIANCE REGISTER OF AN ORGANISATION", subject: firstOf(name, "unnamed organisation"),
			tool: o.Tool, standard: o.Standard, at: o.FinishedAt,
		}, b, opt.Engagement),
		o: o, digest: digest,
		rules: map[string]*assessment.RuleResult{}, controls: map[string]*assessment.ControlResult{},
		hosts: map[string]*assessment.HostResult{}, number: map[string]string{},
		waived: map[string]int{}, examples: map[string][]example{},
	}
	for i := range o.Controls {
		r.controls[o.Controls[i].ID] = &o.Controls[i]
	}
	for i := range o.Rules {
		r.rules[o.Rules[i].ID] = &o.Rules[i]
		if o.Rules[i].Counts.Fail > 0 {
			r.findings = append(r.findings, &o.Rules[i])
		}
	}
	for i := range o.Hosts {
		h := &o.Hosts[i]
		r.hosts[h.Host.Name] = h
		for k := range h.Findings {
			f := &h.Findings[k]
			if f.Waived {
				r.waived[f.Rule]++
			}
			r.example(h.Host.Name, f)
		}
	}
	r.sortFindings()
	r.linked = func(control string) bool { return r.controls[control] != nil }
	r.ruled = func(rule string) bool { return r.number[rule] != "" }
	r.recordsOf(o.Ledger)
	r.plan = r.sectionPlan()
	return r, nil
}

// example keeps a host's finding when it shows what no earlier one does.
func (r *register) example(host string, f *assessment.Finding) {
	of := r.examples[f.Rule]
	if len(of) == mostExamples || len(f.Violations) == 0 {
		return
	}
	for _, e := range of {
		if e.of.Violations[0] == f.Violations[0] {
			return
		}
	}
	r.examples[f.Rule] = append(of, example{host, f})
}

// sortFindings orders them by objective, then severity, and numbers them.
func (r *register) sortFindings() {
	place := map[string]int{}
	for i, o := range r.o.Objectives {
		place[o.ID] = i
	}
	at := func(f *assessment.RuleResult) int {
		if n, ok := place[r.objectiveOf(f)]; ok {
			return n
		}
		return len(place)
	}
	slices.SortStableFunc(r.findings, func(x, y *assessment.RuleResult) int {
		if d := at(x) - at(y); d != 0 {
			return d
		}
		return x.Severity.Rank() - y.Severity.Rank()
	})
	for i, f := range r.findings {
		r.number[f.ID] = fmt.Sprintf("F-%03d", i+1)
	}
}

func (r *register) objectiveOf(f *assessment.RuleResult) string {
	if len(f.Controls) == 0 || r.controls[f.Controls[0]] == nil {
		return ""
	}
	return r.controls[f.Controls[0]].Objective
}

// worstFirst are the findings by severity, then by the number of hosts that
// fail without a waiver; what is waived on every host comes last.
func (r *register) worstFirst() []*assessment.RuleResult {
	out := slices.Clone(r.findings)
	rank := func(f *assessment.RuleResult) int {
		if r.waived[f.ID] == f.Counts.Fail {
			return len(assessment.Severities()) + f.Severity.Rank() + 1
		}
		return f.Severity.Rank()
	}
	slices.SortStableFunc(out, func(x, y *assessment.RuleResult) int {
		if d := rank(x) - rank(y); d != 0 {
			return d
		}
		return (y.Counts.Fail - r.waived[y.ID]) - (x.Counts.Fail - r.waived[x.ID])
	})
	return out
}

func (r *register) sectionPlan() []section {
	o := r.o
	return []section{
		{anchor: "summary", title: "Executive summary", write: r.summary},
		{anchor: "about", title: "About this audit", write: r.about},
		{anchor: "matrix", title: "Hosts at a glance", parts: r.matrixTopics(), write: r.matrix},
		{anchor: "findings", title: "Findings by rule", parts: r.findingTopics(), write: r.findingsSection},
		{anchor: "unknown", title: "What could not be determined", write: r.unknownSection},
		{anchor: "controls", title: "All controls", parts: clauseTopics(o.Clauses), write: r.controlsSection},
		{anchor: "hosts", title: "Each host", write: r.hostsSection},
		{anchor: "not-assessed", title: "Registered hosts that were not assessed", write: r.notAssessed},
		{anchor: "ledger", title: "People's records", parts: ledgerTopics(o.Ledger), write: func() { r.ledgerSection(o.Ledger) }},
		{anchor: "applicability", title: "Statement of Applicability",
			write: func() { r.applicabilitySection(o.Clauses, o.Ledger, r.statement) }},
		{anchor: "sign-off", title: "Sign-off", write: func() { r.auditSigned(digestOfOrganisation, r.digests()) }},
		{anchor: "appendix", title: "Appendix", parts: []topic{{"appendix/score", "A  How to read the score"},
			{"appendix/identity", "B  Identity and digests"}, {"appendix/limits", "C  Limits of this audit"}}, write: r.appendix},
	}
}

func (r *register) cover() {
	o := r.o
	facts := append(r.statedFacts(),
		[2]string{"Hosts", r.hostsSentence()},
		[2]string{"Facts gathered", period(o.StartedAt, o.FinishedAt)},
		[2]string{"Profile", o.Profile})
	t, c := o.Score.Technical.Counts, o.Score.Overall.Counts
	scores := []coverScore{
		{"Technical score", count(t.Pass+t.Fail+t.Unknown, "verdict on an applicable rule", "verdicts on applicable rules") + " on all hosts, weighed by severity", o.Score.Technical, nil},
		{"Overall score", count(c.Pass+c.Fail+c.Unknown, "applicable control", "applicable controls") + ", each judged by its worst host", o.Score.Overall, nil},
	}
	if adj := o.Score.Adjusted; adj != nil {
		scores[0].adjusted, scores[1].adjusted = &adj.Technical, &adj.Overall
	}
	r.document.cover(coverPage{facts: facts, scores: scores, digests: r.digests()})
}

func (r *register) hostsSentence() string {
	s := count(len(r.o.Hosts), "host", "hosts") + " assessed"
	if n := len(r.o.NotAssessed); n > 0 {
		s += "; " + count(n, "registered host was not", "registered hosts were not")
	}
	return s
}

func (r *register) digests() [][2]string {
	out := [][2]string{{"Policies", r.o.PoliciesDigest}}
	if r.o.Ledger != nil {
		out = append(out, [2]string{"Ledger", r.o.Ledger.Digest})
	}
	return append(out, [2]string{"Document", r.digest})
}

// statement is the Statement of Applicability of the register's own controls.
func (r *register) statement() decisions {
	var controls []assessment.Control
	for _, c := range r.o.Controls {
		controls = append(controls, assessment.Control{ID: c.ID, Title: c.Title, Objective: c.Objective, Clause: c.Clause,
			Method: c.Method, Verdict: c.Verdict, Reason: c.Reason})
	}
	return statementOf(controls, r.o.Ledger)
}

func hostAnchor(name string) string { return "host/" + name }

// hostLinks names hosts, each a link to its page, up to a number of them.
func (r *register) hostLinks(names []string, most int, st style) []span {
	var out []span
	for i, name := range names[:min(len(names), most)] {
		if i > 0 {
			out = append(out, span{text: ", ", style: st})
		}
		s := r.raw(name, mostTitle, st.in(r.accent))
		if r.hosts[name] != nil {
			s.link = hostAnchor(name)
		}
		out = append(out, s)
	}
	if rest := len(names) - most; rest > 0 {
		out = append(out, span{text: fmt.Sprintf(" and %s more", thousands(rest)), style: st.in(muted)})
	}
	return out
}

// about tells of the audit what ISO 19011:2018, 6.5.1, expects of a report.
func (r *register) about() {
	o := r.o
	r.engagementTable(engagementFacts{
		assessed: r.hostsSentence(), gathered: period(o.StartedAt, o.FinishedAt),
		profile: "profile " + o.Profile + "; the role is each host's own", thresholds: "those of the profile and each host's role; the host's own report names those that were changed", ledger: o.Ledger,
	})
	r.heading2("", "Sampling and uncertainty", 30)
	blind := unseenHosts(o)
	n := o.RuleCounts()
	r.prose(fmt.Sprintf("Audit evidence is a sample. %s when its facts were gathered; hosts that are neither assessed nor registered are not known to this report. %s could not be reached: %s says why.",
		plural(len(o.Hosts), "This is 1 host, as it was", "These are "+thousands(len(o.Hosts))+" hosts, each as it was"), count(n.Unknown, "verdict", "verdicts"), r.see("unknown")))
	if blind > 0 {
		r.prose(fmt.Sprintf("Of %s nothing could be evaluated. That is no sign that %s in order.", count(blind, "host", "hosts"), plural(blind, "it is", "they are")))
	}
	if m := len(o.NotAssessed); m > 0 {
		r.prose(fmt.Sprintf("Of %s no facts were given. Controls that need a machine's evidence are undetermined for as long as that is so; %s names them.", count(m, "registered host", "registered hosts"), r.see("not-assessed")))
	}
	r.openPoints()
}

func (r *register) appendix() {
	r.heading2("appendix/score", "A  How to read the score", 34)
	r.prose("In this register the technical score is taken over the rules of every host together, and a control has the verdict of its worst host.")
	r.howToRead()
	r.heading2("appendix/identity", "B  Identity and digests", 34)
	t := r.table(r.st.label, column{title: "What", width: 34}, column{title: "Value", width: 0})
	for _, row := range append([][2]string{
		{"Organisation", r.head.subject}, {"Schema", r.o.Schema}, {"Standard", r.o.Standard.ID + ", " + r.o.Standard.Title},
		{"First fact", stamp(r.o.StartedAt)}, {"Last fact", stamp(r.o.FinishedAt)}, {"Tool", r.o.Tool.Name + " " + r.o.Tool.Version},
	}, r.digests()...) {
		t.row(cell{{{text: row[0], style: r.st.smallStrong}}}, cell{{r.raw(firstOf(row[1], "not known"), mostCell, r.st.smallMono)}})
	}
	r.y += 2
	r.prose(digestOfOrganisation + " The digest of each host's facts is on that host's page.")
	r.heading2("appendix/limits", "C  Limits of this audit", 34)
	r.prose("This report tells how the hosts named were configured when their facts were gathered. It says nothing of the time before or after, nor of hosts that nobody registered.")
	r.commonLimits()
}
