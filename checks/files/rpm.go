package files

import (
	"errors"
	"fmt"
	"path"
	"slices"

	"isoscan/internal/host"
	"isoscan/internal/pkgdb"
)

// maxNamesakes bounds the packages' files that have the name of a wanted one
// but lie in another folder.
const maxNamesakes = 100_000

// rpm reads the file lists in the headers of rpm's database. Where one of them
// is damaged it tells both what the others say and why that is not all.
func (r *reader) rpm(want map[string]bool) (map[string]record, string) {
	named := map[string][]string{}
	for p := range want {
		named[path.Base(p)] = append(named[path.Base(p)], p)
	}
	found := map[string]record{}
	regular := map[string]bool{}
	take := func(p string, f pkgdb.File) {
		// Packages may share a folder or link, one of them has the file.
		if _, ok := found[p]; !ok || f.Regular() && !regular[p] {
			found[p], regular[p] = rpmRecord(f), f.Regular()
		}
	}
	var namesakes []pkgdb.File
	many := false
	from, problems, err := pkgdb.RPMFiles(r.ctx, r.h,
		func(base []byte) bool { return named[string(base)] != nil },
		func(f pkgdb.File) {
			switch p := merged(f.Path); {
			case !f.Brought():
			case want[p]:
				take(p, f)
			case len(namesakes) < maxNamesakes:
				namesakes = append(namesakes, f)
			default:
				many = true
			}
		})
	if errors.Is(err, pkgdb.ErrNone) {
		return nil, ""
	}
	if err != nil {
		return nil, err.Error()
	}
	why := ""
	switch {
	case len(problems) == 1:
		why = problems[0]
	case len(problems) > 1:
		why = fmt.Sprintf("%s, and %d more packages", problems[0], len(problems)-1)
	case many:
		why = fmt.Sprintf("%s: more than %d files have the names of programs with rights of their own", from, maxNamesakes)
	}
	// A package may know a folder by a link to it: /usr/sbin where it became a
	// link to /usr/bin. A hard link to a packaged program lies elsewhere.
	folders := folders{r: r, seen: map[string]folder{}}
	for _, f := range namesakes {
		for _, p := range named[path.Base(f.Path)] {
			if _, ok := found[p]; ok && regular[p] {
				continue
			}
			same, err := folders.same(path.Dir(f.Path), path.Dir(p))
			if err != nil && why == "" {
				why = err.Error()
			}
			if same {
				take(p, f)
			}
		}
	}
	return found, why
}

// rpmRecord takes over what the package itself says that rpm may compare.
func rpmRecord(f pkgdb.File) record {
	rec := record{pkg: f.Package, other: !f.Regular()}
	if rec.other {
		return rec
	}
	// SUSE leaves the modes of many set-uid programs to permctl(8), and their
	// packages exclude them: then nothing is recorded.
	if f.Verify&pkgdb.VerifyMode != 0 {
		rec.mode = fmt.Sprintf("%04o", f.Mode&0o7777)
	}
	if f.Verify&pkgdb.VerifyDigest != 0 && f.Flags&pkgdb.FileConfig == 0 {
		rec.digest = f.Digest
	}
	return rec
}

// folders tells whether two names are those of one folder.
type folders struct {
	r    *reader
	seen map[string]folder
}

type folder struct {
	dev, inode uint64
	there      bool
	err        error
}

func (s folders) at(name string) folder {
	if f, ok := s.seen[name]; ok {
		return f
	}
	info, err := s.r.h.Stat(s.r.ctx, name)
	f := folder{dev: info.Dev, inode: info.Inode, there: err == nil && info.IsDir(), err: err}
	if slices.ContainsFunc([]error{host.ErrNotExist, host.ErrLoop, host.ErrIrregular}, func(e error) bool { return errors.Is(err, e) }) {
		f.err = nil // nothing lies there
	}
	s.seen[name] = f
	return f
}

func (s folders) same(a, b string) (bool, error) {
	x, y := s.at(a), s.at(b)
	return x.there && y.there && x.dev == y.dev && x.inode == y.inode, errors.Join(x.err, y.err)
}
