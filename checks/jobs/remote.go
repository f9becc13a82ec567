package jobs

import "strings"

func set(names string) map[string]bool {
	out := map[string]bool{}
	for n := range strings.FieldsSeq(names) {
		out[n] = true
	}
	return out
}

var (
	// fetchers print or keep what they take from a URL.
	fetchers = set("curl wget wget2 fetch lynx aria2c http https lwp-request lwp-download GET ftp tftp axel")
	// netcats know -e or -c of nc.traditional, ncat(1) or BusyBox.
	netcats = set("nc ncat netcat nc.traditional nc.openbsd cryptcat")
	// wires join their input and output to a connection.
	wires = set("nc ncat netcat nc.traditional nc.openbsd cryptcat socat socat1 telnet")
)

// changers run the command after their options as somebody else; the text says
// which options have a value.
var changers = map[string]string{
	"sudo": "-u -g -p -C -h -r -t -T -U -D -R", "doas": "-u -C", "runuser": "-u -g -G", "setpriv": "", "chroot": "", "busybox": "", "toybox": "",
	"xargs": "-I -n -P -L -d -a -s -E", "watch": "-n", "systemd-run": "-p -u -t", "systemd-inhibit": "", "unshare": "", "ip": "",
}

// unwrap takes wrappers and their options off the front of a command.
func unwrap(words []word) []word {
	for range maxNested {
		if len(words) == 0 || words[0].dynamic {
			return words
		}
		name := base(words[0])
		operands, wraps := wrappers[name]
		options, changes := changers[name]
		if name == "ip" && !(len(words) > 4 && words[1].text == "netns" && words[2].text == "exec") || name == "command" && len(words) > 1 && strings.HasPrefix(words[1].text, "-") {
			return words
		}
		switch {
		case name == "ip":
			operands = 3
		case name == "chroot":
			operands = 1
		case !wraps && !changes:
			return words
		}
		i := 1
		for i < len(words) {
			t := words[i].text
			switch {
			case name == "flock" && t == "-c" && i+1 < len(words):
				return append([]word{{text: "sh"}}, words[i:]...)
			case t == "--":
			case strings.HasPrefix(t, "-") && t != "-":
				if changes && strings.Contains(" "+options+" ", " "+t+" ") ||
					wraps && valued[t] && !strings.Contains(" "+flags[name]+" ", " "+t+" ") {
					i++
				}
			case assignment.MatchString(t):
			case operands > 0:
				operands--
			default:
				goto found
			}
			i++
		}
	found:
		words = words[min(i, len(words)):]
	}
	return words
}

// What a shell or interpreter runs.
const (
	isNothing = iota
	isCode    // the text of an option
	isFile
)

// reads tells whether a shell or interpreter takes its program from its input,
// or where else from.
func reads(words []word) (input bool, kind int) {
	name := base(words[0])
	if !isShell(name) && !interpreter.MatchString(name) {
		return false, isNothing
	}
	args := words[1:]
	if _, ok := codeWord(name, args); ok {
		return false, isCode
	}
	for i := 0; i < len(args); i++ {
		a := args[i]
		switch {
		case a.text == "-" || a.text == "/dev/stdin" || a.text == "/proc/self/fd/0" || a.text == "/dev/fd/0":
			return true, isNothing
		case a.text == "--":
		case isShell(name) && strings.HasPrefix(a.text, "-") && !strings.HasPrefix(a.text, "--") && strings.Contains(a.text, "s"):
			return true, isNothing
		case isShell(name) && (a.text == "--rcfile" || a.text == "--init-file" || !strings.HasPrefix(a.text, "--") && len(a.text) > 1 &&
			(a.text[0] == '-' || a.text[0] == '+') && strings.ContainsAny(a.text[1:], "oO")):
			i++
		case !isShell(name) && strings.HasPrefix(a.text, "-m"):
			return false, isNothing // a module
		case !strings.HasPrefix(a.text, "-") || len(a.subs) > 0:
			return false, isFile
		case a.text == "--version" || a.text == "--help" || a.text == "-V":
			return false, isNothing
		}
	}
	return true, isNothing
}

// codeWord finds the text of sh -c, python -c, perl -e and their like.
func codeWord(name string, args []word) (int, bool) {
	letters := "c"
	if !isShell(name) && !strings.HasPrefix(name, "python") {
		letters = "eEr"
	}
	for i := 0; i < len(args); i++ {
		t := args[i].text
		switch {
		case t == "-" || t == "--" || !strings.HasPrefix(t, "-") && !strings.HasPrefix(t, "+") || !isShell(name) && t == "-m":
			return 0, false
		case strings.HasPrefix(t, "--"):
			if t == "--rcfile" || t == "--init-file" {
				i++
			}
		case t[0] == '-' && strings.ContainsAny(t[1:], letters):
			if i+1 < len(args) {
				return i + 1, true
			}
		case isShell(name) && strings.ContainsAny(t, "oO"):
			i++ // the value of "-o pipefail", "-euo pipefail"
		}
	}
	return 0, false
}

