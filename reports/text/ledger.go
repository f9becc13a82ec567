package text

import (
	"fmt"
	"strings"
	"time"

	"isoscan/internal/assessment"
)

// soon is how long before its last day a record is said to expire.
const soonDays = 30

// mostRecords bounds the records listed.
const mostRecords = 15

// ledger tells which records do not count, and which will not for long.
func (p *page) ledger(l *assessment.Ledger, at time.Time) {
	if l == nil {
		return
	}
	p.heading("Ledger")
	var totals []string
	for _, t := range l.Totals {
		totals = append(totals, fmt.Sprintf("%d of %s", t.Counts, assessment.Counted(t.All, string(t.Kind)+" record", string(t.Kind)+" records")))
	}
	p.wrapped("count", 11, short(first(strings.Join(totals, ", "), "there are no records")))
	n := 0
	for i := range l.Records {
		r := &l.Records[i]
		state, words, color := recordState(r, at)
		if state == "" {
			continue
		}
		if n++; n > mostRecords {
			continue
		}
		label := p.paint(color, pad(state, 11))
		for _, line := range wrap(short(fmt.Sprintf("%s %s, %s: %s", r.Kind, r.ID, subject(*r), words)), p.width-11) {
			p.line(label, line)
			label = strings.Repeat(" ", 11)
		}
	}
	if n > mostRecords {
		p.line(strings.Repeat(" ", 11), fmt.Sprintf("and %d more", n-mostRecords))
	}
}

// recordState tells why a record needs a hand; an empty state when it does not.
func recordState(r *assessment.Record, at time.Time) (state, words string, color paint) {
	switch r.State {
	case assessment.RecordCounts:
		until, err := time.Parse(time.DateOnly, r.Until)
		soon := err == nil && until.Before(at.AddDate(0, 0, soonDays))
		switch {
		case soon && r.Note != "":
			return "soon", "expires on " + r.Until + "; " + r.Note, yellow
		case soon:
			return "soon", "expires on " + r.Until, yellow
		case r.Note != "":
			return "note", r.Note, yellow
		}
		return "", "", ""
	case assessment.RecordExpired:
		state, words, color = "expired", "on "+r.Until+", does not count", red
	case assessment.RecordFuture:
		state, words, color = "future", "from "+r.From+", does not count yet", yellow
	case assessment.RecordShortfall:
		state, words, color = "shortfall", "shows that the control is not met", red
	default:
		state, words, color = "refused", "does not count", red
	}
	for _, problem := range r.Problems {
		// That it is over, or not yet in force, is said already.
		if r.State == assessment.RecordExpired && strings.Contains(problem.Message, r.Until) ||
			r.State == assessment.RecordFuture && strings.Contains(problem.Message, r.From) {
			continue
		}
		words += "; " + problem.Message
	}
	return state, words, color
}

// sides tells which controls lack which side's evidence.
func (p *page) sides(a *assessment.Assessment) {
	if a.Ledger == nil {
		return
	}
	p.heading("Evidence that is missing")
	for _, side := range []struct {
		name string
		of   func(*assessment.Control) assessment.Side
	}{
		{"machine", func(c *assessment.Control) assessment.Side { return c.Machine }},
		{"people", func(c *assessment.Control) assessment.Side { return c.People }},
	} {
		groups := map[assessment.SideState][]string{}
		needed, holds := 0, 0
		for i := range a.Controls {
			c := &a.Controls[i]
			state := side.of(c).State
			groups[state] = append(groups[state], c.ID)
			if state != assessment.SideNotNeeded {
				needed++
			}
			if state == assessment.SideHolds {
				holds++
			}
		}
		p.wrapped(side.name, 11, fmt.Sprintf("holds for %d of the %d controls that ask for it", holds, needed))
		for _, state := range []assessment.SideState{assessment.SideFails, assessment.SideIncomplete, assessment.SideMissing, assessment.SideExpired, assessment.SideRefused} {
			ids := groups[state]
			if len(ids) == 0 {
				continue
			}
			shown := ids[:min(len(ids), 12)]
			list := strings.Join(shown, ", ")
			if left := len(ids) - len(shown); left > 0 {
				list += fmt.Sprintf(" and %d more", left)
			}
			p.wrapped("", 11, short(fmt.Sprintf("%s for %d: %s", strings.ReplaceAll(string(state), "_", " "), len(ids), list)))
		}
	}
}

// subject is the control that a record is about; a waiver whose rule is gone
// has none.
func subject(r assessment.Record) string {
	if r.Control == "" {
		return "rule " + r.Rule
	}
	return "control " + r.Control
}
