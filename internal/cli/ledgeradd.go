package cli

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"isoscan/internal/assessment"
	"isoscan/internal/ledger"
	"isoscan/internal/policy"
	"isoscan/internal/scan"
	"isoscan/internal/spelling"
)

func ledgerAdd(env *Env) *cli.Command {
	return &cli.Command{
		Name:  "add",
		Usage: "add a record to a ledger's files, keeping what stands there",
		Description: "What no flag gives is asked for when standard input is a terminal, or with\n" +
			"--ask. The ledger with the record must be in order, else nothing is written.",
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return unknownCommand(c.Command.Subcommands, c.Args().First(), " of ledger add")
			}
			return cli.ShowSubcommandHelp(c)
		},
		Subcommands: []*cli.Command{addAttestation(env), addWaiver(env)},
	}
}

// addFlags are those of both kinds of records.
func addFlags() []cli.Flag {
	return []cli.Flag{
		ledgerDirFlag(), policiesFlag(),
		&cli.StringFlag{Name: "file", Usage: "add it to the `FILE` below the ledger's folder instead of the usual one"},
		&cli.BoolFlag{Name: "ask", Usage: "ask for what no flag gives, also when standard input is no terminal"},
		&cli.StringFlag{Name: "id", Usage: "the record's `ID`, unique in the ledger"},
		&cli.StringFlag{Name: "control", Usage: "`NUMBER` of the control, such as 3.1.1"},
		&cli.BoolFlag{Name: "all-hosts", Usage: "it is for every host"},
		&cli.StringSliceFlag{Name: "host", Usage: "it is for the host of this `NAME` or pattern (may be repeated)"},
		&cli.StringSliceFlag{Name: "label", Usage: "it is for hosts with the label `KEY=VALUE` (may be repeated: all must match)"},
		&cli.StringFlag{Name: "approver", Usage: "`PERSON` who approved it, by id; not the owner"},
	}
}

func addAttestation(env *Env) *cli.Command {
	return &cli.Command{
		Name:  "attestation",
		Usage: "somebody says, with evidence, that a control is met",
		Flags: join(addFlags(), []cli.Flag{
			&cli.StringFlag{Name: "statement", Usage: "what is the case, in whole `SENTENCES`"},
			&cli.StringFlag{Name: "owner", Usage: "`PERSON` who answers for it, by id"},
			&cli.StringFlag{Name: "date", Usage: "`DAY` from which it holds; today by default"},
			&cli.StringFlag{Name: "valid-until", Usage: "last `DAY` on which it holds"},
			&cli.StringFlag{Name: "period", Usage: "how long it holds instead: `365d`, 12m or 1y"},
			&cli.StringSliceFlag{Name: "evidence-file", Usage: "`FILE` below the ledger's folder; its digest is taken (may be repeated)"},
			&cli.StringSliceFlag{Name: "evidence-reference", Usage: "`WORDS` that find a document elsewhere (may be repeated)"},
			&cli.StringSliceFlag{Name: "evidence-link", Usage: "`URL` of a document elsewhere (may be repeated)"},
			&cli.Float64Flag{Name: "measured", Usage: "the measured `NUMBER`, for a control that asks for one", DefaultText: "none"},
			&cli.StringFlag{Name: "unit", Value: "percent", Usage: "its `UNIT`"},
			&cli.StringFlag{Name: "of", Usage: "`WHAT` was measured; by default what the control asks for"},
		}),
		Action: func(c *cli.Context) error {
			q := newQuestions(env, c)
			a := ledger.Attestation{Control: q.text("control", "Number of the control", q.control)}
			a.Statement = q.text("statement", "What is the case, in whole sentences", q.form("text"))
			a.Owner = q.text("owner", "Who answers for it (id)", q.person)
			a.Approver = q.text("approver", "Who approved it (id)", q.another(a.Owner))
			if a.Date = c.String("date"); a.Date == "" {
				a.Date = ledger.Day(env.Clock())
			}
			a.ID = q.textOr("id", "Id of the record", q.free("att-"+a.Control+"-"+a.Date), q.fresh)
			a.ValidUntil, a.Period = c.String("valid-until"), c.String("period")
			if a.ValidUntil == "" && a.Period == "" {
				a.Period = q.textOr("period", "How long it holds (365d, 12m, 1y)", "1y", q.form("period"))
			}
			var err error
			if a.Scope, err = scopeOf(c, q); err != nil {
				return err
			}
			for _, f := range c.StringSlice("evidence-file") {
				a.Evidence = append(a.Evidence, ledger.Evidence{File: f})
			}
			for _, r := range c.StringSlice("evidence-reference") {
				a.Evidence = append(a.Evidence, ledger.Evidence{Reference: r})
			}
			for _, l := range c.StringSlice("evidence-link") {
				a.Evidence = append(a.Evidence, ledger.Evidence{Link: l})
			}
			if len(a.Evidence) == 0 {
				if e := q.evidence(); e != (ledger.Evidence{}) {
					a.Evidence = append(a.Evidence, e)
				}
			}
			if c.IsSet("measured") {
				a.Measured = &ledger.Measured{Value: c.Float64("measured"), Unit: c.String("unit"), Of: c.String("of")}
			} else {
				a.Measured = q.measured(a.Control, c.String("unit"))
			}
			if q.err != nil {
				return q.err
			}
			return addRecord(env, c, a)
		},
	}
}

