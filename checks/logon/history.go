package logon

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"isoscan/internal/facts"
)

// historyOption is bash's option of the name: "on" or "off". It begins as on,
// as it is in a shell that somebody types in.
const historyOption = "\x00history"

// historyVariables decide whether bash keeps what people type (bash(1),
// "HISTORY").
var historyVariables = []string{"HISTFILE", "HISTSIZE", "HISTFILESIZE", "HISTIGNORE"}

// Setting is one possible value of a variable that start-up files may set.
type Setting struct {
	Set    bool         `json:"set" jsonschema:"it has a value"`
	Known  bool         `json:"known" jsonschema:"false when the value is computed by a command"`
	Value  string       `json:"value" jsonschema:"the value; empty when it is not set or not known, and of histignore, whose patterns may name secrets"`
	Off    bool         `json:"off" jsonschema:"with this value bash keeps nothing of what is typed"`
	Source facts.Source `json:"source" jsonschema:"the line that sets or unsets it, or the program's default"`
}

// remembers gives a session what bash begins with: a file in the person's home,
// unless the environment names another.
func (s *shell) remembers() {
	s.vars[historyOption] = lit("on")
	if v, ok := s.vars["HISTFILE"]; !ok || !v[0].set {
		s.vars["HISTFILE"] = lit(s.vars["HOME"][0].text + "/.bash_history")
	}
}

// switches heeds "set -o history" and "shopt -o history", which turn the history
// on, and "set +o history" and "shopt -u -o history", which turn it off.
func (s *shell) switches(command string, n *node) {
	if command != "set" && command != "shopt" {
		return
	}
	flags, named := "", false
	for _, w := range n.words[1:] {
		v := s.expand(w)
		if len(v) != 1 || !v[0].known {
			continue // another option, as far as can be told
		}
		switch w := v[0].text; {
		case w == "--" || w == "-":
			return // what follows are the shell's arguments
		case w == "history" && strings.Contains(flags, "o"):
			named = true
		case strings.HasPrefix(w, "-") || strings.HasPrefix(w, "+"):
			if flags += w; command == "set" {
				flags = w
			}
			continue
		}
		if named {
			break
		}
	}
	if !named {
		return
	}
	on := command == "set" && flags[0] == '-' || command == "shopt" && strings.Contains(flags, "s")
	off := command == "set" && flags[0] == '+' || command == "shopt" && strings.Contains(flags, "u")
	switch {
	case on:
		s.set(historyOption, lit("on"), false, false, n.line)
	case off:
		s.set(historyOption, lit("off"), false, false, n.line)
	}
}

var (
	zero       = regexp.MustCompile(`^\s*[+-]?0+\s*$`)
	everything = regexp.MustCompile(`(^|:)[*?]*\*[*?]*(:|$)`)
)

// forgets tells whether bash keeps nothing with this value: no file, one that is
// a device, no lines, or a pattern that fits every line. A size that is empty or
// no number is no bound.
func forgets(name string, v val) bool {
	switch name {
	case historyOption:
		return v.text == "off"
	case "HISTFILE":
		return !v.set || v.text == "" || strings.HasPrefix(path.Clean(v.text), "/dev/")
	case "HISTSIZE", "HISTFILESIZE":
		return v.set && zero.MatchString(v.text)
	}
	return v.set && everything.MatchString(v.text)
}

// history tells what became of it, by variable; the option as "history".
func (s *shell) history() map[string][]Setting {
	out := map[string][]Setting{}
	for _, name := range append(slices.Clone(historyVariables), historyOption) {
		var list []Setting
		for _, v := range s.get(name) {
			h := Setting{Set: v.set, Known: v.known || !v.set, Source: v.src}
			if v.set && v.known && name != "HISTIGNORE" {
				h.Value = facts.Text(v.text)
			}
			h.Off = h.Known && forgets(name, v)
			if h.Source == "" {
				h.Source = facts.Default("bash")
			}
			list = append(list, h)
		}
		out[strings.ToLower(strings.TrimPrefix(name, "\x00"))] = list
	}
	return out
}
