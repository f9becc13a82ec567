package audit

import (
	"fmt"
	"regexp"
	"strings"
)

// command is one line of rules as auditctl(8) takes it.
type command struct {
	// verb: add, prepend, delete, wipe (-D), set, option (-i, -c), none
	// (-s, -l: nothing of lasting effect) or eaten (the old action "possible").
	verb string
	// name and value of what a set sets: e, f, b, r, loginuid-immutable ...
	name, value string
	rule        rule
	// key of -D -k.
	key string
	// doubt: what cannot be told of the line, such as a system call that is
	// not in the table.
	doubt string
}

// rule is a rule as it is parsed.
type rule struct {
	list, action string
	path, dir    string
	perms        string
	arch         string
	// archNot: the condition is arch!=.
	archNot  bool
	syscalls []string
	fields   []field
	keys     []string
	// watch: written with -w or -W.
	watch bool
	// native is the word size that system calls have when no arch is named.
	native string
	line   line
}

// field is one condition of -F or -C.
type field struct {
	name, op, value string
	compare         bool
}

func (f field) String() string { return f.name + f.op + f.value }

// withValue lists auditctl's short options that take a value.
const withValue = "CefrbaAdSFmRwWkpq"

// option is one option of a line, with its value.
type option struct{ name, value string }

// options splits a line as getopt_long(3) does with auditctl's options.
func options(words []string) (opts []option, err error) {
	for i := 0; i < len(words); i++ {
		w := words[i]
		if long, ok := strings.CutPrefix(w, "--"); ok {
			name, value, given := strings.Cut(long, "=")
			switch name {
			case "loginuid-immutable", "reset-lost", "reset_backlog_wait_time_actual", "help":
			case "backlog_wait_time", "signal":
				if !given {
					if i++; i >= len(words) {
						return nil, fmt.Errorf("--%s needs a value", name)
					}
					value = words[i]
				}
			default:
				return nil, fmt.Errorf("there is no option --%s", name)
			}
			opts = append(opts, option{name, value})
			continue
		}
		if len(w) < 2 || w[0] != '-' {
			return nil, fmt.Errorf("%q stands without an option", w)
		}
		for j := 1; j < len(w); j++ {
			c := string(w[j])
			switch {
			case strings.Contains(withValue, c):
				value := w[j+1:]
				if value == "" {
					if i++; i >= len(words) {
						return nil, fmt.Errorf("-%s needs a value", c)
					}
					value = words[i]
				}
				opts = append(opts, option{c, value})
				j = len(w)
			case strings.Contains("hicslDvt", c):
				opts = append(opts, option{c, ""})
			default:
				return nil, fmt.Errorf("there is no option -%s", c)
			}
		}
	}
	return opts, nil
}

// words splits a line at blanks; a backslash keeps the blank after it.
func words(text string) []string {
	var out []string
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text) && (text[i+1] == ' ' || text[i+1] == '\\'):
			i++
			b.WriteByte(text[i])
		case c == ' ':
			if b.Len() > 0 {
				out = append(out, b.String())
				b.Reset()
			}
		default:
			b.WriteByte(c)
		}
	}
	if b.Len() > 0 {
		out = append(out, b.String())
	}
	return out
}

// lineLimit is the longest line that auditctl reads as one.
const lineLimit = 8191

// parser is the state of one line.
type parser struct {
	m       machine
	c       command
	hasList bool
	// what was seen, as auditctl tracks it for -k and for arch
	syscalled, fielded bool
}

// parse reads one line; ok is false for a comment or an empty one. The error is
// why auditctl refuses it.
func parse(m machine, l line) (c command, ok bool, err error) {
	text := strings.TrimLeft(l.text, " ")
	if text == "" || text[0] == '#' {
		return command{}, false, nil
	}
	if len(text) > lineLimit {
		return command{}, true, fmt.Errorf("longer than %d bytes", lineLimit)
	}
	w := words(text)
	opts, err := options(w)
	if err != nil {
		return command{}, true, err
	}
	p := parser{m: m, c: command{verb: "none", rule: rule{line: l, native: m.native()}}}
	for i, o := range opts {
		if o.name == "D" {
			return p.wipe(w, opts[i:])
		}
		if err := p.option(o); err != nil {
			return command{}, true, err
		}
		if p.c.verb == "eaten" {
			return p.c, true, nil
		}
	}
	r := &p.c.rule
	if !p.hasList && p.syscalled {
		return command{}, true, fmt.Errorf("no list is named")
	}
	if len(r.keys) > 0 && !p.syscalled && !p.fielded {
		return command{}, true, fmt.Errorf("a key needs a watch, a system call or a program beside it")
	}
	if p.hasList && r.list != "task" && len(r.syscalls) == 0 && !r.watch {
		r.syscalls = []string{"all"}
	}
	return p.c, true, nil
}

// wipe is -D, alone or with -k KEY.
func (p *parser) wipe(w []string, opts []option) (command, bool, error) {
	switch {
	case len(w) == 1 && len(opts) == 1:
		return command{verb: "wipe"}, true, nil
	case len(w) == 3 && len(opts) == 2 && w[0] == "-D" && opts[1].name == "k":
		return command{verb: "wipe", key: opts[1].value}, true, nil
	}
	return command{}, true, fmt.Errorf("-D takes -k KEY and nothing else")
}