func addWaiver(env *Env) *cli.Command {
	return &cli.Command{
		Name:  "waiver",
		Usage: "somebody bears the risk of a failure until a day",
		Flags: join(addFlags(), []cli.Flag{
			&cli.StringFlag{Name: "rule", Usage: "`ID` of the rule; instead of --control"},
			&cli.StringSliceFlag{Name: "object", Usage: "only for violations of this `RESOURCE`, as a report shows it (may be repeated)"},
			&cli.StringFlag{Name: "justification", Usage: "why the risk is borne, and what lessens it, in `SENTENCES`"},
			&cli.StringFlag{Name: "risk-owner", Usage: "`PERSON` who bears the risk, by id"},
			&cli.StringFlag{Name: "granted", Usage: "first `DAY` on which it holds; today by default"},
			&cli.StringFlag{Name: "expires", Usage: "last `DAY` on which it holds"},
			&cli.StringFlag{Name: "ticket", Usage: "`TICKET` under which the fault is mended"},
		}),
		Action: func(c *cli.Context) error {
			q := newQuestions(env, c)
			w := ledger.Waiver{Control: c.String("control"), Rule: c.String("rule"), Objects: c.StringSlice("object")}
			if w.Control == "" && w.Rule == "" {
				w.Rule = q.text("rule", "Id of the rule", q.rule)
			}
			if len(w.Objects) == 0 {
				w.Objects = q.list("object", "Only for the object, as the column resource of a report has it (empty: for all)", "Another object (empty: no more)")
			}
			w.Justification = q.text("justification", "Why the risk is borne, and what lessens it", q.form("text"))
			w.RiskOwner = q.text("risk-owner", "Who bears the risk (id)", q.person)
			w.Approver = q.text("approver", "Who approved it (id)", q.another(w.RiskOwner))
			if w.Granted = c.String("granted"); w.Granted == "" {
				w.Granted = ledger.Day(env.Clock())
			}
			w.Expires = q.text("expires", "Last day on which it holds (YYYY-MM-DD)", q.dayFrom(w.Granted))
			w.Ticket = q.optional("ticket", "Ticket (may be empty)", q.form("line"))
			w.ID = q.textOr("id", "Id of the record", q.free("wv-"+orDefault(w.Rule, w.Control)+"-"+w.Granted), q.fresh)
			var err error
			if w.Scope, err = scopeOf(c, q); err != nil {
				return err
			}
			if q.err != nil {
				return q.err
			}
			return addRecord(env, c, w)
		},
	}
}

