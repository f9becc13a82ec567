package jobs

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// The bounds of following scripts.
const (
	maxScript  = 256 << 10 // bytes of one
	maxScripts = 2000      // of the host
	maxInside  = 100       // files that one job's scripts run, at whatever depth
)

// shellScript is what a shell script says, as far as it is followed.
type shellScript struct {
	// names are the absolute paths of what it runs or reads in.
	names []string
	does  *Behaviour
}

// script reads a file if it is a shell script; nil when it is something else.
// What cannot be followed in it is no gap, for the job is to start the script:
// what is seen counts.
func (r *reader) script(name string) (*shellScript, error) {
	if s, known := r.scripts[name]; known {
		return s, nil
	}
	info, err := r.h.Stat(r.ctx, name)
	if errors.Is(err, host.ErrNotExist) || err == nil && (!info.IsRegular() || info.Size > maxScript) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if len(r.scripts) >= maxScripts {
		return nil, fmt.Errorf("more than %d files are run: %w", maxScripts, host.ErrTooLarge)
	}
	b, err := r.h.ReadFile(r.ctx, name, maxScript)
	if errors.Is(err, host.ErrNotExist) || errors.Is(err, host.ErrTooLarge) {
		return nil, nil // it went, or grew
	}
	if err != nil {
		return nil, err
	}
	if r.scripts == nil {
		r.scripts = map[string]*shellScript{}
	}
	r.scripts[name] = parseScript(string(b))
	return r.scripts[name], nil
}

// parseScript reads a text that begins with "#!" and the name of a shell.
func parseScript(text string) *shellScript {
	first, _, _ := strings.Cut(text, "\n")
	words := strings.Fields(strings.TrimPrefix(first, "#!"))
	if !strings.HasPrefix(first, "#!") || len(words) == 0 ||
		!isShell(path.Base(words[0])) && !(len(words) > 1 && path.Base(words[0]) == "env" && isShell(words[1])) {
		return nil
	}
	whole, plain := newObserver(), parseShell(withoutDocuments(text))
	whole.script(parseShell(text), 0)
	whole.script(plain, 0)
	out := &shellScript{does: whole.done()}
	out.does.Why = ""
	p := analyse(script{commands: inOrder(plain, 0)}, "", 0)
	for _, n := range p.names {
		if strings.HasPrefix(n, "/") {
			out.names = append(out.names, n)
		}
	}
	slices.Sort(out.names)
	out.names = slices.Compact(out.names)
	return out
}

// inOrder are the commands of a script with those of substitutions, without what
// follows a here document.
func inOrder(s script, depth int) []command {
	var out []command
	for _, line := range s.pipelines {
		for _, c := range line {
			subs := slices.Clone(c.subs)
			for _, w := range c.words {
				subs = append(subs, w.subs...)
			}
			for _, sub := range subs {
				if depth < maxNested {
					out = append(out, inOrder(sub, depth+1)...)
				}
			}
			out = append(out, c)
		}
	}
	return out
}

var hereDocument = regexp.MustCompile(`<<(-?)[ \t]*(?:\\|['"])?([A-Za-z_][A-Za-z0-9_]*)['"]?`)

// withoutDocuments takes the here documents out of a text: they are no commands,
// and what comes after them is.
func withoutDocuments(text string) string {
	lines := strings.Split(text, "\n")
	// The last line of each text, so that a document without an end costs nothing.
	last := map[string]int{}
	for i, l := range lines {
		last[l], last[strings.TrimLeft(l, "\t")] = i, i
	}
	var out []string
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		ends := i
		for _, m := range hereDocument.FindAllStringSubmatch(line, -1) {
			if end, ok := last[m[2]]; !ok || end <= ends {
				continue
			}
			for ends++; lines[ends] != m[2] && (m[1] == "" || strings.TrimLeft(lines[ends], "\t") != m[2]); ends++ {
				if ends == len(lines)-1 {
					break
				}
			}
			line = strings.Replace(line, m[0], " ", 1)
		}
		out = append(out, line)
		i = ends
	}
	return strings.Join(out, "\n")
}

// inside follows the scripts among a job's programs: to the files that they run
// in turn, and to what they do.
func (r *reader) inside(programs map[string]Program, owner uint32, where string, does *Behaviour) map[string]Program {
	out := map[string]Program{}
	level := sortedKeys(programs)
	for len(level) > 0 { // ends, for each file comes once
		var next []string
		for _, name := range level {
			if !strings.HasPrefix(name, "/") {
				continue
			}
			s, err := r.script(name)
			if err != nil {
				r.gaps.Add(where+fmt.Sprintf(".inside[%q]", name), err)
			}
			if s == nil {
				continue
			}
			for _, d := range s.does.Doors {
				does.Doors = append(does.Doors, d+" in "+name)
			}
			for _, f := range s.does.Fetches {
				does.Fetches = append(does.Fetches, f+" in "+name)
			}
			for _, n := range s.names {
				key := facts.Text(n)
				_, direct := programs[key]
				if _, seen := out[key]; seen || direct {
					continue
				}
				if len(out) >= maxInside {
					r.gaps.AddReason(where+".inside", fmt.Sprintf("the scripts run more than %d files", maxInside), false)
					return out
				}
				// A word that only looks like a program is none: what is missing, and folders.
				if info, err := r.h.Stat(r.ctx, n); errors.Is(err, host.ErrNotExist) || err == nil && !info.IsRegular() {
					continue
				}
				out[key], _ = r.program(n, owner, where+".inside")
				next = append(next, n)
			}
		}
		level = next
	}
	slices.Sort(does.Doors)
	slices.Sort(does.Fetches)
	return out
}
