package packages

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

// officialSites are the host names of distributions' own archives; a mirror is
// told by the Origin of its release file.
var officialSites = []string{
	"debian.org", "ubuntu.com", "devuan.org", "alpinelinux.org", "opensuse.org", "suse.com", "fedoraproject.org",
	"redhat.com", "centos.org", "rockylinux.org", "almalinux.org", "oracle.com", "amazonlinux.com", "amazonaws.com.amazonlinux",
}

func officialSite(site string) bool {
	for _, s := range officialSites {
		if site == s || strings.HasSuffix(site, "."+s) {
			return true
		}
	}
	return false
}

// officialOrigins are the Origin fields of distributions' own archives.
func officialOrigin(origin string) bool {
	switch origin {
	case "Debian", "Ubuntu", "UbuntuESM", "UbuntuESMApps", "Devuan", "Raspbian", "Debian Backports", "Debian Ports":
		return true
	}
	return false
}

// aptInsecure are the switches that let unsigned or altered packages in, with
// apt's default and what each does.
var aptInsecure = map[string]bool{
	"APT::Get::AllowUnauthenticated":                false,
	"Acquire::AllowInsecureRepositories":            false,
	"Acquire::AllowWeakRepositories":                false,
	"Acquire::AllowDowngradeToInsecureRepositories": false,
	"Acquire::https::Verify-Peer":                   true,
	"Acquire::https::Verify-Host":                   true,
	"Acquire::Check-Valid-Until":                    true,
	"Acquire::Check-Date":                           true,
	"APT::Authentication::TrustCDROM":               false,
}

func gatherAptTrust(ctx context.Context, h host.Host, a *apt, f *Facts, gaps *facts.Gaps) {
	f.Options = &Options{Insecure: map[string]facts.Sourced[string]{}, Read: a.read}
	if f.Options.Read == nil {
		f.Options.Read = []string{}
	}
	if a.confErr != nil {
		gaps.Add(`options.insecure["unread"]`, a.confErr)
	}
	for name, def := range aptInsecure {
		if s := a.conf.boolean(name, def); s.Value != def {
			f.Options.Insecure[name] = facts.At(fmt.Sprint(s.Value), s.Source)
		}
	}
	unauthenticated := a.conf.boolean("APT::Get::AllowUnauthenticated", false)
	insecureRepos := a.conf.boolean("Acquire::AllowInsecureRepositories", false)
	f.Sources = map[string]Source{}
	for _, p := range a.sourceProblems {
		gaps.AddReason(`sources["unread"]`, p, strings.Contains(p, "permission denied"))
	}
	for _, s := range a.sources {
		e := Source{URI: plainURI(s.uri), Suite: facts.Text(s.suite), Site: site(s.uri), Scheme: scheme(s.uri),
			SignedBy: facts.Text(s.signedBy), Verified: true, TLSVerified: true, Source: s.source}
		var origin string
		rel := release{suite: s.suite}
		prefix := s.listPrefix()
		for _, ix := range f.indexesOf(prefix) {
			origin = ix.Origin
			rel.label, rel.codename = ix.Label, ix.Codename
		}
		e.Official = officialSite(e.Site) || officialOrigin(origin)
		e.Security = rel.security()
		trusted, known := aptBool(s.trusted)
		insecure, _ := aptBool(s.allowInsecure)
		switch {
		case known && trusted:
			e.Verified, e.Unchecked = false, "trusted=yes"
		case insecure:
			e.Verified, e.Unchecked = false, "allow-insecure=yes"
		case insecureRepos.Value && !(s.allowInsecure != "" && !insecure):
			e.Verified, e.Unchecked = false, fmt.Sprintf("Acquire::AllowInsecureRepositories (%s)", insecureRepos.Source)
		case unauthenticated.Value:
			e.Verified, e.Unchecked = false, fmt.Sprintf("APT::Get::AllowUnauthenticated (%s)", unauthenticated.Source)
		}
		if e.Scheme == "https" || strings.HasSuffix(e.Scheme, "+https") {
			e.TLSVerified = a.conf.boolean("Acquire::https::Verify-Peer", true).Value && a.conf.boolean("Acquire::https::Verify-Host", true).Value
		}
		e.MetadataSigned = e.Verified
		e.Priority = a.generalPriority(s, e.Site)
		f.addSource(s.key(), e)
	}
	for _, p := range a.pinProblems {
		gaps.AddReason("sources[*].priority", p, false)
	}
	keys := []string{"/etc/apt/trusted.gpg"}
	for _, dir := range []string{"/etc/apt/trusted.gpg.d", "/etc/apt/keyrings"} {
		keys = append(keys, f.keyFiles(ctx, h, dir, gaps)...)
	}
	for _, s := range a.sources {
		for _, k := range strings.FieldsFunc(s.signedBy, func(r rune) bool { return r == ',' || r == ' ' }) {
			if strings.HasPrefix(k, "/") {
				keys = append(keys, k)
			}
		}
	}
	f.addKeyrings(ctx, h, keys, gaps)
}

