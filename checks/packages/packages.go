// Package packages gathers what the package manager's own files tell: which
// packages are installed, broken or held, which newer versions the package
// lists on the host offer, where packages come from and who vouches for them,
// whether a restart is due and whether updates install themselves. It runs no
// program of the host.
package packages

import (
	"context"
	"fmt"
	"sort"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/osrelease"
	"isoscan/internal/pkgdb"
	"isoscan/internal/pkgdb/startup"
)

// unread is an element that stands for those that could not be seen: a gap
// there leaves what was seen in force.
const unread = `["unread"]`

// unreadLimit bounds the list of unreadable entries in the facts.
const unreadLimit = 20

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:    "packages",
		Title: "Installed software, updates and their sources",
		Description: "Reads the database of dpkg, rpm or apk, the package lists and sources of the package manager, " +
			"its configuration and keyrings, and what installs updates by itself.",
	}
}

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	dbs, err := pkgdb.Read(ctx, h)
	if err != nil {
		return nil, err
	}
	db := dbs[0]
	f := &Facts{
		Manager:   facts.At(string(db.Manager), facts.File(db.Path)),
		Unread:    []string{},
		Installed: map[string]Package{},
		Broken:    map[string]BrokenPackage{},
		Held:      map[string]HeldPackage{},
	}
	for _, p := range db.Problems {
		f.unread(p)
	}
	for _, other := range dbs[1:] {
		f.unread(fmt.Sprintf("%s: a second database (%s) is not counted; packages in it: %d", other.Path, other.Manager, len(other.Packages)))
	}
	installed := f.list(db)
	if len(installed) == 0 {
		return nil, fmt.Errorf("%s: the database names no installed package", db.Path)
	}
	f.Complete = facts.At(len(f.Unread) == 0, facts.File(db.Path))
	if len(f.Unread) > 0 {
		for _, p := range []string{"installed", "broken", "held"} {
			gaps.AddReason(p+unread, "the package database was not read whole: "+f.Unread[0], false)
		}
	}
	os, err := osrelease.Read(ctx, h)
	if err != nil {
		os = nil
	}
	units, unitsErr := startup.Load(ctx, h)
	if unitsErr != nil {
		units = nil
	}
	switch db.Manager {
	case pkgdb.Dpkg:
		a := readApt(ctx, h)
		gatherAptUpdates(ctx, h, a, os, installed, f, gaps)
		gatherAptTrust(ctx, h, a, f, gaps)
		gatherAutomaticApt(ctx, h, a, os, units, unitsErr, f, gaps)
	case pkgdb.RPM:
		gatherRPM(ctx, h, os, installed, units, unitsErr, f, gaps)
	case pkgdb.APK:
		gatherAPK(ctx, h, installed, units, unitsErr, f, gaps)
	}
	f.addFiles(ctx, h, gaps)
	gatherRestart(ctx, h, db.Manager, installed, f, gaps)
	return f, ctx.Err()
}

func (f *Facts) unread(what string) {
	if len(f.Unread) < unreadLimit {
		f.Unread = append(f.Unread, facts.Text(what))
	}
}

// list fills Installed, Broken and dpkg's holds, and returns what is installed.
func (f *Facts) list(db pkgdb.Database) []pkgdb.Package {
	pkgs := append([]pkgdb.Package(nil), db.Packages...)
	// The native architecture takes the plain name: it has the most packages.
	count := map[string]int{}
	for _, p := range pkgs {
		count[p.Arch]++
	}
	sort.SliceStable(pkgs, func(i, j int) bool {
		if pkgs[i].Name != pkgs[j].Name {
			return pkgs[i].Name < pkgs[j].Name
		}
		return count[pkgs[i].Arch] > count[pkgs[j].Arch]
	})
	var installed []pkgdb.Package
	for _, p := range pkgs {
		src := facts.File(p.From)
		if p.Line > 0 {
			src = facts.FileLine(p.From, p.Line)
		}
		key := facts.Text(p.Name)
		if p.Broken() {
			state := p.State
			if p.Flag == "reinstreq" {
				state += ", reinstreq"
			}
			f.Broken[f.free(key, p.Arch)] = BrokenPackage{Version: facts.Text(p.Version), State: state, Source: src}
		}
		if !p.Installed() {
			continue
		}
		installed = append(installed, p)
		key = f.free(key, p.Arch)
		e := Package{Version: facts.Text(p.Version), Arch: facts.Text(p.Arch), SourcePackage: facts.Text(p.Source),
			Status: p.Want + " " + p.Flag + " " + p.State}
		if db.Manager == pkgdb.RPM {
			signed := p.Signed
			e.Signed = &signed
		}
		f.Installed[key] = e
		if p.Want == "hold" {
			f.Held[key] = HeldPackage{By: "hold", Source: src}
		}
	}
	f.Count = len(installed)
	return installed
}

// free is the key of a package: its name, or name:arch where the name is taken,
// and for several versions of one architecture (rpm's kernels) name:arch:N.
func (f *Facts) free(name, arch string) string {
	if _, taken := f.Installed[name]; !taken {
		return name
	}
	base := name + ":" + facts.Text(arch)
	key := base
	for n := 2; ; n++ {
		if _, taken := f.Installed[key]; !taken {
			return key
		}
		key = fmt.Sprintf("%s:%d", base, n)
	}
}
