package files

import (
	"errors"
	"path"
	"strings"

	"isoscan/internal/host"
)

// known asks the package database about these paths; the answers are kept in
// packages. Nil packages: no database that tells which files it brought.
func (r *reader) know(paths []string) {
	if r.packages == nil && r.packagesWhy != "" {
		return
	}
	want := map[string]bool{}
	for _, p := range paths {
		want[merged(p)] = true
	}
	found, why := r.dpkg(want)
	if found == nil && why == "" {
		found, why = r.apk(want)
	}
	if found == nil && why == "" {
		why = "no package database tells which files it brought (dpkg and apk do)"
	}
	if found == nil {
		r.packagesWhy, r.packages = why, nil
		return
	}
	if r.packages == nil {
		r.packages = map[string]bool{}
	}
	for p := range want {
		r.packages[p] = found[p]
	}
}

// packaged answers for a path that know was asked about; nil: not told.
func (r *reader) packaged(name string) *bool {
	if r.packages == nil {
		return nil
	}
	v, asked := r.packages[merged(name)]
	if !asked {
		return nil
	}
	return &v
}

// merged names a file the same way on both sides of the merge of /bin into
// /usr/bin: package lists keep the old paths.
func merged(name string) string {
	name = path.Clean(name)
	for _, d := range []string{"/bin/", "/sbin/", "/lib/", "/lib32/", "/lib64/"} {
		if strings.HasPrefix(name, d) {
			return "/usr" + name
		}
	}
	return name
}

// dpkg reads the file lists of dpkg, and its diversions.
func (r *reader) dpkg(want map[string]bool) (map[string]bool, string) {
	const info = "/var/lib/dpkg/info"
	list, err := r.h.ReadDir(r.ctx, info)
	if errors.Is(err, host.ErrNotExist) {
		return nil, ""
	}
	if err != nil {
		return nil, err.Error()
	}
	// A diverted file stands elsewhere than its package says: to -> from.
	diverted := map[string]string{}
	if b, err := r.h.ReadFile(r.ctx, "/var/lib/dpkg/diversions", host.ConfigLimit); err == nil {
		lines := strings.Split(string(b), "\n")
		for i := 0; i+2 < len(lines); i += 3 {
			diverted[merged(lines[i+1])] = merged(lines[i])
		}
	} else if !errors.Is(err, host.ErrNotExist) {
		return nil, err.Error()
	}
	names := map[string]bool{}
	for p := range want {
		names[p] = true
		if from, ok := diverted[p]; ok {
			names[from] = true
		}
	}
	found := map[string]bool{}
	lists := 0
	for _, e := range list {
		if !strings.HasSuffix(e.Name, ".list") || r.ctx.Err() != nil {
			continue
		}
		b, err := r.h.ReadFile(r.ctx, path.Join(info, e.Name), 8*host.ConfigLimit)
		if err != nil {
			return nil, err.Error()
		}
		lists++
		for line := range strings.Lines(string(b)) {
			// Most lines are folders and documentation: look before cutting.
			line = strings.TrimSuffix(line, "\n")
			if names[line] {
				found[line] = true
			} else if m := merged(line); names[m] {
				found[m] = true
			}
		}
	}
	if lists == 0 || r.ctx.Err() != nil {
		return nil, info + ": no file lists of packages"
	}
	for p := range want {
		if from, ok := diverted[p]; ok && found[from] {
			found[p] = true
		}
	}
	return found, ""
}

// apk reads Alpine's database: "F:" names a folder, "R:" a file in it.
func (r *reader) apk(want map[string]bool) (map[string]bool, string) {
	var b []byte
	var err error
	for _, p := range []string{"/lib/apk/db/installed", "/usr/lib/apk/db/installed"} {
		if b, err = r.h.ReadFile(r.ctx, p, host.DatabaseLimit); !errors.Is(err, host.ErrNotExist) {
			break
		}
	}
	if errors.Is(err, host.ErrNotExist) {
		return nil, ""
	}
	if err != nil {
		return nil, err.Error()
	}
	found := map[string]bool{}
	folder := ""
	for line := range strings.Lines(string(b)) {
		line = strings.TrimRight(line, "\r\n")
		if f, ok := strings.CutPrefix(line, "F:"); ok {
			folder = "/" + f
		} else if f, ok := strings.CutPrefix(line, "R:"); ok {
			if p := merged(path.Join(folder, f)); want[p] {
				found[p] = true
			}
		}
	}
	return found, ""
}
