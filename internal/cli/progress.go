package cli

import (
	"fmt"
	"slices"
	"strings"

	"isoscan/internal/scan"
)

// progress is one line on a terminal that tells what is being gathered. In a
// pipe it is silent.
type progress struct {
	env     *Env
	running []string
}

func newProgress(env *Env) *progress { return &progress{env: env} }

func (p *progress) show(s scan.Progress) {
	if !p.env.StderrTerminal {
		return
	}
	if s.Ended {
		p.running = slices.DeleteFunc(p.running, func(id string) bool { return id == s.Check })
	} else {
		p.running = append(p.running, s.Check)
	}
	line := fmt.Sprintf("gathering %d/%d: %s", s.Done, s.Total, strings.Join(p.running, " "))
	if limit := max(p.env.Width-1, 20); len(line) > limit {
		line = line[:limit]
	}
	fmt.Fprintf(p.env.Stderr, "\r\x1b[K%s", line)
}

func (p *progress) clear() {
	if p.env.StderrTerminal {
		fmt.Fprint(p.env.Stderr, "\r\x1b[K")
	}
}
