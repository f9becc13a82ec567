package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"isoscan/internal/assessment"
	"isoscan/reports"
)

// pluginUnknown is the state of a monitoring plugin that could not tell: Nagios
// plugin development guidelines, "Plugin Return Codes".
const pluginUnknown = 3

// stateFormat is a format whose reader looks at the exit code too.
type stateFormat interface {
	reports.Format
	// State is the exit code that the report means.
	State(a *assessment.Assessment) int
}

// asPlugin makes a command with the one format nagios end as a plugin must: with
// the state as its exit code, and with UNKNOWN and the reason on standard output
// when anything goes wrong, since 1 and 2 would be taken for verdicts.
func asPlugin(env *Env, action func(*cli.Context) error) cli.ActionFunc {
	return func(c *cli.Context) error {
		if c.String("format") != "nagios" {
			return action(c)
		}
		err := refuseGates(c)
		if err == nil {
			err = action(c)
		}
		var state *pluginState
		if err == nil || errors.As(err, &state) {
			return err
		}
		fmt.Fprintf(env.Stdout, "ISOSCAN UNKNOWN - %s\n", strings.ReplaceAll(assessment.PrintableProse(err.Error()), "|", "/"))
		return &pluginState{pluginUnknown}
	}
}

// refuseGates: a plugin's states are the gate.
func refuseGates(c *cli.Context) error {
	for _, f := range []string{"fail-on", "min-score", "min-coverage", "raw"} {
		if c.IsSet(f) {
			return usage("leave it out", "--%s goes with exit codes that nagios does not have", f)
		}
	}
	return nil
}

// pluginState ends the program with a code and no further word.
type pluginState struct{ code int }

func (s *pluginState) Error() string { return fmt.Sprintf("state %d", s.code) }

// state is the error that carries the plugin's exit code; nil when no plugin's
// output was written, or its state is OK.
func (o *outputs) state(a *assessment.Assessment) error {
	if len(o.formats) != 1 {
		return nil
	}
	f, err := reports.ByName(o.formats[0], o.options)
	if err != nil {
		return err
	}
	if s, ok := f.(stateFormat); ok {
		if code := s.State(a); code != 0 {
			return &pluginState{code}
		}
	}
	return nil
}
