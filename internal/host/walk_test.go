package host_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/unix"

	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

// walked is what a walk showed: "MODE PATH", sorted.
func walked(t *testing.T, h host.Host, root string, o host.WalkOptions) ([]string, host.WalkReport, error) {
	t.Helper()
	var mu sync.Mutex
	seen := []string{}
	o.Visit = func(b host.WalkBatch) {
		mu.Lock()
		defer mu.Unlock()
		for _, e := range b.Entries {
			seen = append(seen, fmt.Sprintf("%v %s", e.Mode, path.Join(b.Dir, e.Name)))
		}
	}
	report, err := h.Walk(t.Context(), root, o)
	slices.Sort(seen)
	if err == nil && report.Entries != len(seen) {
		t.Errorf("%d entries are reported, %d were shown", report.Entries, len(seen))
	}
	return seen, report, err
}

func TestWalkShowsEverythingAndFollowsNothing(t *testing.T) {
	outside := t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "canary"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	files := []hosttest.File{
		{Path: "/a/b/c/file", Content: "x", Mode: 0o600},
		{Path: "/a/setuid", Mode: 0o755 | fs.ModeSetuid},
		{Path: "/a/fifo", Mode: fs.ModeNamedPipe},
		{Path: "/a/sock", Mode: fs.ModeSocket},
		{Path: "/a/new\nline\xff", Content: "x"},
		{Path: "/out", Link: outside},
		{Path: "/up", Link: "../../.."},
		{Path: "/loop", Link: "loop"},
		{Path: "/empty", Mode: fs.ModeDir | fs.ModeSticky | 0o777},
	}
	eachAdapter(t, files, func(t *testing.T, _ string, h host.Host) {
		got, report, err := walked(t, h, "/", host.WalkOptions{})
		if err != nil {
			t.Fatal(err)
		}
		want := []string{
			"-rw------- /a/b/c/file", "-rw-r--r-- /a/new\nline\xff", "Lrwxrwxrwx /loop", "Lrwxrwxrwx /out", "Lrwxrwxrwx /up",
			"Srw-r--r-- /a/sock", "drwxr-xr-x /a", "drwxr-xr-x /a/b", "drwxr-xr-x /a/b/c", "dtrwxrwxrwx /empty",
			"prw-r--r-- /a/fifo", "urwxr-xr-x /a/setuid",
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("walk (-want +got):\n%s", d)
		}
		if d := cmp.Diff(host.WalkReport{Entries: len(want), Skipped: []string{}, Errors: []host.WalkError{}}, report); d != "" {
			t.Errorf("report (-want +got):\n%s", d)
		}
		if got, _, err := walked(t, h, "/a/b", host.WalkOptions{}); err != nil || len(got) != 2 {
			t.Errorf("below /a/b: %q, %v", got, err)
		}
		for name, want := range map[string]error{"/nope": host.ErrNotExist, "/a/setuid": host.ErrIrregular, "/out": host.ErrIrregular} {
			if _, _, err := walked(t, h, name, host.WalkOptions{}); !errors.Is(err, want) {
				t.Errorf("%s: %v, want %v", name, err, want)
			}
		}
	})
}

