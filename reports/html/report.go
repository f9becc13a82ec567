package html

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"

	"isoscan/internal/assessment"
)

// report is what the template "assessment" shows.
type report struct {
	head
	// Name of the host, and Facts about it and the run.
	Name   string
	Facts  []field
	Audit  *audit
	Gauges []gauge
	Words  []string

	Changes *assessment.Changes
	Filters filters

	Clauses  []clauseRow
	Findings []ruleGroup
	Unseen   []ruleGroup
	Passed   []ruleGroup
	NotApply []ruleGroup
	Controls []clauseGroup

	Ledger *ledger
	Checks []check
	Params []param
	A      *assessment.Assessment

	rules map[string]*assessment.Rule
}

// field is a term and what it is.
type field struct{ Term, Value string }

func newReport(a *assessment.Assessment, o Options) *report {
	name := a.Host.Name
	if strings.TrimSpace(name) == "" {
		name = "unnamed host"
	}
	title := a.Standard.ID + " assessment of " + name
	r := &report{
		Name: line(name, mostTitle), A: a, Changes: o.Changes,
		rules: make(map[string]*assessment.Rule, len(a.Rules)),
	}
	for i := range a.Rules {
		r.rules[a.Rules[i].ID] = &a.Rules[i]
	}
	accent := ""
	if e := o.Engagement; e != nil {
		r.Audit = newAudit(e)
		accent = e.Accent
		if e.Title != "" {
			title = e.Title + ": " + name
		}
	}
	r.head = newHead(title, a.Tool, accent)
	r.Facts = hostFacts(a)
	r.Gauges = gauges(a.Score, "rules measured on the host, weighed by severity", fmt.Sprintf("the %d controls of the standard", len(a.Controls)))
	r.Words = sentences(a)
	r.Filters = r.newFilters()
	for _, c := range a.Clauses {
		r.Clauses = append(r.Clauses, newClauseRow(c))
	}
	r.ruleGroups()
	r.controlGroups()
	r.Ledger = newLedger(a.Ledger)
	for _, c := range a.Checks {
		r.Checks = append(r.Checks, newCheck(c))
	}
	r.Params = params(a.Profile)
	return r
}

func hostFacts(a *assessment.Assessment) []field {
	h := a.Host
	var out []field
	add := func(term, value string) {
		if value != "" {
			out = append(out, field{term, line(value, mostTitle)})
		}
	}
	system := h.OS
	if system == "" {
		system = "not observed"
	}
	if h.Kernel != "" {
		system += ", kernel " + h.Kernel
	}
	add("System", system)
	add("Access", access(h))
	role := a.Profile.Name + ", role " + a.Profile.Role
	if a.Profile.RoleSource != "" {
		role += " (" + a.Profile.RoleSource + ")"
	}
	add("Profile", role)
	gathered := stamp(a.FinishedAt)
	if took := a.FinishedAt.Sub(a.StartedAt); took > 0 {
		gathered += fmt.Sprintf(", in %.1f s", took.Seconds())
	}
	add("Gathered", gathered)
	add("Chassis", h.Chassis)
	add("Machine id", h.MachineID)
	return out
}

// sentences tell the result to those who read nothing else.
func sentences(a *assessment.Assessment) []string {
	t := a.Score.Technical
	n := a.RuleCounts()
	applicable := n.Pass + n.Fail + n.Unknown
	var out []string
	switch {
	case t.Assured == nil:
		out = append(out, fmt.Sprintf("None of the %s could be evaluated, so there is no score. That is no statement that the host complies.",
			count(applicable, "applicable rule", "applicable rules")))
	case t.Settled():
		out = append(out, fmt.Sprintf("Of %s, %s proven to hold, and every one could be looked at.", count(applicable, "applicable rule", "applicable rules"), count(n.Pass, "is", "are")))
	default:
		out = append(out, fmt.Sprintf("Of %s, %s proven to hold. The technical score is an interval: its lower end is what was proven, its upper end what could still be true if all that was not seen were in order.",
			count(applicable, "applicable rule", "applicable rules"), count(n.Pass, "is", "are")))
	}
	var worst []string
	waived := 0
	by := map[assessment.Severity]int{}
	for i := range a.Rules {
		if a.Rules[i].Verdict == assessment.Fail {
			by[a.Rules[i].Severity]++
		}
		if a.Rules[i].Waived() {
			waived++
		}
	}
	for _, s := range assessment.Severities() {
		if by[s] > 0 {
			worst = append(worst, fmt.Sprintf("%d %s", by[s], s))
		}
	}
	if n.Fail > 0 {
		s := fmt.Sprintf("%s: %s.", count(n.Fail, "rule fails", "rules fail"), strings.Join(worst, ", "))
		if waived > 0 {
			s += fmt.Sprintf(" %s by waivers of the ledger; the raw verdict stays.", count(waived, "of them is covered", "of them are covered"))
		}
		out = append(out, s)
	}
	if n.Unknown > 0 {
		groups := a.UnknownByReason()
		out = append(out, fmt.Sprintf("%s unknown, for %s. Unknown never counts as a pass.",
			count(n.Unknown, "rule stayed", "rules stayed"), count(len(groups), "reason", "reasons")))
	}
	attested := 0
	for _, c := range a.Controls {
		if c.Method == assessment.Attested {
			attested++
		}
	}
	all, uncovered := a.UncoveredAspects()
	return append(out, fmt.Sprintf("Of %s, %d are for people alone to attest. The others ask for %d aspects of host evidence; rules look at %d of them.",
		count(len(a.Controls), "control", "controls"), attested, all, all-uncovered))
}

