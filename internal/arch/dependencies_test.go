// Package arch holds tests on the project as a whole. Import directions are
// depguard's, in .golangci.yml.
package arch

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const root = "../.."

// TestEveryDependencyIsJustified compares the imports of all Go files with the
// first table of docs/dependencies.md.
func TestEveryDependencyIsJustified(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "docs/dependencies.md"))
	if err != nil {
		t.Fatal(err)
	}
	own, _, _ := strings.Cut(string(text), "\n## Tools")
	var listed []string
	for _, m := range regexp.MustCompile(`(?m)^\| (\S+\.\S+/\S+) \| \S`).FindAllStringSubmatch(own, -1) {
		listed = append(listed, m[1])
	}
	if len(listed) < 10 {
		t.Fatalf("%d modules are listed: the page was not understood", len(listed))
	}
	used := map[string]bool{}
	for path, file := range imports(t) {
		i := slices.IndexFunc(listed, func(m string) bool { return path == m || strings.HasPrefix(path, m+"/") })
		if i < 0 {
			t.Errorf("%s imports %s, which docs/dependencies.md does not justify", file, path)
			continue
		}
		used[listed[i]] = true
	}
	for _, module := range listed {
		if !used[module] {
			t.Errorf("docs/dependencies.md lists %s, which nothing imports", module)
		}
	}
}

// imports maps each import from outside the project and the standard library
// to a file that has it.
func imports(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	files := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			name := d.Name()
			if path != root && (strings.HasPrefix(name, ".") || slices.Contains([]string{"tools", "testdata", "bin", "out"}, name)) {
				return filepath.SkipDir
			}
			return nil
		}
		if filepath.Ext(path) != ".go" {
			return nil
		}
		files++
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if first, _, _ := strings.Cut(name, "/"); strings.Contains(first, ".") {
				found[name] = path
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 50 || len(found) == 0 {
		t.Fatalf("%d Go files with %d outside imports: the tree was not walked", files, len(found))
	}
	return found
}
