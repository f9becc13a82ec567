package jobs

import (
	"path"
	"regexp"
	"strings"
)

// programs names what a script runs. dir is where it starts.
type programs struct {
	// names are paths, absolute, or words to be looked up in PATH.
	names []string
	// folders are those whose content run-parts(8) runs.
	folders []string
	why     string
}

func (p *programs) unclear(why string) {
	if p.why == "" {
		p.why = why
	}
}

func (p *programs) add(name, dir string) {
	switch {
	case strings.HasPrefix(name, "/"):
		p.names = append(p.names, path.Clean(name))
	case strings.Contains(name, "/"):
		if dir == "" {
			p.unclear("the folder that the command starts in is not known")
			return
		}
		p.names = append(p.names, path.Join(dir, name))
	case name != "":
		p.names = append(p.names, name)
	}
}

// builtins of the shell run no program.
var builtins = map[string]bool{
	":": true, "[": true, "test": true, "true": true, "false": true, "echo": true, "printf": true, "exit": true, "return": true,
	"set": true, "umask": true, "unset": true, "ulimit": true, "wait": true, "read": true, "shift": true, "trap": true, "kill": true,
	"local": true, "readonly": true, "pwd": true, "type": true, "hash": true, "break": true, "continue": true, "let": true, "declare": true,
	"[[": true, "shopt": true, "typeset": true, "esac": true,
}

// wrappers run the program that comes after their own options. The number is
// how many operands of their own come first.
var wrappers = map[string]int{
	"exec": 0, "command": 0, "builtin": 0, "nice": 0, "ionice": 0, "nohup": 0, "setsid": 0, "chronic": 0, "timeout": 1, "env": 0,
	"flock": 1, "stdbuf": 0, "chrt": 1, "taskset": 1, "systemd-cat": 0, "unbuffer": 0, "cronic": 0, "eatmydata": 0,
}

// hidden run what their options or their input say.
var hidden = map[string]bool{"eval": true, "xargs": true, "parallel": true, "systemd-run": true, "watch": true, "script": true}

var interpreter = regexp.MustCompile(`^(python|perl|php|ruby|node|nodejs|lua|tclsh|Rscript)[0-9.]*$`)

// analyse follows a script: cd, wrappers, shells with -c, interpreters with a
// file. home is where it starts, as an absolute path or empty.
func analyse(s script, home string, depth int) programs {
	p := programs{why: s.why}
	dir := home
	for _, c := range s.commands {
		run(&p, c.words, &dir, c.path, depth)
	}
	return p
}

