package cli

import (
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"
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
