package host_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

// adapters open a directory with each adapter.
var adapters = map[string]func(dir string) (host.Host, error){
	"rootfs": host.NewRootFS,
	"local":  host.LocalAt,
}

// eachAdapter runs f with a host over these files, for each adapter.
func eachAdapter(t *testing.T, files []hosttest.File, f func(t *testing.T, dir string, h host.Host)) {
	for name, open := range adapters {
		t.Run(name, func(t *testing.T) {
			dir := hosttest.Write(t, files)
			h, err := open(dir)
			if err != nil {
				t.Fatal(err)
			}
			f(t, dir, h)
		})
	}
}

func TestConformance(t *testing.T) {
	for name, open := range adapters {
		t.Run(name, func(t *testing.T) {
			hosttest.Conformance(t, func(t *testing.T, files []hosttest.File) host.Host {
				h, err := open(hosttest.Write(t, files))
				if err != nil {
					t.Fatal(err)
				}
				return h
			})
		})
	}
}

func TestNewRootFSRefusesWhatIsNoDirectory(t *testing.T) {
	dir := hosttest.Write(t, []hosttest.File{{Path: "/file"}})
	for _, name := range []string{dir + "/file", dir + "/nope"} {
		if _, err := host.NewRootFS(name); !errors.Is(err, host.ErrNotExist) {
			t.Errorf("NewRootFS(%q): %v; want ErrNotExist", name, err)
		}
	}
}

func TestRootFSAnswersFilesOnly(t *testing.T) {
	h := hosttest.Tree(t, map[string]string{"/bin/sh": "#!/bin/sh"})
	ctx := t.Context()
	_, run := h.Run(ctx, "/bin/sh")
	_, name := h.Hostname(ctx)
	_, boot := h.Boot(ctx)
	_, procs := h.Processes(ctx)
	_, socks := h.Sockets(ctx)
	_, mounts := h.Mounts(ctx)
	_, load := h.Load(ctx)
	_, users := h.Users(ctx)
	for i, err := range []error{run, name, boot, procs, socks, mounts, load, users} {
		if !errors.Is(err, host.ErrUnsupported) {
			t.Errorf("question %d: %v; want ErrUnsupported", i, err)
		}
	}
	if h.Kind() != host.RootFS || !h.Has(host.CapFiles) || h.Has(host.CapRun) || h.Has(host.CapSystem) {
		t.Error("a rootfs claims more than its files")
	}
}

func TestReadDirPastItsLimit(t *testing.T) {
	var files []hosttest.File
	for i := range 11 {
		files = append(files, hosttest.File{Path: fmt.Sprintf("/d/%02d", i)})
	}
	eachAdapter(t, files, func(t *testing.T, _ string, h host.Host) {
		host.SetDirLimit(h, 11)
		if list, err := h.ReadDir(t.Context(), "/d"); err != nil || len(list) != 11 {
			t.Errorf("at the limit: %d entries, %v", len(list), err)
		}
		host.SetDirLimit(h, 10)
		if list, err := h.ReadDir(t.Context(), "/d"); !errors.Is(err, host.ErrTooLarge) || list != nil {
			t.Errorf("past the limit: %d entries, %v; want none and ErrTooLarge", len(list), err)
		}
	})
}

// TestSwapRace has an attacker who owns a directory swap it, and a file in it,
// with links to the outside while they are read.
func TestSwapRace(t *testing.T) {
	outside := t.TempDir()
	if err := os.WriteFile(outside+"/file", []byte(hosttest.Canary), 0o644); err != nil {
		t.Fatal(err)
	}
	files := []hosttest.File{
		{Path: "/dir/sub/file", Content: "inside"},
		{Path: "/dir/toplink", Link: outside + "/file"},
		{Path: "/dir/sublink", Link: outside},
		{Path: "/dir/fifo", Mode: os.ModeNamedPipe},
	}
	eachAdapter(t, files, func(t *testing.T, dir string, h host.Host) {
		stop := make(chan struct{})
		var wg sync.WaitGroup
		// The attacker works below open directories: by path, the swapped link
		// would lead the attack itself out of the tree.
		swap := func(from int, a string, to int, b string) {
			defer wg.Done()
			for {
				select {
				case <-stop:
					return
				default:
					_ = unix.Renameat2(from, a, to, b, unix.RENAME_EXCHANGE)
				}
			}
		}
		top, sub := openDir(t, dir+"/dir"), openDir(t, dir+"/dir/sub")
		wg.Add(3)
		go swap(top, "sub", top, "sublink")
		go swap(sub, "file", top, "toplink")
		go swap(sub, "file", top, "fifo")
		reads := 0
		for end := time.Now().Add(500 * time.Millisecond); time.Now().Before(end); {
			for _, name := range []string{"/dir/sub/file", "/dir/sub/../sub/file", "/dir/toplink", "/dir/fifo"} {
				b, err := h.ReadFile(t.Context(), name, 1000)
				if strings.Contains(string(b), hosttest.Canary) {
					t.Fatalf("%s: read from outside the root", name)
				}
				if err == nil {
					reads++
				}
			}
			list, _ := h.ReadDir(t.Context(), "/dir/sub")
			if len(list) > 1 {
				t.Fatalf("listed %v", list)
			}
		}
		close(stop)
		wg.Wait()
		if reads == 0 {
			t.Error("the race never let a read through: the test shows nothing")
		}
	})
}

