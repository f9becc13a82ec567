// Package logging gathers where the system's messages go: the rules of rsyslog
// and syslog-ng followed for each facility, the hosts that get a copy and those
// that may send, how long logrotate keeps the files, and process accounting. It
// does not know where messages ought to go.
package logging

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:    "logging",
		Title: "System logging",
		Description: "Follows the rules of rsyslog and syslog-ng for every facility, and reads journal upload, " +
			"logrotate and process accounting.",
	}
}

const (
	maxFiles = 500
	maxDepth = 10
)

// gatherer carries what every part needs.
type gatherer struct {
	host.Host
	ctx  context.Context
	gaps *facts.Gaps
	f    *Facts
}

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	g := &gatherer{Host: h, ctx: ctx, gaps: gaps, f: &Facts{Daemons: map[string]Daemon{}}}
	g.rsyslog()
	g.syslogNG()
	g.journal()
	g.rotation()
	g.ends()
	g.accounting()
	return g.f, ctx.Err()
}

// daemonGap records that what a daemon does could not be told whole.
func (g *gatherer) daemonGap(product string, err error) {
	g.gaps.Add(fmt.Sprintf("daemons[%q]", product), err)
}

// absent reports whether an error says that a file is not there. Something else
// in its place is no such thing: then nothing is known of the file.
func absent(err error) bool { return errors.Is(err, host.ErrNotExist) }

// globbed lists the files that a pattern with wildcards in its last part names.
func (g *gatherer) globbed(pattern string) ([]string, error) {
	if !strings.ContainsAny(pattern, "*?[") {
		return []string{pattern}, nil
	}
	dir, last := path.Split(pattern)
	dirs, err := g.globbed(strings.TrimSuffix(dir, "/"))
	if err != nil {
		return nil, err
	}
	var out []string
	for _, d := range dirs {
		list, err := g.ReadDir(g.ctx, d)
		// Beside the folders that a pattern means there may be files.
		if absent(err) || errors.Is(err, host.ErrIrregular) && strings.ContainsAny(dir, "*?[") {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, e := range list {
			ok, err := path.Match(last, e.Name)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", pattern, err)
			}
			if ok && (e.Name[0] != '.' || last[0] == '.') {
				out = append(out, path.Join(d, e.Name))
			}
		}
	}
	slices.Sort(out)
	return out, nil
}

// accounting tells whether process accounting is installed and has a file.
func (g *gatherer) accounting() {
	a := &Accounting{Present: facts.At(false, facts.File("/usr/sbin/accton"))}
	for _, p := range []string{"/usr/sbin/accton", "/sbin/accton"} {
		_, err := g.Stat(g.ctx, p)
		if err == nil {
			a.Present = facts.At(true, facts.File(p))
			break
		}
		if !absent(err) {
			g.gaps.Add("accounting", err)
			return
		}
	}
	for _, p := range []string{"/var/log/account/pacct", "/var/account/pacct", "/var/log/pacct"} {
		i, err := g.Stat(g.ctx, p)
		if err == nil {
			a.File = facts.AtPtr(i.Size, facts.File(p))
			break
		}
		if !absent(err) {
			g.gaps.Add("accounting.file", err)
			break
		}
	}
	g.f.Accounting = a
}
