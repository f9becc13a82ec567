package mac

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// profile is one profile at the top level of a file.
type profile struct {
	name, mode string
	line       int
}

// profileFile is what a file of profiles says.
type profileFile struct {
	profiles []profile
	// includes are files below /etc/apparmor.d that it cannot do without.
	includes []string
	// err is the first thing that apparmor_parser refuses the file for, as far
	// as it is looked for: it loads none of its profiles then.
	err error
}

var (
	header = regexp.MustCompile(`^((?:profile|hat)\s+)?("[^"]+"|[^\s"]+)(\s+("[^"]+"|[^\s"(]+))?(\s+xattrs=\([^)]*\))?(\s*(?:flags\s*=\s*)?\(([^)]*)\))?\s*$`)
	modes  = words("complain enforce kill unconfined prompt default_allow")
	flags  = words(`audit attach_disconnected no_attach_disconnected mediate_deleted delegate_deleted chroot_relative namespace_relative chroot_attach
		chroot_no_attach interruptible debug`)
	included = regexp.MustCompile(`^#?include\s+<([^>]+)>`)
	preamble = regexp.MustCompile(`^(#?include\b|abi\b|alias\b|@\{[^}]*\}\s*\+?=|\$\{[^}]*\}\s*=)`)
)

func words(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

// parseProfiles finds the profiles of a file of apparmor.d(5). Names may hold
// variables and patterns; they are kept as written.
func parseProfiles(text string) profileFile {
	var f profileFile
	refuse := func(line int, why string) {
		if f.err == nil {
			f.err = fmt.Errorf("line %d: apparmor_parser refuses the file: %s", line, why)
		}
	}
	depth, n, began := 0, 0, 0
	var head strings.Builder
	seen := map[string]bool{}
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if m := included.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
			f.includes = append(f.includes, m[1])
		}
		line = " " + stripComment(strings.TrimSpace(line)) + " "
		quoted := false
		rest := 0
		for i := 1; i < len(line)-1; i++ {
			switch c := line[i]; {
			case c == '"':
				quoted = !quoted
			case quoted:
			case c == '{' && strings.ContainsAny(line[i-1:i], " \t)") && strings.ContainsAny(line[i+1:i+2], " \t}"):
				if depth == 0 {
					before := line[rest:i]
					if strings.TrimSpace(head.String()) == "" {
						began = n
					}
					f.open(strings.TrimSpace(head.String()+before), began, seen, refuse)
				}
				depth, rest = depth+1, i+1
				head.Reset()
			case c == '}' && strings.ContainsAny(line[i-1:i], " \t{,") && strings.ContainsAny(line[i+1:i+2], " \t"):
				if depth--; depth < 0 {
					refuse(n, "a brace too many")
					depth = 0
				}
				rest = i + 1
				head.Reset()
			}
		}
		if depth > 0 {
			continue
		}
		left := strings.TrimSpace(line[rest:])
		switch {
		case left == "":
		case head.Len() == 0 && (preamble.MatchString(left) || strings.HasSuffix(left, ",")):
		default:
			if head.Len() == 0 {
				began = n
			}
			head.WriteString(left + " ")
		}
	}
	if depth > 0 {
		refuse(n, "a profile is not closed")
	}
	if strings.TrimSpace(head.String()) != "" {
		refuse(began, "a line is no profile")
	}
	return f
}

// open takes the words in front of a profile's brace.
func (f *profileFile) open(head string, line int, seen map[string]bool, refuse func(int, string)) {
	m := header.FindStringSubmatch(head)
	if m == nil {
		refuse(line, "a block is no profile")
		return
	}
	if notProfiles[m[2]] && m[1] == "" {
		return
	}
	name := strings.Trim(m[2], `"`)
	if m[1] == "" && !strings.HasPrefix(name, "/") && !strings.HasPrefix(name, ":") {
		refuse(line, "a profile without its keyword begins with no path")
	}
	mode, wrong := mode(m[7])
	if wrong != "" {
		refuse(line, wrong)
	}
	if seen[name] {
		refuse(line, "a profile comes twice")
	}
	seen[name] = true
	f.profiles = append(f.profiles, profile{name, mode, line})
}

// notProfiles begin other blocks.
var notProfiles = words("if else")

// mode reads the flags of a profile; enforce is what holds without one. wrong
// says what is not right with them.
func mode(list string) (mode, wrong string) {
	mode = ""
	for _, f := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' }) {
		name, _, valued := strings.Cut(f, "=")
		switch {
		case modes[f] && mode != "" && mode != f:
			wrong = "its modes exclude each other"
		case f == "default_allow":
		case modes[f]:
			mode = f
		case valued && (name == "error" || name == "kill.signal" || name == "attach_disconnected.path"):
		case !flags[f]:
			wrong = "there is no flag of that name"
		}
	}
	if mode == "" {
		mode = "enforce"
	}
	return mode, wrong
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

// blanks are those of isspace(3).
const blanks = " \t\n\v\f\r"

// fgetsLimit is how much of a line libselinux reads at once when it looks for the mode.
const fgetsLimit = 4095

// parseSELinux reads selinux_config(5) as libselinux does. The first line with a mode that it knows
// wins, and nothing may stand before its name; line 0: there is none. Of the type the last line
// wins, in any case of letters and behind blanks, and without one it is targeted, with line 0.
func parseSELinux(text string) (mode, kind setting) {
	kind.value = "targeted"
	n := 0
	for line := range strings.Lines(text) {
		n++
		for rest := line; rest != "" && mode.line == 0; rest = rest[min(len(rest), fgetsLimit):] {
			v, ok := strings.CutPrefix(rest[:min(len(rest), fgetsLimit)], "SELINUX=")
			v = strings.ToLower(strings.TrimLeft(v, blanks))
			for _, m := range []string{"enforcing", "permissive", "disabled"} {
				if ok && strings.HasPrefix(v, m) {
					mode = setting{m, n}
				}
			}
		}
		const name = "SELINUXTYPE="
		if line = strings.Trim(line, blanks); len(line) >= len(name) && strings.EqualFold(line[:len(name)], name) {
			kind = setting{strings.Trim(line[len(name):], blanks), n}
		}
	}
	return mode, kind
}

// argument is one of the kernel's command line.
var argument = regexp.MustCompile(`(?:^|[\s"'])(apparmor|selinux|enforcing|security|lsm)=["'\\]*([A-Za-z0-9_,.-]+)`)

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
			// The kernel takes 00 and 0x0 for 0 as well.
			if v, err := strconv.ParseUint(m[2], 0, 64); err == nil && v == 0 {
				m[2] = "0"
			}
			arg := m[1] + "=" + m[2]
			if _, dup := out[arg]; !dup {
				out[arg] = n
			}
		}
	}
	return out
}
