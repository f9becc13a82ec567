// Package accounts gathers the local accounts and groups of a host: who there
// is, what stands for each password, how it ages, when it was last used. It
// reads password hashes, and gives of them only the method and the cost.
package accounts

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/logindefs"
	"isoscan/internal/parse/passwd"
)

// limit bounds each account file, in bytes: some 200,000 accounts.
const limit = 16 << 20

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:    "accounts",
		Title: "Accounts and groups",
		Description: "Reads /etc/passwd, /etc/shadow, /etc/group and /etc/gshadow, the ID ranges of /etc/login.defs, " +
			"/etc/nsswitch.conf and /etc/shells, looks at home folders, and reads the last log-ons of /var/log/lastlog and /var/log/wtmp. " +
			"Of a password hash only its method and cost are kept.",
	}
}

// Gather reads the host. Without /etc/passwd nothing can be told.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	b, err := h.ReadFile(ctx, passwdPath, limit)
	if err != nil {
		return nil, err
	}
	g := gatherer{ctx: ctx, h: h, gaps: gaps, f: &Facts{
		Users: map[string]User{}, Malformed: map[string][]Malformed{}, NIS: map[string][]NISEntry{},
	}}
	g.passwd(b)
	g.shadow()
	g.groups()
	g.kinds()
	g.sources()
	g.shells()
	g.homes()
	g.lastLogons()
	return g.f, ctx.Err()
}

type gatherer struct {
	ctx  context.Context
	h    host.Host
	gaps *facts.Gaps
	f    *Facts
	// accounts are all lines, the first of each name being in f.Users.
	accounts []account
}

func (g *gatherer) passwd(b []byte) {
	all, p := parsePasswd(b)
	g.accounts = all
	g.note("passwd", p, true)
	g.f.UIDZero = []UIDZero{}
	ids := dupes{}
	names := dupes{}
	for _, a := range all {
		if _, again := g.f.Users[a.name]; !again {
			g.f.Users[a.name] = a.User
			ids.add(fmt.Sprint(a.UID), a.name, a.Source)
		}
		names.add(a.name, a.name, a.Source)
		if a.UID == 0 {
			g.f.UIDZero = append(g.f.UIDZero, UIDZero{a.name, a.Source})
		}
	}
	g.f.DuplicateNames, g.f.DuplicateUIDs = names.several(), ids.several()
	err := passwd.Ruined(passwdPath, b, len(all), p.unused())
	if err == nil && len(all) == 0 {
		err = passwd.ErrNoAccounts
	}
	if err != nil {
		for _, path := range []string{"users", "credentials", "kinds", "homes", "last_logons", "duplicate_names", "duplicate_uids", "uid_zero", "groups[*].primary_members"} {
			g.gaps.Add(path, err)
		}
	}
}

// note keeps what a parser met; the lists are never nil, for they were read.
func (g *gatherer) note(file string, p parsed, nis bool) {
	g.f.Malformed[file] = append([]Malformed{}, p.malformed...)
	if nis {
		g.f.NIS[file] = append([]NISEntry{}, p.nis...)
	}
}

func (g *gatherer) shadow() {
	g.f.Credentials = map[string]Credential{}
	b, err := g.h.ReadFile(g.ctx, shadowPath, limit)
	absent := errors.Is(err, fs.ErrNotExist)
	if err != nil && !absent {
		g.gaps.Add("shadow", err)
		g.gaps.Add(`malformed.shadow`, err)
		g.gaps.Add(`nis.shadow`, err)
	} else {
		g.f.Shadow = map[string]Shadow{}
	}
	secrets := map[string]secret{}
	if err == nil {
		all, p := parseShadow(b)
		others := p.unused()
		for i, s := range all {
			if _, known := g.f.Users[s.name]; !known {
				if !plain(s.name) || !s.whole {
					others++
				}
				// Its name is not kept: in a broken line it may be a hash.
				p.bad(s.Source, false, "names no account of %s", passwdPath)
				continue
			}
			if _, again := secrets[s.name]; again {
				p.bad(s.Source, false, "repeats an entry for %s", s.name)
				continue
			}
			secrets[s.name] = all[i]
			g.f.Shadow[s.name] = s.Shadow
		}
		g.note("shadow", p, true)
		if err = passwd.Ruined(shadowPath, b, len(secrets), others); err != nil {
			g.gaps.Add("shadow", err)
		}
	} else if absent {
		g.note("shadow", parsed{}, true)
	}
	unread := 0
	for _, a := range g.accounts {
		if _, done := g.f.Credentials[a.name]; done {
			continue
		}
		switch s, ok := secrets[a.name]; {
		case a.Field != "shadowed":
			g.f.Credentials[a.name] = credential(a.field, a.Source)
		case ok:
			g.f.Credentials[a.name] = credential(s.field, s.Source)
		case err == nil || absent:
			g.f.Credentials[a.name] = Credential{State: stateMissing, Source: a.Source}
		default:
			unread++
		}
	}
	// What the second field of /etc/passwd tells stands, whether or not the
	// rest could be read; a whole map that is missing has one gap.
	switch {
	case unread == 0:
	case len(g.f.Credentials) == 0:
		g.f.Credentials = nil
		g.gaps.Add("credentials", err)
	default:
		var names []string
		for name := range g.f.Users {
			if _, ok := g.f.Credentials[name]; !ok {
				names = append(names, name)
			}
		}
		g.each("credentials", names, "", err)
	}
}

