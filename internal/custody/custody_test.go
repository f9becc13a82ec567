package custody

import (
	"errors"
	"io/fs"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

func TestFollow(t *testing.T) {
	h := hosttest.TreeWith(t, []hosttest.File{
		{Path: "/usr/bin/good"},
		{Path: "/bin", Link: "usr/bin"},
		{Path: "/opt/app/run", Mode: 0o777},
		{Path: "/opt/app", Mode: fs.ModeDir | 0o775, GID: 50},
		{Path: "/opt/link", Link: "/opt/app/run"},
		{Path: "/opt/dangling", Link: "app/missing"},
		{Path: "/opt/loop", Link: "loop"},
		{Path: "/tmp", Mode: fs.ModeDir | fs.ModeSticky | 0o777},
		{Path: "/tmp/his", UID: 7},
		{Path: "/opt/back", Link: "app/../../usr/./bin/good"},
	})
	folder, file := "/opt/app is writable by group id 50", "/opt/app/run is writable by everybody"
	for _, c := range []struct {
		name, real string
		owner      uint32
		exists     bool
		weak       []string
	}{
		{"/usr/bin/good", "/usr/bin/good", 0, true, []string{}},
		{"/bin/good", "/usr/bin/good", 0, true, []string{}},
		{"/opt/app/run", "/opt/app/run", 0, true, []string{folder, file}},
		{"/opt/link", "/opt/app/run", 0, true, []string{folder, file}},
		{"/opt/dangling", "/opt/app/missing", 0, false, []string{folder}},
		{"/opt/back", "/usr/bin/good", 0, true, []string{folder}},
		{"/tmp/his", "/tmp/his", 0, true, []string{"/tmp/his is owned by user id 7"}},
		{"/tmp/his", "/tmp/his", 7, true, []string{}},
		{"/tmp/none/x", "/tmp/none", 0, false, []string{"/tmp is writable by everybody, who can make none"}},
		{"/nowhere/x", "/nowhere", 0, false, []string{}},
	} {
		got, err := New(h).Follow(t.Context(), c.name, c.owner)
		if err != nil || got.Exists != c.exists || got.Real != c.real || cmp.Diff(c.weak, got.Weak) != "" {
			t.Errorf("%s: %+v, %v", c.name, got, err)
		}
	}
	if _, err := New(h).Follow(t.Context(), "/opt/loop", 0); !errors.Is(err, host.ErrLoop) {
		t.Error(err)
	}
	if _, err := New(hosttest.Deny(h, "/opt")).Follow(t.Context(), "/opt/app/run", 0); !errors.Is(err, host.ErrPermission) {
		t.Error(err)
	}
}
