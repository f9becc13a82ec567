package services

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
)

// Drop-ins for units that are not installed yet tell what will hold.
func TestDropInsWithoutTheirUnit(t *testing.T) {
	f, _ := gather(t, hosttest.Tree(t, map[string]string{
		admin + "getty@tty1.service.d/a.conf":    "[Service]\nExecStart=\nExecStart=-/sbin/agetty --autologin root --noclear %I $TERM\n",
		admin + "serial-getty@.service.d/a.conf": "[Service]\nExecStart=\nExecStart=-/sbin/agetty -a alice %I\n",
		admin + "rescue.service.d/a.conf":        "[Service]\nExecStart=\nExecStart=-/bin/sh\n",
		admin + "emergency.service.d/a.conf":     "[Service]\nEnvironment=SYSTEMD_SULOGIN_FORCE=1\n",
		admin + "container-getty@.service.d/a":   "[Service]\nExecStart=-/sbin/agetty -a bob %I\n",
	}))
	if d := cmp.Diff(map[string]facts.Sourced[string]{
		"getty@tty1.service":    facts.At("root", facts.Source(admin+"getty@tty1.service.d/a.conf:3")),
		"serial-getty@.service": facts.At("alice", facts.Source(admin+"serial-getty@.service.d/a.conf:3")),
	}, f.Autologin); d != "" {
		t.Errorf("autologin (-want +got):\n%s", d)
	}
	if d := cmp.Diff(map[string]Shell{
		"rescue.service":    {Exec: "/bin/sh", Source: admin + "rescue.service.d/a.conf:3"},
		"emergency.service": {Exec: "the unit's own shell", Asks: true, Forced: true, Source: admin + "emergency.service.d/a.conf:2"},
	}, f.Emergency); d != "" {
		t.Errorf("emergency (-want +got):\n%s", d)
	}
	f, _ = gather(t, hosttest.Tree(t, map[string]string{admin + "rescue.service.d/a.conf": "[Service]\nNice=1\n"}))
	if len(f.Emergency) != 0 {
		t.Errorf("a drop-in that says nothing of the shell: %+v", f.Emergency)
	}
}
