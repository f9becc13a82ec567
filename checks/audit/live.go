package audit

import (
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// live asks the kernel through auditctl. Only root may.
func (g *gatherer) live() {
	if g.Kind() != host.Local || !g.Has(host.CapRun) {
		g.gaps.AddReason("live", "only a running system tells this", false)
		return
	}
	if !g.Has(host.CapPrivileged) {
		g.gaps.AddReason("live", "only root may ask the audit system", true)
		return
	}
	out, err := g.Run(g.ctx, "auditctl", "-s")
	if err != nil {
		g.gaps.Add("live", err)
		return
	}
	l, ok := parseStatus(string(out.Stdout))
	if !ok || out.ExitCode != 0 {
		g.gaps.AddReason("live", "auditctl -s does not answer: "+facts.Text(strings.TrimSpace(string(out.Stderr))), false)
		return
	}
	if out, err := g.Run(g.ctx, "auditctl", "-l"); err == nil && out.ExitCode == 0 {
		n := 0
		for line := range strings.Lines(string(out.Stdout)) {
			if strings.HasPrefix(line, "-") {
				n++
			}
		}
		l.Rules = &n
	} else {
		g.gaps.AddReason("live.rules", "auditctl -l does not answer", false)
	}
	g.f.Live = &l
}

// parseStatus reads the lines NAME VALUE of auditctl -s.
func parseStatus(text string) (Live, bool) {
	l := Live{Source: facts.Command("auditctl", "-s")}
	seen := false
	for line := range strings.Lines(text) {
		w := strings.Fields(line)
		if len(w) < 2 {
			continue
		}
		n, err := strconv.Atoi(w[1])
		switch w[0] {
		case "enabled":
			l.Enabled, seen = facts.Text(w[1]), true
		case "pid":
			l.Daemon = err == nil && n > 0
		case "lost":
			l.Lost = n
		case "backlog_limit":
			l.Backlog = n
		}
	}
	return l, seen
}