// addRecord writes a record into the ledger and shows what it wrote. What rules
// on records find against it is told at once.
func addRecord(env *Env, c *cli.Context, record any) error {
	if err := noMoreArgs(c, 0); err != nil {
		return err
	}
	e, err := loadEngine(c.StringSlice("policies"))
	if err != nil {
		return err
	}
	if w, ok := record.(ledger.Waiver); ok && w.Rule != "" {
		if _, ok := e.Rule(w.Rule); !ok {
			return unknownRule(e, w.Rule)
		}
	}
	crit := scan.Criteria{Engine: e}
	if a, ok := record.(ledger.Attestation); ok && a.Measured != nil && a.Measured.Of == "" {
		a.Measured.Of = crit.MeasureOf(a.Control)
	}
	dir := c.String("ledger")
	root, err := openLedgerDir(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	_, known := ledger.Standard(e.Catalogue)
	l, text, err := ledger.Add(root, c.String("file"), record, known)
	if err != nil {
		return notAdded(root, dir, known, err)
	}
	fmt.Fprint(env.Stdout, text)
	judged, _, err := scan.JudgeRecord(c.Context, crit, l, env.Clock().UTC(), idOf(record))
	if err != nil {
		return fmt.Errorf("the record is written, and could not be judged: %w", err)
	}
	means := "as it stands it does not count"
	if judged.State == assessment.RecordShortfall {
		means = "it shows that the control is not met"
	}
	for _, p := range judged.Problems {
		fmt.Fprintf(env.Stderr, "note: %s: %s\n", means, p.Message)
	}
	return nil
}

// notAdded tells whether the ledger was refused before, or is with the record.
func notAdded(root *os.Root, dir string, known ledger.Known, err error) error {
	var bad *ledger.Invalid
	if !errors.As(err, &bad) {
		return usage("nothing is written", "the record is not added to %s: %w", dir, err)
	}
	if _, before := ledger.Load(root.FS(), known); before != nil {
		return invalid(dir, before)
	}
	return usage("nothing is written; the form is in docs/ledger.md", "the ledger would be refused with the record:\n%w", problemList(dir, bad))
}

// unknownRule is the error of a waiver for a rule that there is not.
func unknownRule(e *policy.Engine, id string) error {
	hint := "list them with: isoscan policies list; name the folder of your own with --policies"
	if n := spelling.Nearest(id, scan.RuleLookup(e).IDs); n != "" {
		hint = "did you mean " + n + "?"
	}
	return usage(hint, "there is no rule %s", strconv.Quote(id))
}

func idOf(record any) string {
	switch r := record.(type) {
	case ledger.Attestation:
		return r.ID
	case ledger.Waiver:
		return r.ID
	}
	return ""
}

// scopeOf reads the flags that say which hosts a record is for.
func scopeOf(c *cli.Context, q *questions) (ledger.Scope, error) {
	s := ledger.Scope{All: c.Bool("all-hosts"), Hosts: c.StringSlice("host")}
	for _, l := range c.StringSlice("label") {
		k, v, ok := strings.Cut(l, "=")
		if !ok || k == "" || v == "" {
			return s, usage("write it as environment=production", "the label %q is no KEY=VALUE", l)
		}
		if s.Labels == nil {
			s.Labels = map[string]string{}
		}
		s.Labels[k] = v
	}
	if s.All && len(s.Hosts)+len(s.Labels) > 0 {
		return s, usage("leave one of them out", "--all-hosts and --host or --label exclude each other")
	}
	if !s.All && len(s.Hosts)+len(s.Labels) == 0 {
		answer := q.text("host", "Hosts, joined by blanks, or all", func(s string) string {
			for _, h := range hostNames(s) {
				if fault := ledger.Fault("pattern", h); fault != "" {
					return fmt.Sprintf("%q %s", h, fault)
				}
			}
			return ""
		})
		if answer == "all" {
			s.All = true
		} else {
			s.Hosts = hostNames(answer)
		}
	}
	return s, nil
}

// hostNames divides an answer at blanks and commas.
func hostNames(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' })
}
