package main

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"
)

// document is docs/compare.md.
type document struct {
	mapping  *mapping
	hosts    []host
	date     time.Time
	versions []string
	walks    bool
}

// cell is what a tool says of a topic on the hosts: with defects planted, what
// it also says of the tree without them tells nothing of the defect.
func (d *document) cell(t topic, of tool, i int) string {
	h := d.hosts[i]
	o := h.results[of].of(t.patterns(of))
	if of == isoscan && o == none {
		return "strict only" // every topic has rules, and this profile leaves them out
	}
	if h.name == "planted" && o == found && len(d.newFindings(t, of)) == 0 {
		return "found, as without"
	}
	return o.String()
}

// newFindings are those on the planted tree that the baseline does not have.
func (d *document) newFindings(t topic, of tool) []string {
	before := d.hosts[0].results[of].found(t.patterns(of))
	var out []string
	for f := range d.hosts[1].results[of].found(t.patterns(of)) {
		if !before[f] {
			out = append(out, f)
		}
	}
	slices.Sort(out)
	return out
}

func (d *document) text() (string, error) {
	if len(d.hosts) < 2 {
		return "", fmt.Errorf("%d hosts were looked at", len(d.hosts))
	}
	var b strings.Builder
	p := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	p("# isoscan, Lynis and OpenSCAP side by side")
	p("")
	p("Written by `make compare` on %s; do not edit. Versions: %s.", d.date.Format(time.DateOnly), strings.Join(d.versions, ", "))
	p("")
	p("For each topic of clause 9 (access control), what each reports on a minimal Debian 12 tree that")
	p("`testdata/corpus/00-baseline.sh` makes compliant (**baseline**), on the same tree with the defects of the")
	p("last column planted all at once (**planted**), and on the **machine** that ran it. The peers ran inside the")
	p("tree with their own packages, sshd, sudo, rsyslog, auditd, chrony and others really installed; isoscan read it")
	p("from outside, with its defaults. Nothing in the tree was running but stand-ins for the daemons, without which")
	p("the peers leave tests out. Ids of the tests behind a topic are in `scripts/compare/mapping.yaml`.")
	if !d.walks {
		p("On the machine OpenSCAP was spared the %d rules that walk every file, each by itself (`-walks=false`).", len(walkers))
	}
	p("")
	p("- **found**: a finding; on the planted tree, one that the baseline does not have")
	p("- found, as without: findings, all of them also on the baseline, so that none tells of the defect")
	p("- clean: looked, no finding; cannot tell: looked, and says that it could not judge")
	p("- n/a: its test does not apply to this host; -: has no test of the topic; strict only: rules of isoscan's other profile")
	p("")
	d.table(p)
	d.counts(p)
	d.cost(p)
	d.gaps(p)
	return b.String(), nil
}

func (d *document) table(p func(string, ...any)) {
	head, rule := "| control | topic |", "|---|---|"
	for _, of := range tools {
		for _, h := range d.hosts {
			head += fmt.Sprintf(" %s %s |", of, strings.TrimPrefix(h.name, "running "))
			rule += "---|"
		}
	}
	p("## Topics")
	p("")
	p("%s defect |", head)
	p("%s---|", rule)
	for _, t := range d.mapping.Topics {
		row := fmt.Sprintf("| %s | %s |", t.Control, t.Title)
		for _, of := range tools {
			for i := range d.hosts {
				row += " " + d.cell(t, of, i) + " |"
			}
		}
		p("%s %s |", row, strings.Join(t.Defects, ", "))
	}
	p("")
}

// counts sums up the table.
func (d *document) counts(p func(string, ...any)) {
	p("## Counts")
	p("")
	p("| | isoscan | Lynis | OpenSCAP |")
	p("|---|---|---|---|")
	line := func(title string, count func(tool) string) {
		p("| %s | %s | %s | %s |", title, count(isoscan), count(lynis), count(openscap))
	}
	topics := func(of tool, i int, want func(topic, outcome) bool) int {
		n := 0
		for _, t := range d.mapping.Topics {
			if want(t, d.hosts[i].results[of].of(t.patterns(of))) {
				n++
			}
		}
		return n
	}
	planted := 0
	for _, t := range d.mapping.Topics {
		if len(t.Defects) > 0 {
			planted++
		}
	}
	line(fmt.Sprintf("topics with a test, of %d", len(d.mapping.Topics)), func(of tool) string {
		return fmt.Sprint(topics(of, 0, func(_ topic, o outcome) bool { return o != none || of == isoscan }))
	})
	line(fmt.Sprintf("planted defects found, of %d topics", planted), func(of tool) string {
		n := 0
		for _, t := range d.mapping.Topics {
			if len(t.Defects) > 0 && len(d.newFindings(t, of)) > 0 {
				n++
			}
		}
		return fmt.Sprint(n)
	})
	line("of those, false alarms on the baseline", func(of tool) string {
		return fmt.Sprint(topics(of, 0, func(t topic, o outcome) bool { return len(t.Defects) > 0 && o == found }))
	})
	for i, h := range d.hosts {
		line("topics with a finding, "+h.name, func(of tool) string {
			return fmt.Sprint(topics(of, i, func(_ topic, o outcome) bool { return o == found }))
		})
		line("topics that it cannot tell, "+h.name, func(of tool) string {
			return fmt.Sprint(topics(of, i, func(_ topic, o outcome) bool { return o == unclear }))
		})
	}
	p("")
	p("The baseline is compliant in what the corpus plants, and in little else: a finding there on another topic may")
	p("well be right. isoscan has more rules in its strict profile, which this comparison leaves out.")
	p("")
}

