package policies_test

import (
	"context"
	"encoding/json"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/open-policy-agent/opa/v1/rego"

	"isoscan/policies"
)

// A number goes with one noun or with many, whatever its type in JSON.
func TestCounted(t *testing.T) {
	const library = "lib/report.rego"
	src, err := policies.FS.ReadFile(library)
	if err != nil {
		t.Fatal(err)
	}
	counted, err := rego.New(
		rego.Query(`words := data.lib.report.counted(input, "account has", "accounts have")`),
		rego.Module(library, string(src)),
	).PrepareForEval(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		number any
		want   string
	}{
		"none":                 {0, "0 accounts have"},
		"one":                  {1, "1 account has"},
		"two":                  {2, "2 accounts have"},
		"eleven":               {11, "11 accounts have"},
		"below zero":           {-1, "-1 accounts have"},
		"one with a fraction":  {1.0, "1 account has"},
		"one written as 1.0":   {json.Number("1.0"), "1 account has"},
		"more than one":        {1.5, "1.5 accounts have"},
		"two written as 2.0":   {json.Number("2.0"), "2 accounts have"},
		"a number of 64 bits":  {int64(1) << 62, "4611686018427387904 accounts have"},
		"a word for no number": {"no", "no accounts have"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := counted.Eval(context.Background(), rego.EvalInput(c.number))
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != 1 || got[0].Bindings["words"] != c.want {
				t.Errorf("%v: %v, want %q", c.number, got, c.want)
			}
		})
	}
}

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
