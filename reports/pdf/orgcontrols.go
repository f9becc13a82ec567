package pdf

import (
	"strings"

	"isoscan/internal/assessment"
)

// controlsSection is the organisation's register: every control of the
// standard with its worst hosts.
func (r *register) controlsSection() {
	r.prose("Every control of the standard, in its order, with the verdict of its worst host. A registered host of which there are no facts leaves a control that needs a machine's evidence undetermined.")
	objectives := map[string][]assessment.Objective{}
	for _, o := range r.o.Objectives {
		objectives[o.Clause] = append(objectives[o.Clause], o)
	}
	controls := map[string][]*assessment.ControlResult{}
	for i := range r.o.Controls {
		c := &r.o.Controls[i]
		controls[c.Objective] = append(controls[c.Objective], c)
	}
	rules := map[string][]string{}
	for _, f := range r.findings {
		for _, c := range f.Controls {
			rules[c] = append(rules[c], f.ID)
		}
	}
	for _, c := range r.o.Clauses {
		r.heading2("clause/"+c.ID, clauseTitle(c), 60)
		r.summaryLine(c.Summary)
		r.y += 2
		for _, o := range objectives[c.ID] {
			first := controls[o.ID]
			start := func(of []*assessment.ControlResult) func() {
				return func() { r.objective(o, of, rules) }
			}
			r.keep(r.measure(start(first[:min(len(first), 1)])), objectiveRoom)
			start(first)()
		}
	}
}

func (r *register) objective(o assessment.Objective, controls []*assessment.ControlResult, rules map[string][]string) {
	r.objectiveHeading(o)
	t := r.table(r.st.label, column{title: "Control", width: 15}, column{title: "What was found", width: 0}, column{title: "Hosts", width: 36}, column{title: "Verdict", width: 33})
	for _, c := range controls {
		r.control(t, c, rules[c.ID])
	}
	r.y += 5
}

func (r *register) control(t *table, c *assessment.ControlResult, rules []string) {
	const named = 8
	st := r.st.small
	what := cell{{{text: shorten(c.Title, mostTitle), style: r.st.smallStrong}}, {r.raw(c.Reason, mostCell, st)}}
	if len(c.Nonconforming) > 0 {
		what = append(what, append([]span{{text: "Nonconforming: ", style: st.in(muted)}}, r.hostLinks(c.Nonconforming, named, st)...))
	} else if len(c.Undetermined) > 0 && c.Method != assessment.Attested {
		what = append(what, append([]span{{text: "Undetermined: ", style: st.in(muted)}}, r.hostLinks(c.Undetermined, named, st)...))
	}
	if len(rules) > 0 {
		of := []span{{text: "Findings: ", style: st.in(muted)}}
		for i, id := range rules {
			if i > 0 {
				of = append(of, span{text: ", ", style: st})
			}
			of = append(of, span{text: r.number[id] + " " + id, style: st.in(r.accent), link: ruleAnchor(id)})
		}
		what = append(what, of)
	}
	what = append(what, r.side("People's evidence", c.People, c.Reason)...)
	var hosts cell
	for _, n := range []struct {
		n int
		v assessment.Conformity
	}{{c.Hosts.Nonconforming, assessment.Nonconforming}, {c.Hosts.Undetermined, assessment.Undetermined},
		{c.Hosts.Conforming, assessment.Conforming}, {c.Hosts.NotApplicable, assessment.ControlNotApplicable}} {
		if n.n > 0 {
			m := conformityMark(n.v)
			hosts = append(hosts, []span{{text: m.sign + " " + thousands(n.n) + " " + m.word, style: st.in(m.color)}})
		}
	}
	verdict := cell{r.conformity(c.Verdict, r.st.smallStrong), {{text: method(c.Method), style: st.in(muted)}}}
	if c.Adjusted != c.Verdict && c.Adjusted != "" {
		verdict = append(verdict, append([]span{{text: "adjusted: ", style: st.in(muted)}}, r.conformity(c.Adjusted, r.st.smallStrong)...))
	}
	t.targets = append(t.targets, controlAnchor(c.ID))
	t.row(cell{{r.raw(c.ID, mostTitle, r.st.smallStrong)}}, what, hosts, verdict)
}

// notAssessed lists the registered hosts of which there are no facts.
func (r *register) notAssessed() {
	if len(r.o.NotAssessed) == 0 {
		r.short = true
		if r.o.Ledger == nil {
			r.prose("Not known: no ledger was given, and with it no register of assets.")
			return
		}
		r.prose("Every host of the register of assets was assessed.")
		return
	}
	st := r.st.small
	r.prose("These hosts are in the register of assets, and no facts of them were given. Nothing is known of how they stand.")
	t := r.table(r.st.label, column{title: "Asset", width: 30}, column{title: "Host", width: 0}, column{title: "Owner", width: 32}, column{title: "Location", width: 34}, column{title: "Classification", width: 28})
	for _, a := range r.o.NotAssessed {
		stated := func(s string) cell {
			if strings.TrimSpace(s) == "" {
				return cell{{{text: notStated, style: st.in(muted)}}}
			}
			return cell{{r.raw(s, 200, st)}}
		}
		host := stated(a.Host)
		if a.Reason != "" {
			host = append(host, []span{r.raw(a.Reason, mostCell, st.in(muted))})
		}
		t.row(cell{{{text: "○ ", style: st.in(amber)}, r.raw(a.ID, mostTitle, r.st.smallStrong)}}, host, stated(a.Owner), stated(a.Location), stated(a.Classification))
	}
}
