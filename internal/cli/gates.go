package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"isoscan/internal/assessment"
)

// gateFlags say what must hold for exit code 0.
func gateFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "fail-on", Usage: "exit 1 when a rule of this `SEVERITY` or worse fails and is not waived: critical, high, medium, low"},
		&cli.Float64Flag{Name: "min-score", Usage: "exit 1 when the assured technical score is below `PERCENT`; with a ledger, the adjusted one"},
		&cli.Float64Flag{Name: "min-coverage", Usage: "exit 3 when less than `PERCENT` of the technical rules could be judged"},
		&cli.BoolFlag{Name: "raw", Usage: "gates look at the raw verdicts, whatever the ledger waives"},
	}
}

// checkGateFlags refuses wrong values before any work is done.
func checkGateFlags(c *cli.Context) error {
	if s := c.String("fail-on"); s != "" && !slices.Contains(assessment.Severities(), assessment.Severity(s)) {
		return usage("choose critical, high, medium or low", "there is no severity %q", s)
	}
	if c.Bool("raw") && !c.IsSet("fail-on") && !c.IsSet("min-score") {
		return usage("add --fail-on or --min-score", "--raw is about gates, and none is given")
	}
	for _, f := range []string{"min-score", "min-coverage"} {
		if v := c.Float64(f); !(v >= 0 && v <= 100) {
			return usage("give a percentage from 0 to 100", "--%s %v", f, v)
		}
	}
	return nil
}

// failed is a failed rule, as gates see it.
type failed struct {
	id       string
	severity assessment.Severity
}

// checkGates tells whether every gate asked for holds.
func checkGates(c *cli.Context, a *assessment.Assessment) error {
	var fails []failed
	for i := range a.Rules {
		if r := &a.Rules[i]; r.Verdict == assessment.Fail && (c.Bool("raw") || !r.Waived()) {
			fails = append(fails, failed{r.ID, r.Severity})
		}
	}
	return checkScores(c, a.Score, fails)
}

// checkOrganisationGates is checkGates over all hosts.
func checkOrganisationGates(c *cli.Context, o *assessment.Organisation) error {
	var fails []failed
	for _, r := range o.Rules {
		n := r.Counts.Fail
		if !c.Bool("raw") {
			n -= r.Counts.Waived
		}
		if n > 0 {
			fails = append(fails, failed{r.ID, r.Severity})
		}
	}
	return checkScores(c, o.Score, fails)
}

func checkScores(c *cli.Context, scores assessment.Scores, fails []failed) error {
	t := scores.Technical
	if t.Assured == nil {
		return incomplete("see what stayed unknown, and why, in the report", "nothing could be evaluated: no score")
	}
	if c.IsSet("min-coverage") && *t.Coverage < c.Float64("min-coverage") {
		return incomplete("see what stayed unknown, and why, in the report", "the coverage is %.1f %%, and %v %% was asked for", *t.Coverage, c.Float64("min-coverage"))
	}
	if s := c.String("fail-on"); s != "" {
		limit := assessment.Severity(s).Rank()
		var ids []string
		for _, f := range fails {
			if f.severity.Rank() <= limit {
				ids = append(ids, f.id)
			}
		}
		if n := len(ids); n > 0 {
			if n > 5 {
				ids = append(ids[:5], fmt.Sprintf("and %d more", n-5))
			}
			return gate("%s of severity %s or worse failed: %s", assessment.Counted(n, "rule", "rules"), s, strings.Join(ids, ", "))
		}
	}
	if !c.IsSet("min-score") {
		return nil
	}
	which := "assured technical score"
	if scores.Adjusted != nil && !c.Bool("raw") {
		// What is waived left the score: with all of it waived there is none.
		if t = scores.Adjusted.Technical; t.Assured == nil {
			return incomplete("see what is waived in the report", "everything that was evaluated is waived: no adjusted score")
		}
		which = "adjusted technical score"
	}
	if *t.Assured < c.Float64("min-score") {
		return gate("the %s is %.1f %%, and %v %% was asked for", which, *t.Assured, c.Float64("min-score"))
	}
	return nil
}
