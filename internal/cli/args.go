package cli

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// flagsFirst moves flags before arguments, because the parser stops at the
// first argument and would silently take every later flag for one. A lone "-"
// is an argument, and "--" ends the flags. No flag is ever ignored: one that has
// no value, an empty one (an unset variable in a script) or two is refused.
func flagsFirst(app *cli.App, args []string) ([]string, error) {
	path, flags, i := commandOf(app, args)
	var front, rest []string
	see := "see: " + strings.Join(append([]string{app.Name}, path...), " ") + " --help"
	given := map[string]bool{}
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
		name, value, hasValue := strings.Cut(strings.TrimLeft(a, "-"), "=")
		f := flagNamed(flags, name)
		if f == nil {
			continue // the parser refuses it, with a message of its own
		}
		if _, repeatable := f.(*cli.StringSliceFlag); given[f.Names()[0]] && !repeatable {
			return nil, usage("give it once", "the flag --%s is given twice", f.Names()[0])
		}
		given[f.Names()[0]] = true
		if !takesValue(f) {
			continue
		}
		if !hasValue {
			if i+1 == len(args) {
				return nil, usage(see, "the flag %s needs a value", a)
			}
			i++
			value = args[i]
			next, _, _ := strings.Cut(strings.TrimLeft(value, "-"), "=")
			if strings.HasPrefix(value, "-") && flagNamed(flags, next) != nil {
				return nil, usage(see, "the flag %s needs a value, and %s follows it", a, value)
			}
			front = append(front, value)
		}
		if value == "" {
			return nil, usage("give it a value, or leave it out", "the flag --%s is empty", name)
		}
	}
	out := append(path, front...)
	if slices.ContainsFunc(rest, func(a string) bool { return a != "-" && strings.HasPrefix(a, "-") }) {
		out = append(out, "--")
	}
	return append(out, rest...), nil
}

// commandOf finds the command that args begin with: its path, its flags, and
// how many args name it.
func commandOf(app *cli.App, args []string) (path []string, flags []cli.Flag, n int) {
	flags = app.Flags
	commands := app.Commands
	for n < len(args) && len(commands) > 0 && !strings.HasPrefix(args[n], "-") {
		k := slices.IndexFunc(commands, func(c *cli.Command) bool { return c.HasName(args[n]) })
		if k < 0 {
			break
		}
		path = append(path, args[n])
		flags, commands = commands[k].Flags, commands[k].Subcommands
		n++
	}
	return path, flags, n
}

// flagNamed finds a flag by any of its names; nil when there is none.
func flagNamed(flags []cli.Flag, name string) cli.Flag {
	for _, f := range flags {
		if slices.Contains(f.Names(), name) {
			return f
		}
	}
	return nil
}

// takesValue reports whether a flag is followed by its value.
func takesValue(f cli.Flag) bool {
	d, ok := f.(cli.DocGenerationFlag)
	return ok && d.TakesValue()
}
