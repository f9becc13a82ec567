// Package cli owns the commands: flags, exit codes, hints, and where output
// goes. It decides nothing about facts or verdicts.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/urfave/cli/v2"
)

// Env is the outside world of a run. Main fills it; tests replace it.
type Env struct {
	Version string
	Stdin   io.Reader
	Stdout  io.Writer
	Stderr  io.Writer
	// Terminal reports whether Stdout (or Stderr) is a terminal and how wide.
	StdoutTerminal, StderrTerminal bool
	// StdinTerminal: somebody may be asked.
	StdinTerminal bool
	Width         int
	// NoColor: colour is unwanted even on a terminal (NO_COLOR).
	NoColor bool
	Clock   func() time.Time
}

// Run executes one command line, without the program's name, and returns the
// exit code.
func Run(ctx context.Context, env Env, args []string) int {
	defer steerMemory()()
	out := &stdout{w: env.Stdout}
	env.Stdout = out
	app := newApp(&env)
	if complete(app, env.Stdout, args) {
		return exitOK
	}
	args, err := flagsFirst(app, habits(args))
	if err == nil {
		err = app.RunContext(ctx, append([]string{app.Name}, args...))
	}
	if err == nil && out.err != nil {
		err = usage("free some space, or write elsewhere", "writing to standard output: %w", out.err)
	}
	if err == nil {
		return exitOK
	}
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		err = incomplete("", "interrupted: %v", err)
	}
	return fail(env.Stderr, err)
}

// habits turns what people type at any program into a command of this one.
func habits(args []string) []string {
	switch {
	case len(args) == 1 && args[0] == "--version":
		return []string{"version"}
	case len(args) > 0 && args[0] == "help":
		return append(slices.Clone(args[1:]), "--help")
	}
	return args
}

// stdout remembers the first failed write, so that output which was lost is
// never a success, whoever wrote it.
type stdout struct {
	w   io.Writer
	err error
}

func (s *stdout) Write(b []byte) (int, error) {
	n, err := s.w.Write(b)
	if err != nil && s.err == nil {
		s.err = err
	}
	return n, err
}

func newApp(env *Env) *cli.App {
	app := &cli.App{
		Name:  "isoscan",
		Usage: "measure a host against ISO/IEC 17799:2000, and show the evidence",
		Description: "Checks gather facts from a host, policies judge the facts, reports show the\n" +
			"judgement. What was not seen is unknown, never a pass.",
		Version:                   env.Version,
		HideVersion:               true,
		HideHelpCommand:           true,
		EnableBashCompletion:      true,
		DisableSliceFlagSeparator: true,
		Reader:                    env.Stdin,
		Writer:                    env.Stdout,
		ErrWriter:                 env.Stderr,
		// Errors are printed and mapped once, in Run.
		ExitErrHandler: func(*cli.Context, error) {},
		OnUsageError:   onUsageError,
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return unknownCommand(c.App.Commands, c.Args().First(), "")
			}
			return cli.ShowAppHelp(c)
		},
		Commands: []*cli.Command{
			scanCommand(env),
			factsCommand(env),
			evaluateCommand(env),
			reportCommand(env),
			ledgerCommand(env),
			controlsCommand(env),
			policiesCommand(env),
			versionCommand(env),
			completionCommand(env),
		},
	}
	eachCommand(app.Commands, func(c *cli.Command) {
		c.OnUsageError = onUsageError
		c.HideHelpCommand = true
	})
	return app
}

func eachCommand(list []*cli.Command, f func(*cli.Command)) {
	for _, c := range list {
		f(c)
		eachCommand(c.Subcommands, f)
	}
}

func onUsageError(c *cli.Context, err error, _ bool) error {
	name := c.App.Name
	if c.Command != nil && c.Command.Name != "" && c.Command.Name != name {
		name += " " + c.Command.Name
	}
	return usage("see: "+name+" --help", "%w", err)
}

func unknownCommand(list []*cli.Command, name, of string) error {
	var names string
	for _, c := range list {
		if !c.Hidden {
			names += " " + c.Name
		}
	}
	return usage("the commands are:"+names, "there is no command %q%s", name, of)
}

// noMoreArgs refuses arguments beyond the first n.
func noMoreArgs(c *cli.Context, n int) error {
	if c.NArg() > n {
		return usage("see: isoscan "+c.Command.Name+" --help", "unexpected argument %q", c.Args().Get(n))
	}
	return nil
}

// versionCommand prints the version and nothing else.
func versionCommand(env *Env) *cli.Command {
	return &cli.Command{
		Name:  "version",
		Usage: "print the version",
		Action: func(c *cli.Context) error {
			if err := noMoreArgs(c, 0); err != nil {
				return err
			}
			_, err := fmt.Fprintf(env.Stdout, "isoscan %s\n", env.Version)
			return err
		},
	}
}
