package cli

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"isoscan/internal/assessment"
	"isoscan/internal/ledger"
	"isoscan/internal/scan"
	"isoscan/reports"
)

func ledgerStatus(env *Env) *cli.Command {
	return &cli.Command{
		Name:      "status",
		Usage:     "what needs somebody: due, expiring, expired, refused, falling short, orphaned, idle",
		ArgsUsage: "[FACTS.json ...]",
		Description: "With facts of hosts it also tells which waivers waive nothing there: an object\n" +
			"is misspelt, or the failure was mended. Of several facts of one host the newest\n" +
			"are judged. A waiver that is also for registered hosts of which no facts are\n" +
			"given is left out: nobody can tell.\n\n" +
			"Exit codes: 0 nothing but what begins later or expires in time; 1 something is\n" +
			"due, expired, refused, falls short, is orphaned or idle; 2 the ledger or facts\n" +
			"cannot be read.",
		Flags: join(judgeFlags(), []cli.Flag{
			&cli.IntFlag{Name: "within", Value: 30, Usage: "announce what expires within `DAYS`"},
		}),
		Action: func(c *cli.Context) error {
			if c.Int("within") < 0 {
				return usage("give a number of days from 0", "--within %d", c.Int("within"))
			}
			crit, l, day, err := judgedLedger(env, c)
			if err != nil {
				return err
			}
			hosts, idle, err := judgeFacts(env, c, crit)
			if err != nil {
				return err
			}
			controls, _ := ledger.Standard(crit.Engine.Catalogue)
			lookup := scan.RuleLookup(crit.Engine)
			s := crit.Records.Judged().Status(ledger.StatusOptions{
				Today: day, Within: c.Int("within"), Rules: lookup, Controls: controls, Hosts: hosts, Idle: idle,
			}, l.Facts(day, lookup))
			if err := printStatus(env.Stdout, s, c.Int("within")); err != nil {
				return err
			}
			if n := len(s.Due) + len(s.Expired) + len(s.Refused) + len(s.Shortfall) + len(s.Orphaned) + len(s.Idle); n > 0 {
				return gate("%s somebody", assessment.Counted(n, "record or control needs", "records or controls need"))
			}
			return nil
		},
	}
}

// judgeFacts judges the hosts of the facts that the command was given: their
// names, and which waivers waive nothing there.
func judgeFacts(env *Env, c *cli.Context, crit scan.Criteria) (hosts []string, idle map[string]string, err error) {
	if !c.Args().Present() {
		return nil, nil, nil
	}
	files, err := openFacts(env, c.Args().Slice(), false)
	if err != nil {
		return nil, nil, err
	}
	org := scan.NewOrganisation(crit)
	for _, n := range files.newest {
		doc, err := files.read(n)
		if err != nil {
			return nil, nil, err
		}
		if _, err := org.EvaluateNewest(c.Context, doc, len(n.Older)); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", n.File, ledgerFault(err))
		}
		hosts = append(hosts, n.Host.Name)
	}
	return hosts, org.IdleWaivers(), nil
}

