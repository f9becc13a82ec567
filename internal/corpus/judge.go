package corpus

import (
	"fmt"
	"slices"
	"strings"

	"isoscan/internal/assessment"
)

// Outcome of a case.
type Outcome string

// The outcomes.
const (
	// Detected: the right answer.
	Detected Outcome = "detected"
	// Missed: nothing that looks at the control changed its mind, or nothing
	// looks at it at all.
	Missed Outcome = "missed"
	// Mistaken: a wrong answer, such as a false alarm.
	Mistaken Outcome = "mistaken"
)

// Judgement is the outcome of one case and what shows it.
type Judgement struct {
	Case    Case
	Outcome Outcome
	// Notes are one line each: the rule, its change and its message.
	Notes []string
}

// Judge compares the assessments before and after a case was planted.
func Judge(c Case, before, after *assessment.Assessment) Judgement {
	j := Judgement{Case: c}
	if broken := brokenChecks(after); len(broken) > 0 {
		j.Outcome, j.Notes = Mistaken, broken
		return j
	}
	changes := compare(before, after)
	switch c.Want {
	case WantPass:
		j.Outcome, j.Notes = judgePass(c.Control, changes)
	case WantError:
		j.Outcome, j.Notes = judgeError(c.Control, changes)
	default:
		j.Outcome, j.Notes = judgeFail(c.Control, changes)
	}
	return j
}

// FalseAlarms lists the rules that fail on the baseline for a control of the
// corpus, all of which hold there.
func FalseAlarms(cases []Case, baseline *assessment.Assessment) []string {
	var alarms []string
	for _, rule := range baseline.Rules {
		concerned := slices.ContainsFunc(cases, func(c Case) bool { return slices.Contains(rule.Controls, c.Control) })
		if concerned && rule.Verdict == assessment.Fail {
			alarms = append(alarms, note(change{rule.Verdict, rule}))
		}
	}
	return alarms
}

// change is a rule after planting, and its verdict before.
type change struct {
	before assessment.Verdict
	rule   assessment.Rule
}

func (c change) on(control string) bool { return slices.Contains(c.rule.Controls, control) }

func (c change) turned(to assessment.Verdict) bool { return c.before != to && c.rule.Verdict == to }

func compare(before, after *assessment.Assessment) []change {
	verdicts := map[string]assessment.Verdict{}
	for _, rule := range before.Rules {
		verdicts[rule.ID] = rule.Verdict
	}
	changes := make([]change, 0, len(after.Rules))
	for _, rule := range after.Rules {
		changes = append(changes, change{verdicts[rule.ID], rule})
	}
	return changes
}

func judgeFail(control string, changes []change) (Outcome, []string) {
	var found, already []string
	for _, c := range changes {
		switch {
		case !c.on(control):
		case c.turned(assessment.Fail):
			found = append(found, note(c))
		case c.before == assessment.Fail:
			already = append(already, note(c)+" (on the baseline, too)")
		}
	}
	switch {
	case len(found) > 0:
		return Detected, found
	case len(already) > 0:
		return Mistaken, already
	}
	return Missed, others(control, changes)
}

func judgePass(control string, changes []change) (Outcome, []string) {
	var wrong, right []string
	for _, c := range changes {
		switch {
		case c.turned(assessment.Fail):
			wrong = append(wrong, note(c))
		case !c.on(control):
		case c.before == assessment.Pass && c.rule.Verdict != assessment.Pass:
			wrong = append(wrong, note(c))
		case c.rule.Verdict == assessment.Pass:
			right = append(right, c.rule.ID)
		}
	}
	switch {
	case len(wrong) > 0:
		return Mistaken, wrong
	case len(right) > 0:
		return Detected, []string{"still pass: " + strings.Join(right, ", ")}
	}
	return Missed, []string{"no rule passes for " + control}
}

// judgeError accepts a fail beside unknown: what cannot be judged is at times
// also plainly wrong, such as a banner that is no file. A pass it never is.
func judgeError(control string, changes []change) (Outcome, []string) {
	var found []string
	for _, c := range changes {
		if c.on(control) && c.before == assessment.Pass &&
			(c.rule.Verdict == assessment.Unknown || c.rule.Verdict == assessment.Fail) {
			found = append(found, note(c))
		}
	}
	if len(found) > 0 {
		return Detected, found
	}
	return Missed, others(control, changes)
}

// others says which rules of other controls turned to fail, as a hint that the
// case was seen but put elsewhere.
func others(control string, changes []change) []string {
	notes := []string{}
	for _, c := range changes {
		if c.turned(assessment.Fail) && !c.on(control) {
			notes = append(notes, "only under "+strings.Join(c.rule.Controls, ", ")+": "+note(c))
		}
	}
	if len(notes) == 0 {
		notes = append(notes, "no rule of "+control+" changed its verdict")
	}
	return notes
}

func note(c change) string {
	text := c.rule.Reason
	if len(c.rule.Violations) > 0 && c.rule.Verdict == assessment.Fail {
		text = c.rule.Violations[0].Message
		if n := len(c.rule.Violations); n > 1 {
			text = fmt.Sprintf("%s (and %d more)", text, n-1)
		}
	}
	return fmt.Sprintf("%s %s: %s", c.rule.ID, c.rule.Verdict, text)
}

func brokenChecks(a *assessment.Assessment) []string {
	var broken []string
	for _, check := range a.Checks {
		if strings.Contains(check.Reason, "panicked") || strings.Contains(check.Reason, "did not end in time") {
			broken = append(broken, check.ID+": "+check.Reason)
		}
	}
	return broken
}
