package jobs

import (
	"path"
	"slices"
	"strings"

	"isoscan/internal/facts"
)

// observer follows command lines for two things only: a shell that is handed to
// the other end of a connection, and code that is run as it comes from the
// network. It looks at words, so that a name in an argument is no finding.
type observer struct {
	out Behaviour
	// fetched are the files that a command before this one wrote from the network.
	fetched map[string]string
	// network: exec opened a connection of bash(1), such as /dev/tcp/HOST/PORT.
	network bool
}

func newObserver() *observer {
	return &observer{out: Behaviour{Doors: []string{}, Fetches: []string{}}, fetched: map[string]string{}}
}

// shellText is what a shell does with a text.
func shellText(text string) *Behaviour {
	o := newObserver()
	o.script(parseShell(text), 0)
	return o.done()
}

func (o *observer) done() *Behaviour {
	slices.Sort(o.out.Doors)
	slices.Sort(o.out.Fetches)
	o.out.Doors, o.out.Fetches = slices.Compact(o.out.Doors), slices.Compact(o.out.Fetches)
	return &o.out
}

func (o *observer) door(what string)  { o.out.Doors = append(o.out.Doors, facts.Text(what)) }
func (o *observer) fetch(what string) { o.out.Fetches = append(o.out.Fetches, facts.Text(what)) }

func (o *observer) unclear(why string) {
	if o.out.Why == "" && why != whySetsPath {
		o.out.Why = facts.Text(why)
	}
}

func (o *observer) script(s script, depth int) {
	if depth > maxNested {
		o.unclear("commands are nested too deep")
		return
	}
	o.unclear(s.why)
	for _, line := range s.pipelines {
		o.pipeline(line, depth)
	}
}

// pipeline judges commands that pipes join; what flows through one reaches all
// after it.
func (o *observer) pipeline(line []command, depth int) {
	from, wire, shell := "", "", ""
	for i, c := range line {
		words := unwrap(c.words)
		o.redirected(c, words)
		for _, sub := range c.subs {
			o.script(sub, depth+1)
		}
		if len(words) == 0 {
			continue
		}
		for _, w := range c.words {
			for _, sub := range w.subs {
				o.script(sub, depth+1)
			}
		}
		name := base(words[0])
		if words[0].dynamic && (len(words[0].subs) > 0 || strings.ContainsAny(name, "$*?[") || name == "") {
			if f := fetcherOf(words[0].subs); f != "" {
				o.fetch(f + " into the shell")
			} else {
				o.unclear("a variable or the output of a command is the command")
			}
			continue
		}
		in, kind := reads(words)
		switch {
		case from != "" && in:
			o.fetch(from + " into " + name)
		case wire != "" && in && isShell(name):
			o.door(wire + " into " + name)
		}
		for _, r := range c.redirects {
			if f := fetcherOf(r.subs); f != "" && in {
				o.fetch(f + " into " + name)
			}
		}
		switch {
		case isShell(name) && in:
			// A shell that reads a file, and no pipe, takes no orders.
			if i > 0 || len(c.redirects) == 0 || slices.ContainsFunc(words, func(w word) bool { return w.text == "-i" }) {
				shell = name
			}
		case kind == isCode:
			o.code(name, words[1:], depth)
		case kind == isFile:
			o.file(name, words[1:])
		}
		o.run(name, words, shell, depth)
		if fetchers[name] {
			from = name
			o.written(name, c, words[1:])
		}
		if wires[name] {
			wire = name
		}
	}
}

