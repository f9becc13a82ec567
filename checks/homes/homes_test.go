package homes

import (
	"context"
	"io/fs"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

func TestChangeable(t *testing.T) {
	own := account{"eve", "/home/eve", 1001, 1001, 1}
	for _, c := range []struct {
		name string
		info host.FileInfo
		who  account
		want string
	}{
		{"own", host.FileInfo{UID: 1001, GID: 1001, Mode: 0o644}, own, ""},
		{"private_group", host.FileInfo{UID: 1001, GID: 1001, Mode: 0o664}, own, ""},
		{"shared_group", host.FileInfo{UID: 1001, GID: 100, Mode: 0o664}, own, "writable by group id 100"},
		{"primary_group_is_shared", host.FileInfo{UID: 1001, GID: 100, Mode: 0o664}, account{"eve", "/home/eve", 1001, 100, 1}, "writable by group id 100"},
		{"everybody", host.FileInfo{UID: 1001, GID: 1001, Mode: 0o666}, own, "writable by everybody"},
		{"foreign", host.FileInfo{UID: 1002, GID: 1001, Mode: 0o600}, own, "owned by user id 1002"},
		{"folder", host.FileInfo{UID: 1001, GID: 1001, Mode: fs.ModeDir | 0o777}, own, "writable by everybody"},
		{"roots", host.FileInfo{UID: 0, GID: 0, Mode: 0o644}, own, ""},
	} {
		if got := changeable(c.info, c.who); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestGather(t *testing.T) {
	tree := hosttest.TreeWith(t, []hosttest.File{
		{Path: "/etc/passwd", Content: "root:x:0:0::/root:/bin/sh\ndaemon:x:1:1::/usr:/usr/sbin/nologin\ngone:x:7:7::/home/gone:/bin/sh\nbroken\n"},
		{Path: "/root/.profile", Mode: 0o666}, {Path: "/root/.bashrc"}, {Path: "/root/notes", Mode: 0o666}, {Path: "/root/.link", Link: "/etc/passwd"},
	})
	gaps := facts.NewGaps("homes")
	f, err := Gather(context.Background(), tree, gaps)
	if err != nil || len(gaps.Missing()) > 0 {
		t.Fatal(err, gaps.Missing())
	}
	root := f.Accounts["root"]
	if len(f.Accounts) != 1 || root.DotFiles != 2 || root.Source != "/etc/passwd:1" {
		t.Errorf("%+v", f.Accounts)
	}
	if _, ok := root.Changeable["/root/.profile"]; !ok {
		t.Errorf("changeable: %v", root.Changeable)
	}
	gaps = facts.NewGaps("homes")
	if f, err = Gather(context.Background(), hosttest.Deny(tree, "/root"), gaps); err != nil || len(f.Accounts) != 0 || len(gaps.Missing()) != 1 {
		t.Errorf("denied: %v, %v, %v", f, gaps.Missing(), err)
	}
}

func TestPasswd(t *testing.T) {
	got, err := parsePasswd([]byte("a:x:1:2::/home/a:/bin/bash\r\nb:x:x:2::/home/b:/bin/sh\nc:x:1:1::relative:/bin/sh\nd:x:4:4::/:\n"))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]account{{"a", "/home/a", 1, 2, 1}}, got, cmp.AllowUnexported(account{})); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}
