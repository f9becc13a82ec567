package modules

import (
	"path"
	"slices"
	"strings"

	"isoscan/internal/parse/lines"
)

// directive is one line of modprobe.d(5).
type directive struct {
	command string // install or blacklist
	module  string // a name with underscores, or a pattern of fnmatch(3)
	rest    string
	line    int // of its end, where lines are joined
}

// parseConfig reads one file as kmod does: a backslash at the end joins the
// next line, '#' at the start of a line is a comment, words are split at spaces
// and tabs, and a line whose first word is not known is left out.
func parseConfig(data []byte) []directive {
	var out []directive
	all := strings.Split(string(data), "\n")
	for i := 0; i < len(all); i++ {
		var text string
		text, i = lines.Continued(all, i, all[i], func(s string) string { return s })
		if text == "" || text[0] == '#' {
			continue
		}
		command, rest := word(text)
		switch command {
		case "install", "blacklist":
		default:
			continue
		}
		name, rest := word(rest)
		module, ok := underscores(name)
		if !ok || module == "" {
			continue
		}
		if command == "install" && rest == "" {
			continue // kmod leaves out an install line without a command
		}
		out = append(out, directive{command, module, rest, i + 1})
	}
	return out
}

// word cuts the first word off, as strtok_r(3) does with spaces and tabs.
func word(s string) (first, rest string) {
	s = strings.TrimLeft(s, " \t")
	i := strings.IndexAny(s, " \t")
	if i < 0 {
		return s, ""
	}
	return s[:i], s[i+1:]
}

// underscores turns dashes into underscores, but for those in brackets. A
// bracket without its other half makes the name void.
func underscores(s string) (string, bool) {
	b := []byte(s)
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '-':
			b[i] = '_'
		case ']':
			return "", false
		case '[':
			n := strings.IndexByte(s[i:], ']')
			if n < 0 {
				return "", false
			}
			i += n
		}
	}
	return string(b), true
}

// matches says whether a pattern of fnmatch(3) fits a module's name. A pattern
// that is not well formed fits nothing.
func matches(pattern, name string) bool {
	ok, err := path.Match(pattern, name)
	return ok && err == nil
}

// loadsNothing are programs that end without loading a module.
var loadsNothing = []string{"true", "false", ":", "exit", "nologin", "echo", "logger", "printf"}

// installs says what a command line of "install" does: "nothing" when it is one
// plain command that loads nothing, "other" for all else.
func installs(command string) string {
	command, _, _ = strings.Cut(command, " #")
	f := strings.Fields(command)
	if len(f) == 0 || strings.ContainsAny(command, ";|&$`<>()\n") {
		return "other"
	}
	if slices.Contains(loadsNothing, path.Base(f[0])) {
		return "nothing"
	}
	return "other"
}

// moduleName is the name of the file of a module, as modules.dep and
// modules.builtin give it: "kernel/fs/hfs/hfs.ko.xz".
func moduleName(file string) (string, bool) {
	name, _, ok := strings.Cut(path.Base(file), ".ko")
	if !ok || name == "" {
		return "", false
	}
	return strings.ReplaceAll(name, "-", "_"), true
}

// moduleNames reads modules.dep(5) and modules.builtin.
func moduleNames(data []byte) map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		file, _, _ := strings.Cut(strings.TrimSpace(line), ":")
		if name, ok := moduleName(file); ok {
			out[name] = true
		}
	}
	return out
}

// bootBlacklist reads modprobe.blacklist= of the kernel's command line.
func bootBlacklist(cmdline string) []string {
	var out []string
	for _, w := range strings.Fields(cmdline) {
		list, ok := strings.CutPrefix(strings.Trim(w, `"`), "modprobe.blacklist=")
		if !ok {
			continue
		}
		for _, name := range strings.Split(list, ",") {
			if name, ok := underscores(name); ok && name != "" {
				out = append(out, name)
			}
		}
	}
	return out
}
