package files

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

const preloadFile = "/etc/ld.so.preload"

// preload reads the libraries that ld.so(8) loads into every program.
func (r *reader) preload() {
	p := &Preload{Present: facts.At(false, facts.File(preloadFile)), Libraries: map[string]Place{}}
	b, err := r.h.ReadFile(r.ctx, preloadFile, host.ConfigLimit)
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		r.gaps.Add("preload", err)
		return
	}
	r.facts.Preload = p
	for name, line := range parsePreload(string(b)) {
		p.Present.Value = true
		src := facts.FileLine(preloadFile, line)
		if !strings.HasPrefix(name, "/") {
			// ld.so looks a bare name up in its folders, which are root's; a
			// relative path depends on where the program starts.
			weak := []string{}
			if strings.Contains(name, "/") {
				weak = append(weak, facts.Text(name+" is relative to where a program starts"))
			}
			p.Libraries[facts.Text(name)] = Place{Exists: true, Weak: weak, Source: src}
			r.gaps.AddReason(keyed("preload.libraries", name)+".packaged", preloadFile+": "+facts.Text(name)+" is no absolute path", false)
			continue
		}
		place, err := r.place(expandLib(name), 0)
		if err != nil {
			r.gaps.Add(keyed("preload.libraries", name), err)
			continue
		}
		place.Source = src
		if place.Packaged = r.packaged(name); place.Packaged == nil && place.Exists {
			r.gaps.AddReason(keyed("preload.libraries", name)+".packaged", r.packagesWhy, false)
		}
		p.Libraries[facts.Text(name)] = place
	}
}

// parsePreload splits the file as ld.so does: names apart by blanks or colons,
// '#' begins a comment. The value is the line.
func parsePreload(text string) map[string]int {
	out := map[string]int{}
	n := 0
	for line := range strings.Lines(text) {
		n++
		line, _, _ = strings.Cut(line, "#")
		for _, name := range strings.FieldsFunc(line, func(c rune) bool { return c == ':' || c <= ' ' }) {
			if _, seen := out[name]; !seen && len(out) < 100 {
				out[name] = n
			}
		}
	}
	return out
}

// expandLib puts the usual value for ld.so's $LIB.
func expandLib(name string) string {
	return strings.NewReplacer("${LIB}", "lib", "$LIB", "lib").Replace(name)
}

// libraries reads the folders of ld.so.conf (ldconfig(8)).
func (r *reader) libraries() {
	r.facts.Libraries = map[string]Place{}
	r.libraryFile("/etc/ld.so.conf", map[string]bool{})
}

// maxLibraryFiles bounds the files that ld.so.conf includes.
const maxLibraryFiles = 1000

// libraryFile reads a file and what it includes, each once: again it would name
// the same folders.
func (r *reader) libraryFile(name string, seen map[string]bool) {
	if name = path.Clean(name); seen[name] {
		return
	}
	seen[name] = true
	b, err := r.h.ReadFile(r.ctx, name, host.ConfigLimit)
	if errors.Is(err, host.ErrNotExist) {
		return
	}
	if err == nil && len(seen) > maxLibraryFiles {
		err = fmt.Errorf("more than %d files are included: %w", maxLibraryFiles, host.ErrTooLarge)
	}
	if err != nil {
		r.gaps.Add(keyed("libraries", name), err)
		return
	}
	n := 0
	for line := range strings.Lines(string(b)) {
		n++
		line, _, _ = strings.Cut(line, "#")
		f := strings.FieldsFunc(line, func(c rune) bool { return c <= ' ' || c == ',' || c == ':' })
		switch {
		case len(f) == 0 || f[0] == "hwcap":
		case f[0] == "include":
			for _, pattern := range f[1:] {
				if !strings.HasPrefix(pattern, "/") {
					pattern = path.Join(path.Dir(name), pattern)
				}
				for _, file := range r.glob(pattern, keyed("libraries", pattern)) {
					r.libraryFile(file, seen)
				}
			}
		default:
			for _, d := range f {
				d, _, _ = strings.Cut(d, "=")
				if !strings.HasPrefix(d, "/") || len(r.facts.Libraries) > 200 {
					continue
				}
				p, err := r.place(d, 0)
				if err != nil {
					r.gaps.Add(keyed("libraries", d), err)
					continue
				}
				p.Source = facts.FileLine(name, n)
				r.facts.Libraries[facts.Text(d)] = p
			}
		}
	}
}

// glob lists the files of a pattern whose last element alone has wildcards.
func (r *reader) glob(pattern, field string) []string {
	dir, last := path.Split(pattern)
	list, err := r.h.ReadDir(r.ctx, path.Clean(dir))
	if errors.Is(err, host.ErrNotExist) {
		return nil
	}
	if err != nil {
		r.gaps.Add(field, err)
		return nil
	}
	var out []string
	for _, e := range list {
		if ok, err := path.Match(last, e.Name); err == nil && ok && !(strings.HasPrefix(e.Name, ".") && last[0] != '.') {
			out = append(out, path.Join(dir, e.Name))
		}
	}
	slices.Sort(out)
	return out
}
