package corpus

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const corpusDir = "../../testdata/corpus"

func TestCorpusOfTheProjectIsWhole(t *testing.T) {
	cases, err := Cases(corpusDir)
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) < 53 {
		t.Errorf("%d cases, want at least 53: none may get lost", len(cases))
	}
	if _, err := ReadMisses(filepath.Join(corpusDir, "expected-misses.txt"), cases); err != nil {
		t.Error(err)
	}
}

func TestIndexAndScriptsMustAgree(t *testing.T) {
	write := func(t *testing.T, files map[string]string) string {
		dir := t.TempDir()
		for name, text := range files {
			path := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		return dir
	}
	good := func() map[string]string {
		return map[string]string{
			"index.tsv":         "id\tname\tiso\n01\tone\t9.5.3\n",
			"00-baseline.sh":    "",
			"01-one.sh":         "",
			"traps/index.tsv":   "id\tname\tiso\texpected\nT01\ttrap\t9.5.4\tpass\n",
			"traps/T01-trap.sh": "",
		}
	}
	dir := write(t, good())
	cases, err := Cases(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := []Case{
		{Name: "01-one", Script: filepath.Join(dir, "01-one.sh"), Control: "9.5.3", Want: WantFail},
		{Name: "T01-trap", Script: filepath.Join(dir, "traps/T01-trap.sh"), Control: "9.5.4", Want: WantPass},
	}
	if diff := cmp.Diff(want, cases); diff != "" {
		t.Errorf("cases (-want +got):\n%s", diff)
	}
	broken := map[string]struct{ file, text, want string }{
		"script not listed": {"02-two.sh", "", "does not list 02-two.sh"},
		"script not there":  {"index.tsv", "id\tname\tiso\n01\tone\t9.5.3\n02\ttwo\t9.5.3\n", "lists 02-two, and there is no such script"},
		"no control":        {"index.tsv", "id\tname\tiso\n01\tone\t\n", "index.tsv:2: case 01-one needs a control"},
		"unknown answer":    {"traps/index.tsv", "id\tname\tiso\texpected\nT01\ttrap\t9.5.4\tmaybe\n", "index.tsv:2: case T01-trap needs"},
		"no cases":          {"index.tsv", "id\tname\tiso\n", "lists no case"},
	}
	for name, tt := range broken {
		t.Run(name, func(t *testing.T) {
			files := good()
			files[tt.file] = tt.text
			if _, err := Cases(write(t, files)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

func TestReadMisses(t *testing.T) {
	cases := []Case{{Name: "01-one"}, {Name: "02-two"}}
	read := func(text string) (map[string]string, error) {
		path := filepath.Join(t.TempDir(), "misses.txt")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return ReadMisses(path, cases)
	}
	got, err := read("# why\n\n01-one  # later\n")
	if diff := cmp.Diff(map[string]string{"01-one": "later"}, got); err != nil || diff != "" {
		t.Errorf("%v; misses (-want +got):\n%s", err, diff)
	}
	for text, want := range map[string]string{
		"03-three # later\n":             ":1: 03-three is no case of the corpus",
		"01-one\n":                       ":1: 01-one has no reason",
		"01-one # later\n01-one # too\n": ":2: 01-one stands here twice",
	} {
		if _, err := read(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one with %q", text, err, want)
		}
	}
}
