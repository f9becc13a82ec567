package sshd

import (
	"errors"
	"sort"
	"strconv"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// authorizedKeys looks at every account's files.
func (g *gatherer) authorizedKeys() {
	if g.keyFiles == nil {
		return // a gap already
	}
	if g.accountsErr != nil {
		g.gaps.Add("authorized_keys", g.accountsErr)
		return
	}
	g.facts.AuthorizedKeys = map[string]UserKeys{}
	names := make([]string, 0, len(g.accounts))
	for name := range g.accounts {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		if g.ctx.Err() != nil {
			return
		}
		a := g.accounts[name]
		value, own := g.keyFiles[name]
		if !own {
			value = g.keyFiles[""]
		}
		u := UserKeys{Home: facts.Text(a.home), UID: a.uid, Files: map[string]KeyFile{}}
		if a.home != "" && a.home[0] == '/' {
			for _, p := range a.keyPaths(value) {
				g.keyFile(&u, a, p)
			}
		}
		if len(u.Files) > 0 || a.logsOn() {
			g.facts.AuthorizedKeys[facts.Text(name)] = u
		}
	}
}

// keyFile adds one file, if it is there.
func (g *gatherer) keyFile(u *UserKeys, a account, name string) {
	at := below("authorized_keys", a.name)
	info, err := g.host.Stat(g.ctx, name)
	switch {
	case errors.Is(err, host.ErrNotExist), errors.Is(err, host.ErrIrregular):
		// Something else than a folder on the way: sshd finds no file either.
		return
	case err != nil:
		g.gaps.Add(at, err)
		return
	case !info.IsRegular():
		// sshd takes no keys from anything but a regular file.
		return
	}
	f := KeyFile{
		Owner: info.UID, Mode: octal(info.Perm()),
		GroupWritable: info.Perm()&0o020 != 0, WorldWritable: info.Perm()&0o002 != 0,
		GroupPrivate: g.private(info.GID, a), Parents: []Folder{},
	}
	for _, dir := range a.folders(name) {
		d, err := g.host.Stat(g.ctx, dir)
		if err != nil {
			g.gaps.Add(at, err)
			continue
		}
		f.Parents = append(f.Parents, Folder{
			Path: facts.Text(dir), Owner: d.UID, Mode: octal(d.Perm()),
			GroupWritable: d.Perm()&0o020 != 0, WorldWritable: d.Perm()&0o002 != 0,
			GroupPrivate: g.private(d.GID, a),
		})
	}
	data, err := g.host.ReadFile(g.ctx, name, host.ConfigLimit)
	if err == nil {
		f.Keys, f.Ignored, err = parseAuthorizedKeys(data)
	}
	if err != nil {
		g.gaps.Add(below(at+".files", name)+".keys", err)
	}
	u.Files[facts.Text(name)] = f
}

// private tells whether a group has the account for its only member, as the
// group that many distributions give each user has.
func (g *gatherer) private(gid uint32, a account) bool {
	name, ok := g.groupNames[gid]
	if !ok || gid == 0 || !contains(a.groups, name) {
		return false
	}
	for _, other := range g.accounts {
		if other.name != a.name && (other.gid == gid || contains(other.groups, name)) {
			return false
		}
	}
	return true
}

// hostKeys looks at the keys that HostKey names; sshd passes over those that
// do not exist.
func (g *gatherer) hostKeys() {
	if g.hostKeyFiles == nil {
		return // a gap already
	}
	g.facts.HostKeys = map[string]HostKey{}
	for _, name := range g.hostKeyFiles {
		if name == "none" {
			continue
		}
		at := below("host_keys", name)
		info, err := g.host.Stat(g.ctx, name)
		if errors.Is(err, host.ErrNotExist) {
			continue
		}
		if err != nil {
			g.gaps.Add(at, err)
			continue
		}
		k := HostKey{
			Owner: info.UID, Group: info.GID, Mode: octal(info.Perm()),
			GroupAccess: info.Perm()&0o060 != 0, WorldAccess: info.Perm()&0o006 != 0,
		}
		if name, ok := g.groupNames[info.GID]; ok {
			k.GroupName = facts.Text(name)
		} else if info.GID == 0 {
			k.GroupName = "root"
		}
		g.describeHostKey(&k, name, at)
		g.facts.HostKeys[name] = k
	}
}

// describeHostKey reads type, size and fingerprint: from the private file's
// clear part, else from the public file beside it.
func (g *gatherer) describeHostKey(k *HostKey, name, at string) {
	data, err := g.host.ReadFile(g.ctx, name, host.ConfigLimit)
	var p privateKey
	if err == nil {
		if p, err = parsePrivateKey(data); err == nil {
			k.Encrypted = &p.encrypted
		}
	}
	if err != nil {
		g.gaps.Add(at+".encrypted", err)
	}
	public, perr := g.host.ReadFile(g.ctx, name+".pub", host.ConfigLimit)
	if perr == nil && p.key.Fingerprint == "" {
		if keys, _, err := parseAuthorizedKeys(public); err == nil && len(keys) == 1 {
			p.key, p.known = keys[0], true
		}
	}
	if !p.known {
		if err == nil {
			err = errors.New(name + ": type and size cannot be told")
		}
		g.gaps.Add(at+".type", err)
		g.gaps.Add(at+".bits", err)
		return
	}
	k.Type, k.Bits, k.Fingerprint = p.key.Type, p.key.Bits, p.key.Fingerprint
}

// below is the fact path of a key of host text.
func below(path, key string) string { return path + "[" + strconv.Quote(facts.Text(key)) + "]" }
