package cli

import (
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

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
		&cli.StringFlag{Name: "ledger", Usage: "weigh people's records too: attestations, waivers, applicability and assets in the folder `DIR` (see: isoscan ledger --help)"},
		verifyGitFlag(), allowedSignersFlag(), asOfFlag(),
	}
}

// criteria reads the flags of criteriaFlags.
func criteria(env *Env, c *cli.Context) (scan.Criteria, error) {
	out, err := criteriaOfRules(env, c)
	if err != nil {
		return out, err
	}
	if c.String("ledger") == "" {
		for _, f := range []string{"verify-git", "allowed-signers", "as-of"} {
			if c.IsSet(f) {
				return out, usage("add --ledger DIR", "--%s is about a ledger, and none is given", f)
			}
		}
		return out, nil
	}
	l, err := openLedger(c, out.Engine)
	if err != nil {
		return out, err
	}
	day, err := asOf(env, c)
	if err != nil {
		return out, err
	}
	out.Records, err = scan.JudgeLedger(c.Context, out, l, day)
	return out, err
}

// criteriaOfRules reads the flags but those of the ledger.
func criteriaOfRules(env *Env, c *cli.Context) (scan.Criteria, error) {
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
