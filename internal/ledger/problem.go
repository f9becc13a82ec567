package ledger

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"isoscan/internal/spelling"
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

func didYouMean(name string, known []string, otherwise string) string {
	if n := spelling.Nearest(name, known); n != "" {
		return "did you mean " + n + "?"
	}
	return otherwise
}
