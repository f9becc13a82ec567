package pdf

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"isoscan/internal/assessment"
)

// findingTopics are the objectives that have findings, in order.
func (r *register) findingTopics() []topic {
	var out []topic
	for _, f := range r.findings {
		o := r.objectiveOf(f)
		if t := (topic{objectiveTopic(o), r.objectiveTitle(o)}); len(out) == 0 || out[len(out)-1] != t {
			out = append(out, t)
		}
	}
	return out
}

func (r *register) objectiveTitle(id string) string {
	n := 0
	for _, f := range r.findings {
		if r.objectiveOf(f) == id {
			n++
		}
	}
	for _, o := range r.o.Objectives {
		if o.ID == id {
			return o.ID + "  " + o.Title + ": " + count(n, "rule", "rules")
		}
	}
	return "Of no objective: " + count(n, "rule", "rules")
}

// findingsSection tells every rule that fails somewhere, and where.
func (r *register) findingsSection() {
	if len(r.findings) == 0 {
		r.short = true
		if r.o.Score.Technical.Counts.Pass == 0 {
			r.prose("There are no findings, because no rule could be evaluated on any host. That is not a pass: " + r.see("unknown") + " says what kept the rules from being evaluated.")
		} else {
			r.prose("None of the rules that could be evaluated failed on any host. " + capital(r.see("unknown")) + " tells of those that could not.")
		}
		return
	}
	r.prose(fmt.Sprintf("A finding is a rule that hosts break. The register lists the worst first; the findings themselves follow by control objective, in the standard's order, with up to %d hosts named and up to %d different examples of what was observed; the json report names them all.", mostHosts, mostExamples))
	r.heading3("Register of findings, the worst first")
	t := r.table(r.st.label, column{title: "No.", width: 14}, column{title: "Severity", width: 20}, column{title: "Requirement that is not met", width: 0},
		column{title: "Hosts", width: 18, number: true}, column{title: "Page", width: 14, number: true})
	for _, f := range r.worstFirst() {
		r.findingRow(t, f)
	}
	objective := "-"
	for _, f := range r.findings {
		whole := r.measure(func() { r.finding(f) })
		if o := r.objectiveOf(f); o != objective {
			objective = o
			r.y += 3
			r.keep(whole+18, mostWhite+18)
			r.heading2(objectiveTopic(o), r.objectiveTitle(o), mostWhite-10)
		}
		r.keep(whole, mostWhite)
		r.continued(r.number[f.ID]+"  "+f.Title, func() { r.finding(f) })
	}
}

// finding tells one rule: what, why, on which hosts, and how to mend.
func (r *register) finding(f *assessment.RuleResult) {
	st := r.st.h2.in(ink)
	st.size, st.lead = 11.5, 5.6
	lines := wrap([]span{{text: r.number[f.ID] + "  ", style: st.in(r.accent)}, {text: "✘ ", style: st.in(red), whole: true},
		{text: shorten(f.Title, mostTitle), style: st}}, r.width()-4-26)
	r.need(height(lines) + 32)
	r.here(ruleAnchor(f.ID))
	r.bookmark(2, r.st.body, r.number[f.ID]+" "+f.Title)
	r.box(r.left, r.y, 1.2, height(lines), severityColor(f.Severity))
	top := r.y
	r.y = r.lines(r.left+4, r.y, lines) + 1
	r.tag(r.right, top+0.3, capital(string(f.Severity)), severityColor(f.Severity), f.Severity == assessment.Critical)
	r.ruleLine(f.ID, f.Controls, f.Origin)
	if f.Description != "" {
		r.labelled("Why it matters", r.span(f.Description, mostProse, r.st.body))
	}
	n := f.Counts
	s := fmt.Sprintf("fails on %d of %s", n.Fail, count(n.Pass+n.Fail+n.Unknown+n.NotApplicable, "host", "hosts"))
	if w := r.waived[f.ID]; w > 0 {
		s += fmt.Sprintf(" (waived on %d of them, and still failing)", w)
	}
	sep := "; "
	for _, rest := range []struct {
		word string
		n    int
	}{{"passes", n.Pass}, {"unknown", n.Unknown}, {"not applicable", n.NotApplicable}} {
		if rest.n > 0 {
			s += fmt.Sprintf("%s%s on %d", sep, rest.word, rest.n)
			sep = ", "
		}
	}
	r.labelled("Result", span{text: s, style: r.st.body})
	r.labelled("Hosts", r.hostLinks(f.Failed, mostHosts, r.st.small)...)
	r.labelled("Owners", r.span(r.owners(f.Failed), mostCell, r.st.small))
	r.exampleTable(f)
	r.ending(func() { r.remedy(f.Remediation) }, func() { r.references(f.References) })
	r.findingEnd()
}

