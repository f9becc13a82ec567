package files

import (
	"fmt"
	"io/fs"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/host/hosttest"
)

func TestLogsTellWhoElseCanChangeThem(t *testing.T) {
	f, gaps := gather(t, tree(t,
		hosttest.File{Path: "/var/log", Mode: fs.ModeDir | 0o775, GID: 42},
		hosttest.File{Path: "/var/log/app", Mode: fs.ModeDir | 0o755, UID: 1000, GID: 1000},
		hosttest.File{Path: "/var/log/app/now.log", Mode: 0o660, UID: 1000, GID: 1000},
		hosttest.File{Path: "/var/log/app/root.log", Mode: 0o660},
		hosttest.File{Path: "/var/log/app/link", Link: "now.log", UID: 1001},
		hosttest.File{Path: "/var/log/readable.log", Mode: 0o640, GID: 4},
	))
	if len(gaps) > 0 {
		t.Fatal(gaps)
	}
	want := map[string]map[string]Held{
		"owners":  {"1000": {ID: 1000, Count: 2, Paths: []string{"/var/log/app", "/var/log/app/now.log"}}},
		"writers": {"42": {ID: 42, Count: 1, Paths: []string{"/var/log"}}, "1000": {ID: 1000, Count: 1, Paths: []string{"/var/log/app/now.log"}}},
	}
	got := map[string]map[string]Held{"owners": f.Logs.Owners, "writers": f.Logs.GroupWriters}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestManyOwnersOfLogsAreAGap(t *testing.T) {
	var list []hosttest.File
	for i := range maxHolders + 1 {
		list = append(list, hosttest.File{Path: fmt.Sprintf("/var/log/%04d", i), Mode: 0o600, UID: 1000 + i})
	}
	f, gaps := gather(t, tree(t, list...))
	if len(f.Logs.Owners) != maxHolders || !missing(gaps, `files.logs.owners["more"]`) || missing(gaps, `files.logs.group_writers["more"]`) {
		t.Error(len(f.Logs.Owners), gaps)
	}
}

func TestManyLogsOfOneOwnerAreCounted(t *testing.T) {
	var list []hosttest.File
	for i := range maxHeld + 3 {
		list = append(list, hosttest.File{Path: fmt.Sprintf("/var/log/%04d", i), Mode: 0o600, UID: 1000})
	}
	f, gaps := gather(t, tree(t, list...))
	if h := f.Logs.Owners["1000"]; h.Count != maxHeld+3 || len(h.Paths) != maxHeld || len(gaps) > 0 {
		t.Error(h, gaps)
	}
}
