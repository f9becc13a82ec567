package cli

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"isoscan/internal/assessment"
	"isoscan/internal/params"
	"isoscan/internal/policy"
	"isoscan/policies"
)

func policiesCommand(env *Env) *cli.Command {
	return &cli.Command{
		Name:  "policies",
		Usage: "list, show and test the rules",
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return unknownCommand(c.Command.Subcommands, c.Args().First(), " of policies")
			}
			return cli.ShowSubcommandHelp(c)
		},
		Subcommands: []*cli.Command{
			{
				Name:  "list",
				Usage: "one line a rule: id, primary control, severity, title",
				Flags: []cli.Flag{
					policiesFlag(),
					&cli.BoolFlag{Name: "params", Usage: "list the thresholds instead, with their values for --profile and --role"},
					profileFlag(), roleFlag(),
				},
				Action: func(c *cli.Context) error { return listPolicies(env, c) },
			},
			{
				Name:      "show",
				Usage:     "all that is known of one rule",
				ArgsUsage: "ID",
				Flags:     []cli.Flag{policiesFlag()},
				Action:    func(c *cli.Context) error { return showPolicy(env, c) },
			},
			{
				Name: "test",
				Usage: "run the rules' cases, and delete every needed fact from each: " +
					"no rule may turn to pass",
				ArgsUsage: "[DIR ...]",
				Description: "With no DIR the rules in the program are tested. A DIR that holds a whole\n" +
					"policies folder, or lies in one, is tested from disk; any other is taken for a\n" +
					"folder of a user's own rules.",
				Flags:  []cli.Flag{&cli.BoolFlag{Name: "verbose", Aliases: []string{"v"}, Usage: "a line for each rule, also where all is well"}},
				Action: func(c *cli.Context) error { return testPolicies(env, c) },
			},
		},
	}
}

func policiesFlag() cli.Flag {
	return &cli.StringSliceFlag{Name: "policies", Usage: "also use the rules of folder `DIR` (may be repeated)"}
}

// loadEngine loads the built-in policies and the user's own folders.
func loadEngine(dirs []string) (*policy.Engine, error) {
	e, err := policy.Load(policies.FS)
	if err != nil {
		return nil, fmt.Errorf("the built-in policies: %w", err)
	}
	for _, dir := range dirs {
		fsys, err := openDir(dir)
		if err != nil {
			return nil, err
		}
		if err := e.AddPack(fsys, dir); err != nil {
			return nil, usage("see docs/adding-a-rule.md; try: isoscan policies test "+dir, "policies in %s: %w", dir, err)
		}
	}
	return e, nil
}

// openDir opens a folder so that no link leads out of it.
func openDir(dir string) (fs.FS, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, usage("name a folder that exists and can be read", "the folder %s: %w", dir, err)
	}
	return root.FS(), nil
}

