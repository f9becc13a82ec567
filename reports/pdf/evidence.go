package pdf

import (
	"fmt"
	"strings"

	"isoscan/internal/assessment"
)

// sideMark is how the state of one side's evidence looks.
func sideMark(s assessment.SideState) mark {
	switch s {
	case assessment.SideHolds:
		return mark{"✔", "holds", green}
	case assessment.SideFails:
		return mark{"✘", "fails", red}
	case assessment.SideIncomplete:
		return mark{"?", "incomplete", amber}
	case assessment.SideExpired:
		return mark{"○", "expired", amber}
	case assessment.SideRefused:
		return mark{"○", "does not count", amber}
	case assessment.SideNotNeeded:
		return mark{"–", "not needed", muted}
	case assessment.SideNotApplicable:
		return mark{"–", "not applicable", muted}
	default:
		return mark{"○", "missing", amber}
	}
}

// recordMark is how the state of a record looks.
func recordMark(s assessment.RecordState) mark {
	switch s {
	case assessment.RecordCounts:
		return mark{"✔", "counts", green}
	case assessment.RecordShortfall:
		return mark{"✘", "falls short", red}
	case assessment.RecordExpired:
		return mark{"○", "expired", amber}
	case assessment.RecordFuture:
		return mark{"○", "not yet in force", amber}
	default:
		return mark{"○", "refused", amber}
	}
}

// side tells one side's evidence on a control, in a line; nothing of a side
// that the control does not ask for. What was said already is not said again.
func (r *document) side(who string, s assessment.Side, said string) cell {
	if s.State == assessment.SideNotNeeded && len(s.Records) == 0 {
		return nil
	}
	m := sideMark(s.State)
	st := r.st.small
	out := []span{{text: who + " ", style: st.in(muted)}, {text: m.sign + " " + m.word, style: st.in(m.color), whole: true}}
	if s.Reason != "" && !strings.Contains(strings.ToLower(said), strings.ToLower(s.Reason)) {
		out = append(out, span{text: ": ", style: st}, r.raw(s.Reason, 300, st))
	}
	if s.Until != "" && !strings.Contains(s.Reason, s.Until) {
		out = append(out, r.raw(", until "+s.Until, mostDay, st))
	}
	if len(s.Records) > 0 {
		shown := s.Records[:min(len(s.Records), 8)]
		out = append(out, span{text: "; " + plural(len(s.Records), "record ", "records "), style: st.in(muted)})
		out = append(out, r.recordLinks(shown, st)...)
		if rest := len(s.Records) - len(shown); rest > 0 {
			out = append(out, span{text: fmt.Sprintf(" and %d more", rest), style: st.in(muted)})
		}
	}
	return cell{out}
}

// wanting names the sides whose evidence keeps a control open; empty when none
// does.
func wanting(machine, people assessment.Side) string {
	open := func(s assessment.SideState) bool {
		switch s {
		case assessment.SideHolds, assessment.SideFails, assessment.SideNotNeeded, assessment.SideNotApplicable:
			return false
		}
		return true
	}
	var out []string
	if open(machine.State) {
		out = append(out, "machine's")
	}
	if open(people.State) {
		out = append(out, "people's")
	}
	if len(out) == 0 {
		return ""
	}
	return "wants " + strings.Join(out, " and ") + " evidence"
}

func recordAnchor(id string) string { return "record/" + id }

// recordLinks writes the ids of records, each a link where it has a place.
func (r *document) recordLinks(ids []string, st style) []span {
	var out []span
	for i, id := range ids {
		if i > 0 {
			out = append(out, span{text: ", ", style: st})
		}
		link := ""
		if r.recorded[id] {
			link = recordAnchor(id)
		}
		s := r.raw(id, mostTitle, st.in(r.accent))
		s.link = link
		out = append(out, s)
	}
	return out
}

// waiverOf says who bears the risk of a finding, and until when.
func (r *report) waiverOf(f assessment.Rule) {
	if f.Waiver == nil {
		return
	}
	st := r.st.body
	text := fmt.Sprintf("covers %d of %s. The verdict stays a fail. By ", f.Waiver.Covered, count(f.Waiver.Violations, "violation", "violations"))
	spans := append([]span{{text: text, style: st}}, r.recordLinks(f.Waiver.Records, st)...)
	for _, id := range f.Waiver.Records {
		if w, ok := r.a.Ledger.Record(id); ok {
			spans = append(spans, r.span(fmt.Sprintf("; risk owner %s, until %s", shorten(firstOf(w.Owner, notStated), mostTitle), shorten(firstOf(w.Until, notStated), mostDay)), mostCell, st))
		}
	}
	r.labelled("Waiver", spans...)
}
