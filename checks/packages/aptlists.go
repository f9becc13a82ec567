package packages

import (
	"context"
	"errors"
	"fmt"
	"path"
	"sort"
	"strings"
	"time"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/osrelease"
	"isoscan/internal/pkgdb"
)

const listsDir = "/var/lib/apt/lists"

// aptLists reads apt's package lists and compares them with what is installed.
type aptLists struct {
	apt     *apt
	os      *osrelease.Release
	archs   []string // native first
	indexes []*aptIndex
	rels    map[string]release
	pkgs    map[string]map[string]*aptPackage // by name, then architecture
	// failed are lists that could not be read, by name.
	failed map[string]error
}

// gatherAptUpdates fills Indexes, Updates and SecuritySource.
func gatherAptUpdates(ctx context.Context, h host.Files, a *apt, os *osrelease.Release, installed []pkgdb.Package, f *Facts, gaps *facts.Gaps) {
	l := &aptLists{apt: a, os: os, rels: map[string]release{}, pkgs: map[string]map[string]*aptPackage{}, failed: map[string]error{}}
	if err := l.architectures(ctx, h, installed); err != nil {
		gaps.Add("updates", err)
		gaps.Add("indexes", err)
		gaps.Add("security_source", err)
		return
	}
	l.take(installed)
	if err := l.load(ctx, h); err != nil {
		gaps.Add("updates", err)
		gaps.Add("indexes", err)
		gaps.Add("security_source", err)
		return
	}
	f.Indexes = l.facts(ctx, h, gaps)
	f.SecuritySource = l.securitySource(gaps)
	f.Updates = l.updates(f, gaps)
}

// architectures reads dpkg's list of them; without it the one that most
// packages have is the native one.
func (l *aptLists) architectures(ctx context.Context, h host.Files, installed []pkgdb.Package) error {
	count := map[string]int{}
	native := ""
	for _, p := range installed {
		if p.Name == "dpkg" && p.Arch != "all" {
			native = p.Arch
		}
		if p.Arch != "all" && p.Arch != "" {
			count[p.Arch]++
		}
	}
	if native == "" {
		for a, n := range count {
			if native == "" || n > count[native] || n == count[native] && a < native {
				native = a
			}
		}
	}
	if native == "" {
		return errors.New("the native architecture cannot be told: no installed package names one")
	}
	l.archs = []string{native}
	b, err := h.ReadFile(ctx, "/var/lib/dpkg/arch", host.ConfigLimit)
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		return err
	}
	for _, a := range strings.Fields(string(b)) {
		if a != native {
			l.archs = append(l.archs, a)
		}
	}
	return nil
}

// arch is the architecture under which apt keeps a package: "all" counts as
// the native one.
func (l *aptLists) arch(a string) string {
	if a == "all" || a == "" {
		return l.archs[0]
	}
	return a
}

func (l *aptLists) take(installed []pkgdb.Package) {
	for _, p := range installed {
		by := l.pkgs[p.Name]
		if by == nil {
			by = map[string]*aptPackage{}
			l.pkgs[p.Name] = by
		}
		by[l.arch(p.Arch)] = &aptPackage{name: p.Name, arch: p.Arch, source: p.Source, installed: p.Version, held: p.Want == "hold"}
	}
}

// load reads every release file and every package list.
func (l *aptLists) load(ctx context.Context, h host.Files) error {
	entries, err := h.ReadDir(ctx, listsDir)
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		return err
	}
	times := map[string]time.Time{}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		times[e.Name] = e.ModTime.UTC().Truncate(time.Second)
		prefix, inline := strings.CutSuffix(e.Name, "InRelease")
		if !inline {
			var plain bool
			if prefix, plain = strings.CutSuffix(e.Name, "Release"); !plain {
				continue
			}
			if _, seen := l.rels[prefix]; seen {
				continue // InRelease sorts first and is what apt prefers
			}
		}
		if prefix != "" && !strings.HasSuffix(prefix, "_") {
			continue
		}
		file := path.Join(listsDir, e.Name)
		b, err := h.ReadFile(ctx, file, host.ConfigLimit)
		if err != nil {
			l.failed[e.Name] = err
			continue
		}
		r := parseRelease(b)
		r.file, r.mtime = file, times[e.Name]
		l.rels[prefix] = r
	}
	for _, e := range entries {
		ix, ok := newIndex(listsDir, e.Name)
		if !ok || e.IsDir() {
			continue
		}
		ix.mtime = times[e.Name]
		ix.attach(l.rels)
		for _, s := range l.apt.sources {
			if ix.of(s, l.archs) {
				ix.configured = true
			}
		}
		// An index of another architecture, or one that no source names and
		// that is no security archive, can offer nothing.
		if ix.arch != "" && ix.arch != "all" && !contains(l.archs, ix.arch) || !ix.configured && !l.orphanCounts(&ix) {
			continue
		}
		if err := l.readIndex(ctx, h, &ix); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			l.failed[ix.name] = err
			continue
		}
		l.indexes = append(l.indexes, &ix)
	}
	sort.Slice(l.indexes, func(i, j int) bool { return l.indexes[i].name < l.indexes[j].name })
	return nil
}