// each records one gap for every name, or a single one when they are many.
func (g *gatherer) each(path string, names []string, field string, err error) {
	const many = 100
	if len(names) > many {
		g.gaps.Add(path+"[*]"+field, err)
		return
	}
	for _, name := range names {
		g.gaps.Add(fmt.Sprintf("%s[%q]%s", path, name, field), err)
	}
}

// credential turns a password field into what may be told of it.
func credential(field string, src facts.Source) Credential {
	state, h := readField(field)
	return Credential{State: state, Algorithm: h.algorithm, Cost: h.cost, Source: src}
}

func (g *gatherer) groups() {
	b, err := g.h.ReadFile(g.ctx, groupPath, limit)
	if err != nil {
		for _, p := range []string{"groups", "gshadow", "duplicate_groups", "duplicate_gids", "malformed.group", "malformed.gshadow", "nis.group"} {
			g.gaps.Add(p, err)
		}
		return
	}
	all, p := parseGroup(b)
	known := map[string]bool{}
	for _, l := range all {
		known[l.name] = true
	}
	err = passwd.Ruined(groupPath, b, len(all), p.unused())
	if err == nil && len(all) == 0 {
		err = errors.New(groupPath + ": no line of it is a group")
	}
	if err != nil {
		for _, path := range []string{"groups", "duplicate_groups", "duplicate_gids"} {
			g.gaps.Add(path, err)
		}
	}
	shadowed, gerr := g.gshadow(known)
	g.note("group", p, true)
	g.f.Groups = map[string]Group{}
	var unread []string
	names, ids := dupes{}, dupes{}
	byGID := map[int64][]string{}
	for _, l := range all {
		names.add(l.name, l.name, l.Source)
		if _, again := g.f.Groups[l.name]; again {
			continue
		}
		ids.add(fmt.Sprint(l.GID), l.name, l.Source)
		byGID[l.GID] = append(byGID[l.GID], l.name)
		l.Password = groupPassword(l.field)
		if l.field == "x" {
			switch s, ok := shadowed[l.name]; {
			case ok:
				l.Password = s.Password
			case gerr != nil:
				l.Password = stateUnknown
				unread = append(unread, l.name)
			default:
				l.Password = stateNone
			}
		}
		g.f.Groups[l.name] = l.Group
	}
	g.each("groups", unread, ".password", gerr)
	for _, a := range g.accounts {
		for _, name := range byGID[a.GID] {
			grp := g.f.Groups[name]
			grp.Primary = append(grp.Primary, a.name)
			g.f.Groups[name] = grp
		}
	}
	for name, grp := range g.f.Groups {
		grp.Primary = members(strings.Join(grp.Primary, ","))
		g.f.Groups[name] = grp
	}
	g.f.DuplicateGroups, g.f.DuplicateGIDs = names.several(), ids.several()
}

// gshadow returns the entries of known groups by name; a host without the file
// has none.
func (g *gatherer) gshadow(known map[string]bool) (map[string]GShadow, error) {
	b, err := g.h.ReadFile(g.ctx, gshadowPath, limit)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		g.gaps.Add("gshadow", err)
		g.gaps.Add("malformed.gshadow", err)
		return nil, err
	}
	g.f.GShadow = map[string]GShadow{}
	var p parsed
	if err == nil {
		var all []gshadowLine
		all, p = parseGShadow(b)
		others := p.unused()
		for _, l := range all {
			if !known[l.name] {
				if !plain(l.name) || !l.whole {
					others++
				}
				// Its name is not kept: in a broken line it may be a hash.
				p.bad(l.Source, false, "names no group of %s", groupPath)
				continue
			}
			if _, again := g.f.GShadow[l.name]; again {
				p.bad(l.Source, false, "repeats an entry for %s", l.name)
				continue
			}
			g.f.GShadow[l.name] = l.GShadow
		}
		if err = passwd.Ruined(gshadowPath, b, len(g.f.GShadow), others); err != nil {
			g.gaps.Add("gshadow", err)
			g.note("gshadow", p, false)
			return g.f.GShadow, err
		}
	}
	g.note("gshadow", p, false)
	return g.f.GShadow, nil
}

// Kinds of account.
const (
	kindRoot   = "root"
	kindHuman  = "human"
	kindSystem = "system"
)

func (g *gatherer) kinds() {
	defs, err := logindefs.Load(g.ctx, g.h)
	if err != nil {
		g.gaps.Add("kinds", err)
		g.gaps.Add("id_ranges", err)
		return
	}
	g.f.IDRanges = &IDRanges{UIDMin: bound(defs, "UID_MIN", 1000), UIDMax: bound(defs, "UID_MAX", 60000)}
	g.f.Kinds = map[string]string{}
	for name, u := range g.f.Users {
		g.f.Kinds[name] = kind(u, g.f.IDRanges)
	}
}

func kind(u User, r *IDRanges) string {
	const nobody = 65534
	switch {
	case u.UID == 0:
		return kindRoot
	case u.UID == nobody || u.UID < r.UIDMin.Value:
		return kindSystem
	case u.UID <= r.UIDMax.Value || u.LogOn:
		return kindHuman
	}
	return kindSystem
}

// bound is a number of login.defs. One that cannot be read is passed over with
// a message by shadow-utils, which then takes its default.
func bound(defs *logindefs.File, key string, def int64) facts.Sourced[int64] {
	if e, ok := defs.Shadow(key); ok {
		if n, ok := logindefs.Number(e.Value); ok {
			return facts.At(n, facts.FileLine(e.File, e.Line))
		}
	}
	return facts.At(def, facts.Default("shadow-utils"))
}