// givesShell: whoever talks to this command gives orders to a shell.
func givesShell(words []word) bool {
	words = unwrap(words)
	if len(words) == 0 || !isShell(base(words[0])) {
		return false
	}
	in, kind := reads(words)
	if kind != isCode {
		return in
	}
	i, _ := codeWord(base(words[0]), words[1:])
	return textGivesShell(words[1+i].text)
}

func textGivesShell(text string) bool {
	for _, line := range parseShell(text).pipelines {
		for _, c := range line {
			if givesShell(c.words) {
				return true
			}
		}
	}
	return false
}

// fetcherOf names the fetcher of a substitution.
func fetcherOf(subs []script) string {
	for _, s := range subs {
		for _, c := range s.commands {
			if words := unwrap(c.words); len(words) > 0 && fetchers[base(words[0])] {
				return base(words[0])
			}
		}
	}
	return ""
}

// netcatValued are the one-letter options of any netcat that take a value.
const netcatValued = "cegGiImMopPqsTVwWxXO"

// netcatShell is the shell that -e, -c, --exec or --sh-exec gives away. With
// OpenBSD's netcat -c means TLS; its next word is then a host, and no shell.
func netcatShell(args []word) string {
	check := func(option, value string, rest []word) string {
		if option == "c" || option == "--sh-exec" {
			if textGivesShell(value) {
				return firstShell(value)
			}
			return ""
		}
		words := parseWords(value)
		if len(words) == 1 {
			// BusyBox takes all words after -e.
			words = append(words, leadingOptions(rest)...)
		}
		if givesShell(words) {
			return base(unwrap(words)[0])
		}
		return ""
	}
	for i := 0; i < len(args); i++ {
		t := args[i].text
		next := func() (string, []word) {
			if i+1 < len(args) {
				i++
				return args[i].text, args[i+1:]
			}
			return "", nil
		}
		if strings.HasPrefix(t, "--") {
			option, value, given := strings.Cut(t, "=")
			if option != "--exec" && option != "--sh-exec" {
				continue
			}
			rest := []word(nil)
			if !given {
				value, rest = next()
			}
			if s := check(option, value, rest); s != "" {
				return s
			}
			continue
		}
		if len(t) < 2 || t[0] != '-' {
			continue
		}
		for j := 1; j < len(t); j++ {
			if strings.IndexByte(netcatValued, t[j]) < 0 {
				continue
			}
			value, rest := t[j+1:], []word(nil)
			if value == "" {
				value, rest = next()
			}
			if t[j] == 'e' || t[j] == 'c' {
				if s := check(t[j:j+1], value, rest); s != "" {
					return s
				}
			}
			break
		}
	}
	return ""
}

// leadingOptions are the options at the front, such as -i of "nc -e sh -i".
func leadingOptions(words []word) []word {
	for i, w := range words {
		if !strings.HasPrefix(w.text, "-") {
			return words[:i]
		}
	}
	return words
}

func parseWords(text string) []word {
	if s := parseShell(text); len(s.commands) > 0 {
		return s.commands[0].words
	}
	return nil
}

func firstShell(text string) string {
	for _, c := range parseShell(text).commands {
		if words := unwrap(c.words); len(words) > 0 && isShell(base(words[0])) {
			return base(words[0])
		}
	}
	return "sh"
}

// socatAlone are the addresses of socat(1) that no other host or account
// reaches: the terminal, descriptors and files.
var socatAlone = set("- STDIO STDIN STDOUT STDERR FD PTY OPEN FILE GOPEN CREATE CREAT READLINE PIPE FIFO ECHO")

// socatShell is the shell that EXEC:, SYSTEM: or SHELL: joins to a socket.
func socatShell(args []word) string {
	shell, socket := "", false
	for _, a := range args {
		if strings.HasPrefix(a.text, "-") && len(a.text) > 1 {
			continue
		}
		for part := range strings.SplitSeq(a.text, "!!") {
			kind, rest, colon := strings.Cut(part, ":")
			kind, _, _ = strings.Cut(strings.ToUpper(kind), ",")
			switch {
			case kind == "EXEC" || kind == "SYSTEM" || kind == "SHELL":
				text := socatText(rest)
				if kind == "EXEC" && givesShell(parseWords(text)) || kind != "EXEC" && (textGivesShell(text) || kind == "SHELL" && text == "") {
					shell = firstShell(text)
				}
			case colon && !socatAlone[kind]:
				socket = true
			}
		}
	}
	if !socket {
		return ""
	}
	return shell
}

// socatText is an address without its options: up to a comma outside quotes.
func socatText(s string) string {
	var b strings.Builder
	quote := byte(0)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s):
			i++
			b.WriteByte(s[i])
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case quote == 0 && c == ',':
			return b.String()
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
