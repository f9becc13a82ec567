package files

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"isoscan/internal/custody"
	"isoscan/internal/facts"
	"isoscan/internal/host"
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
	passwd, err := r.h.ReadFile(r.ctx, "/etc/passwd", host.ConfigLimit)
	if err != nil {
		r.gaps.Add("walk.unowned", err)
		return nil, nil, false
	}
	known := &ids{users: map[uint32]bool{}, groups: map[uint32]bool{}}
	var homes []home
	seen := map[string]bool{"/": true, "/nonexistent": true, "/dev/null": true, "": true}
	for line := range strings.Lines(string(passwd)) {
		f := strings.Split(strings.TrimRight(line, "\r\n"), ":")
		if len(f) < 7 {
			continue
		}
		uid, err := strconv.ParseUint(f[2], 10, 32)
		if err != nil {
			continue
		}
		known.users[uint32(uid)] = true
		if _, dup := r.userNames[uint32(uid)]; !dup {
			r.userNames[uint32(uid)] = facts.Text(f[0])
		}
		if !seen[f[5]] && strings.HasPrefix(f[5], "/") && len(homes) < 10_000 {
			seen[f[5]] = true
			homes = append(homes, home{facts.Text(f[0]), f[5], uint32(uid)})
		}
	}
	group, err := r.h.ReadFile(r.ctx, "/etc/group", host.ConfigLimit)
	if err != nil {
		r.gaps.Add("walk.unowned", err)
		r.gaps.Add("entries[*].group_name", err)
		return nil, homes, true
	}
	for line := range strings.Lines(string(group)) {
		f := strings.Split(strings.TrimRight(line, "\r\n"), ":")
		if len(f) < 4 {
			continue
		}
		if gid, err := strconv.ParseUint(f[2], 10, 32); err == nil {
			known.groups[uint32(gid)] = true
			if _, dup := r.groupNames[uint32(gid)]; !dup {
				r.groupNames[uint32(gid)] = facts.Text(f[0])
			}
		}
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
