package packages

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha1"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/pkgdb"
	"isoscan/internal/pkgdb/startup"
)

const apkCache = "/var/cache/apk"

// apkRepo is one line of apk's repositories.
type apkRepo struct {
	uri, tag string
	source   facts.Source
}

// parseAPKRepositories reads "[@tag] URI" lines.
func parseAPKRepositories(file string, b []byte) []apkRepo {
	var out []apkRepo
	for i, l := range strings.Split(string(b), "\n") {
		l = strings.TrimSpace(l)
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		r := apkRepo{uri: l, source: facts.FileLine(file, i+1)}
		if strings.HasPrefix(l, "@") {
			r.tag, r.uri, _ = strings.Cut(l, " ")
			r.uri = strings.TrimSpace(r.uri)
		}
		out = append(out, r)
	}
	return out
}

// indexName is how apk names a repository's cached index: the first four
// bytes of the SHA-1 of its address.
func (r apkRepo) indexName() string {
	sum := sha1.Sum([]byte(strings.TrimRight(r.uri, "/")))
	return "APKINDEX." + hex.EncodeToString(sum[:4]) + ".tar.gz"
}

func gatherAPK(ctx context.Context, h host.Host, installed []pkgdb.Package, units *startup.Table, unitsErr error, f *Facts, gaps *facts.Gaps) {
	f.Options = &Options{Insecure: map[string]facts.Sourced[string]{}, Read: []string{}}
	f.Sources = map[string]Source{}
	gaps.AddReason("security_source", "Alpine has no separate security archive", false)
	gaps.AddReason("updates.security", "Alpine's package lists do not say which updates are for security", false)
	files := []string{"/etc/apk/repositories"}
	entries, err := h.ReadDir(ctx, "/etc/apk/repositories.d")
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		gaps.Add(`sources["unread"]`, err)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name, ".list") {
			files = append(files, path.Join("/etc/apk/repositories.d", e.Name))
		}
	}
	var repos []apkRepo
	for _, file := range files {
		b, err := h.ReadFile(ctx, file, host.ConfigLimit)
		if err != nil {
			if !errors.Is(err, host.ErrNotExist) {
				gaps.Add(`sources["unread"]`, err)
				gaps.Add(`updates.pending["unread"]`, err)
			}
			continue
		}
		f.Options.Read = append(f.Options.Read, file)
		repos = append(repos, parseAPKRepositories(file, b)...)
	}
	for _, r := range repos {
		// apk refuses an index whose signature is by no key of its folder; only
		// the option --allow-untrusted, which no file sets, turns that off.
		f.addSource(plainURI(r.uri), Source{URI: plainURI(r.uri), Suite: facts.Text(r.tag), Site: site(r.uri), Scheme: scheme(r.uri),
			Official: officialSite(site(r.uri)), Verified: true, MetadataSigned: true, TLSVerified: true, Source: r.source})
	}
	f.addKeyrings(ctx, h, f.keyFiles(ctx, h, "/etc/apk/keys", gaps), gaps)
	f.apkHeld(ctx, h, gaps)
	f.apkUpdates(ctx, h, repos, installed, gaps)
	if unitsErr != nil {
		gaps.Add("automatic", unitsErr)
		return
	}
	f.Automatic = &Automatic{Mechanisms: map[string]Mechanism{}, Looked: []string{"cron"}, Security: map[string]bool{}}
	f.cronUpdates(ctx, h, units, gaps)
}

// apkHeld: a version in apk's world keeps a package where it is.
func (f *Facts) apkHeld(ctx context.Context, h host.Host, gaps *facts.Gaps) {
	const world = "/etc/apk/world"
	b, err := h.ReadFile(ctx, world, host.ConfigLimit)
	if errors.Is(err, host.ErrNotExist) {
		return
	}
	if err != nil {
		gaps.Add(`held["unread"]`, err)
		return
	}
	for i, l := range strings.Split(string(b), "\n") {
		if n := strings.IndexAny(l, "=<~"); n > 0 {
			f.Held[facts.Text(strings.TrimRight(l[:n], "="))] = HeldPackage{By: "world", Source: facts.FileLine(world, i+1)}
		}
	}
}