var decimal = regexp.MustCompile(`^[0-9]`)

func (p *parser) option(o option) error {
	r := &p.c.rule
	switch o.name {
	case "a", "A", "d":
		return p.rule(o)
	case "w", "W":
		if p.hasList {
			return fmt.Errorf("-%s cannot stand beside -a", o.name)
		}
		p.c.verb, r.list, r.action, r.watch = map[string]string{"w": "add", "W": "delete"}[o.name], "exit", "always", true
		p.hasList, p.syscalled = true, true
		if o.value[0] != '/' {
			return fmt.Errorf("the path %q does not begin with /", o.value)
		}
		r.path, r.perms = o.value, "rwxa"
		for len(r.path) > 2 && strings.HasSuffix(r.path, "/") {
			r.path = r.path[:len(r.path)-1]
		}
	case "p":
		if !p.hasList {
			return fmt.Errorf("-p comes before the watch")
		}
		return p.perms(o.value)
	case "k":
		if !p.hasList || !p.syscalled && !p.fielded {
			return fmt.Errorf("-k comes before a watch or system call")
		}
		return p.addKey(o.value)
	case "S":
		return p.syscall(o.value)
	case "F":
		return p.field(o.value)
	case "C":
		return p.compare(o.value)
	case "e", "f":
		if o.value != "0" && o.value != "1" && o.value != "2" {
			return fmt.Errorf("-%s %s is none of 0, 1 and 2", o.name, o.value)
		}
		p.c.verb, p.c.name, p.c.value = "set", o.name, o.value
	case "b", "r", "backlog_wait_time":
		if !decimal.MatchString(o.value) {
			return fmt.Errorf("%s %s is no number", o.name, o.value)
		}
		p.c.verb, p.c.name, p.c.value = "set", o.name, o.value
	case "i", "c":
		p.c.verb, p.c.name = "option", p.c.name+o.name
	case "loginuid-immutable":
		p.c.verb, p.c.name = "set", o.name
	case "R":
		return fmt.Errorf("-R cannot stand in a file of rules")
	case "h":
		return fmt.Errorf("-h ends the loading")
	case "q":
		if r.syscalls != nil {
			return fmt.Errorf("-q cannot stand beside -S")
		}
		p.c.verb = "none"
	}
	return nil
}

// lists by the names that auditctl takes.
var lists = map[string]string{
	"task": "task", "exit": "exit", "user": "user", "exclude": "exclude", "filesystem": "filesystem", "io_uring": "io_uring",
}

func (p *parser) rule(o option) error {
	if p.hasList {
		return fmt.Errorf("a second list in one line")
	}
	a, b, ok := strings.Cut(o.value, ",")
	if !ok || strings.Contains(b, ",") {
		return fmt.Errorf("-%s %s is not LIST,ACTION", o.name, o.value)
	}
	if lists[b] == "" {
		a, b = b, a
	}
	if a == "possible" {
		p.c.verb = "eaten"
		return nil
	}
	if lists[b] == "" || a != "always" && a != "never" {
		return fmt.Errorf("-%s %s is not LIST,ACTION", o.name, o.value)
	}
	p.c.rule.list, p.c.rule.action, p.hasList = lists[b], a, true
	p.c.verb = map[string]string{"a": "add", "A": "prepend", "d": "delete"}[o.name]
	return nil
}

func (p *parser) perms(v string) error {
	if len(v) > 4 || strings.Trim(strings.ToLower(v), "rwxa") != "" {
		return fmt.Errorf("the accesses %q are not of r, w, x and a", v)
	}
	p.c.rule.perms, p.fielded = strings.ToLower(v), true
	return nil
}

// keyLimit is AUDIT_MAX_KEY_LEN of the kernel.
const keyLimit = 256

func (p *parser) addKey(v string) error {
	total := len(v)
	for _, k := range p.c.rule.keys {
		total += len(k) + 1
	}
	if total > keyLimit {
		return fmt.Errorf("the key is longer than %d bytes", keyLimit)
	}
	if strings.Contains(v, "\x01") {
		return fmt.Errorf("the key holds the byte that separates keys")
	}
	p.c.rule.keys = append(p.c.rule.keys, v)
	return nil
}

func (p *parser) syscall(v string) error {
	r := &p.c.rule
	switch r.list {
	case "task", "user", "filesystem", "exclude":
		return fmt.Errorf("-S cannot stand beside the list %s", r.list)
	}
	p.syscalled = true
	abi := r.arch
	if abi == "" {
		abi = p.m.native()
	}
	for _, name := range strings.FieldsFunc(v, func(c rune) bool { return c == ',' }) {
		if name != "all" && !decimal.MatchString(name) && r.list != "io_uring" {
			known := p.m.has(abi, name)
			if abi != "b64" && abi != "b32" {
				known = p.m.has("b64", name) || p.m.has("b32", name)
			}
			elsewhere := p.m.b64[name] || p.m.b32[name]
			switch {
			case known:
			case elsewhere && !p.m.any:
				return fmt.Errorf("there is no system call %s for %s", name, abi)
			default:
				p.c.doubt = fmt.Sprintf("whether auditctl knows the system call %q depends on its version", name)
			}
		}
		r.syscalls = append(r.syscalls, name)
	}
	return nil
}
