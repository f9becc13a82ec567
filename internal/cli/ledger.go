package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/urfave/cli/v2"

	"isoscan/internal/assessment"
	"isoscan/internal/catalogue"
	"isoscan/internal/ledger"
	"isoscan/internal/policy"
	"isoscan/internal/scan"
	"isoscan/internal/score"
	"isoscan/policies"
)

// defaultLedger is where the commands look when nobody says.
const defaultLedger = "ledger"

func ledgerCommand(env *Env) *cli.Command {
	return &cli.Command{
		Name:  "ledger",
		Usage: "people's records: attestations, waivers, applicability, the asset register",
		Description: "A ledger is a folder of YAML files in version control. Records expire, are\n" +
			"approved by somebody other than their owner, and count only while rules on\n" +
			"records find nothing against them. See docs/ledger.md.",
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return unknownCommand(c.Command.Subcommands, c.Args().First(), " of ledger")
			}
			return cli.ShowSubcommandHelp(c)
		},
		Subcommands: []*cli.Command{
			ledgerInit(env), ledgerLint(env), ledgerAdd(env), ledgerStatus(env), ledgerSoA(env),
		},
	}
}

// ledgerDirFlag names the ledger of a command of its own.
func ledgerDirFlag() cli.Flag {
	return &cli.StringFlag{Name: "ledger", Value: defaultLedger, Usage: "the ledger's folder `DIR`"}
}

func verifyGitFlag() cli.Flag {
	return &cli.BoolFlag{Name: "verify-git", Usage: "compare the ledger's approvals with its git history: who made the last change to a record, when, and whether it is signed"}
}

func allowedSignersFlag() cli.Flag {
	return &cli.StringFlag{Name: "allowed-signers", Usage: "with --verify-git: whose ssh signatures are good, as ssh-keygen(1) has it, in `FILE`, from outside the repository"}
}

func asOfFlag() cli.Flag {
	return &cli.StringFlag{Name: "as-of", Usage: "judge the ledger's records as of the day `YYYY-MM-DD` instead of today"}
}

// judgeFlags say how a ledger's records are judged.
func judgeFlags() []cli.Flag {
	return []cli.Flag{
		ledgerDirFlag(), profileFlag(), policiesFlag(), verifyGitFlag(), allowedSignersFlag(), asOfFlag(),
		&cli.StringFlag{Name: "params", Usage: "override thresholds from the YAML `FILE` (names: isoscan policies list --params)"},
	}
}

// asOf is the day for which records are judged.
func asOf(env *Env, c *cli.Context) (time.Time, error) {
	s := c.String("as-of")
	if s == "" {
		return env.Clock().UTC(), nil
	}
	day, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return day, usage("give a day that exists, such as 2026-03-31", "--as-of %q is no day", s)
	}
	return day, nil
}

