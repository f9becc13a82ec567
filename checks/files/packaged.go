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
	// digest of the content, as in "md5:hex" or "sha1:base64"; empty when the
	// database has none.
	digest string
}

// know asks the package database about these paths; the answers are kept in
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
		r.packages = map[string]record{}
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
