package packages

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/osrelease"
	"isoscan/internal/pkgdb/startup"
)

// states of what runs a mechanism, as facts.
const (
	runEnabled  = "enabled"
	runDisabled = "disabled"
	runMasked   = "masked"
	runAbsent   = "absent"
)

func gatherAutomaticApt(ctx context.Context, h host.Host, a *apt, os *osrelease.Release, units *startup.Table, unitsErr error, f *Facts, gaps *facts.Gaps) {
	f.Automatic = &Automatic{Mechanisms: map[string]Mechanism{}, Looked: []string{"unattended-upgrades", "cron"}, Security: map[string]bool{}}
	if unitsErr != nil || a.confErr != nil {
		gaps.Add("automatic", errors.Join(unitsErr, a.confErr))
		f.Automatic = nil
		return
	}
	m := Mechanism{Origins: []string{}, Sources: []facts.Source{}}
	pkg, ok := f.Installed["unattended-upgrades"]
	m.Installed = ok
	if ok {
		m.Sources = append(m.Sources, f.Manager.Source)
	}
	enable := a.conf.boolean("APT::Periodic::Enable", true)
	upgrade, upgradeSrc := a.interval("APT::Periodic::Unattended-Upgrade")
	refresh, refreshSrc := a.interval("APT::Periodic::Update-Package-Lists")
	m.Applies, m.Refreshes = enable.Value && upgrade, enable.Value && refresh
	for _, s := range []facts.Source{upgradeSrc, refreshSrc, enable.Source} {
		if strings.HasPrefix(string(s), "/") {
			m.Sources = append(m.Sources, s)
		}
	}
	run, err := a.scheduled(ctx, h, units, "apt-daily-upgrade.timer")
	if err == nil {
		m.Scheduled = run.state
		m.Sources = append(m.Sources, run.source)
		var lists aptRun
		if lists, err = a.scheduled(ctx, h, units, "apt-daily.timer"); err == nil && (lists.state == runMasked || lists.state == runDisabled) {
			m.Refreshes = false
		}
	}
	if err != nil {
		gaps.Add("automatic", err)
		f.Automatic = nil
		return
	}
	for _, o := range append(a.conf.list("Unattended-Upgrade::Allowed-Origins"), a.conf.list("Unattended-Upgrade::Origins-Pattern")...) {
		m.Origins = append(m.Origins, facts.Text(o.Value))
	}
	if ok {
		if err := m.takesSecurity(ctx, h, a, os, f); err != nil {
			gaps.Add(`automatic.security["unread"]`, err)
		}
	}
	switch {
	case !ok:
		m.Why = "the package unattended-upgrades is not installed"
	case !enable.Value:
		m.Why = "APT::Periodic::Enable is off"
	case !upgrade:
		m.Why = "APT::Periodic::Unattended-Upgrade is " + orUnset(a, "APT::Periodic::Unattended-Upgrade")
	case m.Scheduled != runEnabled:
		m.Why = "apt-daily-upgrade.timer is " + m.Scheduled
	default:
		m.Why = fmt.Sprintf("unattended-upgrades %s, APT::Periodic::Unattended-Upgrade is %s", pkg.Version, orUnset(a, "APT::Periodic::Unattended-Upgrade"))
	}
	f.Automatic.Mechanisms["unattended-upgrades"] = m
	f.cronUpdates(ctx, h, units, gaps)
}

func orUnset(a *apt, key string) string {
	if v, _, ok := a.conf.get(key); ok {
		return fmt.Sprintf("%q", facts.Text(v))
	}
	return "not set"
}

// interval reads a period of apt.systemd.daily: "0" or nothing is never; a
// number of days, a number with s, m, h or d, or "always" is on.
func (a *apt) interval(key string) (bool, facts.Source) {
	v, src, ok := a.conf.get(key)
	if !ok {
		return false, ""
	}
	v = strings.TrimSpace(v)
	n := strings.TrimRight(v, "smhd")
	if v == "always" || n != "" && strings.Trim(n, "0123456789") == "" && strings.Trim(n, "0") != "" {
		return true, src
	}
	return false, src
}

type aptRun struct {
	state  string
	source facts.Source
}

