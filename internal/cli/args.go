package cli

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// flagsFirst moves flags before arguments, because the parser stops at the
// first argument and would silently take every later flag for one. A lone "-"
// is an argument, and "--" ends the flags.
func flagsFirst(app *cli.App, args []string) ([]string, error) {
	var path []string
	flags := app.Flags
	commands := app.Commands
	i := 0
	for i < len(args) && len(commands) > 0 && !strings.HasPrefix(args[i], "-") {
		k := slices.IndexFunc(commands, func(c *cli.Command) bool { return c.HasName(args[i]) })
		if k < 0 {
			break
		}
		path = append(path, args[i])
		flags, commands = commands[k].Flags, commands[k].Subcommands
		i++
	}
	var front, rest []string
	for ; i < len(args); i++ {
		a := args[i]
		if a == "--" {
			rest = append(rest, args[i+1:]...)
			break
		}
		if a == "-" || !strings.HasPrefix(a, "-") {
			rest = append(rest, a)
			continue
		}
		front = append(front, a)
		name, _, hasValue := strings.Cut(strings.TrimLeft(a, "-"), "=")
		if !hasValue && takesValue(flags, name) && i+1 < len(args) {
			i++
			front = append(front, args[i])
		}
	}
	out := append(path, front...)
	if slices.ContainsFunc(rest, func(a string) bool { return a != "-" && strings.HasPrefix(a, "-") }) {
		out = append(out, "--")
	}
	return append(out, rest...), nil
}

// takesValue reports whether the named flag is followed by its value.
func takesValue(flags []cli.Flag, name string) bool {
	for _, f := range flags {
		if slices.Contains(f.Names(), name) {
			d, ok := f.(cli.DocGenerationFlag)
			return ok && d.TakesValue()
		}
	}
	return false
}
