package hosttest

import (
	"errors"
	"io/fs"
	"testing"

	"isoscan/internal/host"
)

func TestTreeNotation(t *testing.T) {
	h := Tree(t, map[string]string{"/etc/a": "text", "etc/link": "-> a", "/var/log/": ""})
	for name, want := range map[string]fs.FileMode{
		"/etc/a": 0o644, "/etc/link": fs.ModeSymlink | 0o777, "/var/log": fs.ModeDir | 0o755, "/etc": fs.ModeDir | 0o755,
	} {
		if info, err := h.Lstat(t.Context(), name); err != nil || info.Mode != want {
			t.Errorf("%s: %v, %v; want %v", name, info.Mode, err, want)
		}
	}
	if b, err := h.ReadFile(t.Context(), "/etc/link", 10); err != nil || string(b) != "text" {
		t.Errorf("the link: %q, %v", b, err)
	}
}

func TestDeny(t *testing.T) {
	h := Deny(Tree(t, map[string]string{"/etc/shadow": "x", "/etc/shadow-": "x", "/root/.ssh/id": "x"}), "/etc/shadow", "/root/")
	ctx := t.Context()
	_, file := h.ReadFile(ctx, "/etc/shadow", 10)
	_, list := h.ReadDir(ctx, "/root")
	_, deep := h.Stat(ctx, "/root/.ssh/id")
	for what, err := range map[string]error{"file": file, "folder": list, "below it": deep} {
		if !errors.Is(err, host.ErrPermission) {
			t.Errorf("%s: %v; want ErrPermission", what, err)
		}
	}
	_, other := h.ReadFile(ctx, "/etc/shadow-", 10)
	_, itself := h.Stat(ctx, "/etc/shadow")
	_, folder := h.Lstat(ctx, "/root")
	if err := errors.Join(other, itself, folder); err != nil {
		t.Errorf("denied too much: %v", err)
	}
}

func TestFail(t *testing.T) {
	boom := errors.New("boom")
	h := Fail(Tree(t, map[string]string{"/etc/a/b": "x", "/etc/c": "x"}), "/etc/a", boom)
	_, itself := h.Stat(t.Context(), "/etc/a")
	_, below := h.ReadFile(t.Context(), "/etc/a/b", 10)
	if !errors.Is(itself, boom) || !errors.Is(below, boom) {
		t.Errorf("%v, %v; want boom", itself, below)
	}
	if _, err := h.ReadFile(t.Context(), "/etc/c", 10); err != nil {
		t.Error(err)
	}
}

func TestRunning(t *testing.T) {
	r := NewRunning(t, map[string]string{"/etc/a": "x"})
	r.Commands["uname -r"] = Reply{Stdout: "6.1\n", ExitCode: 2}
	if out, err := r.Run(t.Context(), "uname", "-r"); err != nil || string(out.Stdout) != "6.1\n" || out.ExitCode != 2 {
		t.Errorf("%+v, %v", out, err)
	}
	if _, err := r.Run(t.Context(), "nope"); !errors.Is(err, host.ErrNotExist) {
		t.Errorf("a command that is not there: %v", err)
	}
	if len(r.Calls()) != 2 || r.Kind() != host.Local || !r.Has(host.CapSystem) || !r.Has(host.CapPrivileged) {
		t.Errorf("calls %v", r.Calls())
	}
	r.Unprivileged = true
	if r.Has(host.CapPrivileged) {
		t.Error("still privileged")
	}
}
