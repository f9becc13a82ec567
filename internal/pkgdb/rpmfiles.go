package pkgdb

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"strings"

	"isoscan/internal/host"
)

// File is one path that an installed rpm package lists in its header.
type File struct {
	// Package is the package's name.
	Package string
	// Path is absolute and clean. Folders on the way may be links on the host.
	Path string
	// Mode is st_mode as the package gives it: type and permission bits.
	Mode uint32
	// User and Group own it, by name; empty when the header does not tell.
	User, Group string
	// Flags are those of rpmfiles.h: FileConfig, FileGhost.
	Flags uint32
	// Verify tells by bits what rpm --verify compares: VerifyDigest, VerifyMode.
	// Packages exclude what they themselves change after they are installed.
	Verify uint32
	// State is what became of it when it was installed: FileNormal, or why
	// this package's file is not the one that stands there.
	State int8
	// Digest of the content as "md5:", "sha1:", "sha256:", "sha384:" or
	// "sha512:" and lower case hex; empty for all but regular files that the
	// package brought, and for algorithms that are none of these.
	Digest string
}

// Values of Flags, Verify and State (rpm's rpmfiles.h and rpmvf.h).
const (
	FileConfig   = 1 << 0
	FileGhost    = 1 << 6
	VerifyDigest = 1 << 0
	VerifyMode   = 1 << 6
	FileNormal   = 0
)

// Regular tells whether the package gives a regular file, as opposed to a link
// or a folder.
func (f File) Regular() bool { return f.Mode&0o170000 == 0o100000 }

// Brought tells whether this package put the file there. It did not when the
// file is a ghost, which the package only claims, or when another package's
// file took its place or it was left out at the installation.
func (f File) Brought() bool { return f.Flags&FileGhost == 0 && f.State == FileNormal }

// RPMFiles reads the rpm database of a target and gives use the listed files
// whose last path element want accepts, in the database's order. from is the
// database's file. ErrNone when there is no database, or none of its packages
// has a file: rpm as a tool on another system keeps keys in one;
// problems names the packages whose files could not be read: what none of the
// others lists may be theirs. Any other error means that the database could not
// be read. Neither function may keep its bytes.
func RPMFiles(ctx context.Context, h host.Files, want func(base []byte) bool, use func(File)) (from string, problems []string, err error) {
	b, wal, from, err := findRPM(ctx, h)
	if err != nil {
		return from, nil, err
	}
	if b == nil {
		return "", nil, ErrNone
	}
	problems, n, err := ParseRPMFiles(ctx, b, wal, from, want, use)
	if err != nil {
		return from, nil, err
	}
	if n == 0 {
		return from, nil, ErrNone
	}
	return from, problems, nil
}

// ParseRPMFiles is RPMFiles for the bytes of a database and of its SQLite log;
// from names it in the problems. n is the number of packages that list files or are
// among the problems.
func ParseRPMFiles(ctx context.Context, b, wal []byte, from string, want func(base []byte) bool, use func(File)) (problems []string, n int, err error) {
	at := 0
	err = rpmBlobs(b, wal, func(blob []byte) {
		at++
		if ctx.Err() != nil {
			return
		}
		listed, err := headerFiles(blob, want, use)
		if err != nil {
			problems = append(problems, fmt.Sprintf("%s: the files of package %d: %v", from, at, err))
		}
		if listed || err != nil {
			n++
		}
	})
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", from, err)
	}
	return problems, n, err
}

// headerFiles gives the files of one header; listed: it has some. Names are
// looked at where they lie: nothing is allocated for a file that is not wanted.
func headerFiles(b []byte, want func([]byte) bool, use func(File)) (listed bool, err error) {
	h, err := readRPMTags(b)
	if err != nil {
		return false, err
	}
	if err := h.intact(b); err != nil {
		return false, err
	}
	switch {
	case h.has(tagBasenames):
		return true, h.files(tagBasenames, want, use)
	case h.has(tagDirNames), h.has(tagDirIndexes), h.has(tagFileModes) && !h.has(tagOldFilenames):
		return false, errors.New("the header has files without names")
	case h.has(tagOldFilenames):
		return true, h.files(tagOldFilenames, want, use)
	}
	return false, nil // a package of no files, or a key
}