func printStatus(out io.Writer, s *ledger.Status, within int) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	list := func(title string, items []ledger.Item) {
		if len(items) == 0 {
			return
		}
		fmt.Fprintf(w, "%s (%d)\n", title, len(items))
		for _, i := range items {
			fmt.Fprintf(w, "  %s\t%s\t%s\t%s\t%s\n", i.ID, i.Control, i.Kind, i.Owner, assessment.Printable(i.Message))
		}
	}
	list("fall short: the control is not met", s.Shortfall)
	list("refused: they do not count", s.Refused)
	list("expired", s.Expired)
	list("orphaned: their rule or host is gone", s.Orphaned)
	list("idle: they, or an object of theirs, waive nothing on the hosts of the facts given", s.Idle)
	list("expire within "+assessment.Counted(within, "day", "days"), s.Expiring)
	list("begin later", s.Future)
	if len(s.Due) > 0 {
		fmt.Fprintf(w, "due: controls that need people's evidence and have none that counts (%d)\n", len(s.Due))
		for _, d := range s.Due {
			fmt.Fprintf(w, "  %s\t%s\t%s\n", d.Control.ID, d.Control.Title, assessment.Printable(d.Reason))
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(out, "%s, %d refused, %d expired, %d orphaned, %d idle, %d expiring, %s due\n", assessment.Counted(len(s.Shortfall), "falls short", "fall short"),
		len(s.Refused), len(s.Expired), len(s.Orphaned), len(s.Idle), len(s.Expiring), assessment.Counted(len(s.Due), "control", "controls"))
	return err
}

func ledgerSoA(env *Env) *cli.Command {
	formats := statementFormats()
	return &cli.Command{
		Name:  "soa",
		Usage: "the Statement of Applicability: which controls apply, why or why not, and who says so",
		Flags: join(judgeFlags(), []cli.Flag{
			&cli.StringFlag{Name: "format", Value: "csv", Usage: "write `FORMATS`, joined by commas: " + strings.Join(formats, ", ")},
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write the one format to `FILE`; - is standard output"},
			&cli.StringFlag{Name: "output-dir", Usage: "write soa-DAY.EXTENSION into `DIR`, one a format"},
			paperFlag(), engagementFlag(),
		}),
		Action: func(c *cli.Context) error {
			if err := noMoreArgs(c, 0); err != nil {
				return err
			}
			names := strings.Split(c.String("format"), ",")
			for i, n := range names {
				if names[i] = strings.TrimSpace(n); !slices.Contains(formats, names[i]) {
					return usage("there are "+strings.Join(formats, ", "), "the Statement of Applicability has no format %q", names[i])
				}
				if slices.Contains(names[:i], names[i]) {
					return usage("name each format once", "the format %s is named twice", names[i])
				}
			}
			file, dir := c.String("output"), c.String("output-dir")
			switch {
			case file != "" && dir != "":
				return usage("give one of them", "--output and --output-dir exclude each other")
			case dir == "" && len(names) > 1:
				return usage("use --output-dir for several", "--output takes one format, and %d are named", len(names))
			case dir == "" && names[0] == "pdf" && (file == "" || file == "-") && env.StdoutTerminal:
				return usage("redirect it, or name a file", "a PDF is not for a terminal")
			}
			options, err := documentOptions(c)
			if err != nil {
				return err
			}
			crit, _, _, err := judgedLedger(env, c)
			if err != nil {
				return err
			}
			s := crit.Statement()
			if dir != "" {
				if err := makeDir(dir); err != nil {
					return err
				}
			}
			var errs []error
			for _, n := range names {
				errs = append(errs, writeStatement(env, s, n, options, file, dir))
			}
			return errors.Join(errs...)
		},
	}
}

// statementFormats are the formats that write a Statement of Applicability.
func statementFormats() []string {
	var names []string
	for _, f := range reports.All(reports.Options{}) {
		if _, ok := f.(reports.StatementFormat); ok {
			names = append(names, f.Name())
		}
	}
	return names
}

func writeStatement(env *Env, s *assessment.Statement, name string, options reports.Options, file, dir string) error {
	f, err := reports.ByName(name, options)
	if err != nil {
		return usage("", "%w", err)
	}
	sf, ok := f.(reports.StatementFormat)
	if !ok {
		return usage("there are "+strings.Join(statementFormats(), ", "), "the Statement of Applicability has no format %q", name)
	}
	write := func(w io.Writer) error { return sf.WriteStatement(w, s) }
	if dir != "" {
		file = filepath.Join(dir, "soa-"+s.JudgedOn+"."+f.Extension())
	}
	if file == "" || file == "-" {
		return write(env.Stdout)
	}
	if err := writeFile(file, write); err != nil {
		return err
	}
	fmt.Fprintf(env.Stderr, "wrote %s\n", file)
	return nil
}
