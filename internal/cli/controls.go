package cli

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"isoscan/internal/assessment"
	"isoscan/internal/catalogue"
	"isoscan/internal/params"
	"isoscan/internal/policy"
)

func controlsCommand(env *Env) *cli.Command {
	return &cli.Command{
		Name:      "controls",
		Usage:     "list the 127 controls, or show one with its rules, what they read and why",
		ArgsUsage: "[ID]",
		Flags:     []cli.Flag{policiesFlag()},
		Action: func(c *cli.Context) error {
			if err := noMoreArgs(c, 1); err != nil {
				return err
			}
			e, err := loadEngine(c.StringSlice("policies"))
			if err != nil {
				return err
			}
			if c.NArg() == 0 {
				return listControls(env, e)
			}
			return showControl(env, e, c.Args().First())
		},
	}
}

func rulesOf(e *policy.Engine, control string) []*policy.Rule {
	return slices.DeleteFunc(e.Rules(), func(r *policy.Rule) bool { return !slices.Contains(r.Controls, control) })
}

func listControls(env *Env, e *policy.Engine) error {
	w := tabwriter.NewWriter(env.Stdout, 0, 0, 2, ' ', 0)
	for _, cl := range e.Catalogue.Clauses {
		fmt.Fprintf(w, "%s\t%s\t\t\n", cl.ID, strings.ToUpper(cl.Title))
		for _, o := range cl.Objectives {
			fmt.Fprintf(w, "%s\t%s\t\t\n", o.ID, o.Title)
			for _, c := range o.Controls {
				n := len(rulesOf(e, c.ID))
				rules := assessment.Counted(n, "rule", "rules")
				if n == 0 {
					rules = "-"
				}
				fmt.Fprintf(w, "%s\t  %s\t%s\t%s\n", c.ID, c.Title, c.Method, rules)
			}
		}
	}
	return w.Flush()
}

func showControl(env *Env, e *policy.Engine, id string) error {
	c, ok := e.Catalogue.Control(id)
	if !ok {
		return usage("list them with: isoscan controls", "ISO/IEC 17799:2000 has no control %q", id)
	}
	o, _ := e.Catalogue.Objective(c.Objective)
	cl, _ := e.Catalogue.Clause(c.Clause)
	width := max(40, env.Width-4)
	w := env.Stdout
	fmt.Fprintf(w, "%s %s\n", c.ID, c.Title)
	fmt.Fprintf(w, "  clause %s %s, objective %s %s; %s\n", cl.ID, cl.Title, o.ID, o.Title, c.Method)
	for _, l := range wrap(c.Guidance, width) {
		fmt.Fprintf(w, "  %s\n", l)
	}
	if c.Record != "" {
		fmt.Fprintf(w, "\nPeople attest: %s\n", c.Record)
	}
	if values, err := e.Params.Values(params.Baseline, params.Roles()[0]); err == nil {
		if m, ok := e.Measure(id, values); ok {
			fmt.Fprintf(w, "  measured: %s, in %s, at least %v (profile %s)\n", m.Of, m.Unit, m.Minimum, params.Baseline)
		}
	}
	rules := rulesOf(e, id)
	if len(c.Aspects) > 0 {
		fmt.Fprintln(w, "\nEvidence on the host")
		for _, a := range c.Aspects {
			var ids []string
			for _, r := range rules {
				if slices.Contains(r.Aspects, id+"/"+a.ID) {
					ids = append(ids, r.ID)
				}
			}
			looked := "not looked at yet"
			if len(ids) > 0 {
				looked = strings.Join(ids, ", ")
			}
			printAspect(env, a, looked, width)
		}
	}
	for _, r := range rules {
		fmt.Fprintf(w, "\n%s (%s): %s\n", r.ID, r.Severity, r.Title)
		for _, l := range wrap(r.Description, width) {
			fmt.Fprintf(w, "  %s\n", l)
		}
		fmt.Fprintf(w, "  reads: %s\n", pathList(r))
	}
	return nil
}

func printAspect(env *Env, a catalogue.Aspect, looked string, width int) {
	fmt.Fprintf(env.Stdout, "  %s\n", a.Title)
	for _, l := range wrap(looked, width-4) {
		fmt.Fprintf(env.Stdout, "      %s\n", l)
	}
}

func pathList(r *policy.Rule) string {
	var out []string
	for _, p := range append(slices.Clone(r.Scope), r.Needs...) {
		out = append(out, p.String())
	}
	return strings.Join(slices.Compact(out), ", ")
}
