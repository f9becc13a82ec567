package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"isoscan/internal/assessment"
	"isoscan/internal/params"
	"isoscan/reports"
	"isoscan/reports/pdf"
)

// completions are the scripts that make a shell ask isoscan for candidates
// through urfave/cli's --generate-bash-completion.
var completions = map[string]string{
	"bash": `_isoscan() {
	local cur opts
	COMPREPLY=()
	cur="${COMP_WORDS[COMP_CWORD]}"
	if [[ "$cur" == -* ]]; then
		opts=$("${COMP_WORDS[@]:0:COMP_CWORD}" "$cur" --generate-bash-completion 2>/dev/null)
	else
		opts=$("${COMP_WORDS[@]:0:COMP_CWORD}" --generate-bash-completion 2>/dev/null)
	fi
	COMPREPLY=($(compgen -W "$opts" -- "$cur"))
}
complete -o bashdefault -o default -F _isoscan isoscan
`,
	"zsh": `#compdef isoscan
_isoscan() {
	local -a opts
	local cur
	cur=${words[-1]}
	if [[ "$cur" == -* ]]; then
		opts=("${(@f)$(${words[@]:0:#words[@]-1} ${cur} --generate-bash-completion 2>/dev/null)}")
	else
		opts=("${(@f)$(${words[@]:0:#words[@]-1} --generate-bash-completion 2>/dev/null)}")
	fi
	if [[ "${opts[1]}" != "" ]]; then
		compadd -a opts
	else
		_files
	fi
}
compdef _isoscan isoscan
`,
}

// completionFlag is what the scripts add to a command line to ask for
// candidates.
const completionFlag = "--generate-bash-completion"

// complete prints the candidates where the parser would get it wrong, and
// reports whether it did. For the value of a flag the parser would take the
// question itself, and run the command; after "--" it sees no flags any more.
func complete(app *cli.App, out io.Writer, args []string) bool {
	if len(args) < 2 || args[len(args)-1] != completionFlag {
		return false
	}
	args = args[:len(args)-1]
	path, flags, _ := commandOf(app, args)
	last := args[len(args)-1]
	if last == "-" || last == "--" {
		for _, f := range flags {
			fmt.Fprintln(out, "--"+f.Names()[0])
		}
		fmt.Fprintln(out, "--help")
		return true
	}
	if !strings.HasPrefix(last, "-") || strings.Contains(last, "=") {
		return false
	}
	f := flagNamed(flags, strings.TrimLeft(last, "-"))
	if f == nil || !takesValue(f) {
		return false
	}
	values := map[string][]string{
		"profile": params.Profiles(), "role": params.Roles(), "nmap": {"off", "auto", "full"}, "format": reports.Names(),
		"paper": {string(pdf.A4), string(pdf.Letter)},
	}
	if slices.Contains(path, "soa") {
		values["format"] = statementFormats()
	}
	for _, s := range assessment.Severities() {
		values["fail-on"] = append(values["fail-on"], string(s))
	}
	for _, v := range values[f.Names()[0]] {
		fmt.Fprintln(out, v)
	}
	return true
}

func completionCommand(env *Env) *cli.Command {
	return &cli.Command{
		Name:        "completion",
		Usage:       "print a script that completes commands and flags in a shell",
		ArgsUsage:   "bash|zsh|fish",
		Description: "For bash: isoscan completion bash > /etc/bash_completion.d/isoscan",
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 || !slices.Contains([]string{"bash", "zsh", "fish"}, c.Args().First()) {
				return usage("isoscan completion bash, zsh or fish", "name one shell")
			}
			if c.Args().First() == "fish" {
				s, err := c.App.ToFishCompletion()
				if err != nil {
					return err
				}
				_, err = fmt.Fprint(env.Stdout, s)
				return err
			}
			_, err := fmt.Fprint(env.Stdout, completions[c.Args().First()])
			return err
		},
	}
}
