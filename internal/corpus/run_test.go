package corpus

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"isoscan/internal/assessment/assessmenttest"
)

// fakeScanner answers with a saved assessment, and does what a file in the
// tree tells it to do wrong.
const fakeScanner = `#!/bin/sh
set -eu
[ "$1 $2 $4 $5 $6 $7" = "scan --rootfs --format json --output -" ]
if [ -e "$3/etc/leak" ]; then cat "$3/etc/leak" >&2; fi
if [ -e "$3/etc/crash" ]; then echo "panic: boom" >&2; exit 2; fi
if [ -e "$3/etc/garbage" ]; then echo nonsense; exit 0; fi
cat "$(dirname "$0")/assessment.json"
exit 3
`

// TestRunPlantsEachCaseOnACopyOfItsOwn runs whole corpora with a scanner that
// misbehaves on request: with overlays where they are allowed, and with plain
// copies, which a path that mount options cannot hold makes sure of.
func TestRunPlantsEachCaseOnACopyOfItsOwn(t *testing.T) {
	for name, cache := range map[string]string{"overlays or copies": "cache", "copies": "ca:che"} {
		t.Run(name, func(t *testing.T) { testRun(t, t.TempDir(), cache) })
	}
}

func testRun(t *testing.T, dir, cache string) {
	saved, err := json.Marshal(assessmenttest.Rich(t))
	if err != nil {
		t.Fatal(err)
	}
	script := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	script("isoscan", fakeScanner)
	script("assessment.json", string(saved))
	script("corpus/00-baseline.sh", `echo base > "$1/etc/base"`)
	// Each one edits the shared file in place and checks that it is fresh.
	fresh := `grep -qx base "$1/etc/base"; [ "$(wc -l < "$1/etc/base")" = 1 ]; echo planted >> "$1/etc/base"; `
	cases := []Case{}
	for name, text := range map[string]string{
		"01-nothing": `true`,
		"02-crash":   `touch "$1/etc/crash"`,
		"03-garbage": `touch "$1/etc/garbage"`,
		"04-leak":    `echo CANARY-d41f > "$1/etc/leak"`,
	} {
		script("corpus/"+name+".sh", "set -eu; "+fresh+text)
		cases = append(cases, Case{Name: name, Script: filepath.Join(dir, "corpus", name+".sh"), Control: "9.5.3", Want: WantFail})
	}
	o := Options{
		Isoscan: filepath.Join(dir, "isoscan"), Dir: filepath.Join(dir, "corpus"),
		Cache: filepath.Join(dir, cache), NearlyEmpty: true, Jobs: 2, Log: io.Discard,
	}
	result, err := Run(context.Background(), cases, o)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"01-nothing": "", "02-crash": "panic: boom", "03-garbage": "the scan's output", "04-leak": "left the tree",
	}
	if len(result.Judgements) != len(want) {
		t.Fatalf("%d judgements, want %d", len(result.Judgements), len(want))
	}
	for _, j := range result.Judgements {
		note := strings.Join(j.Notes, "\n")
		if text := want[j.Case.Name]; !strings.Contains(note, text) || (text != "" && j.Outcome != Mistaken) {
			t.Errorf("%s is %s: %s; want a note with %q", j.Case.Name, j.Outcome, note, text)
		}
	}
	left, err := os.ReadDir(o.Cache)
	if err != nil || len(left) != 0 {
		t.Errorf("the run left %v, %v", left, err)
	}
}

func TestRunSaysWhichScriptFailed(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{"isoscan": fakeScanner, "00-baseline.sh": "echo no such luck >&2; exit 1"}
	saved, err := json.Marshal(assessmenttest.Rich(t))
	if err != nil {
		t.Fatal(err)
	}
	files["assessment.json"] = string(saved)
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	_, err = Run(context.Background(), nil, Options{
		Isoscan: filepath.Join(dir, "isoscan"), Dir: dir, Cache: filepath.Join(dir, "cache"), NearlyEmpty: true, Log: io.Discard,
	})
	if err == nil || !strings.Contains(err.Error(), "00-baseline.sh") || !strings.Contains(err.Error(), "no such luck") {
		t.Errorf("error %v, want the script and what it said", err)
	}
}

func TestDebianTree(t *testing.T) {
	dir := t.TempDir()
	if _, err := DebianTree(context.Background(), dir, dir, "", io.Discard); err == nil || !strings.Contains(err.Error(), "ISOSCAN_CORPUS_TREE") {
		t.Errorf("an empty folder was taken for a Debian tree: %v", err)
	}
	tree := filepath.Join(dir, release)
	for _, file := range []string{"etc/debian_version", "var/lib/dpkg/status"} {
		path := filepath.Join(tree, file)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := DebianTree(context.Background(), "", dir, "", io.Discard); got != tree || err != nil {
		t.Errorf("cached tree: %q, %v", got, err)
	}
	if got, err := DebianTree(context.Background(), tree, "/nonexistent", "", io.Discard); got != tree || err != nil {
		t.Errorf("ready tree: %q, %v", got, err)
	}
}
