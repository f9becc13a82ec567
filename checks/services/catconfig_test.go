package services

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/host/hosttest"
	"isoscan/internal/systemd"
)

// The files that make up journald.conf, and their order, are those that
// "systemd-analyze cat-config" prints of the same tree: over random sets of
// drop-ins in all four places, some of them empty, masked or not files at all.
func TestConfigurationFilesAsSystemdReadsThem(t *testing.T) {
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Fatal("systemd-analyze is missing: install the Debian package systemd")
	}
	places := []string{"etc", "run", "usr/local/lib", "usr/lib"}
	names := []string{"10-a.conf", "20-b.conf", "B.conf", "a.conf", "z.conf", "note.txt", "conf", "20-b.conf.bak", ".dot.conf"}
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 17))
		root := t.TempDir()
		n := 0
		put := func(p string) {
			n++
			full := filepath.Join(root, p)
			if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
				t.Fatal(err)
			}
			var err error
			switch kind := r.IntN(11); {
			case kind < 7:
				err = os.WriteFile(full, fmt.Appendf(nil, "[Journal]\nSystemMaxUse=%dM\n", n), 0o644)
			case kind < 8:
				err = os.WriteFile(full, nil, 0o644)
			case kind < 10:
				err = os.Symlink("/dev/null", full)
			default:
				other := filepath.Join(root, "srv", fmt.Sprint(n))
				if err = os.MkdirAll(filepath.Dir(other), 0o755); err == nil {
					err = os.WriteFile(other, fmt.Appendf(nil, "[Journal]\nSystemMaxUse=%dM\n", n), 0o644)
				}
				if up, e := filepath.Rel(filepath.Dir(full), other); err == nil && e == nil {
					err = os.Symlink(up, full)
				}
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		// Every host has the main file in /etc, which alone all versions read.
		if err := os.MkdirAll(filepath.Join(root, "etc/systemd"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, "etc/systemd/journald.conf"), []byte("[Journal]\nSystemMaxUse=0M\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		for _, place := range places {
			for _, name := range names {
				if r.IntN(3) == 0 {
					put(filepath.Join(place, "systemd/journald.conf.d", name))
				}
			}
		}
		out, err := exec.Command("systemd-analyze", "cat-config", "--root", root, "systemd/journald.conf").Output()
		if err != nil {
			t.Fatalf("systemd-analyze: %v", err)
		}
		var want, got []string
		for line := range strings.Lines(string(out)) {
			if v, ok := strings.CutPrefix(line, "SystemMaxUse="); ok {
				want = append(want, strings.TrimSpace(v))
			}
		}
		c := systemd.ReadConfig(context.Background(), hosttest.RootFS(t, root), "journald.conf")
		for _, a := range c.Settings {
			got = append(got, a.Value)
		}
		if d := cmp.Diff(want, got); d != "" || len(want) == 0 || len(c.Problems) > 0 {
			t.Errorf("seed %d: systemd (-), we (+), problems %v:\n%s\n%s", seed, c.Problems, d, out)
		}
	}
}
