package packages

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"
	"time"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/pkgdb"
)

// rpmCaches are where dnf, dnf5 and zypper keep the metadata that they fetched.
var rpmCaches = []string{"/var/cache/dnf", "/var/cache/libdnf5", "/var/cache/zypp/raw"}

// rpmMeta reads the metadata of enabled repositories and compares it with what
// is installed (createrepo_c's primary.xml and updateinfo.xml).
type rpmMeta struct {
	h    host.Host
	f    *Facts
	gaps *facts.Gaps
	// installed by name and architecture: the newest version of each.
	installed map[[2]string]pkgdb.Package
	// newest is the newest version offered, security the newest that an
	// advisory of kind security names.
	newest, security map[[2]string]rpmOffer
	advisories       bool
}

type rpmOffer struct {
	version, repo string
	at            time.Time
	file          string
}

func gatherRPMUpdates(ctx context.Context, h host.Host, installed []pkgdb.Package, f *Facts, gaps *facts.Gaps) {
	m := &rpmMeta{h: h, f: f, gaps: gaps, installed: map[[2]string]pkgdb.Package{}, newest: map[[2]string]rpmOffer{}, security: map[[2]string]rpmOffer{}}
	for _, p := range installed {
		key := [2]string{p.Name, p.Arch}
		if old, ok := m.installed[key]; !ok || newerRPM(p.Version, old.Version) {
			m.installed[key] = p
		}
	}
	f.Indexes = &Indexes{Lists: map[string]Index{}, Missing: map[string]facts.Sourced[string]{}}
	f.Updates = &Updates{Pending: map[string]Update{}, Security: map[string]Update{}}
	dirs := m.caches(ctx)
	for _, id := range sortedKeys(f.Sources) {
		m.repo(ctx, id, dirs)
	}
	const none = "no metadata of an enabled repository is on the host; run dnf makecache or zypper refresh"
	if len(f.Indexes.Lists) == 0 {
		f.Updates.Pending, f.Updates.Security = nil, nil
		for _, p := range []string{"updates.pending", "updates.security", "indexes.refreshed", "indexes.newest", "indexes.oldest"} {
			gaps.AddReason(p, none, false)
		}
		return
	}
	if !m.advisories {
		f.Updates.Security = nil
		gaps.AddReason("updates.security", "no enabled repository has advisories (updateinfo), so which updates are for security is not known", false)
	}
	m.fill()
}

func newerRPM(a, b string) bool {
	c, _ := pkgdb.Compare(pkgdb.RPM, a, b)
	return c > 0
}

// caches lists the folders of cached repositories, by path.
func (m *rpmMeta) caches(ctx context.Context) []string {
	var out []string
	for _, dir := range rpmCaches {
		entries, err := m.h.ReadDir(ctx, dir)
		if err != nil {
			if !errors.Is(err, host.ErrNotExist) {
				m.both(err)
			}
			continue
		}
		for _, e := range entries {
			if e.IsDir() {
				out = append(out, path.Join(dir, e.Name))
			}
		}
	}
	return out
}

func (m *rpmMeta) both(err error) {
	m.gaps.Add("updates.pending"+unread, err)
	m.gaps.Add("updates.security"+unread, err)
}

var cacheTail = regexp.MustCompile(`^-[0-9a-f]{16}$`)

// repo reads one repository's newest cache.
func (m *rpmMeta) repo(ctx context.Context, id string, dirs []string) {
	found := false
	for _, dir := range dirs {
		tail, ok := strings.CutPrefix(path.Base(dir), id)
		if !ok || tail != "" && !cacheTail.MatchString(tail) {
			continue
		}
		ok, err := m.metadata(ctx, id, path.Join(dir, "repodata"))
		if err != nil {
			m.both(err)
			m.gaps.Add("indexes.lists"+unread, err)
			return
		}
		found = found || ok
	}
	if !found {
		m.f.Indexes.Missing[id] = facts.At("no metadata (run dnf makecache or zypper refresh)", m.f.Sources[id].Source)
		m.both(fmt.Errorf("%s: no metadata is on the host", id))
	}
}

var repomdEntry = regexp.MustCompile(`(?s)<data type="(primary|updateinfo)">.*?<location href="([^"]+)"`)