// orphanCounts: a security archive's list that no source names still shows
// which fixes exist for this release, if that can be told.
func (l *aptLists) orphanCounts(ix *aptIndex) bool {
	want := codename(l.os)
	if !ix.security || want == "" {
		return false
	}
	return ix.rel.codename == "" || ix.rel.base() == want
}

func contains(list []string, s string) bool {
	for _, e := range list {
		if e == s {
			return true
		}
	}
	return false
}

// of tells whether a source stands for the index.
func (ix *aptIndex) of(s aptSource, archs []string) bool {
	if ix.prefix != s.listPrefix() {
		return false
	}
	if s.flat() {
		return true
	}
	return contains(s.components, ix.component) && (ix.arch == "all" || contains(s.architectures(archs), ix.arch))
}

func (l *aptLists) readIndex(ctx context.Context, h host.Files, ix *aptIndex) error {
	b, err := h.ReadFile(ctx, ix.file, host.DatabaseLimit)
	if err != nil {
		return err
	}
	err = ix.offers(ctx, b, func(name []byte) bool { _, ok := l.pkgs[string(name)]; return ok },
		func(name, arch string, o offer) {
			if p := l.pkgs[name][l.arch(arch)]; p != nil {
				p.offers = append(p.offers, o)
			}
		})
	if err != nil {
		return fmt.Errorf("%s: %w", ix.file, err)
	}
	return nil
}

// absent lists the index files of a source that apt would have and that are
// not there; empty when all are.
func (l *aptLists) absent(s aptSource) string {
	prefix := s.listPrefix()
	rel, known := l.rels[prefix]
	have := func(component, arch string) bool {
		for _, ix := range l.indexes {
			if ix.prefix == prefix && (s.flat() || ix.component == component && ix.arch == arch) {
				return true
			}
		}
		return false
	}
	if s.flat() {
		if have("", "") {
			return ""
		}
		return "no package list"
	}
	if !known {
		any := false
		for _, c := range s.components {
			for _, a := range s.architectures(l.archs) {
				any = any || have(c, a)
			}
		}
		if !any {
			return "no package list and no release file"
		}
	}
	for _, c := range s.components {
		for _, a := range s.architectures(l.archs) {
			if have(c, a) {
				continue
			}
			if known && len(rel.architectures) > 0 && !contains(rel.architectures, a) {
				continue // the archive does not build for it
			}
			if known {
				// An archive may leave a component out, or have it empty.
				size, listed := rel.listed(c + "/binary-" + a + "/Packages")
				if listed && size == 0 {
					continue
				}
				if !listed && len(rel.components) > 0 && !componentIn(rel.components, c) {
					continue
				}
			}
			return fmt.Sprintf("no package list of %s for %s", c, a)
		}
	}
	return ""
}

// componentIn allows for "updates/main", as Debian's security archive has it.
func componentIn(list []string, c string) bool {
	for _, e := range list {
		if e == c || strings.HasSuffix(e, "/"+c) {
			return true
		}
	}
	return false
}

// facts sums the lists up.
func (l *aptLists) facts(ctx context.Context, h host.Files, gaps *facts.Gaps) *Indexes {
	out := &Indexes{Lists: map[string]Index{}, Missing: map[string]facts.Sourced[string]{}}
	for _, s := range l.apt.sources {
		if why := l.absent(s); why != "" {
			out.Missing[s.key()] = facts.At(why+" (run apt-get update)", s.source)
		}
	}
	for _, ix := range l.indexes {
		e := Index{Origin: facts.Text(ix.rel.origin), Label: facts.Text(ix.rel.label), Suite: facts.Text(ix.rel.suite),
			Codename: facts.Text(ix.rel.codename), Security: ix.security, Configured: ix.configured,
			Fetched: ix.mtime, Packages: ix.packages, Source: facts.File(ix.file)}
		if ix.rel.mtime.After(e.Fetched) {
			e.Fetched = ix.rel.mtime
		}
		seen := e.Fetched
		if !ix.rel.date.IsZero() {
			e.Date, seen = &ix.rel.date, ix.rel.date
		}
		if !ix.rel.validUntil.IsZero() {
			e.ValidUntil = &ix.rel.validUntil
		}
		out.Lists[ix.name] = e
		newer(&out.Newest, seen, e.Source, 1)
		newer(&out.Oldest, seen, e.Source, -1)
		newer(&out.Refreshed, e.Fetched, e.Source, 1)
		newer(&out.Refreshed, seen, e.Source, 1)
	}
	for _, stamp := range []string{"update-success-stamp", "update-stamp"} {
		file := path.Join("/var/lib/apt/periodic", stamp)
		info, err := h.Stat(ctx, file)
		if err == nil && len(l.indexes) > 0 {
			newer(&out.Refreshed, info.ModTime.UTC().Truncate(time.Second), facts.File(file), 1)
		} else if err != nil && !errors.Is(err, host.ErrNotExist) {
			gaps.Add("indexes.refreshed", err)
		}
	}
	if len(l.indexes) == 0 {
		for _, p := range []string{"indexes.refreshed", "indexes.newest", "indexes.oldest"} {
			gaps.AddReason(p, "there is no package list in "+listsDir+"; run apt-get update", false)
		}
	}
	for _, name := range sortedKeys(l.failed) {
		gaps.Add(`indexes.lists["unread"]`, l.failed[name])
	}
	return out
}

