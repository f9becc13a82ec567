package corpus

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Result is a whole run.
type Result struct {
	// Tree names what the cases were planted on.
	Tree       string
	Judgements []Judgement
	// FalseAlarms are the rules that fail on the baseline.
	FalseAlarms []string
}

// Unexpected lists what makes the run fail, given the expected misses.
func (r Result) Unexpected(misses map[string]string) []string {
	var list []string
	for _, alarm := range r.FalseAlarms {
		list = append(list, "false alarm on the baseline: "+alarm)
	}
	for _, j := range r.Judgements {
		_, miss := misses[j.Case.Name]
		switch {
		case miss && j.Outcome == Detected:
			list = append(list, j.Case.Name+" is detected now: take it off the list of expected misses")
		case miss && j.Outcome == Mistaken, !miss && j.Outcome != Detected:
			list = append(list, fmt.Sprintf("%s (%s, %s expected) is %s: %s",
				j.Case.Name, j.Case.Control, j.Case.Want, j.Outcome, strings.Join(j.Notes, "; ")))
		}
	}
	return list
}

// Write prints the table, the totals and what was unexpected.
func (r Result) Write(w io.Writer, misses map[string]string) error {
	var b strings.Builder
	const row = "%-30s %-7s %-5s %-9s %s\n"
	fmt.Fprintf(&b, "planted on %s\n\n", r.Tree)
	fmt.Fprintf(&b, row, "case", "control", "want", "outcome", "shown by")
	for _, alarm := range r.FalseAlarms {
		fmt.Fprintf(&b, row, "00-baseline", "", "pass", Mistaken, shorten(alarm))
	}
	count := map[Outcome]int{Mistaken: len(r.FalseAlarms)}
	expected := 0
	for _, j := range r.Judgements {
		notes := slices.Clone(j.Notes)
		if reason, ok := misses[j.Case.Name]; ok && j.Outcome == Missed {
			expected++
			notes = []string{"expected: " + reason}
		}
		if n := len(notes); n > 3 {
			notes = append(notes[:2], fmt.Sprintf("and %d more", n-2))
		}
		count[j.Outcome]++
		for i, n := range notes {
			if i == 0 {
				fmt.Fprintf(&b, row, j.Case.Name, j.Case.Control, j.Case.Want, j.Outcome, shorten(n))
			} else {
				fmt.Fprintf(&b, row, "", "", "", "", shorten(n))
			}
		}
	}
	fmt.Fprintf(&b, "\n%d cases: %d detected, %d missed (%d of them expected), %d mistaken\n",
		len(r.Judgements), count[Detected], count[Missed], expected, count[Mistaken])
	for _, u := range r.Unexpected(misses) {
		fmt.Fprintf(&b, "error: %s\n", u)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// shorten keeps a note on one line of a wide terminal.
func shorten(s string) string {
	runes := []rune(strings.Join(strings.Fields(s), " "))
	if len(runes) <= 110 {
		return string(runes)
	}
	return string(runes[:109]) + "…"
}