// indexesOf lists the gathered indexes whose name begins with a source's.
func (f *Facts) indexesOf(prefix string) []Index {
	var out []Index
	if f.Indexes != nil {
		for _, name := range sortedKeys(f.Indexes.Lists) {
			if strings.HasPrefix(name, prefix) {
				out = append(out, f.Indexes.Lists[name])
			}
		}
	}
	return out
}

// addSource keeps a source that is named twice under a second key, for the two
// may differ in their options.
func (f *Facts) addSource(key string, e Source) {
	base := key
	for n := 2; ; n++ {
		if _, taken := f.Sources[key]; !taken {
			f.Sources[key] = e
			return
		}
		key = fmt.Sprintf("%s (%d)", base, n)
	}
}

func (f *Facts) keyFiles(ctx context.Context, h host.Host, dir string, gaps *facts.Gaps) []string {
	entries, err := h.ReadDir(ctx, dir)
	if errors.Is(err, host.ErrNotExist) {
		return nil
	}
	if err != nil {
		gaps.Add(`keyrings["unread"]`, err)
		return nil
	}
	out := []string{dir}
	for _, e := range entries {
		if !e.IsDir() {
			out = append(out, path.Join(dir, e.Name))
		}
	}
	return out
}

// addKeyrings records who may write each key file, or a folder of them.
func (f *Facts) addKeyrings(ctx context.Context, h host.Host, paths []string, gaps *facts.Gaps) {
	if f.Keyrings == nil {
		f.Keyrings = map[string]Keyring{}
	}
	modes(ctx, h, paths, f.Keyrings, func(err error) { gaps.Add(`keyrings["unread"]`, err) })
}

// modes records who may write each of the files that are there.
func modes(ctx context.Context, h host.Host, paths []string, into map[string]Keyring, gap func(error)) {
	for _, p := range paths {
		info, err := h.Stat(ctx, p)
		if errors.Is(err, host.ErrNotExist) {
			continue
		}
		if err != nil {
			gap(err)
			continue
		}
		perm := info.Perm()
		into[facts.Text(p)] = Keyring{Mode: fmt.Sprintf("%04o", perm), UID: info.UID,
			GroupWritable: perm&0o020 != 0 && info.GID != 0, WorldWritable: perm&0o002 != 0}
	}
}

// sourceFiles and sourceFolders say where packages come from, whichever
// package manager reads them.
var (
	sourceFiles   = []string{"/etc/apt/sources.list", "/etc/apt/apt.conf", "/etc/apt/preferences", "/etc/yum.conf", "/etc/dnf/dnf.conf", "/etc/zypp/zypp.conf", "/etc/apk/repositories"}
	sourceFolders = []string{"/etc/apt", "/etc/apt/sources.list.d", "/etc/apt/apt.conf.d", "/etc/apt/preferences.d", "/etc/yum.repos.d", "/etc/zypp/repos.d", "/etc/zypp/services.d", "/etc/apk"}
)

// addFiles looks at the modes of what decides about packages.
func (f *Facts) addFiles(ctx context.Context, h host.Host, gaps *facts.Gaps) {
	f.Files = map[string]Keyring{}
	gap := func(err error) { gaps.Add(`files["unread"]`, err) }
	paths := slices.Concat(sourceFiles, sourceFolders)
	for _, dir := range sourceFolders {
		list, err := h.ReadDir(ctx, dir)
		if err != nil && !errors.Is(err, host.ErrNotExist) {
			gap(err)
			continue
		}
		for _, e := range list {
			if !e.IsDir() && !e.IsLink() {
				paths = append(paths, path.Join(dir, e.Name))
			}
		}
	}
	modes(ctx, h, paths, f.Files, gap)
}

// generalPriority is what the first pin for every package that means the source
// gives it, nil without one. The release file may not be there, so a release is
// taken by the name that the source gives it, and Debian's unstable by both.
func (a *apt) generalPriority(s aptSource, site string) *int {
	general := []pin{}
	if name, _, _ := a.conf.get("APT::Default-Release"); name != "" {
		if terms, err := releaseTerms(name); err == nil {
			general = append(general, pin{kind: "release", terms: terms, priority: 990})
		}
	}
	general = append(general, a.pins...)
	names := []string{s.suite}
	switch s.suite {
	case "sid", "unstable":
		names = []string{"sid", "unstable"}
	}
	origin := "Debian"
	if strings.Contains(site, "ubuntu") {
		origin = "Ubuntu"
	}
	for _, p := range general {
		if p.packages != nil {
			continue
		}
		for _, name := range names {
			for _, component := range append([]string{""}, s.components...) {
				ix := &aptIndex{site: site, component: component, rel: release{suite: name, codename: name, origin: origin, label: origin}}
				if p.matchesIndex(ix) {
					return &p.priority
				}
			}
		}
	}
	return nil
}
