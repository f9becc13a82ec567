package cli

import (
	"path/filepath"

	"github.com/urfave/cli/v2"

	"isoscan/internal/assessment"
	"isoscan/internal/scan"
)

func evaluateCommand(env *Env) *cli.Command {
	return &cli.Command{
		Name:      "evaluate",
		Usage:     "judge facts that were saved earlier, under the policies of today",
		ArgsUsage: "FACTS.json [FACTS.json ...]",
		Description: "The facts of one host give its assessment. Several give one register of the\n" +
			"organisation: for each control the worst host, counts, and the hosts by name;\n" +
			"with a ledger also the registered hosts of which there are no facts.",
		Flags: join(criteriaFlags(), outputFlags(), gateFlags(), []cli.Flag{
			&cli.BoolFlag{Name: "organisation", Usage: "make the register of the organisation from one host's facts, too"},
			&cli.BoolFlag{Name: "each", Usage: "of several hosts, write each one's own report into --output-dir as well"},
		}),
		Action: asPlugin(env, func(c *cli.Context) error {
			if c.NArg() == 0 {
				return usage("make one with: isoscan facts --output FACTS.json", "a facts file is needed")
			}
			if err := checkGateFlags(c); err != nil {
				return err
			}
			out, err := planOutputs(env, c)
			if err != nil {
				return err
			}
			if c.NArg() > 1 || c.Bool("organisation") {
				return evaluateMany(env, c, out)
			}
			if c.Bool("each") {
				return usage("name several facts files, or leave it out", "--each is for several hosts")
			}
			crit, err := criteria(env, c)
			if err != nil {
				return err
			}
			doc, err := readFacts(env, c.Args().First())
			if err != nil {
				return err
			}
			a, err := scan.Evaluate(c.Context, crit, doc)
			if err != nil {
				return ledgerFault(err)
			}
			return finish(c, out, a)
		}),
	}
}

// finish writes the reports of one host, then looks at the gates.
func finish(c *cli.Context, out *outputs, a *assessment.Assessment) error {
	if err := out.write(a); err != nil {
		return err
	}
	if c.String("format") == "nagios" {
		return out.state(a)
	}
	return checkGates(c, a)
}

// evaluateMany judges one facts file after the other, so that only the register
// stays in memory.
func evaluateMany(env *Env, c *cli.Context, out *outputs) error {
	if err := out.forOrganisation(); err != nil {
		return err
	}
	if c.Bool("each") && out.dir == "" {
		return usage("add --output-dir DIR", "each host's own report needs a place to be written to")
	}
	crit, err := criteria(env, c)
	if err != nil {
		return err
	}
	org := scan.NewOrganisation(crit)
	out.taken = map[string]bool{} // shared by both
	own := *out
	for _, name := range c.Args().Slice() {
		doc, err := readFacts(env, name)
		if err != nil {
			return err
		}
		a, err := org.Evaluate(c.Context, doc)
		if err != nil {
			return usage("give the facts of each host once", "%s: %w", name, ledgerFault(err))
		}
		if !c.Bool("each") {
			continue
		}
		own.formats = without(out.formats, "text")
		if err := own.write(a); err != nil {
			return err
		}
	}
	o, err := org.Finish()
	if err != nil {
		return ledgerFault(err)
	}
	if err := out.writeOrganisation(o); err != nil {
		return err
	}
	return checkOrganisationGates(c, o)
}

func without(list []string, word string) []string {
	var out []string
	for _, s := range list {
		if s != word {
			out = append(out, s)
		}
	}
	return out
}

// underFolder is a name below a folder, as messages show it.
func underFolder(dir, name string) string {
	if name == "." {
		return dir
	}
	return filepath.Join(dir, name)
}