// cost compares time and memory with isoscan's: one run, so no more than a size.
func (d *document) cost(p func(string, ...any)) {
	p("## Time and peak memory")
	p("")
	p("One run each, as multiples of isoscan's, which looks at all clauses in it.")
	p("")
	p("| host | Lynis time | OpenSCAP time | Lynis memory | OpenSCAP memory |")
	p("|---|---|---|---|---|")
	for _, h := range d.hosts {
		own := h.results[isoscan]
		ratio := func(a, b float64) string {
			if a == 0 || b == 0 {
				return "not measured"
			}
			return fmt.Sprintf("%.1f", a/b)
		}
		time := func(of tool) string { return ratio(h.results[of].elapsed.Seconds(), own.elapsed.Seconds()) }
		memory := func(of tool) string { return ratio(float64(h.results[of].memory), float64(own.memory)) }
		p("| %s | %s | %s | %s | %s |", h.name, time(lynis), time(openscap), memory(lynis), memory(openscap))
	}
	p("")
}

// gaps lists what peers find and no topic has, each with its reason.
func (d *document) gaps(p func(string, ...any)) {
	p("## What a peer finds and isoscan does not judge under clause 9")
	p("")
	if len(d.mapping.Added) > 0 {
		p("Added because of this comparison:")
		p("")
		for _, a := range d.mapping.Added {
			p("- `%s`, after %s", a.Rule, names("Lynis", a.Lynis, "the guide", a.SSG))
		}
		p("")
	}
	p("Findings of the peers on any of the hosts that are in no topic above, and why isoscan has no rule of clause 9:")
	p("")
	for _, r := range d.mapping.NotAdded {
		l, s := d.matching(lynis, r.Lynis), d.matching(openscap, r.SSG)
		if len(l)+len(s) > 0 {
			p("- %s: %s.", names("Lynis", l, "the guide", s), r.Why)
		}
	}
	if left := d.unexplained(); len(left) > 0 {
		p("- without a reason yet: %s", strings.Join(left, ", "))
	}
}

func names(a string, as []string, b string, bs []string) string {
	var parts []string
	for _, x := range []struct {
		who string
		ids []string
	}{{a, as}, {b, bs}} {
		if len(x.ids) > 0 {
			shown := x.ids
			more := ""
			if len(shown) > 6 {
				more = fmt.Sprintf(" and %d more", len(shown)-6)
				shown = shown[:6]
			}
			parts = append(parts, x.who+"'s "+strings.Join(shown, ", ")+more)
		}
	}
	return strings.Join(parts, "; ")
}

// loose are a peer's findings on any host that no topic has.
func (d *document) loose(of tool) []string {
	var patterns []string
	for _, t := range d.mapping.Topics {
		for _, p := range t.patterns(of) {
			base, _, _ := strings.Cut(p, ":")
			patterns = append(patterns, base)
		}
	}
	set := map[string]bool{}
	for _, h := range d.hosts {
		for f := range h.results[of].findings {
			base, _, _ := strings.Cut(f, ":")
			if !slices.ContainsFunc(patterns, func(p string) bool { return fits(p, base) }) {
				set[base] = true
			}
		}
	}
	var out []string
	for f := range set {
		out = append(out, f)
	}
	sort.Strings(out)
	return out
}

// matching are the loose findings that a refusal names.
func (d *document) matching(of tool, patterns []string) []string {
	var out []string
	for _, f := range d.loose(of) {
		// The first entry that fits has it.
		if slices.ContainsFunc(patterns, func(p string) bool { return fits(p, f) }) {
			out = append(out, f)
		}
	}
	return out
}

// unexplained are loose findings that no refusal names.
func (d *document) unexplained() []string {
	var out []string
	for _, of := range []tool{lynis, openscap} {
		for _, f := range d.loose(of) {
			if !slices.ContainsFunc(d.mapping.NotAdded, func(r refusal) bool {
				patterns := r.SSG
				if of == lynis {
					patterns = r.Lynis
				}
				return slices.ContainsFunc(patterns, func(p string) bool { return fits(p, f) })
			}) {
				out = append(out, of.String()+" "+f)
			}
		}
	}
	return out
}
