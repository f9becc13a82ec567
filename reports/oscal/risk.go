package oscal

import (
	"fmt"
	"slices"
	"strconv"

	"isoscan/internal/assessment"
)

// riskOf a failed rule. Its status is deviation-approved only when waivers that
// count cover every violation.
func (c scene) riskOf(d *document, l *assessment.Ledger, r *assessment.Rule) risk {
	out := c.risky(r.ID, r.Title, r.Description, r.Reason, r.Severity, r.Waived())
	out.Remediations = c.mending(r.ID, r.Remediation)
	if r.Waiver == nil {
		return out
	}
	out.Props = append(out.Props, props("violations", strconv.Itoa(r.Waiver.Violations), "violations-waived", strconv.Itoa(r.Waiver.Covered))...)
	var entries []logEntry
	for _, id := range r.Waiver.Records {
		record, ok := l.Record(id)
		if !ok {
			continue
		}
		e := logEntry{
			UUID: uuid(c.seed, "waiver", r.ID, id), Title: text("Waiver " + id), Description: text(record.Statement),
			Start: dayStart(record.From), End: dayEnd(record.Until),
			Props: props("waiver", id, "owner", record.Owner, "approver", record.Approver, "from", record.From, "until", record.Until, "ticket", record.Ticket, "note", record.Note, "source", record.Source),
		}
		if e.Start == "" {
			e.Start = c.at // the model wants a time; the property has the day as it is written
		}
		if record.Approver != "" {
			e.LoggedBy = []loggedBy{{d.person(record.Approver)}}
		}
		if r.Waived() {
			e.StatusChange = "deviation-approved"
			// The first waiver that ends opens the risk again.
			if e.End != "" && (out.Deadline == "" || e.End < out.Deadline) {
				out.Deadline = e.End
			}
		}
		entries = append(entries, e)
	}
	if len(entries) > 0 {
		out.Log = &riskLog{Entries: entries}
	}
	return out
}

// risky is what a risk says on every host.
func (c scene) risky(id, title, description, statement string, s assessment.Severity, waived bool) risk {
	out := risk{
		UUID: c.risk(id), Title: text(title), Description: prose(description), Statement: text(statement), Status: "open",
		Props: props("rule", id, "waived", strconv.FormatBool(waived)),
		Characters: []character{{
			Origin: c.origin[0], Facets: []facet{{Name: "severity", System: namespace, Value: plain(string(s))}},
		}},
		Observations: []observationRef{{c.rule(id)}},
	}
	if waived {
		out.Status = "deviation-approved"
	}
	return out
}

func (c scene) mending(id string, m assessment.Remediation) []response {
	if m.Text == "" && m.Command == "" {
		return nil
	}
	description := prose(m.Text)
	if m.Command != "" {
		description += "\n\n" + code(m.Command)
	}
	return []response{{UUID: uuid(c.seed, "response", id), Lifecycle: "recommendation", Title: "How to mend it", Description: description}}
}

// person is the UUID of somebody whom the ledger names.
func (d *document) person(name string) string { return uuid(d.seed, "person", name) }

// parties are the organisation and the people of the ledger, sorted by name.
func (m *metadata) parties(s string, l *assessment.Ledger) {
	if l == nil {
		return
	}
	if l.Organisation != "" {
		m.Parties = append(m.Parties, party{UUID: uuid(s, "organisation"), Type: "organization", Name: plain(l.Organisation)})
	}
	var names []string
	for i := range l.Records {
		names = append(names, l.Records[i].Owner, l.Records[i].Approver)
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		if name != "" {
			m.Parties = append(m.Parties, party{UUID: uuid(s, "person", name), Type: "person", Name: plain(name)})
		}
	}
}

// records are people's records as observations: a document was examined. A
// record that does not count is there with the reason.
func (c scene) records(d *document, l *assessment.Ledger) []observation {
	if l == nil {
		return nil
	}
	var out []observation
	for i := range l.Records {
		r := &l.Records[i]
		if r.Kind == assessment.Waiver {
			continue // in the log of its risk
		}
		o := observation{
			UUID: c.record(r.ID), Title: text(fmt.Sprintf("%s %s on control %s", r.Kind, r.ID, r.Control)), Description: text(r.Statement),
			Props: props("record", r.ID, "kind", string(r.Kind), "state", string(r.State), "scope", r.Scope, "owner", r.Owner,
				"approver", r.Approver, "from", r.From, "until", r.Until, "ticket", r.Ticket, "source", r.Source),
			Methods: []string{"EXAMINE"}, Types: []string{"control-objective"}, Origins: c.origin,
			Subjects: []subject{{UUID: c.host, Type: "inventory-item"}}, Collected: c.at, Expires: dayEnd(r.Until),
		}
		if r.Approver != "" {
			o.Origins = []origin{{Actors: []actor{{Type: "party", UUID: d.person(r.Approver)}}}}
		}
		for _, e := range r.Evidence {
			o.Evidence = append(o.Evidence, evidence{Description: text(e.Reference), Props: props("digest", e.Digest, "digest-state", e.State)})
		}
		for _, p := range r.Problems {
			o.Props = append(o.Props, props("problem", p.Message)...)
		}
		out = append(out, o)
	}
	return out
}

// recordsOn are the observations of people's records on a control.
func (c scene) recordsOn(l *assessment.Ledger, control string) []string {
	if l == nil {
		return nil
	}
	var out []string
	for i := range l.Records {
		if r := &l.Records[i]; r.Control == control && r.Kind != assessment.Waiver {
			out = append(out, c.record(r.ID))
		}
	}
	return out
}
