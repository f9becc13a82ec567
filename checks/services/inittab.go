package services

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/systemd"
)

const inittabFile = "/etc/inittab"

// inittabActions are those of inittab(5) and of BusyBox's init.
var inittabActions = []string{
	"respawn", "wait", "once", "boot", "bootwait", "off", "ondemand", "initdefault", "sysinit", "powerwait", "powerfail",
	"powerokwait", "powerfailnow", "ctrlaltdel", "kbrequest", "askfirst", "restart", "shutdown",
}

// inittabLine is one entry: "id:levels:action:process".
type inittabLine struct {
	levels, action, process string
	line                    int
}

// inittabLines reads /etc/inittab. One with text of which nothing is an entry
// is no inittab, and an error.
func (g *gatherer) inittabLines(ctx context.Context) ([]inittabLine, error) {
	data, err := g.ReadFile(ctx, inittabFile, host.ConfigLimit)
	if err != nil {
		return nil, err
	}
	out, ok := parseInittab(string(data))
	if !ok {
		return nil, fmt.Errorf("%s: it has text and no entry that init would take", inittabFile)
	}
	return out, nil
}

// parseInittab splits a file into its entries; ok is false when it has text
// other than comments and no entry.
func parseInittab(text string) (out []inittabLine, ok bool) {
	n, odd := 0, false
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.SplitN(line, ":", 4)
		if len(f) < 4 || !slices.Contains(inittabActions, f[2]) {
			odd = true
			continue
		}
		out = append(out, inittabLine{f[1], f[2], f[3], n})
	}
	return out, len(out) > 0 || !odd
}

// inittab takes from inittab(5) getty lines, Ctrl-Alt-Del and the single-user
// shell.
func (g *gatherer) inittab(ctx context.Context) {
	const p = inittabFile
	if g.f.Init != nil && g.f.Init.Value == "systemd" {
		return
	}
	lines, err := g.inittabLines(ctx)
	if err != nil {
		if !errors.Is(err, host.ErrNotExist) {
			g.part("autologin", p, err)
			g.part("emergency", p, err)
			g.part("starts", p, err)
			g.gaps.Add("ctrl_alt_del", err)
		}
		return
	}
	if g.f.Init == nil {
		return // units count, and this one has comments only
	}
	g.f.Emergency = map[string]Shell{}
	g.f.CtrlAltDel = facts.AtPtr("none", facts.File(p))
	for _, e := range lines {
		at := facts.FileLine(p, e.line)
		if user, ok := gettyAutologin(e.process); ok {
			g.f.Autologin[string(at)] = facts.At(facts.Text(user), at)
		}
		words := systemd.Words(e.process)
		if len(words) == 0 {
			continue
		}
		switch {
		case e.action == "ctrlaltdel":
			g.f.CtrlAltDel = facts.AtPtr(base(words[0]), at)
		case strings.ContainsAny(e.levels, "S1") && e.action == "wait" && (isShell(words[0]) || strings.Contains(words[0], "sulogin")):
			g.f.Emergency["single-user"] = Shell{Exec: facts.Text(words[0]), Asks: strings.Contains(words[0], "sulogin"), Source: at}
		case isShell(words[0]) && (e.action == "respawn" || e.action == "askfirst"):
			// A shell in place of a getty, as in BusyBox examples.
			g.f.Autologin[string(at)] = facts.At("root", at)
		}
	}
}
