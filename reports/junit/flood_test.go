package junit_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"isoscan/internal/assessment/assessmenttest"
)

// The schema holds, and no case is lost, whatever the texts.
func TestFlooded(t *testing.T) {
	dir := t.TempDir()
	args := []string{"--noout", "--nonet", "--huge", "--schema", "testdata/junit-10.xsd"}
	for i, s := range assessmenttest.HostileTexts() {
		a, o := assessmenttest.Flooded(t, s)
		for name, data := range map[string][]byte{"host": write(t, a), "organisation": writeOrganisation(t, o)} {
			want := len(a.Rules) + len(a.Controls)
			if name == "organisation" {
				want = len(o.Hosts)*len(o.Controls) + len(o.NotAssessed)
			}
			if got := bytes.Count(data, []byte("<testcase ")); got != want {
				t.Errorf("%q: %s has %d cases, want %d", s, name, got, want)
			}
			path := filepath.Join(dir, fmt.Sprint(name, i, ".xml"))
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			args = append(args, path)
		}
	}
	if said, err := exec.Command("xmllint", args...).CombinedOutput(); err != nil {
		t.Errorf("xmllint (Debian package libxml2-utils): %v\n%.3000s", err, said)
	}
}