// openLedger reads the folder of --ledger, and its history when asked for.
func openLedger(c *cli.Context, e *policy.Engine) (*ledger.Ledger, error) {
	dir := c.String("ledger")
	if c.IsSet("allowed-signers") && !c.Bool("verify-git") {
		return nil, usage("add --verify-git", "--allowed-signers is about the history, and nobody looks at it")
	}
	root, err := openLedgerDir(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	fsys := root.FS()
	_, known := ledger.Standard(e.Catalogue)
	l, err := ledger.Load(fsys, known)
	if err != nil {
		return nil, invalid(dir, err)
	}
	if c.Bool("verify-git") {
		git := ledger.Git{AllowedSigners: c.String("allowed-signers")}
		if err := git.VerifyGit(c.Context, dir, l); err != nil {
			hint := "leave --verify-git out, or mend what it names"
			var ge *ledger.GitError
			if errors.As(err, &ge) && ge.Hint() != "" {
				hint = ge.Hint()
			}
			return nil, usage(hint, "the history of %s: %w", dir, err)
		}
	}
	return l, nil
}

// openLedgerDir opens the folder of a ledger.
func openLedgerDir(dir string) (*os.Root, error) {
	root, err := os.OpenRoot(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usage("make one with: isoscan ledger init --ledger "+dir, "the ledger: %w", err)
	case errors.Is(err, fs.ErrPermission):
		return nil, usage("run as a user who may read it", "the ledger: %w", err)
	case err != nil:
		return nil, usage("name the folder that holds the ledger's files", "the ledger: %w", err)
	}
	return root, nil
}

// invalid shows every problem of a ledger with its file below the folder.
func invalid(dir string, err error) error {
	var bad *ledger.Invalid
	if !errors.As(err, &bad) {
		return usage("", "the ledger in %s: %w", dir, err)
	}
	return usage("the form is in docs/ledger.md", "the ledger is refused:\n%w", problemList(dir, bad))
}

// problemList is one problem a line, with its file below the folder and its hint.
func problemList(dir string, bad *ledger.Invalid) error {
	var lines []error
	for _, p := range bad.Problems {
		p.File = underFolder(dir, p.File)
		text := p.String()
		if p.Hint != "" {
			text += " (" + p.Hint + ")"
		}
		lines = append(lines, errors.New(text))
	}
	if bad.More > 0 {
		lines = append(lines, fmt.Errorf("and %d more", bad.More))
	}
	return errors.Join(lines...)
}

// ledgerFault gives the hint of what a ledger says against itself, or of hosts
// that it does not tell apart.
func ledgerFault(err error) error {
	var c *score.ContradictionError
	if errors.As(err, &c) {
		return usage(c.Hint(), "the ledger contradicts itself: %w", err)
	}
	var shared *score.SharedEntryError
	if errors.As(err, &shared) {
		return usage(shared.Hint(), "%w", err)
	}
	return err
}

// judgedLedger loads and judges the ledger of judgeFlags.
func judgedLedger(env *Env, c *cli.Context) (scan.Criteria, *ledger.Ledger, time.Time, error) {
	crit, err := criteriaOfRules(env, c)
	if err != nil {
		return crit, nil, time.Time{}, err
	}
	day, err := asOf(env, c)
	if err != nil {
		return crit, nil, day, err
	}
	l, err := openLedger(c, crit.Engine)
	if err != nil {
		return crit, nil, day, err
	}
	crit.Records, err = scan.JudgeLedger(c.Context, crit, l, day)
	return crit, l, day, err
}

func ledgerInit(env *Env) *cli.Command {
	return &cli.Command{
		Name:  "init",
		Usage: "write a skeleton for every control that needs people, with what good evidence looks like",
		Flags: []cli.Flag{
			ledgerDirFlag(),
			&cli.StringFlag{Name: "organisation", Usage: "the `NAME` of the organisation"},
		},
		Action: func(c *cli.Context) error {
			if err := noMoreArgs(c, 0); err != nil {
				return err
			}
			cat, err := catalogue.Load(policies.FS)
			if err != nil {
				return err
			}
			dir := c.String("ledger")
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return usage("name a folder that can be created and written", "the folder %s: %w", dir, err)
			}
			root, err := os.OpenRoot(dir)
			if err != nil {
				return usage("name a folder that can be read and written", "the folder %s: %w", dir, err)
			}
			defer root.Close()
			controls, _ := ledger.Standard(cat)
			files, err := ledger.Init(root, controls, c.String("organisation"))
			if err != nil {
				return usage("name an empty folder: --ledger DIR", "%s: %w", dir, err)
			}
			for _, f := range files {
				fmt.Fprintln(env.Stdout, underFolder(dir, f))
			}
			fmt.Fprintf(env.Stderr, "next: fill in organisation.yaml and assets.yaml, uncomment what you attest, then: isoscan ledger lint --ledger %s\n", dir)
			return nil
		},
	}
}

func ledgerLint(env *Env) *cli.Command {
	return &cli.Command{
		Name:      "lint",
		Usage:     "check a ledger: its form, what it points to, and what a careful owner would mend",
		ArgsUsage: "[FACTS.json ...]",
		Description: "Hosts of the facts files given are compared with the register. Exit codes: 0\n" +
			"nothing but notes; 1 an error or a warning; 2 the ledger's form is broken.",
		Flags: []cli.Flag{
			ledgerDirFlag(), policiesFlag(), verifyGitFlag(), allowedSignersFlag(), asOfFlag(),
			&cli.IntFlag{Name: "within", Value: 30, Usage: "announce what expires within `DAYS`"},
		},
		Action: func(c *cli.Context) error {
			e, err := loadEngine(c.StringSlice("policies"))
			if err != nil {
				return err
			}
			day, err := asOf(env, c)
			if err != nil {
				return err
			}
			l, err := openLedger(c, e)
			if err != nil {
				return err
			}
			hosts, err := hostsOf(env, c.Args().Slice())
			if err != nil {
				return err
			}
			controls, _ := ledger.Standard(e.Catalogue)
			findings := l.Lint(ledger.LintOptions{
				Today: day, Within: c.Int("within"), Rules: scan.RuleLookup(e), Controls: controls, Hosts: hosts, Git: c.Bool("verify-git"),
			})
			bad := 0
			for _, f := range findings {
				if f.Severity != ledger.FindingNote {
					bad++
				}
				f.File = underFolder(c.String("ledger"), f.File)
				fmt.Fprintf(env.Stdout, "%s (%s)\n", f.Problem, f.Severity)
				if f.Hint != "" {
					fmt.Fprintf(env.Stdout, "    hint: %s\n", f.Hint)
				}
			}
			fmt.Fprintf(env.Stdout, "people %d, assets %d, attestations %d, waivers %d, applicability records %d: findings %d\n",
				len(l.People), len(l.Assets), len(l.Attestations), len(l.Waivers), len(l.Applicability), len(findings))
			if bad > 0 {
				return gate("%s somebody", assessment.Counted(bad, "finding needs", "findings need"))
			}
			return nil
		},
	}
}

// hostsOf are the names in facts files.
func hostsOf(env *Env, files []string) ([]string, error) {
	var hosts []string
	for _, f := range files {
		doc, err := readFacts(env, f)
		if err != nil {
			return nil, err
		}
		hosts = append(hosts, doc.Target.Name)
	}
	return hosts, nil
}