func openDir(t *testing.T, name string) int {
	t.Helper()
	fd, err := unix.Open(name, unix.O_PATH|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { unix.Close(fd) })
	return fd
}

// TestUnprivileged runs the suite again in a process without privilege, where
// mode 000 is a refusal.
func TestUnprivileged(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Log("already without privilege: TestConformance has shown it")
		return
	}
	// The binary and the folders of the tests have to be reachable for anyone.
	dir, err := os.MkdirTemp("/tmp", "isoscan-host-test")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	self, err := os.ReadFile("/proc/self/exe")
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "host.test")
	if err := errors.Join(os.Chmod(dir, 0o777), os.WriteFile(program, self, 0o755)); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "-test.run", "^(TestConformance|TestDenied|TestSocketsUnprivileged)$", "-test.v")
	cmd.Dir = dir
	cmd.Env = []string{"TMPDIR=" + dir, "PATH=/usr/bin:/bin"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS: TestDenied") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestDenied(t *testing.T) {
	if os.Geteuid() == 0 {
		return // TestUnprivileged runs it as nobody
	}
	eachAdapter(t, []hosttest.File{
		{Path: "/closed/file", Content: "x"},
		{Path: "/closed", Mode: os.ModeDir, NoPerm: true},
		{Path: "/listed/file", Content: "x"},
		{Path: "/listed", Mode: os.ModeDir | 0o400},
		{Path: "/link", Link: "closed/file"},
	}, func(t *testing.T, _ string, h host.Host) {
		ctx := t.Context()
		_, file := h.ReadFile(ctx, "/closed/file", 10)
		_, absent := h.Stat(ctx, "/closed/nope")
		_, link := h.ReadFile(ctx, "/link", 10)
		_, list := h.ReadDir(ctx, "/closed")
		_, half := h.ReadDir(ctx, "/listed")
		for what, err := range map[string]error{
			"a file in a closed folder": file, "an absent one in it": absent,
			"through a link": link, "listing it": list, "listing without search": half,
		} {
			if !errors.Is(err, host.ErrPermission) || errors.Is(err, host.ErrNotExist) {
				t.Errorf("%s: %v; want ErrPermission", what, err)
			}
		}
		if h.Has(host.CapPrivileged) {
			t.Error("privileged as nobody")
		}
	})
}

func TestLocalReadsProcAndSys(t *testing.T) {
	h := host.NewLocal()
	for name, want := range map[string]string{
		"/proc/self/status":              "Name:",
		"/proc/sys/kernel/ostype":        "Linux",
		"/proc/mounts":                   "/proc",
		"/sys/devices/system/cpu/online": "0",
	} {
		b, err := h.ReadFile(t.Context(), name, host.ConfigLimit)
		if err != nil || !strings.Contains(string(b), want) {
			t.Errorf("ReadFile(%q) = %.60q, %v; want %q in it", name, b, err, want)
		}
	}
	if b, err := h.ReadFile(t.Context(), "/proc/self/status", 10); !errors.Is(err, host.ErrTooLarge) {
		t.Errorf("a file without a size: %q, %v; want ErrTooLarge", b, err)
	}
}

func TestReadFileLeavesAccessTime(t *testing.T) {
	if os.Geteuid() != 0 {
		return // O_NOATIME is for the owner and root
	}
	old := time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)
	dir := hosttest.Write(t, []hosttest.File{{Path: "/file", Content: "x", ModTime: old}})
	if _, err := hosttest.RootFS(t, dir).ReadFile(t.Context(), "/file", 10); err != nil {
		t.Fatal(err)
	}
	var st unix.Stat_t
	if err := unix.Stat(dir+"/file", &st); err != nil || st.Atim.Sec != old.Unix() {
		t.Errorf("access time %v, %v; want it untouched", time.Unix(st.Atim.Unix()), err)
	}
}

func TestNoDescriptorLeaks(t *testing.T) {
	h := hosttest.Tree(t, map[string]string{
		"/a/b/c/file": "x", "/l": "-> /a/b", "/loop": "-> loop", "/a/fifo/": "",
	})
	count := func() int {
		list, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	before := count()
	for range 100 {
		for _, name := range []string{"/a/b/c/file", "/l/c/file", "/loop", "/a/b/nope/x", "/a/fifo", "/l/../b/c"} {
			_, _ = h.ReadFile(t.Context(), name, 10)
			_, _ = h.ReadDir(t.Context(), name)
			_, _ = h.Stat(t.Context(), name)
		}
	}
	if after := count(); after > before+3 {
		t.Errorf("%d descriptors before, %d after", before, after)
	}
}
