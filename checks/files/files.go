package files

import (
	"context"
	"errors"
	"strings"

	"isoscan/internal/custody"
	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/parse/passwd"
)

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:    "files",
		Title: "Owners and modes of files that matter",
		Description: "Looks at the files of identity, log-on, scheduling, boot, loader and logs, at private keys, trust files and copies " +
			"of the password database, and walks the local file systems for set-uid programs, file capabilities, access control lists, unowned files and what everybody can write to.",
	}
}

// reader carries one run's state.
type reader struct {
	ctx        context.Context
	h          host.Host
	custody    *custody.Walker
	gaps       *facts.Gaps
	facts      *Facts
	groupNames map[uint32]string
	userNames  map[uint32]string
	// packages: what the package database says of the file, by merged path; nil
	// when no database told, for the reason in packagesWhy.
	packages    map[string]record
	packagesWhy string
}

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	f := &Facts{}
	r := &reader{ctx: ctx, h: h, custody: custody.New(h), gaps: gaps, facts: f, groupNames: map[uint32]string{}, userNames: map[uint32]string{}}
	if _, err := h.Stat(ctx, "/etc"); err != nil {
		return nil, err
	}
	known, homes, ok := r.accounts()
	r.watch()
	r.copies(homes)
	if !ok {
		gaps.AddReason(keyed("copies", "homes"), "/etc/passwd: the home folders are not known", false)
	}
	if b, err := h.ReadFile(ctx, preloadFile, host.ConfigLimit); err == nil {
		var names []string
		for n := range parsePreload(string(b)) {
			names = append(names, n)
		}
		r.know(names)
	}
	r.preload()
	r.libraries()
	r.path()
	r.trust(homes, ok)
	r.logs()
	r.keys()
	r.schedulers()
	r.boot()
	r.compilersOf()
	r.walk(known)
	return f, nil
}

// accounts reads who has which id, and the home folders. Nil ids: not known.
func (r *reader) accounts() (*ids, []home, bool) {
	data, err := r.h.ReadFile(r.ctx, passwd.Path, host.ConfigLimit)
	if err != nil {
		r.gaps.Add("walk.unowned", err)
		return nil, nil, false
	}
	known := &ids{users: map[uint32]bool{}, groups: map[uint32]bool{}}
	var homes []home
	seen := map[string]bool{"/": true, "/nonexistent": true, "/dev/null": true, "": true}
	list, ruined := passwd.Parse(data)
	if ruined != nil {
		// Nobody knows who else there is: what has no owner here may have one.
		r.gaps.Add("walk.unowned", ruined)
	}
	for _, a := range list {
		known.users[a.UID] = true
		if _, dup := r.userNames[a.UID]; !dup {
			r.userNames[a.UID] = facts.Text(a.Name)
		}
		if !seen[a.Home] && strings.HasPrefix(a.Home, "/") && len(homes) < 10_000 {
			seen[a.Home] = true
			homes = append(homes, home{facts.Text(a.Name), a.Home, a.UID})
		}
	}
	if ruined != nil {
		return nil, homes, false
	}
	group, err := r.h.ReadFile(r.ctx, passwd.GroupPath, host.ConfigLimit)
	var groups []passwd.Group
	if err == nil {
		groups, err = passwd.ParseGroups(group)
	}
	for _, g := range groups {
		known.groups[g.GID] = true
		if _, dup := r.groupNames[g.GID]; !dup {
			r.groupNames[g.GID] = facts.Text(g.Name)
		}
	}
	if err != nil {
		r.gaps.Add("walk.unowned", err)
		r.gaps.Add("entries[*].group_name", err)
		return nil, homes, true
	}
	for _, p := range []string{"/etc/subuid", "/etc/subgid"} {
		if b, err := r.h.ReadFile(r.ctx, p, host.ConfigLimit); err == nil {
			known.ranges = append(known.ranges, parseRanges(string(b))...)
		} else if !errors.Is(err, host.ErrNotExist) {
			r.gaps.Add("walk.unowned", err)
			return nil, homes, true
		}
	}
	return known, homes, true
}
