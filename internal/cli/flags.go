package cli

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"isoscan/internal/assessment"
	"isoscan/internal/params"
	"isoscan/internal/scan"
)

func profileFlag() cli.Flag {
	return &cli.StringFlag{Name: "profile", Value: params.Baseline, Usage: "measure against `PROFILE`: " + strings.Join(params.Profiles(), " or ")}
}

func roleFlag() cli.Flag {
	return &cli.StringFlag{Name: "role", Usage: "take the host for a `ROLE`, whatever the facts say: " + strings.Join(params.Roles(), ", ")}
}

// criteriaFlags say what a host is measured against.
func criteriaFlags() []cli.Flag {
	return []cli.Flag{
		profileFlag(), roleFlag(),
		&cli.StringFlag{Name: "params", Usage: "override thresholds from the YAML `FILE` (names: isoscan policies list --params)"},
		policiesFlag(),
	}
}

// criteria reads the flags of criteriaFlags.
func criteria(env *Env, c *cli.Context) (scan.Criteria, error) {
	out := scan.Criteria{Profile: c.String("profile"), Role: c.String("role"), Version: env.Version}
	if !slices.Contains(params.Profiles(), out.Profile) {
		return out, usage("choose "+strings.Join(params.Profiles(), " or "), "there is no profile %q", out.Profile)
	}
	if out.Role != "" && !slices.Contains(params.Roles(), out.Role) {
		return out, usage("choose one of "+strings.Join(params.Roles(), ", "), "there is no role %q", out.Role)
	}
	var err error
	if out.Engine, err = loadEngine(c.StringSlice("policies")); err != nil {
		return out, err
	}
	if f := c.String("params"); f != "" {
		b, err := readInput(env, f, 1<<20)
		if err != nil {
			return out, err
		}
		if out.Overrides, err = params.ReadOverrides(b); err != nil {
			return out, usage("a map of names and values is needed, one a line: ssh_max_auth_tries: 3", "%s: %w", f, err)
		}
		values, err := out.Engine.Params.Values(out.Profile, orDefault(out.Role, params.Roles()[0]))
		if err != nil {
			return out, err
		}
		if _, err := out.Engine.Params.Override(values, out.Overrides); err != nil {
			return out, usage("list them with: isoscan policies list --params", "%s: %w", f, err)
		}
	}
	return out, nil
}

// gateFlags say what must hold for exit code 0.
func gateFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "fail-on", Usage: "exit 1 when a rule of this `SEVERITY` or worse fails: critical, high, medium, low"},
		&cli.Float64Flag{Name: "min-score", Usage: "exit 1 when the assured technical score is below `PERCENT`"},
		&cli.Float64Flag{Name: "min-coverage", Usage: "exit 3 when less than `PERCENT` of the technical rules could be judged"},
	}
}

// checkGateFlags refuses wrong values before any work is done.
func checkGateFlags(c *cli.Context) error {
	if s := c.String("fail-on"); s != "" && !slices.Contains(assessment.Severities(), assessment.Severity(s)) {
		return usage("choose critical, high, medium or low", "there is no severity %q", s)
	}
	for _, f := range []string{"min-score", "min-coverage"} {
		if v := c.Float64(f); !(v >= 0 && v <= 100) {
			return usage("give a percentage from 0 to 100", "--%s %v", f, v)
		}
	}
	return nil
}

// checkGates tells whether every gate asked for holds.
func checkGates(c *cli.Context, a *assessment.Assessment) error {
	t := a.Score.Technical
	if t.Assured == nil {
		return incomplete("see what stayed unknown, and why, in the report", "nothing could be evaluated: no score")
	}
	if c.IsSet("min-coverage") && *t.Coverage < c.Float64("min-coverage") {
		return incomplete("see what stayed unknown, and why, in the report", "the coverage is %.1f %%, and %v %% was asked for", *t.Coverage, c.Float64("min-coverage"))
	}
	if s := c.String("fail-on"); s != "" {
		limit := slices.Index(assessment.Severities(), assessment.Severity(s))
		var ids []string
		for _, r := range a.Rules {
			if r.Verdict == assessment.Fail && slices.Index(assessment.Severities(), r.Severity) <= limit {
				ids = append(ids, r.ID)
			}
		}
		if n := len(ids); n > 0 {
			if n > 5 {
				ids = append(ids[:5], fmt.Sprintf("and %d more", n-5))
			}
			return gate("%d rules of severity %s or worse failed: %s", n, s, strings.Join(ids, ", "))
		}
	}
	if c.IsSet("min-score") && *t.Assured < c.Float64("min-score") {
		return gate("the assured technical score is %.1f %%, and %v %% was asked for", *t.Assured, c.Float64("min-score"))
	}
	return nil
}

// readInput reads a file that the user named, or standard input for "-",
// bounded.
func readInput(env *Env, name string, limit int64) ([]byte, error) {
	if name == "-" {
		return readAll(env.Stdin, "standard input", limit)
	}
	st, err := os.Stat(name)
	if err != nil {
		return nil, usage("name a file that exists and can be read", "%w", err)
	}
	if !st.Mode().IsRegular() {
		return nil, usage("name a regular file, or - for standard input", "%s is not a regular file", name)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, usage("name a file that exists and can be read", "%w", err)
	}
	defer f.Close()
	return readAll(f, name, limit)
}
