package packages

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

// Who can change where packages come from is seen in the modes of files and folders.
func TestFilesThatDecideAboutPackages(t *testing.T) {
	tree := hosttest.TreeWith(t, []hosttest.File{
		{Path: "/var/lib/dpkg/status", Content: "Package: a\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n\n"},
		{Path: "/etc/apt/sources.list", Mode: 0o666},
		{Path: "/etc/apt/sources.list.d/x.sources", Mode: 0o664, GID: 50},
		{Path: "/etc/apt/preferences.d/x", UID: 7, Mode: 0o644},
	})
	gather := func(h host.Host) (map[string]Keyring, string) {
		gaps := facts.NewGaps("packages")
		f, err := Gather(context.Background(), h, gaps)
		if err != nil {
			t.Fatal(err)
		}
		var missing []string
		for _, m := range gaps.Missing() {
			missing = append(missing, m.Path)
		}
		return f.Files, strings.Join(missing, " ")
	}
	got, missing := gather(tree)
	want := map[string]Keyring{
		"/etc/apt": {Mode: "0755"}, "/etc/apt/sources.list.d": {Mode: "0755"}, "/etc/apt/preferences.d": {Mode: "0755"},
		"/etc/apt/sources.list":             {Mode: "0666", GroupWritable: false, WorldWritable: true},
		"/etc/apt/sources.list.d/x.sources": {Mode: "0664", GroupWritable: true},
		"/etc/apt/preferences.d/x":          {Mode: "0644", UID: 7},
	}
	if d := cmp.Diff(want, got); d != "" || strings.Contains(missing, "packages.files") {
		t.Errorf("gaps %q (-want +got):\n%s", missing, d)
	}
	if _, missing = gather(hosttest.Deny(tree, "/etc/apt/sources.list.d")); !strings.Contains(missing, `packages.files["unread"]`) {
		t.Errorf("a closed folder: %s", missing)
	}
}