// run looks at one command for itself.
func (o *observer) run(name string, words []word, shell string, depth int) {
	args := words[1:]
	if f := o.fetched[words[0].text]; f != "" {
		o.fetch(f + " to a file that is run")
	}
	switch {
	case netcats[name]:
		if program := netcatShell(args); program != "" {
			o.door(name + " -e " + program)
		} else if shell != "" {
			o.door(shell + " into " + name)
		}
	case name == "socat" || name == "socat1":
		if program := socatShell(args); program != "" {
			o.door(name + " EXEC:" + program)
		} else if shell != "" {
			o.door(shell + " into " + name)
		}
	case wires[name] && shell != "":
		o.door(shell + " into " + name)
	case name == "eval":
		for _, a := range args {
			if f := fetcherOf(a.subs); f != "" {
				o.fetch(f + " into eval")
			} else if a.dynamic {
				o.unclear("eval runs text that is made later")
			}
		}
	case name == "." || name == "source":
		o.file(name, args)
	case name == "su" || name == "runuser" || name == "script":
		for i, a := range args {
			if (a.text == "-c" || a.text == "--command") && i+1 < len(args) {
				o.code("sh", args[i:], depth)
			}
		}
	case name == "find":
		for i, a := range args {
			if (strings.HasPrefix(a.text, "-exec") || strings.HasPrefix(a.text, "-ok")) && i+1 < len(args) {
				o.pipeline([]command{{words: args[i+1:]}}, depth+1)
			}
		}
	}
}

// redirected notes connections that bash itself opens (bash(1), "REDIRECTION").
func (o *observer) redirected(c command, words []word) {
	wired := false
	for _, r := range c.redirects {
		wired = wired || strings.HasPrefix(r.text, "/dev/tcp/") || strings.HasPrefix(r.text, "/dev/udp/")
	}
	if len(words) == 0 {
		// exec alone, which unwrap takes away, changes the shell's own files.
		o.network = o.network || wired
		return
	}
	if name := base(words[0]); givesShell(words) && (wired || o.network && len(c.redirects) > 0) {
		o.door(name + " to /dev/tcp")
	}
}

// code follows the text of "sh -c TEXT", and of "python -c TEXT" whether it
// comes from the network.
func (o *observer) code(name string, args []word, depth int) {
	i, ok := codeWord(name, args)
	if !ok {
		return
	}
	w := args[i]
	if f := fetcherOf(w.subs); f != "" && strings.TrimSpace(w.text) == "" {
		o.fetch(f + " into " + name)
		return
	}
	if !isShell(name) {
		return
	}
	if w.text == "" || w.text == "$" {
		o.unclear("the shell runs text that is made later")
		return
	}
	o.script(parseShell(w.text), depth+1)
}

// file is about the script that a shell or interpreter reads.
func (o *observer) file(name string, args []word) {
	for _, a := range args {
		if strings.HasPrefix(a.text, "-") && len(a.subs) == 0 {
			continue
		}
		if f := fetcherOf(a.subs); f != "" {
			o.fetch(f + " into " + name)
		} else if f := o.fetched[a.text]; f != "" {
			o.fetch(f + " to a file that " + name + " runs")
		}
		return
	}
}

// written notes the files that a fetcher leaves.
func (o *observer) written(name string, c command, args []word) {
	add := func(p string) {
		if p != "" && p != "-" && p != "/dev/null" {
			o.fetched[p] = name
			if !strings.Contains(p, "/") {
				o.fetched["./"+p] = name
			}
		}
	}
	for _, r := range c.redirects {
		if strings.HasPrefix(r.text, "/") || strings.Contains(r.text, ".") {
			add(r.text)
		}
	}
	out, own := "o", "O" // curl -o FILE, curl -O
	if strings.HasPrefix(name, "wget") {
		out, own = "O", ""
	}
	remote := strings.HasPrefix(name, "wget")
	for i, a := range args {
		t := a.text
		switch {
		case strings.HasPrefix(t, "--output=") || strings.HasPrefix(t, "--output-document="):
			_, p, _ := strings.Cut(t, "=")
			add(p)
			remote = false
		case (t == "--output" || t == "--output-document") && i+1 < len(args):
			add(args[i+1].text)
			remote = false
		case t == "--remote-name":
			remote = true
		case len(t) > 1 && t[0] == '-' && t[1] != '-':
			if n := strings.Index(t, out); n > 0 {
				if n+1 < len(t) {
					add(t[n+1:])
				} else if i+1 < len(args) {
					add(args[i+1].text)
				}
				remote = false
			} else if own != "" && strings.Contains(t, own) {
				remote = true
			}
		}
	}
	for _, a := range args {
		if remote && strings.Contains(a.text, "/") && a.text[0] != '-' {
			add(path.Base(a.text))
		}
	}
}

func base(w word) string { return w.text[strings.LastIndexByte(w.text, '/')+1:] }
