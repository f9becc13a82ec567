package cli

import (
	"bytes"
	"errors"

	"github.com/urfave/cli/v2"

	"isoscan/internal/assessment"
)

func reportCommand(env *Env) *cli.Command {
	return &cli.Command{
		Name:      "report",
		Usage:     "render a saved assessment, or the register of an organisation, again, offline",
		ArgsUsage: "ASSESSMENT.json",
		Flags:     outputFlags(),
		Action: asPlugin(env, func(c *cli.Context) error {
			if c.NArg() > 1 {
				return usage("render one file after the other; several hosts make one register with: isoscan evaluate FACTS.json FACTS.json", "one assessment file is rendered at a time, and %d are named", c.NArg())
			}
			if c.NArg() == 0 {
				return usage("make one with: isoscan scan --format json --output ASSESSMENT.json", "one assessment file is needed")
			}
			out, err := planOutputs(env, c)
			if err != nil {
				return err
			}
			saved, err := readSaved(env, c.Args().First())
			if err != nil {
				return err
			}
			if saved.Organisation != nil {
				if err := out.forOrganisation(); err != nil {
					return err
				}
				return out.writeOrganisation(saved.Organisation)
			}
			if err := out.write(saved.Assessment); err != nil {
				return err
			}
			return out.state(saved.Assessment)
		}),
	}
}

// readSaved reads what isoscan wrote with --format json.
func readSaved(env *Env, name string) (assessment.Saved, error) {
	b, err := readInput(env, name, assessment.ReadLimit)
	if err != nil {
		return assessment.Saved{}, err
	}
	saved, err := assessment.ReadSaved(bytes.NewReader(b))
	if err != nil {
		hint := ""
		var re *assessment.ReadError
		if errors.As(err, &re) {
			hint = re.Hint()
		}
		return saved, usage(hint, "%s: %w", name, err)
	}
	return saved, nil
}
