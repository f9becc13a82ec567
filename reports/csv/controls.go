package csv

import (
	"strconv"
	"strings"
	"time"

	"isoscan/internal/assessment"
)

// controlsHeader names the columns of csv-controls for one host. Columns may be
// added at the end; those that are there keep name and meaning.
var controlsHeader = []string{
	"host", "time", "clause", "clause_title", "objective", "objective_title", "control", "title", "method",
	"verdict", "reason", "adjusted", "adjusted_reason",
	"machine", "machine_reason", "people", "people_reason", "people_until", "records", "record_wanted",
	"rules", "rules_fail", "rules_unknown", "aspects", "aspects_without_rule",
}

// organisationHeader names those for many hosts.
var organisationHeader = []string{
	"organisation", "time", "clause", "clause_title", "objective", "objective_title", "control", "title", "method",
	"verdict", "reason", "adjusted", "people", "people_reason", "people_until",
	"hosts_conforming", "hosts_nonconforming", "hosts_undetermined", "hosts_not_applicable",
	"nonconforming", "undetermined",
}

func controls(a *assessment.Assessment) table {
	clause, objective := titles(a.Clauses, a.Objectives)
	verdicts := make(map[string]assessment.Verdict, len(a.Rules))
	for i := range a.Rules {
		verdicts[a.Rules[i].ID] = a.Rules[i].Verdict
	}
	t := table{header: controlsHeader}
	for i := range a.Controls {
		c := &a.Controls[i]
		n := map[assessment.Verdict]int{}
		for _, id := range c.Rules {
			n[verdicts[id]]++
		}
		uncovered := 0
		for _, s := range c.Aspects {
			if len(s.Rules) == 0 {
				uncovered++
			}
		}
		t.rows = append(t.rows, []cell{
			text(a.Host.Name), known(a.FinishedAt.UTC().Format(time.RFC3339)),
			text(reference(c.Clause)), text(clause[c.Clause]), text(reference(c.Objective)), text(objective[c.Objective]),
			text(reference(c.ID)), text(c.Title), known(string(c.Method)),
			known(string(c.Verdict)), text(c.Reason), known(string(c.Adjusted)), text(c.AdjustedReason),
			known(string(c.Machine.State)), text(c.Machine.Reason), known(string(c.People.State)), text(c.People.Reason),
			day(c.People.Until), text(strings.Join(c.People.Records, " ")), text(c.Record),
			text(strings.Join(c.Rules, " ")), number(n[assessment.Fail]), number(n[assessment.Unknown]),
			number(len(c.Aspects)), number(uncovered),
		})
	}
	return t
}

func organisationControls(o *assessment.Organisation) table {
	clause, objective := titles(o.Clauses, o.Objectives)
	t := table{header: organisationHeader}
	for i := range o.Controls {
		c := &o.Controls[i]
		t.rows = append(t.rows, []cell{
			text(o.Name), known(o.FinishedAt.UTC().Format(time.RFC3339)),
			text(reference(c.Clause)), text(clause[c.Clause]), text(reference(c.Objective)), text(objective[c.Objective]),
			text(reference(c.ID)), text(c.Title), known(string(c.Method)),
			known(string(c.Verdict)), text(c.Reason), known(string(c.Adjusted)),
			known(string(c.People.State)), text(c.People.Reason), day(c.People.Until),
			number(c.Hosts.Conforming), number(c.Hosts.Nonconforming), number(c.Hosts.Undetermined), number(c.Hosts.NotApplicable),
			hosts(c.Nonconforming), hosts(c.Undetermined),
		})
	}
	return t
}

// day is a date, which a spreadsheet may well know as one; anything else is text.
func day(s string) cell {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return text(s)
	}
	return known(s)
}

// hosts names as many as a cell holds.
func hosts(names []string) cell {
	size := 0
	for i, n := range names {
		if size += len(n) + 1; size > longest {
			return text(strings.Join(names[:i], " ") + " and " + strconv.Itoa(len(names)-i) + " more")
		}
	}
	return text(strings.Join(names, " "))
}

func titles(clauses []assessment.Clause, objectives []assessment.Objective) (clause, objective map[string]string) {
	clause, objective = map[string]string{}, map[string]string{}
	for i := range clauses {
		clause[clauses[i].ID] = clauses[i].Title
	}
	for i := range objectives {
		objective[objectives[i].ID] = objectives[i].Title
	}
	return clause, objective
}
