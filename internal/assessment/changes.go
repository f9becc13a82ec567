package assessment

import "time"

// Changes is what differs between an earlier assessment of the same host and
// this one.
type Changes struct {
	// Since is when the earlier one was finished, UTC.
	Since time.Time
	// Caveats say in one line each what makes the two hard to compare: another
	// host, profile, role or other policies.
	Caveats []string
	// Opened are findings that the earlier one did not have, Closed those that
	// no longer fail because they pass or do not apply.
	Opened, Closed []Change
	// Lost are rules that were judged then and are unknown now: what was seen
	// then was not seen now. Gained is the reverse.
	Lost, Gained []Change
	// Remaining counts the findings of both.
	Remaining int
	// Controls whose verdict differs.
	Controls []ControlChange
	// Technical and Overall scores, then and now.
	Technical, Overall ScoreChange
}

// Change is one rule whose verdict differs.
type Change struct {
	Rule Rule
	// Was is the earlier verdict; empty when the rule is new.
	Was Verdict
}

// ControlChange is one control whose verdict differs.
type ControlChange struct {
	ID, Title string
	Was, Now  Conformity
}

// ScoreChange holds a score then and now.
type ScoreChange struct{ Was, Now Score }

// Compare tells what changed from before to now. A rule that is gone is only
// counted by the caveat that the policies differ.
func Compare(before, now *Assessment) *Changes {
	c := &Changes{
		Since:     before.FinishedAt,
		Technical: ScoreChange{before.Score.Technical, now.Score.Technical},
		Overall:   ScoreChange{before.Score.Overall, now.Score.Overall},
	}
	if before.Host.Name != now.Host.Name {
		c.Caveats = append(c.Caveats, "the earlier assessment is of another host: "+Printable(before.Host.Name))
	} else if before.Host.MachineID != now.Host.MachineID {
		c.Caveats = append(c.Caveats, "the host has the same name and another machine id")
	}
	if before.Profile.Name != now.Profile.Name || before.Profile.Role != now.Profile.Role {
		c.Caveats = append(c.Caveats, "the earlier assessment measured against the profile "+Printable(before.Profile.Name)+", role "+Printable(before.Profile.Role))
	}
	switch {
	case before.Host.Kind != now.Host.Kind || before.Host.Running != now.Host.Running:
		c.Caveats = append(c.Caveats, "one of the two looked at a running host, the other at a file tree: they see different things")
	case before.Host.Privileged && !now.Host.Privileged:
		c.Caveats = append(c.Caveats, "the earlier assessment was made as root and this one was not, so that it sees less")
	case !before.Host.Privileged && now.Host.Privileged:
		c.Caveats = append(c.Caveats, "this assessment was made as root and the earlier one was not, so that it sees more")
	}
	if before.Tool != now.Tool {
		c.Caveats = append(c.Caveats, "another version of the tool made the earlier assessment: "+Printable(before.Tool.Name+" "+before.Tool.Version))
	}
	if before.PoliciesDigest != now.PoliciesDigest {
		c.Caveats = append(c.Caveats, "the rules or thresholds changed in between, so that a verdict may differ though the host does not")
	}
	if before.FinishedAt.After(now.FinishedAt) {
		c.Caveats = append(c.Caveats, "the one given as the earlier assessment is the later one")
	}
	was := make(map[string]Verdict, len(before.Rules))
	for i := range before.Rules {
		was[before.Rules[i].ID] = before.Rules[i].Verdict
	}
	for _, r := range now.Rules {
		change := Change{Rule: r, Was: was[r.ID]}
		judged := func(v Verdict) bool { return v != Unknown && v != "" }
		switch {
		case r.Verdict == Fail && change.Was == Fail:
			c.Remaining++
		case r.Verdict == Fail:
			c.Opened = append(c.Opened, change)
		case r.Verdict == Unknown && judged(change.Was):
			c.Lost = append(c.Lost, change)
		case change.Was == Fail:
			c.Closed = append(c.Closed, change)
		case change.Was == Unknown && judged(r.Verdict):
			c.Gained = append(c.Gained, change)
		}
	}
	verdicts := make(map[string]Conformity, len(before.Controls))
	for i := range before.Controls {
		verdicts[before.Controls[i].ID] = before.Controls[i].Verdict
	}
	for _, k := range now.Controls {
		if v, ok := verdicts[k.ID]; ok && v != k.Verdict {
			c.Controls = append(c.Controls, ControlChange{ID: k.ID, Title: k.Title, Was: v, Now: k.Verdict})
		}
	}
	return c
}