// files reads the list under tag: last elements beside a list of folders, or,
// from packages of rpm 3, whole paths.
func (h *rpmTags) files(tag uint32, want func([]byte) bool, use func(File)) error {
	count := h.at[tag].count
	found := map[uint32]*File{}
	var order []uint32
	err := h.texts(tag, func(i uint32, s []byte) {
		base := s
		if tag == tagOldFilenames {
			base = base[bytes.LastIndexByte(base, '/')+1:]
		}
		if want(base) {
			found[i] = &File{Path: string(s), Verify: ^uint32(0)}
			order = append(order, i)
		}
	})
	if err != nil {
		return err
	}
	if err := h.numbers(tagFileModes, typeInt16, count, true, func(get func(uint32) uint32) error {
		for i, f := range found {
			f.Mode = get(i)
		}
		return nil
	}); err != nil {
		return err
	}
	if tag == tagBasenames {
		if err := h.folders(count, found); err != nil {
			return err
		}
	}
	if len(found) == 0 {
		return nil
	}
	if err := h.details(count, found); err != nil {
		return err
	}
	p, err := parseRPMHeader(h.whole)
	if err != nil {
		return err
	}
	for _, f := range found {
		if !strings.HasPrefix(f.Path, "/") {
			return errors.New("a file's path is not absolute")
		}
		f.Package, f.Path = p.Name, path.Clean(f.Path)
	}
	for _, i := range order {
		use(*found[i])
	}
	return nil
}

// folders puts its folder before each name. Every index is looked at: a list
// that points beside the folders is damaged, wherever it does.
func (h *rpmTags) folders(count uint32, found map[uint32]*File) error {
	if !h.has(tagDirNames) {
		return errors.New("the header has files without folders")
	}
	names := map[uint32][]*File{}
	dirs := h.at[tagDirNames].count
	err := h.numbers(tagDirIndexes, typeInt32, count, true, func(get func(uint32) uint32) error {
		for i := range count {
			if get(i) >= dirs {
				return errors.New("a file lies in a folder that the header does not list")
			}
		}
		for i, f := range found {
			names[get(i)] = append(names[get(i)], f)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return h.texts(tagDirNames, func(i uint32, s []byte) {
		for _, f := range names[i] {
			f.Path = string(s) + f.Path
		}
	})
}

// details reads what the header says of the files besides name and mode.
func (h *rpmTags) details(count uint32, found map[uint32]*File) error {
	for _, d := range []struct {
		tag, typ uint32
		put      func(f *File, v uint32)
	}{
		{tagFileFlags, typeInt32, func(f *File, v uint32) { f.Flags = v }},
		{tagFileVerify, typeInt32, func(f *File, v uint32) { f.Verify = v }},
		{tagFileStates, typeChar, func(f *File, v uint32) { f.State = int8(v) }},
	} {
		if err := h.numbers(d.tag, d.typ, count, false, func(get func(uint32) uint32) error {
			for i, f := range found {
				d.put(f, get(i))
			}
			return nil
		}); err != nil {
			return err
		}
	}
	kind := "md5" // without a tag, as in all packages until rpm 4.6
	err := h.numbers(tagFileDigestAlgo, typeInt32, 1, false, func(get func(uint32) uint32) error {
		kind = digestNames[get(0)]
		return nil
	})
	if err != nil {
		return err
	}
	for _, d := range []struct {
		tag uint32
		put func(f *File, s string)
	}{
		{tagFileUser, func(f *File, s string) { f.User = s }},
		{tagFileGroup, func(f *File, s string) { f.Group = s }},
		{tagFileDigests, func(f *File, s string) {
			if kind != "" && s != "" && f.Regular() && f.Brought() {
				f.Digest = kind + ":" + strings.ToLower(s)
			}
		}},
	} {
		if !h.has(d.tag) {
			continue
		}
		if h.at[d.tag].count != count {
			return fmt.Errorf("the header's tag %d does not have a value for each file", d.tag)
		}
		if err := h.texts(d.tag, func(i uint32, s []byte) {
			if f := found[i]; f != nil {
				d.put(f, string(s))
			}
		}); err != nil {
			return err
		}
	}
	return nil
}

// digestNames are the hash algorithms by their numbers in RFC 4880, section 9.4.
var digestNames = map[uint32]string{1: "md5", 2: "sha1", 8: "sha256", 9: "sha384", 10: "sha512"}