// metadata reads the two lists that repomd.xml names; false when there is no
// repomd.xml.
func (m *rpmMeta) metadata(ctx context.Context, id, dir string) (bool, error) {
	file := path.Join(dir, "repomd.xml")
	b, err := m.h.ReadFile(ctx, file, host.ConfigLimit)
	if errors.Is(err, host.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	info, err := m.h.Stat(ctx, file)
	if err != nil {
		return false, err
	}
	at := info.ModTime.UTC().Truncate(time.Second)
	index := Index{Label: id, Configured: true, Fetched: at, Source: facts.File(file)}
	primary := false
	for _, e := range repomdEntry.FindAllSubmatch(b, -1) {
		list := path.Join(dir, path.Base(string(e[2])))
		b, err := m.h.ReadFile(ctx, list, host.DatabaseLimit)
		if err != nil {
			return false, err
		}
		o := rpmOffer{repo: id, at: at, file: list}
		if string(e[1]) == "updateinfo" {
			m.advisories = true
			if err := m.updateinfo(ctx, b, o); err != nil {
				return false, fmt.Errorf("%s: %w", list, err)
			}
			continue
		}
		primary = true
		if index.Packages, err = m.primary(ctx, b, o); err != nil {
			return false, fmt.Errorf("%s: %w", list, err)
		}
	}
	if !primary {
		return false, fmt.Errorf("%s: names no primary list", file)
	}
	m.f.Indexes.Lists[id] = index
	newer(&m.f.Indexes.Refreshed, at, index.Source, 1)
	newer(&m.f.Indexes.Newest, at, index.Source, 1)
	newer(&m.f.Indexes.Oldest, at, index.Source, -1)
	return true, nil
}

// primary takes each package's name, architecture and version. The lists are
// written by one program in one form, so their elements are found as they stand.
func (m *rpmMeta) primary(ctx context.Context, b []byte, o rpmOffer) (n int, err error) {
	r, done, err := unpack(o.file, b)
	if err != nil {
		return 0, err
	}
	defer done()
	odd := 0
	_, err = eachPart(ctx, r, "</package>", func(part []byte) {
		n++
		name, arch := element(part, "name"), element(part, "arch")
		i := bytes.Index(part, []byte("<version "))
		if name == "" || i < 0 {
			odd++
			return
		}
		m.offer(m.newest, name, arch, evr(part[i:], "ver", "rel"), o)
	})
	if err == nil && (odd > 0 || n == 0 && !bytes.Contains(b, []byte("packages=\"0\"")) && path.Ext(o.file) == ".xml") {
		err = fmt.Errorf("packages without name or version: %d of %d", odd, n)
	}
	return n, err
}

// updateinfo takes the packages of advisories of type security.
func (m *rpmMeta) updateinfo(ctx context.Context, b []byte, o rpmOffer) error {
	r, done, err := unpack(o.file, b)
	if err != nil {
		return err
	}
	defer done()
	_, err = eachPart(ctx, r, "</update>", func(part []byte) {
		i := bytes.Index(part, []byte("<update "))
		if i < 0 {
			return
		}
		head := part[i:]
		if j := bytes.IndexByte(head, '>'); j < 0 || attribute(head[:j], "type") != "security" {
			return
		}
		for _, p := range bytes.Split(part, []byte("<package "))[1:] {
			if j := bytes.IndexByte(p, '>'); j >= 0 {
				p = append([]byte(" "), p[:j]...)
				m.offer(m.security, attribute(p, "name"), attribute(p, "arch"), evr(p, "version", "release"), o)
			}
		}
	})
	return err
}

func (m *rpmMeta) offer(into map[[2]string]rpmOffer, name, arch, version string, o rpmOffer) {
	key := [2]string{name, arch}
	p, ok := m.installed[key]
	if !ok || version == "" {
		return
	}
	// A module's stream replaces only packages of a module.
	if strings.Contains(version, ".module") != strings.Contains(p.Version, ".module") {
		return
	}
	if old, seen := into[key]; !seen || newerRPM(version, old.version) {
		o.version = version
		into[key] = o
	}
}

func element(b []byte, name string) string {
	open, end := "<"+name+">", "</"+name+">"
	i := bytes.Index(b, []byte(open))
	if i < 0 {
		return ""
	}
	b = b[i+len(open):]
	if j := bytes.Index(b, []byte(end)); j >= 0 {
		return string(b[:j])
	}
	return ""
}

func attribute(b []byte, name string) string {
	i := bytes.Index(b, []byte(" "+name+"=\""))
	if i < 0 {
		return ""
	}
	b = b[i+len(name)+3:]
	if j := bytes.IndexByte(b, '"'); j >= 0 {
		return string(b[:j])
	}
	return ""
}

func evr(b []byte, version, release string) string {
	if j := bytes.IndexByte(b, '>'); j >= 0 {
		b = b[:j]
	}
	v := attribute(b, version)
	if v == "" {
		return ""
	}
	if r := attribute(b, release); r != "" {
		v += "-" + r
	}
	if e := attribute(b, "epoch"); e != "" && e != "0" {
		v = e + ":" + v
	}
	return v
}

// fill turns offers into updates.
func (m *rpmMeta) fill() {
	keys := map[string][2]string{}
	for k := range m.installed {
		keys[k[0]+":"+k[1]] = k
	}
	for _, text := range sortedKeys(keys) {
		k := keys[text]
		p := m.installed[k]
		name := facts.Text(p.Name)
		if e, ok := m.f.Installed[name]; !ok || e.Arch != facts.Text(p.Arch) {
			if _, other := m.installed[[2]string{p.Name, e.Arch}]; ok && other {
				name = facts.Text(text)
			}
		}
		if o, ok := m.newest[k]; ok && newerRPM(o.version, p.Version) {
			sec, secured := m.security[k]
			m.f.Updates.Pending[name] = m.update(name, p, o, secured && newerRPM(sec.version, p.Version))
			if strings.Contains(p.Version, ".module") {
				m.gaps.AddReason("updates.pending"+unread, p.Name+": belongs to a module, and which stream is enabled is not read", false)
			}
		}
		o, ok := m.security[k]
		switch {
		case !ok || !newerRPM(o.version, p.Version) || m.f.Updates.Security == nil:
		case strings.Contains(p.Version, ".module"):
			m.gaps.AddReason("updates.security"+unread, p.Name+": belongs to a module, and which stream is enabled is not read", false)
		default:
			m.f.Updates.Security[name] = m.update(name, p, o, true)
		}
	}
}

func (m *rpmMeta) update(name string, p pkgdb.Package, o rpmOffer, security bool) Update {
	u := Update{Installed: facts.Text(p.Version), Candidate: facts.Text(o.version), Security: security, Origin: o.repo, Known: &o.at, Source: facts.File(o.file)}
	for lock := range m.f.Held {
		if ok, err := path.Match(lock, p.Name); err == nil && ok || lock == name {
			u.Blocked = "hold"
		}
	}
	return u
}
