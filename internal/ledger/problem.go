package ledger

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Problem is one reason why a ledger is refused, or a finding about it.
type Problem struct {
	// File relative to the ledger's folder; "." for the folder itself.
	File string
	// Line counts from 1; 0 when it is about the whole file.
	Line int
	// Message says what is wrong, in one line.
	Message string
	// Hint says what to do; may be empty.
	Hint string
}

// String is FILE:LINE: message.
func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.Message
	}
	return p.File + ":" + strconv.Itoa(p.Line) + ": " + p.Message
}

// Invalid is the error of a ledger that breaks the format.
type Invalid struct {
	// Problems are sorted by file and line, at most maxProblems of them.
	Problems []Problem
	// More counts those that are left out.
	More int
}

// maxProblems bounds what one error shows; nobody mends more in one go.
const maxProblems = 100

// Error is one problem a line.
func (e *Invalid) Error() string {
	var b strings.Builder
	for i, p := range e.Problems {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.String())
	}
	if e.More > 0 {
		fmt.Fprintf(&b, "\nand %d more", e.More)
	}
	return b.String()
}

// problems gathers every problem, and bounds what it keeps: a file of millions
// of mistakes costs no more memory than one of a thousand.
type problems struct {
	list []Problem
	more int
}

func (ps *problems) add(p Problem) {
	if len(ps.list) >= 10*maxProblems {
		ps.more++
		return
	}
	ps.list = append(ps.list, p)
}

func (ps *problems) err() error {
	if len(ps.list) == 0 {
		return nil
	}
	sortProblems(ps.list)
	ps.list = slices.Compact(ps.list)
	e := &Invalid{Problems: ps.list, More: ps.more}
	if n := len(e.Problems); n > maxProblems {
		e.Problems, e.More = e.Problems[:maxProblems], e.More+n-maxProblems
	}
	return e
}

func sortProblems(list []Problem) {
	slices.SortStableFunc(list, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
}

// shown is a text from a file, fit for one line of a message.
func shown(s string) string {
	r := []rune(s)
	if len(r) > 80 {
		s = string(r[:77]) + "..."
	}
	return strconv.Quote(s)
}

// Nearest is the name that differs from name in the fewest letters, or "" when
// none is near.
func Nearest(name string, known []string) string { return nearest(name, known) }

// nearest is the name that differs from name in the fewest letters, or "" when
// none is near. Ties go to the first.
func nearest(name string, known []string) string {
	limit := 4
	if n := len(name)/2 + 1; n < limit {
		limit = n
	}
	best := ""
	for _, n := range known {
		if d := distance(name, n, limit); d < limit {
			best, limit = n, d
		}
	}
	return best
}

func didYouMean(name string, known []string, otherwise string) string {
	if n := nearest(name, known); n != "" {
		return "did you mean " + n + "?"
	}
	return otherwise
}

// distance is Levenshtein's, given up (as limit) once it cannot be below limit.
func distance(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		prev, low := row[0], i
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			prev, row[j] = row[j], min(row[j]+1, row[j-1]+1, prev+cost)
			low = min(low, row[j])
		}
		if low >= limit {
			return limit
		}
	}
	return row[len(b)]
}
