package files

import (
	"errors"
	"path"
	"strings"

	"isoscan/internal/host"
)

// compilers are the programs that turn source into machine code, by the names
// under which the distributions install them. Versioned names are links'
// targets, which an entry describes.
var compilers = strings.Fields("gcc cc c++ g++ clang clang++ tcc as ld gold gfortran go gdc rustc fpc nasm yasm")

// compilersOf lists those that stand in the folders of programs.
func (r *reader) compilersOf() {
	r.facts.Compilers = map[string]Entry{}
	for _, dir := range []string{"/usr/bin", "/usr/local/bin", "/usr/local/go/bin"} {
		for _, n := range compilers {
			name := path.Join(dir, n)
			e, err := r.entry(name, "compiler")
			switch {
			case err == nil && e.Kind == "file":
				r.facts.Compilers[name] = e
			case err != nil && !errors.Is(err, host.ErrNotExist):
				r.gaps.Add(keyed("compilers", name), err)
			}
		}
	}
}
