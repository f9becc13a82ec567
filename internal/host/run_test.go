package host_test

import (
	"context"
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"isoscan/internal/host"
)

func TestRun(t *testing.T) {
	t.Setenv("PATH", "/nowhere")
	t.Setenv("LEAKED", "secret")
	t.Setenv("LC_ALL", "de_DE.UTF-8")
	h := host.NewLocal()
	out, err := h.Run(t.Context(), "sh", "-c", "echo out; echo err >&2; exit 3")
	if err != nil || string(out.Stdout) != "out\n" || string(out.Stderr) != "err\n" || out.ExitCode != 3 {
		t.Errorf("%+v, %v", out, err)
	}
	if out, err = h.Run(t.Context(), "env"); err != nil || strings.Contains(string(out.Stdout), "LEAKED") ||
		!strings.Contains(string(out.Stdout), "LC_ALL=C\n") || !strings.Contains(string(out.Stdout), "PATH=/usr/local/sbin:") {
		t.Errorf("environment: %s, %v", out.Stdout, err)
	}
	// Arguments are never a shell's.
	if out, err = h.Run(t.Context(), "echo", "$(id)", ";", "a b"); err != nil || string(out.Stdout) != "$(id) ; a b\n" {
		t.Errorf("arguments: %q, %v", out.Stdout, err)
	}
	if out, err = h.Run(t.Context(), "cat"); err != nil || len(out.Stdout) != 0 {
		t.Errorf("standard input: %q, %v; want none", out.Stdout, err)
	}
	if out, err = h.Run(t.Context(), "/bin/pwd"); err != nil || string(out.Stdout) != "/\n" {
		t.Errorf("working directory: %q, %v", out.Stdout, err)
	}
	if out, err = h.Run(t.Context(), "sh", "-c", "kill -9 $$"); err != nil || out.ExitCode != 128+9 {
		t.Errorf("killed by a signal: %d, %v; want 137", out.ExitCode, err)
	}
}

func TestRunWhatCannotBeRun(t *testing.T) {
	h := host.NewLocal()
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/plain", []byte("#!/bin/sh\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		argv []string
		want error
	}{
		{[]string{"isoscan-no-such-program"}, host.ErrNotExist},
		{[]string{dir + "/nope"}, host.ErrNotExist},
		{[]string{dir + "/plain"}, host.ErrPermission},
		{[]string{dir}, host.ErrPermission},
	} {
		if _, err := h.Run(t.Context(), c.argv...); !errors.Is(err, c.want) {
			t.Errorf("Run(%q): %v; want %v", c.argv, err, c.want)
		}
	}
	for _, argv := range [][]string{{}, {""}, {"./sh"}, {"../bin/sh"}} {
		if _, err := h.Run(t.Context(), argv...); err == nil {
			t.Errorf("Run(%q) ran", argv)
		}
	}
}

func TestRunIsBounded(t *testing.T) {
	h := host.NewLocal()
	host.SetRun(h, 1<<20, 100*time.Millisecond)

	// Cancelled: the program and what it started are dead on return.
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	begin := time.Now()
	pidFile := t.TempDir() + "/pid"
	_, err := h.Run(ctx, "sh", "-c", "sleep 60 & echo $! >"+pidFile+"; wait")
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(begin) > 5*time.Second {
		t.Errorf("timed out: %v after %v", err, time.Since(begin))
	}
	wantDead(t, pidFile)

	// Endless output.
	begin = time.Now()
	if _, err := h.Run(t.Context(), "yes"); !errors.Is(err, host.ErrTooLarge) || time.Since(begin) > 5*time.Second {
		t.Errorf("yes: %v after %v; want ErrTooLarge", err, time.Since(begin))
	}
	if _, err := h.Run(t.Context(), "sh", "-c", "yes >&2"); !errors.Is(err, host.ErrTooLarge) {
		t.Errorf("yes on standard error: %v; want ErrTooLarge", err)
	}
	if out, err := h.Run(t.Context(), "head", "-c", "1048576", "/dev/zero"); err != nil || len(out.Stdout) != 1<<20 {
		t.Errorf("output of just the limit: %d bytes, %v", len(out.Stdout), err)
	}
	if _, err := h.Run(t.Context(), "head", "-c", "1048577", "/dev/zero"); !errors.Is(err, host.ErrTooLarge) {
		t.Errorf("one byte more: %v; want ErrTooLarge", err)
	}

	// A child that outlives the program and holds its output open.
	begin = time.Now()
	out, err := h.Run(t.Context(), "sh", "-c", "echo done; sleep 60 & echo $! >"+pidFile)
	if err != nil || string(out.Stdout) != "done\n" || time.Since(begin) > 5*time.Second {
		t.Errorf("background child: %q, %v after %v", out.Stdout, err, time.Since(begin))
	}
	wantDead(t, pidFile)

	// One that left the group cannot be killed with it, and cannot hang us.
	begin = time.Now()
	out, err = h.Run(t.Context(), "sh", "-c", "echo done; setsid sleep 3 &")
	if err != nil || string(out.Stdout) != "done\n" || time.Since(begin) > 2*time.Second {
		t.Errorf("child of another session: %q, %v after %v", out.Stdout, err, time.Since(begin))
	}

	ctx2, cancel2 := context.WithCancel(t.Context())
	cancel2()
	if _, err := h.Run(ctx2, "true"); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled before: %v", err)
	}
}

func wantDead(t *testing.T, pidFile string) {
	t.Helper()
	b, err := os.ReadFile(pidFile)
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil {
		t.Fatal(err)
	}
	for range 100 { // its new parent reaps it at leisure
		if err := unix.Kill(pid, 0); err == unix.ESRCH || isZombie(pid) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("process %d lives on", pid)
}

func isZombie(pid int) bool {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err == nil && strings.Contains(string(b), ") Z ")
}
