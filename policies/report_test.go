package policies_test

import (
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"isoscan/policies"
)

// What goes with a number is written by report.counted wherever it is: words that
// one sentence counts so stand behind no plain number in another.
func TestCountedEverywhere(t *testing.T) {
	counted := regexp.MustCompile(`report\.counted\(.*?, "[^"]+", "([^"]+)"\)`)
	plain := regexp.MustCompile(`%[dv] ([A-Za-z][^"%]*)`)
	many := map[string]bool{}
	sources := map[string]string{}
	err := fs.WalkDir(policies.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".rego" || strings.HasSuffix(name, "_test.rego") {
			return err
		}
		b, err := policies.FS.ReadFile(name)
		sources[name] = string(b)
		for _, m := range counted.FindAllStringSubmatch(string(b), -1) {
			many[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if !many["accounts"] || !many["days"] {
		t.Fatalf("%d words found behind report.counted, not even accounts and days", len(many))
	}
	for name, text := range sources {
		for _, m := range plain.FindAllStringSubmatch(text, -1) {
			words := strings.FieldsFunc(m[1], func(r rune) bool { return r != '-' && !unicode.IsLetter(r) })
			for n := 1; n <= len(words); n++ {
				if said := strings.Join(words[:n], " "); many[said] {
					t.Errorf("%s: a plain number stands before %q: write both with report.counted", name, said)
					break
				}
			}
		}
	}
}
