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
		Usage:     "render a saved assessment again, offline",
		ArgsUsage: "ASSESSMENT.json",
		Flags:     outputFlags(),
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usage("make one with: isoscan scan --format json --output ASSESSMENT.json", "one assessment file is needed")
			}
			out, err := planOutputs(env, c)
			if err != nil {
				return err
			}
			b, err := readInput(env, c.Args().First(), assessment.ReadLimit)
			if err != nil {
				return err
			}
			a, err := assessment.Read(bytes.NewReader(b))
			if err != nil {
				hint := ""
				var re *assessment.ReadError
				if errors.As(err, &re) {
					hint = re.Hint()
				}
				return usage(hint, "%s: %w", c.Args().First(), err)
			}
			return out.write(a)
		},
	}
}