// newer keeps the later time (sign 1) or the earlier one (sign -1).
func newer(at **facts.Sourced[time.Time], t time.Time, src facts.Source, sign int) {
	if *at == nil || t.Compare((*at).Value)*sign > 0 {
		*at = facts.AtPtr(t, src)
	}
}

// updates applies apt's policy to every installed package.
func (l *aptLists) updates(f *Facts, gaps *facts.Gaps) *Updates {
	u := &Updates{Pending: map[string]Update{}, Security: map[string]Update{}}
	const pending, security = "updates.pending", "updates.security"
	both := func(reason string, denied bool) {
		gaps.AddReason(pending+unread, reason, denied)
		gaps.AddReason(security+unread, reason, denied)
	}
	defaultRelease, _, _ := l.apt.conf.get("APT::Default-Release")
	if l.apt.confErr != nil {
		gaps.Add(pending+unread, l.apt.confErr)
	}
	for _, p := range l.apt.pinProblems {
		gaps.AddReason(pending+unread, p, strings.Contains(p, "permission denied"))
	}
	for _, p := range l.apt.sourceProblems {
		both(p, strings.Contains(p, "permission denied"))
	}
	for _, name := range sortedKeys(l.failed) {
		both(facts.Reason(l.failed[name]), errors.Is(l.failed[name], host.ErrPermission))
	}
	covered, configured := false, false
	for _, ix := range l.indexes {
		covered = covered || ix.security
		configured = configured || ix.configured
	}
	for _, s := range l.apt.sources {
		why, missing := f.Indexes.Missing[s.key()]
		if !missing {
			continue
		}
		reason := fmt.Sprintf("%s: %s", s.key(), why.Value)
		gaps.AddReason(pending+unread, reason, false)
		if (release{suite: s.suite}).security() {
			gaps.AddReason(security+unread, reason, false)
		}
	}
	if !configured {
		gaps.AddReason(pending, "no package list of a configured source is on the host; run apt-get update", false)
		u.Pending = nil
	}
	if l.os == nil {
		gaps.AddReason(security+unread, noRelease, false)
	}
	if !covered {
		gaps.AddReason(security, "no list of a security archive is on the host, so its fixes are not known; configure one and run apt-get update", false)
		u.Security = nil
	}
	policy := newPolicy(l.apt.pins, defaultRelease, l.indexes)
	for _, name := range sortedKeys(l.pkgs) {
		for _, arch := range sortedKeys(l.pkgs[name]) {
			p := l.pkgs[name][arch]
			key := name
			if arch != l.archs[0] {
				key = name + ":" + arch
			}
			cand, ok, odd := policy.candidate(p, true)
			for _, o := range odd {
				both(o, false)
			}
			sec, fixed := p.newestSecurity()
			if fixed && u.Security != nil {
				e := p.update(sec, true)
				if e.Blocked == "" && (!ok || compare(cand.text, sec.text) < 0) && sec.from[0].index.configured {
					e.Blocked = "pin"
				}
				u.Security[key] = e
			}
			if ok && u.Pending != nil {
				u.Pending[key] = p.update(cand, fixed)
			}
		}
	}
	return u
}

// newestSecurity is the newest version that a security archive has, when it is
// newer than the installed one.
func (p *aptPackage) newestSecurity() (best version, ok bool) {
	versions, _ := p.versions(false)
	for _, v := range versions {
		if compare(v.text, p.installed) <= 0 {
			break
		}
		for _, o := range v.from {
			if o.index.security {
				return version{text: v.text, from: []offer{o}}, true
			}
		}
	}
	return version{}, false
}

func (p *aptPackage) update(v version, security bool) Update {
	u := Update{Installed: facts.Text(p.installed), Candidate: facts.Text(v.text), Security: security}
	phased := 0
	for i, o := range v.from {
		if i == 0 || o.index.security && !strings.Contains(u.Origin, "ecurity") {
			u.Origin, u.Source = facts.Text(o.index.label()), facts.File(o.index.file)
		}
		if d := o.index.rel.date; !d.IsZero() && (u.Known == nil || d.Before(*u.Known)) {
			u.Known = &d
		}
		phased = max(phased, o.phased)
	}
	if phased < 100 {
		u.Phased = &phased
		u.Blocked = "phased"
	}
	if p.held {
		u.Blocked = "hold"
	}
	return u
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
