// Package pkgdb reads the databases of installed packages that dpkg, rpm and
// apk keep, and orders package versions as those programs do. It owns the file
// formats; it does not know what is done with the packages.
//
// Everything is read from bytes that a Host gave: nothing is opened, run or
// written here.
package pkgdb

import (
	"context"
	"errors"
	"fmt"
	"path"
	"sort"
	"strings"
	"time"

	"isoscan/internal/host"
)

// Manager names a package manager by its database.
type Manager string

// The package managers.
const (
	Dpkg Manager = "dpkg"
	RPM  Manager = "rpm"
	APK  Manager = "apk"
)

// ErrNone means that no package database stands on the target. It says nothing
// about what is installed there.
var ErrNone = errors.New("no package database was found (dpkg, rpm or apk)")

// Package is one entry of a package database.
type Package struct {
	Name    string
	Version string
	Arch    string
	// Source is the source package; the binary's name where none is stated.
	Source string
	// SourceVersion is the source package's version when it differs.
	SourceVersion string
	// Want, Flag and State are the three words of dpkg's Status field. For rpm
	// and apk they are "install", "ok" and "installed".
	Want, Flag, State string
	// Essential is dpkg's field of that name.
	Essential bool
	// Vendor is rpm's; empty when not stated.
	Vendor string
	// Signed tells whether an rpm header carries a signature. Only rpm has it.
	Signed bool
	// InstalledAt is when rpm installed the package; zero for dpkg and apk.
	InstalledAt time.Time
	// From is the file that holds the entry, Line its first line (0: unknown).
	From string
	Line int
}

// Installed tells whether the package's files are in place and configured, or
// only wait for a trigger: dpkg(1), "package states".
func (p Package) Installed() bool {
	switch p.State {
	case "installed", "triggers-pending", "triggers-awaited":
		return true
	}
	return false
}

// Broken tells whether the package was left half way.
func (p Package) Broken() bool {
	switch p.State {
	case "half-installed", "half-configured", "unpacked":
		return true
	}
	return p.Flag == "reinstreq"
}

// Database is one package database, read.
type Database struct {
	Manager Manager
	// Path is the file that was read, or the main one of several.
	Path     string
	Packages []Package
	// Problems lists entries that could not be read; with one of them the
	// database was not read whole.
	Problems []string
}

// Read finds and reads every package database of a target that holds at least
// one package, most packages first. ErrNone when there is none; any other
// error means that one is there and could not be read.
func Read(ctx context.Context, h host.Files) ([]Database, error) {
	var found []Database
	var errs []error
	for _, read := range []func(context.Context, host.Files) (*Database, error){readDpkg, readRPM, readAPK} {
		db, err := read(ctx, h)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if db != nil && (len(db.Packages) > 0 || len(db.Problems) > 0) {
			found = append(found, *db)
		}
	}
	if len(found) == 0 {
		if err := errors.Join(errs...); err != nil {
			return nil, err
		}
		return nil, ErrNone
	}
	sort.SliceStable(found, func(i, j int) bool { return len(found[i].Packages) > len(found[j].Packages) })
	for _, err := range errs {
		found[0].Problems = append(found[0].Problems, "a second package database: "+err.Error())
	}
	return found, nil
}

// readOptional returns nil bytes and no error when the file is absent.
func readOptional(ctx context.Context, h host.Files, path string) ([]byte, error) {
	b, err := h.ReadFile(ctx, path, host.DatabaseLimit)
	if errors.Is(err, host.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if b == nil {
		b = []byte{}
	}
	return b, nil
}

func readDpkg(ctx context.Context, h host.Files) (*Database, error) {
	const status = "/var/lib/dpkg/status"
	db := &Database{Manager: Dpkg, Path: status}
	b, err := readOptional(ctx, h, status)
	if err != nil {
		return nil, err
	}
	none := b == nil
	db.add(ParseDpkg(b, status, false))
	// An interrupted dpkg leaves its last changes here and reads them at its
	// next start (dpkg's "journal"); they override the status file.
	err = eachFile(ctx, h, "/var/lib/dpkg/updates", func(file string, b []byte) {
		if strings.Trim(path.Base(file), "0123456789") == "" {
			db.override(ParseDpkg(b, file, false))
		}
	})
	if err != nil {
		return nil, err
	}
	// Distroless images keep one file a package, with no Status field.
	err = eachFile(ctx, h, "/var/lib/dpkg/status.d", func(file string, b []byte) {
		if !strings.HasSuffix(file, ".md5sums") {
			if none && db.Path == status {
				db.Path = path.Dir(file)
			}
			db.add(ParseDpkg(b, file, true))
		}
	})
	if err != nil {
		return nil, err
	}
	return db, nil
}

func (db *Database) add(pkgs []Package, problems []string) {
	db.Packages = append(db.Packages, pkgs...)
	db.Problems = append(db.Problems, problems...)
}

func (db *Database) override(pkgs []Package, problems []string) {
	db.Problems = append(db.Problems, problems...)
	for _, p := range pkgs {
		done := false
		for i, old := range db.Packages {
			if old.Name == p.Name && old.Arch == p.Arch {
				db.Packages[i], done = p, true
			}
		}
		if !done {
			db.Packages = append(db.Packages, p)
		}
	}
}

// eachFile reads the regular files of a folder in name order; an absent folder
// is no error.
func eachFile(ctx context.Context, h host.Files, dir string, use func(file string, b []byte)) error {
	entries, err := h.ReadDir(ctx, dir)
	if errors.Is(err, host.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		if e.IsDir() {
			continue
		}
		file := path.Join(dir, e.Name)
		b, err := h.ReadFile(ctx, file, host.ConfigLimit)
		if err != nil {
			return err
		}
		use(file, b)
	}
	return nil
}

func readAPK(ctx context.Context, h host.Files) (*Database, error) {
	// apk 3 moved its database below /usr/lib on merged systems.
	for _, file := range []string{"/lib/apk/db/installed", "/usr/lib/apk/db/installed"} {
		b, err := readOptional(ctx, h, file)
		if err != nil {
			return nil, err
		}
		if b != nil {
			db := &Database{Manager: APK, Path: file}
			db.add(ParseAPK(b, file))
			return db, nil
		}
	}
	return nil, nil
}

func readRPM(ctx context.Context, h host.Files) (*Database, error) {
	b, wal, file, err := findRPM(ctx, h)
	if err != nil || b == nil {
		return nil, err
	}
	db := &Database{Manager: RPM, Path: file}
	pkgs, problems, err := ParseRPM(b, wal, file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	db.add(pkgs, problems)
	return db, nil
}

// findRPM reads the rpm database of whatever backend, and SQLite's write-ahead
// log if there is one; nil bytes when there is none.
func findRPM(ctx context.Context, h host.Files) (b, wal []byte, file string, err error) {
	for _, dir := range []string{"/var/lib/rpm", "/usr/lib/sysimage/rpm", "/usr/share/rpm"} {
		for _, name := range []string{"rpmdb.sqlite", "Packages.db", "Packages"} {
			file := path.Join(dir, name)
			b, err := readOptional(ctx, h, file)
			if err != nil {
				return nil, nil, file, err
			}
			if b == nil {
				continue
			}
			if name == "rpmdb.sqlite" {
				if wal, err = readOptional(ctx, h, file+"-wal"); err != nil {
					return nil, nil, file, err
				}
			}
			return b, wal, file, nil
		}
	}
	return nil, nil, "", nil
}
