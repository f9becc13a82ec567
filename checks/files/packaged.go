package files

import (
	"path"
	"strings"
)

// record is what a package database says of one file.
type record struct {
	// pkg is the package that brought it; empty when none did.
	pkg string
	// mode is what the database records, four octal digits; empty when it
	// records none.
	mode string
	// digest of the content, as in "md5:hex", "sha256:hex" or, from apk,
	// "Q1:base64"; empty when the database has none.
	digest string
	// other: what the package brought by this name is no regular file but a
	// link or a folder.
	other bool
}

// know asks the package databases about these paths; the answers are kept in
// packages. Nil packages: no database that tells which files it brought. A path
// that is not in them is one that none of those that could be read has, where
// packagesWhy tells which could not.
func (r *reader) know(paths []string) {
	if r.packages == nil && r.packagesWhy != "" {
		return
	}
	want := map[string]bool{}
	for _, p := range paths {
		want[merged(p)] = true
	}
	found := map[string]record{}
	told := false
	var whys []string
	for _, ask := range []func(map[string]bool) (map[string]record, string){r.dpkg, r.rpm, r.apk} {
		got, why := ask(want)
		if why != "" {
			whys = append(whys, why)
		}
		told = told || got != nil
		for p, rec := range got {
			if found[p].pkg == "" {
				found[p] = rec
			}
		}
	}
	r.packagesWhy = strings.Join(whys, "; ")
	if !told {
		if r.packagesWhy == "" {
			r.packagesWhy = "no package database tells which files it brought (dpkg, rpm and apk do)"
		}
		r.packages = nil
		return
	}
	if r.packages == nil {
		r.packages = map[string]record{}
	}
	for p := range want {
		if rec := found[p]; rec.pkg != "" || len(whys) == 0 {
			r.packages[p] = rec
		}
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
	yes := v.pkg != ""
	return &yes
}

// merged names a file the same way on both sides of the merge of /bin into
// /usr/bin: package lists keep the old paths.
func merged(name string) string {
	name = path.Clean(name)
	for _, d := range mergedFolders {
		if strings.HasPrefix(name, d) {
			return "/usr" + name
		}
	}
	return name
}

var mergedFolders = []string{"/bin/", "/sbin/", "/lib/", "/lib32/", "/lib64/"}