func listPolicies(env *Env, c *cli.Context) error {
	if err := noMoreArgs(c, 0); err != nil {
		return err
	}
	e, err := loadEngine(c.StringSlice("policies"))
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(env.Stdout, 0, 0, 2, ' ', 0)
	if c.Bool("params") {
		values, err := e.Params.Values(c.String("profile"), orDefault(c.String("role"), params.Roles()[0]))
		if err != nil {
			return usage("", "%w", err)
		}
		for _, n := range e.Params.Names() {
			d, _ := e.Params.Def(n)
			b, err := json.Marshal(values[n])
			if err != nil {
				return err
			}
			fmt.Fprintf(w, "%s\t%s\t%s\n", n, b, oneLine(d.Description))
		}
		return w.Flush()
	}
	for _, r := range e.Rules() {
		title := r.Title
		if r.Profile == params.Strict {
			title += " (strict)"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", r.ID, r.Controls[0], r.Severity, title)
	}
	return w.Flush()
}

func showPolicy(env *Env, c *cli.Context) error {
	if c.NArg() != 1 {
		return usage("isoscan policies show ID", "one rule id is needed")
	}
	e, err := loadEngine(c.StringSlice("policies"))
	if err != nil {
		return err
	}
	for _, r := range e.Rules() {
		if r.ID == c.Args().First() {
			printRule(env, e, r)
			return nil
		}
	}
	return usage("list them with: isoscan policies list", "there is no rule %q", c.Args().First())
}

func printRule(env *Env, e *policy.Engine, r *policy.Rule) {
	p := func(label, text string) {
		if text != "" {
			fmt.Fprintf(env.Stdout, "%-12s  %s\n", label, strings.Join(wrap(text, max(40, env.Width-16)), "\n              "))
		}
	}
	p("id", r.ID)
	p("title", r.Title)
	p("why", oneLine(r.Description))
	for i, id := range r.Controls {
		label := "control"
		if i > 0 {
			label = "also"
		}
		if ctl, ok := e.Catalogue.Control(id); ok {
			p(label, id+" "+ctl.Title)
		}
	}
	p("looks at", strings.Join(r.Aspects, ", "))
	p("severity", string(r.Severity))
	p("profile", r.Profile)
	if len(r.Roles) > 0 {
		p("roles", strings.Join(r.Roles, ", "))
	}
	for _, n := range r.Scope {
		p("scope", n.String())
	}
	for _, n := range r.Needs {
		p("needs", n.String())
	}
	p("remediation", oneLine(r.Remediation.Text))
	p("command", r.Remediation.Command)
	p("references", strings.Join(r.References, "; "))
	p("origin", r.Origin)
	p("file", r.File)
}

func testPolicies(env *Env, c *cli.Context) error {
	dirs := c.Args().Slice()
	if len(dirs) == 0 {
		dirs = []string{""}
	}
	rules, cases, deletions, bad := 0, 0, 0, 0
	for _, dir := range dirs {
		reports, err := testDir(c, dir)
		if err != nil {
			return err
		}
		for _, r := range reports {
			rules, cases, deletions = rules+1, cases+r.Cases, deletions+r.Deletions
			if len(r.Problems) > 0 {
				bad++
			}
			if c.Bool("verbose") && len(r.Problems) == 0 {
				fmt.Fprintf(env.Stdout, "ok    %s: %s, %s\n", r.ID, assessment.Counted(r.Cases, "case", "cases"), assessment.Counted(r.Deletions, "deletion", "deletions"))
			}
			for _, p := range r.Problems {
				fmt.Fprintf(env.Stdout, "FAIL  %s: %s\n", r.ID, p)
			}
		}
	}
	fmt.Fprintf(env.Stdout, "%s, %s, %s deleted: %s with problems\n", assessment.Counted(rules, "rule", "rules"), assessment.Counted(cases, "case", "cases"),
		assessment.Counted(deletions, "fact", "facts"), assessment.Counted(bad, "rule", "rules"))
	switch {
	case bad > 0:
		return gate("rules that do not do what their cases say: %d of %d", bad, rules)
	case rules == 0:
		return incomplete("name a folder that holds .rego files", "no rule was found, so nothing was tested")
	}
	return nil
}

// testDir tests the built-in rules (empty), those of a policies folder on disk
// or below it, or a user's own.
func testDir(c *cli.Context, dir string) ([]policy.CaseReport, error) {
	if dir == "" {
		e, err := loadEngine(nil)
		if err != nil {
			return nil, err
		}
		return e.TestCases(c.Context, policies.FS, ".")
	}
	root, below, ok := policyRoot(dir)
	if !ok {
		e, err := loadEngine([]string{dir})
		if err != nil {
			return nil, err
		}
		fsys, err := openDir(dir)
		if err != nil {
			return nil, err
		}
		return e.TestPack(c.Context, fsys, dir)
	}
	fsys, err := openDir(root)
	if err != nil {
		return nil, err
	}
	e, err := policy.Load(fsys)
	if err != nil {
		return nil, usage("", "policies in %s: %w", root, err)
	}
	return e.TestCases(c.Context, fsys, below)
}

func orDefault(s, d string) string {
	if s == "" {
		return d
	}
	return s
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// wrap breaks a text into lines of at most width runes, at spaces.
func wrap(s string, width int) []string {
	var lines []string
	line := ""
	for _, w := range strings.Fields(s) {
		if line != "" && len([]rune(line))+1+len([]rune(w)) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += w
	}
	return append(lines, line)
}
