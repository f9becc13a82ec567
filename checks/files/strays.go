package files

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// maxStrays bounds the files that are read because of their name.
const maxStrays = 500

// keyName is what private keys are usually called. Only files that everybody
// may read are looked into, wherever they lie.
var keyName = regexp.MustCompile(`(?i)(\.(key|pem)|^id_(rsa|dsa|ecdsa|ed25519))([._~-](bak|old|orig|save|copy|[0-9]+)|~)?$`)

// sampleFolders hold keys that everybody knows: of tests, examples and packages.
var sampleFolders = strings.Fields(`test tests testdata fixtures example examples sample samples demo doc docs
	node_modules site-packages dist-packages vendor mod gems share src`)

// programFolders are the distribution's own; its packages bring keys for tests.
var programFolders = []string{"/usr/bin/", "/usr/include/", "/usr/lib/", "/usr/lib32/", "/usr/lib64/", "/usr/libexec/", "/usr/sbin/", "/usr/share/", "/usr/src/", "/snap/"}

// mayBeKey: the name is a private key's, everybody may read it, and it is no
// sample by its place.
func mayBeKey(dir string, e *host.FileInfo) bool {
	if e.Perm()&0o004 == 0 || e.Size == 0 || e.Size > keyLimit || !keyName.MatchString(e.Name) {
		return false
	}
	below := strings.TrimSuffix(dir, "/") + "/"
	if slices.ContainsFunc(programFolders, func(p string) bool { return strings.HasPrefix(below, p) }) {
		return false
	}
	return !slices.ContainsFunc(strings.Split(dir, "/"), func(step string) bool { return slices.Contains(sampleFolders, step) })
}

// stray notes a file that may be a private key in an unusual place.
func (w *walker) stray(b host.WalkBatch, e *host.FileInfo) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.strays) >= maxStrays {
		w.more["keys"] = true
		return
	}
	w.strays[path.Join(b.Dir, e.Name)] = *e
}

// strayKeys looks into them, as far as everybody can go there.
func (w *walker) strayKeys() {
	w.hold()
	names := make([]string, 0, len(w.strays))
	for name := range w.strays {
		names = append(names, name)
	}
	slices.Sort(names)
	open := map[string]bool{"/": true}
	for _, name := range names {
		if _, seen := w.facts.Keys[facts.Text(name)]; seen || !w.entered(path.Dir(name), open) {
			continue
		}
		w.key(name, w.strays[name])
	}
}

// entered: everybody may go through every folder on the way. A folder that
// cannot be looked at keeps nobody out for certain.
func (w *walker) entered(dir string, open map[string]bool) bool {
	if known, ok := open[dir]; ok {
		return known
	}
	if !w.entered(path.Dir(dir), open) {
		open[dir] = false
		return false
	}
	info, err := w.h.Stat(w.ctx, dir)
	open[dir] = err != nil || info.Perm()&0o001 != 0
	return open[dir]
}
