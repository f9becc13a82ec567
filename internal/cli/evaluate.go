package cli

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"isoscan/internal/assessment"
	"isoscan/internal/scan"
	"isoscan/internal/score"
	"isoscan/reports"
)

func evaluateCommand(env *Env) *cli.Command {
	return &cli.Command{
		Name:      "evaluate",
		Usage:     "judge facts that were saved earlier, under the policies of today",
		ArgsUsage: "FACTS.json [FACTS.json ...]",
		Description: "The facts of one host give its assessment. Several give one register of the\n" +
			"organisation: for each control the worst host, counts, and the hosts by name;\n" +
			"with a ledger also the registered hosts of which there are no facts. Of several\n" +
			"facts of one host (one name, one machine id) the newest are judged.",
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

// evaluateMany judges the newest facts of one host after the other, so that only
// the register stays in memory.
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
	files, err := openFacts(env, c.Args().Slice(), out.options.Quiet)
	if err != nil {
		return err
	}
	hosts := make([]assessment.Host, len(files.newest))
	for i, n := range files.newest {
		hosts[i] = n.Host
	}
	names := score.HostNames(hosts)
	org := scan.NewOrganisation(crit)
	out.taken = map[string]bool{} // shared by both
	own := *out
	own.formats = without(out.formats, "text")
	for i, n := range files.newest {
		doc, err := files.read(n)
		if err != nil {
			return err
		}
		a, err := org.EvaluateNewest(c.Context, doc, len(n.Older))
		if err != nil {
			return fmt.Errorf("%s: %w", n.File, ledgerFault(err))
		}
		if !c.Bool("each") {
			continue
		}
		if err := own.writeNamed(names[i], a); err != nil {
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

// writeNamed writes one of many hosts' own reports into files of that name, which
// tells it from others that are called like it.
func (o *outputs) writeNamed(name string, a *assessment.Assessment) error {
	return o.each(o.options, func(f reports.Format, _ bool) (string, func(io.Writer) error) {
		path := o.distinct(filepath.Join(o.dir, reportName(name, a.FinishedAt, f.Extension())), f.Extension())
		return path, func(w io.Writer) error { return f.Write(w, a) }
	})
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
