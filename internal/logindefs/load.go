package logindefs

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"strings"

	"isoscan/internal/host"
)

// Paths of the file, the administrator's before the vendor's (SUSE).
const (
	Path       = "/etc/login.defs"
	VendorPath = "/usr/etc/login.defs"
)

// Load reads a host's login.defs. A host without one gives an empty File: every
// program then uses its own defaults. Drop-ins are read only where the vendor's
// file exists, for only those builds of shadow-utils (libeconf) know them.
func Load(ctx context.Context, h host.Files) (*File, error) {
	f := &File{}
	own, err := h.ReadFile(ctx, Path, host.ConfigLimit)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	vendor, verr := h.ReadFile(ctx, VendorPath, host.ConfigLimit)
	if verr != nil && !errors.Is(verr, fs.ErrNotExist) {
		return nil, verr
	}
	if verr == nil {
		if err := f.dropIns(ctx, h); err != nil {
			return nil, err
		}
	}
	// Both lookups must find the drop-ins first: they override the main file.
	main := &File{}
	switch {
	case err == nil:
		main.Parse(Path, own)
	case verr == nil:
		main.Parse(VendorPath, vendor)
	}
	return &File{shadow: append(main.shadow, f.shadow...), pam: append(f.pam, main.pam...)}, nil
}

func (f *File) dropIns(ctx context.Context, h host.Files) error {
	for _, dir := range []string{VendorPath + ".d", Path + ".d"} {
		list, err := h.ReadDir(ctx, dir)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		for _, e := range list {
			if !strings.HasSuffix(e.Name, ".defs") {
				continue
			}
			p := path.Join(dir, e.Name)
			b, err := h.ReadFile(ctx, p, host.ConfigLimit)
			if err != nil {
				return err
			}
			f.Parse(p, b)
		}
	}
	return nil
}