func TestWalkEndsAtItsBounds(t *testing.T) {
	var files []hosttest.File
	for i := range 300 {
		files = append(files, hosttest.File{Path: fmt.Sprintf("/d%d/f%d", i%20, i)})
	}
	files = append(files, hosttest.File{Path: "/deep/1/2/3/4/5"})
	eachAdapter(t, files, func(t *testing.T, _ string, h host.Host) {
		got, report, err := walked(t, h, "/", host.WalkOptions{MaxEntries: 100})
		if err != nil || !errors.Is(report.Over, host.ErrTooLarge) || len(got) != 100 {
			t.Errorf("100 entries: %d, %v, %v", len(got), report.Over, err)
		}
		if got, report, _ := walked(t, h, "/", host.WalkOptions{MaxEntries: 326}); report.Over != nil || len(got) != 326 {
			t.Errorf("as many as there are: %d, %v", len(got), report.Over)
		}
		_, report, _ = walked(t, h, "/", host.WalkOptions{MaxDepth: 2})
		if report.Failed != 1 || report.Errors[0].Path != "/deep/1/2" || !errors.Is(report.Errors[0].Err, host.ErrTooLarge) {
			t.Errorf("2 deep: %+v", report)
		}
		got, report, _ = walked(t, h, "/", host.WalkOptions{Skip: map[string]bool{"/deep/1": true, "/d3": true, "/else": true}})
		if d := cmp.Diff([]string{"/d3", "/deep/1"}, report.Skipped); d != "" || len(got) != 326-16-5 {
			t.Errorf("skipped: %d shown, %s", len(got), d)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if report, err := h.Walk(ctx, "/", host.WalkOptions{Visit: func(host.WalkBatch) {}}); !errors.Is(err, context.Canceled) && !errors.Is(report.Over, context.Canceled) {
			t.Errorf("cancelled: %+v, %v", report, err)
		}
		ctx, cancel = context.WithCancel(t.Context())
		report, err = h.Walk(ctx, "/", host.WalkOptions{Visit: func(host.WalkBatch) { cancel(); <-ctx.Done(); time.Sleep(10 * time.Millisecond) }})
		if err != nil || !errors.Is(report.Over, context.Canceled) || report.Entries == 326 {
			t.Errorf("cancelled on the way: %+v, %v", report, err)
		}
	})
}

func TestWalkClosesWhatItOpens(t *testing.T) {
	var files []hosttest.File
	for i := range 200 {
		files = append(files, hosttest.File{Path: fmt.Sprintf("/%d/%d/%d/f", i%3, i%7, i)})
	}
	open := func() int {
		list, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	eachAdapter(t, files, func(t *testing.T, _ string, h host.Host) {
		before := open()
		for _, o := range []host.WalkOptions{{}, {MaxEntries: 50}, {MaxDepth: 1}, {Workers: 1}} {
			if _, _, err := walked(t, h, "/", o); err != nil {
				t.Fatal(err)
			}
		}
		if after := open(); after > before {
			t.Errorf("%d descriptors before, %d after", before, after)
		}
	})
}

// A folder that is swapped for a link between its listing and its opening must
// not lead out of the tree.
func TestWalkIsNotLedOutBySwappedFolders(t *testing.T) {
	outside := t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, hosttest.Canary), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	var files []hosttest.File
	for i := range 50 {
		files = append(files, hosttest.File{Path: fmt.Sprintf("/d/%02d/inner/f", i)})
	}
	eachAdapter(t, files, func(t *testing.T, dir string, h host.Host) {
		done := make(chan struct{})
		var wg sync.WaitGroup
		wg.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-done:
					return
				default:
				}
				victim := filepath.Join(dir, "d", fmt.Sprintf("%02d", i%50))
				_ = os.Rename(victim, victim+".away")
				_ = os.Symlink(outside, victim)
				_ = os.Remove(victim)
				_ = os.Rename(victim+".away", victim)
			}
		})
		for range 200 {
			got, _, err := walked(t, h, "/", host.WalkOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if s := strings.Join(got, "\n"); strings.Contains(s, hosttest.Canary) {
				t.Fatalf("led out:\n%s", s)
			}
		}
		close(done)
		wg.Wait()
	})
}

func TestWalkReadsAttributes(t *testing.T) {
	files := []hosttest.File{{Path: "/with"}, {Path: "/without"}, {Path: "/link", Link: "with"}, {Path: "/long"}}
	eachAdapter(t, files, func(t *testing.T, dir string, h host.Host) {
		long := strings.Repeat("x", 2000)
		for name, value := range map[string]string{"with": "value", "long": long} {
			if err := unix.Setxattr(filepath.Join(dir, name), "user.test", []byte(value), 0); err != nil {
				t.Fatal("this file system keeps no user attributes: ", err)
			}
		}
		var mu sync.Mutex
		got := map[string]string{}
		_, err := h.Walk(t.Context(), "/", host.WalkOptions{Visit: func(b host.WalkBatch) {
			for _, e := range b.Entries {
				v, err := b.Xattr(e.Name, "user.test")
				mu.Lock()
				got[e.Name] = string(v)
				mu.Unlock()
				if e.Name == "without" && !errors.Is(err, host.ErrNotExist) || e.Name == "with" && err != nil {
					t.Errorf("%s: %v", e.Name, err)
				}
			}
		}})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(map[string]string{"with": "value", "without": "", "link": "", "long": long}, got); d != "" {
			t.Errorf("attributes (-want +got):\n%s", d)
		}
	})
}

func TestWalkStaysOnItsDevice(t *testing.T) {
	h := host.NewLocal()
	got, report, err := walked(t, h, "/dev", host.WalkOptions{OneDevice: true, MaxEntries: 100_000})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range report.Skipped {
		for _, line := range got {
			if strings.Contains(line, " "+name+"/") {
				t.Errorf("%s was entered: %s", name, line)
			}
		}
	}
	if _, err := os.Stat("/dev/pts/ptmx"); err == nil && !slices.Contains(report.Skipped, "/dev/pts") {
		t.Errorf("/dev/pts is another device: %+v", report)
	}
}

func TestDeniedWalkSaysSo(t *testing.T) {
	h := hosttest.Deny(hosttest.Tree(t, map[string]string{"/a/b/c": "", "/x/y": ""}), "/a")
	got, report, err := walked(t, h, "/", host.WalkOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"-rw-r--r-- /x/y", "drwxr-xr-x /a", "drwxr-xr-x /x"}, got); d != "" {
		t.Errorf("walk (-want +got):\n%s", d)
	}
	if report.Failed != 1 || report.Errors[0].Path != "/a" || !errors.Is(report.Errors[0].Err, host.ErrPermission) {
		t.Errorf("report: %+v", report)
	}
	if _, _, err := walked(t, h, "/a", host.WalkOptions{}); !errors.Is(err, host.ErrPermission) {
		t.Errorf("denied root: %v", err)
	}
}
