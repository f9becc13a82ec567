package services

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"isoscan/internal/crontab"
	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// periodic are the folders that run-parts works through, under cron's and
// Alpine's names.
var periodic = []string{
	"/etc/cron.hourly", "/etc/cron.daily", "/etc/cron.weekly", "/etc/cron.monthly",
	"/etc/periodic/15min", "/etc/periodic/hourly", "/etc/periodic/daily", "/etc/periodic/weekly", "/etc/periodic/monthly",
}

const jobLines = 5000

// partName is what run-parts(8) accepts, for Debian and BusyBox alike.
var partName = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// jobs lists what the system's crontabs and periodic folders run. Accounts'
// own crontabs are not read here.
func (g *gatherer) jobs(ctx context.Context) {
	g.f.Jobs = map[string]Job{}
	for _, dir := range periodic {
		list, err := g.ReadDir(ctx, dir)
		if err != nil {
			if !errors.Is(err, host.ErrNotExist) {
				g.part("jobs", dir, err)
			}
			continue
		}
		for _, e := range list {
			if e.IsDir() || !partName.MatchString(e.Name) {
				continue
			}
			p := path.Join(dir, e.Name)
			info, err := g.Stat(ctx, p)
			if err != nil || !info.IsRegular() || info.Size == 0 || info.Perm()&0o111 == 0 {
				continue
			}
			g.f.Jobs[facts.Text(p)] = Job{Programs: []string{facts.Text(e.Name)}, Source: facts.File(facts.Text(p))}
		}
	}
	for _, p := range g.configs(ctx, "jobs", []string{"/etc/crontab"}, []string{"/etc/cron.d"}) {
		if path.Dir(p) == "/etc/cron.d" && !partName.MatchString(path.Base(p)) {
			continue
		}
		data := g.config(ctx, "jobs", p)
		if g.cronRefuses(ctx, p, data) {
			continue
		}
		n := 0
		for line := range strings.Lines(string(data)) {
			n++
			if n > jobLines {
				g.part("jobs", p, fmt.Errorf("%s: more than %d lines: %w", p, jobLines, host.ErrTooLarge))
				break
			}
			if programs := parseCronLine(line); len(programs) > 0 {
				at := facts.FileLine(facts.Text(p), n)
				g.f.Jobs[string(at)] = Job{Programs: programs, Source: at}
			}
		}
	}
}

// cronRefuses tells whether cron passes over a system table: one that others than
// root can change, and on Debian one with a line that it cannot read.
func (g *gatherer) cronRefuses(ctx context.Context, p string, data []byte) bool {
	if i, err := g.Stat(ctx, p); err == nil && (i.UID != 0 || i.Perm()&0o022 != 0) {
		return true
	}
	_, dpkg := g.Stat(ctx, "/var/lib/dpkg/status")
	_, err := crontab.Check(string(data), true)
	return err != nil && dpkg == nil
}

var absolute = regexp.MustCompile(`(?:^|[\s;&|(])(/[A-Za-z0-9._/+-]+)`)

// parseCronLine returns the names of the programs that a line of a system
// crontab (crontab(5), with a user field) gives by absolute path, and the
// first word of its command.
func parseCronLine(line string) []string {
	f := strings.Fields(line)
	if len(f) == 0 || f[0][0] == '#' {
		return nil
	}
	fields := 6
	if f[0][0] == '@' {
		fields = 2
	} else if strings.Contains(f[0], "=") || len(f) > 1 && f[1] == "=" {
		return nil
	}
	if len(f) <= fields {
		return nil
	}
	set := map[string]bool{}
	// What follows a percent sign is the command's input.
	command, _, _ := strings.Cut(strings.Join(f[fields:], " "), "%")
	if first, _, _ := strings.Cut(command, " "); first != "" && !strings.ContainsAny(first, "=$`(){};&|") {
		set[base(first)] = true
	}
	for _, m := range absolute.FindAllStringSubmatch(command, -1) {
		set[base(m[1])] = true
	}
	return sortedKeys(set)
}

func sortedKeys[V any](m map[string]V) []string {
	if len(m) == 0 {
		return nil
	}
	return slices.Sorted(maps.Keys(m))
}