// owners of the hosts named, with how many each has to mend.
func (r *register) owners(hosts []string) string {
	const most = 8
	n := map[string]int{}
	for _, name := range hosts {
		owner := notStated
		if h := r.hosts[name]; h != nil && h.Asset != nil {
			owner = firstOf(h.Asset.Owner, notStated)
		}
		n[owner]++
	}
	names := slices.SortedFunc(maps.Keys(n), func(a, b string) int { return cmp.Or(n[b]-n[a], cmp.Compare(a, b)) })
	out := ""
	for i, name := range names[:min(len(names), most)] {
		if i > 0 {
			out += "; "
		}
		out += shorten(name, 60) + " (" + count(n[name], "host", "hosts") + ")"
	}
	if rest := len(names) - most; rest > 0 {
		out += fmt.Sprintf("; and %d more", rest)
	}
	return out
}

func (r *register) exampleTable(f *assessment.RuleResult) {
	st := r.st.small
	var t *table
	for _, e := range r.examples[f.ID] {
		if t == nil {
			r.y += 0.8
			var of []assessment.Violation
			var hosts []string
			for _, x := range r.examples[f.ID] {
				of, hosts = append(of, x.of.Violations[0]), append(hosts, x.host)
			}
			t = r.violationTable(of, []column{columnFor("For example on", st, 24, 36, hosts)}, 34)
		}
		v := e.of.Violations[0]
		what := cell{{r.raw(v.Resource, 200, r.st.smallStrong)}, {r.raw(v.Message, 200, st)}}
		if e.of.Total > 1 {
			what = append(what, []span{{text: count(e.of.Total-1, "more violation", "more violations") + " on this host", style: st.in(muted)}})
		}
		if e.of.Waived {
			what = append(what, []span{{text: "waived", style: r.st.smallStrong.in(muted)}})
		}
		t.row(cell{r.hostLinks([]string{e.host}, 1, st)}, what, cell{{r.raw(v.Observed, 200, st)}}, cell{{r.raw(v.Expected, 200, st)}}, cell{{r.raw(v.Source, 200, r.st.smallMono)}})
	}
	if t != nil {
		r.y += 3
	}
}

// unknownSection sums up, over all hosts, why verdicts could not be reached.
func (r *register) unknownSection() {
	const most = 40
	type reason struct {
		text         string
		hosts, rules int
		first        []string
	}
	index := map[string]*reason{}
	var all []*reason
	for i := range r.o.Hosts {
		for _, u := range r.o.Hosts[i].Unseen {
			x := index[u.Reason]
			if x == nil {
				x = &reason{text: u.Reason}
				index[u.Reason] = x
				all = append(all, x)
			}
			x.hosts++
			x.rules += u.Rules
			if len(x.first) < 6 {
				x.first = append(x.first, r.o.Hosts[i].Host.Name)
			}
		}
	}
	if r.o.RuleCounts().Unknown == 0 && len(all) == 0 {
		r.short = true
		if len(r.o.Hosts) == 0 {
			r.prose("No host was assessed, so nothing was determined.")
			return
		}
		r.prose("Every applicable rule could be evaluated on every host.")
		return
	}
	slices.SortStableFunc(all, func(x, y *reason) int { return y.rules - x.rules })
	r.prose("For want of facts these verdicts are neither passes nor fails. They keep the lower end of the score down and the upper end up.")
	t := r.table(r.st.label, column{title: "Reason", width: 0}, column{title: "Verdicts", width: 22, number: true}, column{title: "Hosts", width: 18, number: true}, column{title: "Such as", width: 56})
	for _, x := range all[:min(len(all), most)] {
		t.row(cell{{{text: "? ", style: r.st.small.in(amber)}, r.raw(x.text, 300, r.st.small)}}, r.figure(x.rules), r.figure(x.hosts), cell{r.hostLinks(x.first, 3, r.st.small)})
	}
	if rest := len(all) - most; rest > 0 {
		r.note(count(rest, "rarer reason is", "rarer reasons are") + " on the hosts' pages and in the json report.")
	}
}