func run(p *programs, words []word, dir *string, path bool, depth int) {
	if len(words) == 0 {
		return
	}
	if depth > maxNested {
		p.unclear("commands are nested too deep")
		return
	}
	first := words[0]
	if first.dynamic {
		p.unclear("a variable or pattern is the command")
		return
	}
	name := first.text
	base := name[strings.LastIndexByte(name, '/')+1:]
	args := words[1:]
	switch {
	case name == "cd":
		*dir = ""
		if len(args) == 1 && !args[0].dynamic && strings.HasPrefix(args[0].text, "/") {
			*dir = args[0].text
		}
		return
	case name == "." || name == "source":
		if len(args) > 0 {
			operand(p, args[0], *dir)
		}
		return
	case name == "export":
		for _, a := range args {
			if strings.HasPrefix(a.text, "PATH=") {
				p.unclear(whySetsPath)
			}
		}
		return
	case name == "alias":
		p.unclear("the command defines an alias")
		return
	case builtins[name]:
		return
	case (name == "command" || name == "type") && len(args) > 0 && (args[0].text == "-v" || args[0].text == "-V"):
		return
	}
	if _, shell := wrappers[name]; !shell || name != "exec" && name != "command" && name != "builtin" {
		if name != "eval" {
			if path && !strings.Contains(name, "/") {
				p.unclear(whySetsPath)
			}
			p.add(name, *dir)
		}
	}
	operands, wraps := wrappers[base]
	switch {
	case hidden[base]:
		p.unclear(base + " runs what it is told later")
	case base == "find":
		for _, a := range args {
			if strings.HasPrefix(a.text, "-exec") || strings.HasPrefix(a.text, "-ok") {
				p.unclear("find runs a program")
			}
		}
	case base == "run-parts":
		for _, a := range args {
			if strings.HasPrefix(a.text, "/") && !a.dynamic {
				p.folders = append(p.folders, a.text)
			} else if a.dynamic {
				p.unclear("run-parts works through a folder that is not told")
			}
		}
	case isShell(base):
		for i, a := range args {
			if strings.HasPrefix(a.text, "-") && !strings.HasPrefix(a.text, "--") && strings.Contains(a.text, "c") {
				if i+1 >= len(args) || args[i+1].dynamic {
					p.unclear("the shell runs text that is made later")
					return
				}
				inner := analyse(parseShell(args[i+1].text), *dir, depth+1)
				p.names = append(p.names, inner.names...)
				p.folders = append(p.folders, inner.folders...)
				if inner.why != "" {
					p.unclear(inner.why)
				}
				return
			}
			if !strings.HasPrefix(a.text, "-") {
				operand(p, a, *dir)
				return
			}
		}
	case interpreter.MatchString(base):
		for _, a := range args {
			if t := a.text; t == "-c" || t == "-e" || t == "-r" || t == "-m" || strings.HasPrefix(t, "-e") {
				return // code or a module, no file
			}
			if !strings.HasPrefix(a.text, "-") && !assignment.MatchString(a.text) {
				operand(p, a, *dir)
				return
			}
		}
	case wraps:
		wrapped(p, base, args, operands, dir, path, depth)
	}
}

func isShell(base string) bool {
	switch base {
	case "sh", "bash", "dash", "ash", "ksh", "zsh", "csh", "tcsh", "rbash", "mksh":
		return true
	}
	return false
}

// operand is a file that is run by another program.
func operand(p *programs, w word, dir string) {
	switch {
	case w.dynamic:
		p.unclear("the file that is run is not told")
	case !strings.Contains(w.text, "/"):
		p.add("./"+w.text, dir)
	default:
		p.add(w.text, dir)
	}
}

// valued options of wrappers have their value in the next word.
var valued = map[string]bool{
	"-n": true, "-c": true, "-p": true, "-k": true, "-s": true, "-w": true, "-E": true, "-u": true, "-C": true, "-t": true,
	"--adjustment": true, "--signal": true, "--kill-after": true, "-i": true, "-o": true, "-e": true,
}

// flags are the wrappers' options that look like valued ones and are not.
var flags = map[string]string{"flock": "-n -e -s -u -o -x", "nice": "", "env": "-i", "timeout": "", "setsid": "-c -w", "chrt": "-i -o -p"}

// wrapped follows a wrapper to the program that it runs, past its options and
// its own operands.
func wrapped(p *programs, name string, args []word, operands int, dir *string, path bool, depth int) {
	for i := 0; i < len(args); i++ {
		t := args[i].text
		switch {
		case t == "--":
		case strings.HasPrefix(t, "-") && t != "-":
			if name == "flock" && t == "-c" && i+1 < len(args) && !args[i+1].dynamic {
				inner := analyse(parseShell(args[i+1].text), *dir, depth+1)
				p.names = append(p.names, inner.names...)
				if inner.why != "" {
					p.unclear(inner.why)
				}
				return
			}
			if valued[t] && !strings.Contains(" "+flags[name]+" ", " "+t+" ") {
				i++
			}
		case assignment.MatchString(t):
			path = path || strings.HasPrefix(t, "PATH=")
		case operands > 0:
			operands--
			if name == "flock" && i+1 < len(args) && args[i+1].text == "-c" {
				continue
			}
		default:
			run(p, args[i:], dir, path, depth+1)
			return
		}
	}
}