// clauseRow is a clause or an objective at a glance.
type clauseRow struct {
	ID, Title string
	assessment.Summary
	Mark mark
	// Adjusted mark, when it differs from Mark.
	AdjustedMark *mark
	// AdjustedWords tell the adjusted verdict and scores, when they differ.
	AdjustedWords string
	Stack         stack
}

func newClauseRow(c assessment.Clause) clauseRow {
	return summaryRow(c.ID, c.Title, c.Summary)
}

func summaryRow(id, title string, s assessment.Summary) clauseRow {
	row := clauseRow{ID: id, Title: title, Summary: s, Mark: conformityMark(s.Verdict), Stack: newStack(s.Score.Counts)}
	if s.Adjusted != nil && s.Adjusted.Verdict != s.Verdict {
		m := conformityMark(s.Adjusted.Verdict)
		row.AdjustedMark = &m
	}
	words := func(v assessment.Conformity, controls, rules assessment.Score) string {
		return fmt.Sprintf("%s, score of controls %s, of rules %s", conformityMark(v).Word, scored(controls), scored(rules))
	}
	if a := s.Adjusted; a != nil {
		if w := words(a.Verdict, a.Score, a.Technical); w != words(s.Verdict, s.Score, s.Technical) {
			row.AdjustedWords = w
		}
	}
	return row
}

// check is how one check went.
type check struct {
	assessment.Check
	Mark mark
	// Shown of what is missing; Rest counts what is not shown.
	Shown []assessment.Missing
	Rest  int
}

func newCheck(c assessment.Check) check {
	shown := c.Missing[:min(len(c.Missing), mostEvidence)]
	return check{Check: c, Mark: checkMark(c.Status), Shown: shown, Rest: len(c.Missing) - len(shown)}
}

// Seconds is how long the check took.
func (c check) Seconds() string { return fmt.Sprintf("%.2f s", float64(c.DurationMS)/1000) }

// param is one threshold.
type param struct {
	Name, Value string
	Overridden  bool
}

func params(p assessment.Profile) []param {
	var out []param
	for _, name := range slices.Sorted(maps.Keys(p.Params)) {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		value := ""
		if err := e.Encode(p.Params[name]); err != nil {
			value = fmt.Sprint(p.Params[name])
		} else {
			value = strings.TrimRight(b.String(), "\n")
		}
		out = append(out, param{name, value, slices.Contains(p.Overridden, name)})
	}
	return out
}

// audit is what is said of the audit itself.
type audit struct {
	*assessment.Engagement
	Fields []auditField
	Logo   template.URL
}

type auditField struct {
	Term   string
	Values []string
}

func newAudit(e *assessment.Engagement) *audit {
	out := &audit{Engagement: e}
	add := func(term string, values ...string) {
		values = slices.DeleteFunc(slices.Clone(values), func(s string) bool { return strings.TrimSpace(s) == "" })
		if len(values) > 0 {
			out.Fields = append(out.Fields, auditField{term, values})
		}
	}
	period := strings.Trim(e.PeriodFrom+" to "+e.PeriodTo, " ")
	if e.PeriodFrom == "" || e.PeriodTo == "" {
		period = e.PeriodFrom + e.PeriodTo
	}
	add("Organisation", e.Organisation)
	add("Client", e.Client)
	add("Objectives", e.Objectives...)
	add("Scope", e.Scope)
	add("Places", e.Places...)
	add("Period", period)
	add("Audit team", e.Team...)
	add("Distribution", e.Distribution...)
	add("Disagreements left open", e.Disagreements...)
	add("Follow-up", e.FollowUp...)
	add("For the auditors", e.Auditor)
	add("For the organisation", e.Auditee)
	if len(e.Logo) > 0 && (e.LogoType == "png" || e.LogoType == "jpeg") {
		out.Logo = template.URL("data:image/" + e.LogoType + ";base64," + base64.StdEncoding.EncodeToString(e.Logo))
	}
	return out
}