// scheduled tells what runs apt's periodic work: the timer, or on a host
// without systemd the daily cron script.
func (a *apt) scheduled(ctx context.Context, h host.Host, units *startup.Table, timer string) (aptRun, error) {
	u, err := units.Unit(ctx, timer)
	if err != nil {
		return aptRun{}, err
	}
	systemd := false
	for _, p := range []string{"/usr/lib/systemd/systemd", "/lib/systemd/systemd"} {
		if _, err := h.Stat(ctx, p); err == nil {
			systemd = true
		} else if !errors.Is(err, host.ErrNotExist) {
			return aptRun{}, err
		}
	}
	if u.State != startup.Enabled && !systemd {
		const script = "/etc/cron.daily/apt-compat"
		for _, cron := range []string{"/usr/sbin/cron", "/usr/sbin/anacron", "/usr/sbin/crond"} {
			_, err := h.Stat(ctx, cron)
			if errors.Is(err, host.ErrNotExist) {
				continue
			}
			info, serr := h.Stat(ctx, script)
			if err == nil && serr == nil && info.Perm()&0o111 != 0 {
				return aptRun{runEnabled, script}, nil
			}
			if err != nil || serr != nil && !errors.Is(serr, host.ErrNotExist) {
				return aptRun{}, fmt.Errorf("%s: %w", script, errors.Join(err, serr))
			}
		}
	}
	return aptRun{string(u.State), facts.File(u.Source())}, nil
}

// takesSecurity compares unattended-upgrades' origin patterns with the fields
// of the security archive.
func (m *Mechanism) takesSecurity(ctx context.Context, h host.Host, a *apt, os *osrelease.Release, f *Facts) error {
	if len(m.Origins) == 0 {
		// The package's own configuration names origins. Where the program is
		// not on disk either, the tree does not hold the package's files.
		for _, p := range []string{"/usr/bin/unattended-upgrade", "/usr/share/unattended-upgrades/50unattended-upgrades"} {
			_, err := h.Stat(ctx, p)
			if err == nil {
				f.Automatic.Security["unattended-upgrades"] = false
				return nil
			}
			if !errors.Is(err, host.ErrNotExist) {
				return err
			}
		}
		return errors.New("no origin pattern is set, and the files of the package unattended-upgrades are not on disk")
	}
	if os == nil {
		return errors.New("the origin patterns name the distribution, and os-release was not read")
	}
	yes := false
	for _, rel := range securityReleases(os, f) {
		for _, o := range a.conf.list("Unattended-Upgrade::Allowed-Origins") {
			yes = yes || originAllows(o.Value, os, rel)
		}
		for _, o := range a.conf.list("Unattended-Upgrade::Origins-Pattern") {
			yes = yes || patternAllows(o.Value, os, rel)
		}
	}
	f.Automatic.Security["unattended-upgrades"] = yes
	return nil
}

