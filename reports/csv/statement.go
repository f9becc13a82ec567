package csv

import (
	"strings"

	"isoscan/internal/assessment"
)

// statementHeader names the columns of a Statement of Applicability. Columns may
// be added at the end; those that are there keep name and meaning.
var statementHeader = []string{
	"organisation", "judged_on", "clause", "objective", "control", "title", "method", "applicable", "scope", "justification",
	"owner", "approver", "from", "until", "record", "void", "attested", "not_counting",
}

func statement(s *assessment.Statement) table {
	t := table{header: statementHeader}
	for i := range s.Lines {
		l := &s.Lines[i]
		t.rows = append(t.rows, []cell{
			text(s.Organisation), day(s.JudgedOn), text(reference(l.Clause)), text(reference(l.Objective)), text(reference(l.Control)),
			text(l.Title), known(string(l.Method)), yes(l.Applicable), text(l.Scope), text(l.Justification),
			text(l.Owner), text(l.Approver), day(l.From), day(l.Until), text(l.Record), text(l.Void),
			text(strings.Join(l.Attested, " ")), text(strings.Join(l.NotCounting, " ")),
		})
	}
	return t
}