// apkUpdates compares the cached indexes with what is installed.
func (f *Facts) apkUpdates(ctx context.Context, h host.Host, repos []apkRepo, installed []pkgdb.Package, gaps *facts.Gaps) {
	f.Indexes = &Indexes{Lists: map[string]Index{}, Missing: map[string]facts.Sourced[string]{}}
	f.Updates = &Updates{Pending: map[string]Update{}}
	want := map[string]pkgdb.Package{}
	for _, p := range installed {
		want[p.Name] = p
	}
	for _, r := range repos {
		if r.tag != "" {
			continue // a tagged repository offers only what asks for it by tag
		}
		file := path.Join(apkCache, r.indexName())
		info, err := h.Stat(ctx, file)
		var b []byte
		if err == nil {
			b, err = h.ReadFile(ctx, file, host.DatabaseLimit)
		}
		var index []byte
		if err == nil {
			if index, err = apkIndex(b); err != nil {
				err = fmt.Errorf("%s: %w", file, err)
			}
		}
		if errors.Is(err, host.ErrNotExist) {
			f.Indexes.Missing[plainURI(r.uri)] = facts.At("no cached index (run apk update)", r.source)
			gaps.AddReason(`updates.pending["unread"]`, plainURI(r.uri)+": no cached index; run apk update", false)
			continue
		}
		if err != nil {
			gaps.Add(`updates.pending["unread"]`, err)
			gaps.Add(`indexes.lists["unread"]`, err)
			continue
		}
		f.apkOffers(index, file, r, want, info.ModTime.UTC().Truncate(time.Second), gaps)
	}
	if len(f.Indexes.Lists) == 0 {
		const why = "no cached index in " + apkCache + "; run apk update with a cache"
		gaps.AddReason("updates.pending", why, false)
		f.Updates.Pending = nil
		for _, p := range []string{"indexes.refreshed", "indexes.newest", "indexes.oldest"} {
			gaps.AddReason(p, why, false)
		}
	}
}

func (f *Facts) apkOffers(index []byte, file string, r apkRepo, want map[string]pkgdb.Package, at time.Time, gaps *facts.Gaps) {
	pkgs, problems := pkgdb.ParseAPK(index, file)
	for _, p := range problems {
		gaps.AddReason(`updates.pending["unread"]`, p, false)
		break
	}
	f.Indexes.Lists[path.Base(file)] = Index{Configured: true, Fetched: at, Packages: len(pkgs), Source: facts.File(file)}
	newer(&f.Indexes.Refreshed, at, facts.File(file), 1)
	newer(&f.Indexes.Newest, at, facts.File(file), 1)
	newer(&f.Indexes.Oldest, at, facts.File(file), -1)
	for _, o := range pkgs {
		p, ok := want[o.Name]
		if !ok {
			continue
		}
		best := p.Version
		if u, seen := f.Updates.Pending[facts.Text(p.Name)]; seen {
			best = u.Candidate
		}
		c, err := pkgdb.Compare(pkgdb.APK, o.Version, best)
		if err != nil {
			gaps.Add(`updates.pending["unread"]`, fmt.Errorf("%s: %s: %w", file, o.Name, err))
			continue
		}
		if c <= 0 {
			continue
		}
		u := Update{Installed: facts.Text(p.Version), Candidate: facts.Text(o.Version), Origin: plainURI(r.uri), Known: &at, Source: facts.File(file)}
		if h, held := f.Held[facts.Text(p.Name)]; held && h.By == "world" {
			u.Blocked = "hold"
		}
		f.Updates.Pending[facts.Text(p.Name)] = u
	}
}

// apkIndex takes APKINDEX out of its archive: gzip streams one after another,
// the signature first.
func apkIndex(b []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	for t := tar.NewReader(z); ; {
		head, err := t.Next()
		if err == io.EOF {
			return nil, errors.New("the archive has no APKINDEX")
		}
		if err != nil {
			return nil, err
		}
		if head.Name == "APKINDEX" {
			out, err := io.ReadAll(io.LimitReader(t, unpackLimit/4))
			if err == nil && int64(len(out)) < head.Size {
				err = host.ErrTooLarge
			}
			return out, err
		}
	}
}