// securityReleases are the release fields of the security archives on the
// host, and of the one that the distribution is known to have.
func securityReleases(os *osrelease.Release, f *Facts) []release {
	var out []release
	if f.Indexes != nil {
		for _, name := range sortedKeys(f.Indexes.Lists) {
			if ix := f.Indexes.Lists[name]; ix.Security && ix.Configured {
				out = append(out, release{origin: ix.Origin, label: ix.Label, suite: ix.Suite, codename: ix.Codename})
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	code := codename(os)
	switch os.ID {
	case "debian":
		return []release{{origin: "Debian", label: "Debian-Security", suite: "stable-security", codename: code + "-security"},
			{origin: "Debian", label: "Debian-Security", suite: "oldstable-security", codename: code + "-security"}}
	case "ubuntu":
		return []release{{origin: "Ubuntu", label: "Ubuntu", suite: code + "-security", codename: code}}
	}
	return nil
}

func expandOrigin(s string, os *osrelease.Release) string {
	id := map[string]string{"debian": "Debian", "ubuntu": "Ubuntu", "devuan": "Devuan"}[os.ID]
	return strings.NewReplacer("${distro_id}", id, "${distro_codename}", codename(os)).Replace(s)
}

// originAllows reads "origin:suite".
func originAllows(s string, os *osrelease.Release, r release) bool {
	s = strings.ReplaceAll(expandOrigin(s, os), "\\:", "\x00")
	origin, suite, ok := strings.Cut(s, ":")
	origin, suite = strings.ReplaceAll(origin, "\x00", ":"), strings.ReplaceAll(suite, "\x00", ":")
	return ok && matchOrigin(origin, r.origin) && matchOrigin(suite, r.suite)
}

// patternAllows reads "origin=Debian,codename=...,label=...".
func patternAllows(s string, os *osrelease.Release, r release) bool {
	for _, part := range strings.Split(expandOrigin(s, os), ",") {
		key, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		if !ok {
			return false
		}
		field := ""
		switch key {
		case "o", "origin":
			field = r.origin
		case "l", "label":
			field = r.label
		case "a", "suite", "archive":
			field = r.suite
		case "n", "codename":
			field = r.codename
		case "c", "component", "site":
			continue // the archive has the component and site that it has
		default:
			return false
		}
		if !matchOrigin(value, field) {
			return false
		}
	}
	return s != ""
}

func matchOrigin(pattern, s string) bool {
	ok, err := path.Match(strings.ReplaceAll(pattern, "/", "\x01"), strings.ReplaceAll(s, "/", "\x01"))
	return err == nil && ok
}

// upgradeWords are the arguments by which a package manager installs updates.
var upgradeWords = map[string][]string{
	"apt-get": {"upgrade", "dist-upgrade"}, "apt": {"upgrade", "full-upgrade", "dist-upgrade"}, "aptitude": {"safe-upgrade", "full-upgrade", "upgrade"},
	"unattended-upgrade": {""}, "unattended-upgrades": {""},
	"dnf": {"upgrade", "update", "up", "upgrade-minimal"}, "dnf5": {"upgrade", "update"}, "microdnf": {"upgrade", "update"}, "yum": {"update", "upgrade", "update-minimal"},
	"zypper": {"update", "up", "patch", "dist-upgrade", "dup"}, "transactional-update": {"", "up", "dup", "patch"}, "apk": {"upgrade"},
}

// cronUpdates looks for scheduled jobs that upgrade without asking.
func (f *Facts) cronUpdates(ctx context.Context, h host.Host, units *startup.Table, gaps *facts.Gaps) {
	found := startup.Find(ctx, h, units, sortedKeys(upgradeWords)...)
	for _, err := range found.Errs {
		gaps.Add(`automatic.mechanisms["unread"]`, err)
	}
	m := Mechanism{Origins: []string{}, Sources: []facts.Source{}, Scheduled: runEnabled, Installed: true}
	for _, j := range found.Jobs {
		if strings.HasPrefix(path.Base(j.File), "apt-compat") || strings.HasPrefix(path.Base(j.File), "apt-daily") || strings.HasSuffix(j.Via, "/apt.systemd.daily") {
			continue // apt's own, which does as its configuration says
		}
		if j.Program == "apk" && contains(j.Args, "update") || contains(j.Args, "--security") {
			m.Refreshes = true
		}
		if !upgrades(j) {
			continue
		}
		m.Applies, m.Refreshes = true, true
		f.Automatic.Security["cron"] = true
		src := facts.File(j.File)
		if j.Line > 0 {
			src = facts.FileLine(j.File, j.Line)
		}
		m.Sources = append(m.Sources, src)
		m.Why = fmt.Sprintf("%s runs on a schedule (%s)", j.Program, facts.Text(j.Schedule))
	}
	if m.Applies {
		f.Automatic.Mechanisms["cron"] = m
	}
}

// upgrades tells whether a job installs updates and does not stop to ask.
func upgrades(j startup.Job) bool {
	verb, quiet := false, false
	for _, w := range upgradeWords[j.Program] {
		verb = verb || w == "" || contains(j.Args, w)
	}
	switch j.Program {
	case "apk", "unattended-upgrade", "unattended-upgrades", "transactional-update":
		quiet = true // these never ask
	}
	for _, a := range j.Args {
		switch {
		case a == "--download-only", a == "--dry-run", a == "--simulate", a == "-s", a == "-d", a == "--downloadonly", a == "--assumeno", a == "-n" && j.Program != "zypper":
			return false
		case a == "--yes", a == "--assume-yes", a == "--assumeyes", a == "--non-interactive", a == "-n", a == "-qq":
			quiet = true
		case len(a) > 1 && a[0] == '-' && a[1] != '-' && strings.Contains(a, "y"):
			quiet = true
		}
	}
	return verb && quiet
}
