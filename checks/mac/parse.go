package mac

import (
	"regexp"
	"strings"
)

// profile is one profile at the top level of a file.
type profile struct {
	name, mode string
	line       int
}

var (
	header = regexp.MustCompile(`^(profile\s+)?("[^"]+"|[^\s"]+)(\s+("[^"]+"|[^\s"(]+))?(\s+xattrs=\([^)]*\))?(\s+(flags=)?\(([^)]*)\))?\s*\{$`)
	modes  = map[string]bool{"complain": true, "enforce": true, "kill": true, "unconfined": true, "prompt": true, "default_allow": true}
)

// parseProfiles finds the profiles of a file of apparmor.d(5). Names may hold
// variables and patterns; they are kept as written.
func parseProfiles(text string) []profile {
	var out []profile
	depth, n := 0, 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(stripComment(line))
		switch {
		case line == "}" || strings.HasPrefix(line, "} "):
			depth = max(0, depth-1)
		case strings.HasSuffix(line, "{") && (line == "{" || strings.ContainsAny(line[len(line)-2:len(line)-1], " \t)")):
			if m := header.FindStringSubmatch(line); depth == 0 && m != nil && !notProfiles[m[2]] && (m[1] != "" || strings.HasPrefix(strings.Trim(m[2], `"`), "/") || strings.HasPrefix(m[2], "@") || strings.HasPrefix(m[2], ":")) {
				out = append(out, profile{strings.Trim(m[2], `"`), mode(m[8]), n})
			}
			depth++
		}
	}
	return out
}

// notProfiles begin other blocks.
var notProfiles = map[string]bool{"if": true, "else": true, "hat": true}

// mode reads the flags of a profile; enforce is what holds without one.
func mode(flags string) string {
	for _, f := range strings.FieldsFunc(flags, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' }) {
		if modes[f] && f != "default_allow" {
			return f
		}
	}
	return "enforce"
}

// stripComment cuts at a # that begins a word. "#include" is a directive of
// old, and begins no profile.
func stripComment(line string) string {
	for i := range len(line) {
		if line[i] == '#' && (i == 0 || line[i-1] == ' ' || line[i-1] == '\t' || line[i-1] == ',') {
			return line[:i]
		}
	}
	return line
}

// parseLoaded reads securityfs's list: "NAME (MODE)".
func parseLoaded(text string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if i := strings.LastIndex(line, " ("); i > 0 && strings.HasSuffix(line, ")") {
			out[line[:i]] = line[i+2 : len(line)-1]
		}
	}
	return out
}

// setting is a value of /etc/selinux/config and its line.
type setting struct {
	value string
	line  int
}

// parseSELinux reads selinux_config(5) as libselinux does: the first line with
// a mode that it knows wins; of the type, too.
func parseSELinux(text string) (mode, kind setting) {
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if v, ok := strings.CutPrefix(line, "SELINUX="); ok && mode.line == 0 {
			v = strings.ToLower(strings.TrimSpace(v))
			for _, m := range []string{"enforcing", "permissive", "disabled"} {
				if strings.HasPrefix(v, m) {
					mode = setting{m, n}
				}
			}
		} else if v, ok := strings.CutPrefix(line, "SELINUXTYPE="); ok && kind.line == 0 {
			kind = setting{strings.TrimSpace(v), n}
		}
	}
	return mode, kind
}

// argument is one of the kernel's command line.
var argument = regexp.MustCompile(`(?:^|[\s"'])((?:apparmor|selinux|enforcing|security|lsm)=[A-Za-z0-9_,.-]+)`)

// parseArguments finds the arguments about security modules in a command line
// or a configuration file of a boot loader, by line.
func parseArguments(text string) map[string]int {
	out := map[string]int{}
	n := 0
	for line := range strings.Lines(text) {
		n++
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}
		for _, m := range argument.FindAllStringSubmatch(line, -1) {
			if _, dup := out[m[1]]; !dup {
				out[m[1]] = n
			}
		}
	}
	return out
}
