package mounts

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

func TestFstab(t *testing.T) {
	got := parseFstab("# x\nUUID=1 / ext4 errors=remount-ro 0 1\ntmpfs /tmp tmpfs nosuid,nodev,noexec 0 0\n/dev/sr0 /media/cd\\0401 udf user,exec,noauto 0 0\nnas:/a /srv nfs nosuid,defaults 0 0\nUUID=2 none swap sw 0 0\nbroken\n")
	want := []Point{
		{Moment: "boot", Path: "/", Type: "ext4", Source: "/etc/fstab:2"},
		{Moment: "boot", Path: "/tmp", Type: "tmpfs", Nosuid: true, Nodev: true, Noexec: true, Source: "/etc/fstab:3"},
		{Moment: "boot", Path: "/media/cd 1", Type: "udf", User: true, Nosuid: true, Nodev: true, Source: "/etc/fstab:4"},
		{Moment: "boot", Path: "/srv", Type: "nfs", Network: true, Source: "/etc/fstab:5"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

func TestGather(t *testing.T) {
	files := map[string]string{
		"/etc/fstab":                        "/dev/sda1 / ext4 defaults 0 1\n",
		"/usr/lib/systemd/system/tmp.mount": "[Mount]\nWhat=tmpfs\nWhere=/tmp\nType=tmpfs\nOptions=mode=1777,nosuid,nodev\n",
		"/etc/systemd/system/local-fs.target.wants/tmp.mount": "-> /usr/lib/systemd/system/tmp.mount",
		"/usr/lib/systemd/system/local-fs.target":             "[Unit]\n",
		"/usr/lib/systemd/system/multi-user.target":           "[Unit]\nRequires=local-fs.target\n",
		"/usr/lib/systemd/system/default.target":              "-> multi-user.target",
	}
	gaps := facts.NewGaps("mounts")
	f, err := Gather(context.Background(), hosttest.Tree(t, files), gaps)
	if err != nil || len(gaps.Missing()) > 0 {
		t.Fatal(err, gaps.Missing())
	}
	tmp, ok := f.Points["boot:/tmp"]
	if !ok || !tmp.Nosuid || !tmp.Nodev || tmp.Noexec || tmp.Source != "/usr/lib/systemd/system/tmp.mount:5" {
		t.Errorf("/tmp: %+v", f.Points)
	}
	h := hosttest.NewRunning(t, files)
	h.State.Mounts = []host.Mount{{Device: "tmpfs", Point: "/dev/shm", Type: "tmpfs", Options: []string{"rw", "nosuid", "nodev"}}}
	if f, err = Gather(context.Background(), h, gaps); err != nil || !f.Points["live:/dev/shm"].Nosuid {
		t.Errorf("live: %+v, %v", f.Points, err)
	}
}

func TestUnreadIsAGap(t *testing.T) {
	gaps := facts.NewGaps("mounts")
	h := hosttest.Deny(hosttest.Tree(t, map[string]string{"/etc/fstab": "a /tmp tmpfs x\n"}), "/etc/fstab")
	if f, err := Gather(context.Background(), h, gaps); err != nil || len(f.Points) > 0 || len(gaps.Missing()) != 1 || !gaps.Missing()[0].Denied {
		t.Errorf("%+v, %v, %v", f, gaps.Missing(), err)
	}
	running := hosttest.NewRunning(t, map[string]string{"/etc/fstab": ""})
	running.State.MountsErr = errors.New("no mount table")
	gaps = facts.NewGaps("mounts")
	if _, err := Gather(context.Background(), running, gaps); err != nil || len(gaps.Missing()) != 1 {
		t.Errorf("%v, %v", gaps.Missing(), err)
	}
}

func FuzzFstab(f *testing.F) {
	f.Add("a /b c d\n")
	f.Fuzz(func(_ *testing.T, s string) { parseFstab(s) })
}
