package files

import (
	"bytes"
	"errors"
	"path"
	"strings"

	"isoscan/internal/host"
)

// dpkgInfo holds a list of files and a list of digests for each package.
const dpkgInfo = "/var/lib/dpkg/info"

// dpkg reads the file lists of dpkg, its diversions and its overrides of modes.
func (r *reader) dpkg(want map[string]bool) (map[string]record, string) {
	list, err := r.h.ReadDir(r.ctx, dpkgInfo)
	if errors.Is(err, host.ErrNotExist) {
		return nil, ""
	}
	if err != nil {
		return nil, err.Error()
	}
	diverted, err := r.diversions()
	if err != nil {
		return nil, err.Error()
	}
	modes, err := r.overrides()
	if err != nil {
		return nil, err.Error()
	}
	names := map[string]bool{}
	for p := range want {
		names[p] = true
		if from, ok := diverted[p]; ok {
			names[from] = true
		}
	}
	found := map[string]string{}
	lists := 0
	for _, e := range list {
		pkg, ok := strings.CutSuffix(e.Name, ".list")
		if !ok || r.ctx.Err() != nil {
			continue
		}
		b, err := r.h.ReadFile(r.ctx, path.Join(dpkgInfo, e.Name), 8*host.ConfigLimit)
		if err != nil {
			return nil, err.Error()
		}
		lists++
		for len(b) > 0 {
			var line []byte
			line, b, _ = bytes.Cut(b, []byte{'\n'})
			// Most lines are folders and documentation: look before copying.
			if names[string(line)] {
				found[string(line)] = pkg
			} else if hasMergedPrefix(line) && names["/usr"+string(line)] {
				found["/usr"+string(line)] = pkg
			}
		}
	}
	if lists == 0 && r.ctx.Err() == nil && r.dpkgUnused() {
		return nil, ""
	}
	if lists == 0 || r.ctx.Err() != nil {
		return nil, dpkgInfo + ": no file lists of packages"
	}
	out := map[string]record{}
	byPackage := map[string][]string{}
	for p := range want {
		rec := record{pkg: found[p], mode: modes[p]}
		if from, ok := diverted[p]; ok {
			// Here stands what was diverted; its digest is that of another path.
			rec.pkg = found[from]
		} else if rec.pkg != "" {
			byPackage[rec.pkg] = append(byPackage[rec.pkg], p)
		}
		out[p] = rec
	}
	for pkg, paths := range byPackage {
		r.digests(pkg, paths, out)
	}
	return out, ""
}

// dpkgUnused tells whether dpkg knows of no package: it is installed as a tool
// on systems of rpm too.
func (r *reader) dpkgUnused() bool {
	info, err := r.h.Stat(r.ctx, "/var/lib/dpkg/status")
	return errors.Is(err, host.ErrNotExist) || err == nil && info.IsRegular() && info.Size == 0
}

func hasMergedPrefix(line []byte) bool {
	for _, d := range mergedFolders {
		if len(line) > len(d) && string(line[:len(d)]) == d {
			return true
		}
	}
	return false
}

// diversions tells where a diverted file's package says that it is: a diverted
// file stands elsewhere (dpkg-divert(1)).
func (r *reader) diversions() (map[string]string, error) {
	out := map[string]string{}
	b, err := r.h.ReadFile(r.ctx, "/var/lib/dpkg/diversions", host.ConfigLimit)
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		return nil, err
	}
	lines := strings.Split(string(b), "\n")
	for i := 0; i+2 < len(lines); i += 3 {
		out[merged(lines[i+1])] = merged(lines[i])
	}
	return out, nil
}

// overrides reads the modes of dpkg-statoverride(1): "USER GROUP MODE PATH".
func (r *reader) overrides() (map[string]string, error) {
	b, err := r.h.ReadFile(r.ctx, "/var/lib/dpkg/statoverride", host.ConfigLimit)
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		return nil, err
	}
	return parseOverrides(string(b)), nil
}

func parseOverrides(text string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(text) {
		f := strings.SplitN(strings.TrimSpace(line), " ", 4)
		if len(f) != 4 || !octal(f[2]) {
			continue
		}
		out[merged(f[3])] = strings.Repeat("0", max(0, 4-len(f[2]))) + f[2]
	}
	return out
}

func octal(s string) bool {
	return s != "" && len(s) <= 4 && strings.Trim(s, "01234567") == ""
}

// digests reads a package's list "MD5  path/without/slash". Not every package
// has one, and conffiles are not in it.
func (r *reader) digests(pkg string, paths []string, out map[string]record) {
	b, err := r.h.ReadFile(r.ctx, path.Join(dpkgInfo, pkg+".md5sums"), 8*host.ConfigLimit)
	if err != nil {
		return // an optional fact: none
	}
	for line := range strings.Lines(string(b)) {
		sum, name, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "  ")
		if !ok || len(sum) != 32 {
			continue
		}
		name = merged("/" + name)
		for _, p := range paths {
			if p == name {
				rec := out[p]
				rec.digest = "md5:" + strings.ToLower(sum)
				out[p] = rec
			}
		}
	}
}

// apk reads Alpine's database: "F:" names a folder, "R:" a file in it, "a:" its
// owner, group and mode, "Z:" its digest; "P:" began the package.
func (r *reader) apk(want map[string]bool) (map[string]record, string) {
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
	found := map[string]record{}
	folder, pkg, at := "", "", ""
	for len(b) > 0 {
		var line []byte
		line, b, _ = bytes.Cut(b, []byte{'\n'})
		line = bytes.TrimRight(line, "\r")
		if len(line) < 2 || line[1] != ':' {
			continue
		}
		value := line[2:]
		switch line[0] {
		case 'P':
			pkg, folder, at = string(value), "", ""
		case 'F':
			folder, at = "/"+string(value), ""
		case 'R':
			if at = merged(path.Join(folder, string(value))); !want[at] {
				at = ""
			} else {
				// A file without a mode of its own is 0755 and root's.
				found[at] = record{pkg: pkg}
			}
		case 'a':
			if f := strings.Split(string(value), ":"); at != "" && len(f) == 3 && octal(f[2]) {
				rec := found[at]
				rec.mode = strings.Repeat("0", max(0, 4-len(f[2]))) + f[2]
				found[at] = rec
			}
		case 'Z':
			if sum, ok := strings.CutPrefix(string(value), "Q1"); at != "" && ok {
				rec := found[at]
				rec.digest = "Q1:" + sum
				found[at] = rec
			}
		}
	}
	return found, ""
}
