package ledger

import (
	"strings"
	"time"

	"isoscan/internal/assessment"
)

// Status is what needs somebody's attention. Its lists are by control, kind and
// id.
type Status struct {
	// Due are controls that ask for people's evidence and have none that counts.
	Due []Due
	// Expiring records end within the days asked for, and none follows them.
	Expiring []Item
	// Expired records have none in their place.
	Expired []Item
	// Future records begin later.
	Future []Item
	// Orphaned records are for a rule or for hosts that there are not.
	Orphaned []Item
	// Refused records are in force, and a rule on records objects.
	Refused []Item
	// Shortfall records show that their control is not met.
	Shortfall []Item
	// Idle are waivers that, or an object of which, waived nothing on the hosts
	// whose facts were given, because an object is misspelt or the failure was mended.
	Idle []Item
}

// Item is one record of a Status.
type Item struct {
	assessment.Record
	// Days to the last day, negative when it is over; of a future record, days
	// to the first.
	Days int
	// Message says what is the matter, in one line.
	Message string
}

// Due is one control that waits for people.
type Due struct {
	Control Control
	// Reason says what there is instead, in one line.
	Reason string
}

// StatusOptions is what Status compares a ledger with.
type StatusOptions struct {
	Today time.Time
	// Within is the days ahead that an expiry is announced.
	Within int
	Rules  RuleLookup
	// Controls of the standard; those not automated are due without a record.
	Controls []Control
	// Hosts that facts know, beside those of the register.
	Hosts []string
	// Idle says of waivers, by record id, that they waived nothing and why.
	Idle map[string]string
}

// Status sums up a judged ledger. facts are those that it was judged by.
func (j *Judged) Status(o StatusOptions, facts []Record) *Status {
	s := &Status{}
	day := Day(o.Today)
	around := j.l.around(o.Rules, o.Hosts)
	following := successors(facts, day)
	byID := make(map[string]*Record, len(facts))
	for i := range facts {
		byID[facts[i].ID] = &facts[i]
	}
	for i := range j.records {
		r := &j.records[i]
		item := Item{Record: *r, Days: daysBetween(day, r.Until)}
		if f := byID[r.ID]; f != nil {
			if lost := around.orphaned(f); len(lost) > 0 {
				item.Message = strings.Join(lost, "; ")
				s.Orphaned = append(s.Orphaned, item)
			}
		}
		if text := o.Idle[r.ID]; text != "" && r.State == assessment.RecordCounts {
			item.Message = text
			s.Idle = append(s.Idle, item)
		}
		item.Message = messages(r.Problems)
		replaced := following[r.ID] != ""
		switch r.State {
		case assessment.RecordFuture:
			item.Days = daysBetween(day, r.From)
			s.Future = append(s.Future, item)
		case assessment.RecordExpired:
			if !replaced {
				s.Expired = append(s.Expired, item)
			}
			continue
		case assessment.RecordRefused:
			s.Refused = append(s.Refused, item)
		case assessment.RecordShortfall:
			s.Shortfall = append(s.Shortfall, item)
		}
		if r.State != assessment.RecordFuture && item.Days <= o.Within && !replaced {
			item.Message = "its last day is " + r.Until
			s.Expiring = append(s.Expiring, item)
		}
	}
	s.Due = j.due(o.Controls)
	return s
}

func messages(problems []assessment.RecordProblem) string {
	out := make([]string, len(problems))
	for i, p := range problems {
		out[i] = p.Message
	}
	return strings.Join(out, "; ")
}

// due are the controls for people without an attestation that counts, and not
// left out for all hosts.
func (j *Judged) due(controls []Control) []Due {
	counts, others := map[string]bool{}, map[string]string{}
	for i := range j.records {
		r := &j.records[i]
		switch {
		case r.Kind == assessment.Waiver:
		case r.State == assessment.RecordCounts || r.State == assessment.RecordShortfall:
			// A shortfall is reported as such: a second record would not help.
			if r.Kind == assessment.Attestation || r.Excluded && r.Scope == (Scope{All: true}).String() {
				counts[r.Control] = true
			}
		case r.Kind == assessment.Attestation:
			others[r.Control] = r.ID + ": " + messages(r.Problems)
		}
	}
	var out []Due
	for _, c := range controls {
		if c.Method == assessment.Automated || counts[c.ID] {
			continue
		}
		reason := "no attestation"
		if text := others[c.ID]; text != "" {
			reason = text
		}
		out = append(out, Due{Control: c, Reason: reason})
	}
	return out
}
