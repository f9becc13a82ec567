package markdown

import (
	"fmt"
	"strings"
	"time"

	"isoscan/internal/assessment"
)

// ledger tells what people's records bring, and which need somebody's hand.
// controls are nil for an organisation.
func ledger(l *assessment.Ledger, controls []assessment.Control, at time.Time, limit int) string {
	s := section{
		heading: "Ledger", what: "records",
		header: row("record", "control", "state", "until", "what is to be known") + row("---", "---", "---", "---", "---"),
	}
	var totals []string
	for _, t := range l.Totals {
		totals = append(totals, fmt.Sprintf("%d of %s", t.Counts, counted(t.All, t.Kind)))
	}
	if len(totals) > 0 {
		s.intro = "Records that count: " + strings.Join(totals, ", ") + "."
	}
	missing := 0
	for _, c := range controls {
		switch c.People.State {
		case assessment.SideMissing, assessment.SideExpired, assessment.SideRefused:
			missing++
		}
	}
	if missing > 0 {
		s.intro += " " + assessment.Counted(missing, "control lacks", "controls lack") + " people's evidence that counts."
	}
	for _, r := range l.Records {
		note := ""
		switch {
		case r.State != assessment.RecordCounts:
			note = "does not count"
			if r.State == assessment.RecordShortfall {
				note = "shows that the control is not met"
			}
		case expiresSoon(r, at):
			note = "expires within 30 days"
		case r.Note == "":
			continue
		}
		if r.Note != "" {
			if note != "" {
				note += ": "
			}
			note += prose(r.Note, 200)
		}
		if len(r.Problems) > 0 {
			note += ": " + prose(r.Problems[0].Message, 200)
		}
		s.rows = append(s.rows, row(words(string(r.Kind))+" "+code(r.ID, 60), prose(r.Control, 20), words(string(r.State)), prose(r.Until, 20), note))
	}
	return s.fit(limit)
}

// counted writes a number of records.
func counted(n int, k assessment.RecordKind) string {
	switch k {
	case assessment.Attestation:
		return assessment.Counted(n, "attestation", "attestations")
	case assessment.Waiver:
		return assessment.Counted(n, "waiver", "waivers")
	case assessment.Applicability:
		return assessment.Counted(n, "statement of applicability", "statements of applicability")
	}
	return assessment.Counted(n, words(string(k)), words(string(k)))
}
