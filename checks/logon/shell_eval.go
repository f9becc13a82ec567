package logon

import (
	"fmt"
	"regexp"
	"strings"
)

// What everyday tools write for eval sets nothing that is judged here, as colours,
// pagers, agents, prompts and completion do, or PATH alone, as keepers of versions do.
var (
	harmlessOutput = outputOf(`dircolors|lesspipe|lesspipe\.sh|lessopen\.sh|ssh-agent|gpg-agent|keychain|tset|resize|tput|` +
		`direnv|starship|zoxide|thefuck|atuin|fzf|kubectl|helm|gh|register-python-argcomplete[0-9.]*`)
	pathOutput = outputOf(`(?:py|rb|nod|go|j|pl)env|brew|conda|mamba|mise|asdf|fnm|rustup|opam|luarocks`)
)

// outputOf matches a word that is the output of one of the programs and no other.
func outputOf(programs string) *regexp.Regexp {
	return regexp.MustCompile("^\"?(?:\\$\\(|`)\\s*(?:[A-Za-z_]+=[^\\s;|&`]*\\s+)*(?:[^\\s;|&`()$]*/)?(?:" + programs + ")(?:\\s[^;|&`()]*)?(?:\\)|`)\"?$")
}

// judged are the variables that the facts tell of; what cannot be followed may
// set them.
var judged = append([]string{"TMOUT", umaskVar, "PATH", historyOption}, historyVariables...)

// eval runs the text that its words make, as bash(1) says of eval. What a command
// would write cannot be told: then the variables may have been set by it.
func (s *shell) eval(words []string, n *node) (truth, bool) {
	var text []string
	for _, w := range words {
		v := s.expand(w)
		if len(v) != 1 || !v[0].known {
			switch {
			case len(words) == 1 && harmlessOutput.MatchString(w):
			case len(words) == 1 && pathOutput.MatchString(w):
				s.perhaps(n, "PATH")
			default:
				s.perhaps(n, judged...)
			}
			return unsure, true
		}
		text = append(text, v[0].text)
	}
	if s.depth >= maxSource {
		s.problems = append(s.problems, fmt.Errorf("%s: evals are nested too deep", s.file))
		return unsure, true
	}
	whole := strings.Join(text, " ")
	list, err := parseShell(whole)
	if err != nil {
		s.problems = append(s.problems, fmt.Errorf("%s: the text of eval: %w", s.file, err))
		return unsure, true
	}
	s.steps += len(whole) / textPerStep
	relocate(list, n.line-1)
	s.depth++
	on := s.run(list)
	s.depth--
	return unsure, on
}

// perhaps: the variables keep their values, or have others that nobody can tell.
func (s *shell) perhaps(n *node, names ...string) {
	s.maybe(func() bool {
		for _, name := range names {
			s.set(name, computed, false, false, n.line)
		}
		return true
	})
}

// mentions finds names in a text: as a whole word, and what sets them by name.
var (
	mentions = regexp.MustCompile(`\b(TMOUT|PATH|HISTFILE|HISTSIZE|HISTFILESIZE|HISTIGNORE)\b`)
	sets     = regexp.MustCompile(`\b(TMOUT|PATH|HISTFILE|HISTSIZE|HISTFILESIZE|HISTIGNORE)(\[[^]]*\])?\+?=|\b(umask)\s+[^\s-]`)
)

// indirect heeds what sets variables in other ways than assignments: read(1),
// printf -v, let, aliases, traps, elements of arrays. Their outcome is not
// followed, so it is unknown.
func (s *shell) indirect(command string, n *node) {
	finder := sets
	switch command {
	case "read", "printf", "let", "mapfile", "readarray", "getopts":
		finder = mentions
	case "alias", "trap":
	default:
		for _, w := range n.words { // ${TMOUT:=600}
			s.expand(w)
		}
		if !strings.Contains(command, "[") {
			return
		}
	}
	for _, w := range n.words {
		for _, m := range finder.FindAllStringSubmatch(w, -1) {
			if command == "printf" && (len(n.words) < 3 || !strings.HasPrefix(n.words[1], "-v") || strings.HasPrefix(w, "$")) {
				continue
			}
			name := m[1]
			if name == "" {
				name = umaskVar
			}
			s.perhaps(n, name)
		}
	}
}

// arithmetic heeds ((...)), which the grammar takes for two subshells.
func (s *shell) arithmetic(n *node) {
	if len(n.list) != 1 || n.list[0].kind != "sub" {
		return
	}
	for _, inner := range n.list[0].list {
		for _, w := range append(inner.words, inner.assigns...) {
			if m := mentions.FindStringSubmatch(w); m != nil {
				s.perhaps(n, m[1])
			}
		}
	}
}

// relocate moves commands by some lines: those of an inner text count from 1.
func relocate(list []*node, by int) {
	for _, n := range list {
		n.line += by
		relocate(n.list, by)
		relocate(n.other, by)
		for _, b := range n.branches {
			relocate(b.cond, by)
			relocate(b.body, by)
		}
	}
}

// emulated is the text that zsh's emulate runs as another shell would:
// emulate [-LR] [MODE [FLAGS]] -c TEXT (zshbuiltins(1)).
func emulated(words []string) (text []string) {
	for i, w := range words {
		if w == "-c" && i+1 < len(words) {
			return words[i+1 : i+2]
		}
	}
	return nil
}
