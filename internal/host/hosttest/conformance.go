package hosttest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/host"
)

// Canary is what stands in the files outside the root: content that no host may
// ever return.
const Canary = "CANARY-outside-of-the-root"

// Patience is how long one question may take. A read that blocks is a failure.
const Patience = 10 * time.Second

// Conformance is the suite that every adapter passes. open returns a host with
// these files and no others that matter.
func Conformance(t *testing.T, open func(*testing.T, []File) host.Host) {
	t.Run("content", func(t *testing.T) { content(t, open) })
	t.Run("links", func(t *testing.T) { links(t, open) })
	t.Run("links out of the root", func(t *testing.T) { escapes(t, open) })
	t.Run("irregular", func(t *testing.T) { irregular(t, open) })
	t.Run("limits", func(t *testing.T) { limits(t, open) })
	t.Run("metadata", func(t *testing.T) { metadata(t, open) })
	t.Run("listing", func(t *testing.T) { listing(t, open) })
	t.Run("paths", func(t *testing.T) { paths(t, open) })
	t.Run("cancelled", func(t *testing.T) { cancelled(t, open) })
}

func content(t *testing.T, open func(*testing.T, []File) host.Host) {
	want := map[string]string{
		"/etc/plain":       "one\ntwo\n",
		"/etc/empty":       "",
		"/etc/crlf":        "a\r\nb\r\n",
		"/etc/bom":         "\xef\xbb\xbfPermitRootLogin yes\n",
		"/etc/nul":         "a\x00b",
		"/etc/latin1":      "caf\xe9\n",
		"/etc/no\nnewline": "x",
		"/etc/caf\xe9":     "name is not UTF-8",
		"/etc/ leading":    "blank",
	}
	h := open(t, Files(want))
	for name, text := range want {
		got, err := h.ReadFile(t.Context(), name, host.ConfigLimit)
		if err != nil || string(got) != text {
			t.Errorf("ReadFile(%q) = %q, %v; want %q", name, got, err, text)
		}
		info, err := h.Lstat(t.Context(), name)
		if err != nil || info.Name != strings.TrimPrefix(name, "/etc/") {
			t.Errorf("Lstat(%q).Name = %q, %v; want the raw name", name, info.Name, err)
		}
	}
}

func links(t *testing.T, open func(*testing.T, []File) host.Host) {
	files := []File{
		{Path: "/etc/real", Content: "real"},
		{Path: "/etc/relative", Link: "real"},
		{Path: "/etc/absolute", Link: "/etc/real"},
		{Path: "/etc/dotted", Link: "./../etc/./real"},
		{Path: "/usr/lib/conf/inner", Content: "inner"},
		{Path: "/lib", Link: "usr/lib"},
		{Path: "/deep", Link: "/lib/../lib/conf"},
		{Path: "/slash", Link: "/usr/lib/"},
		{Path: "/dangling", Link: "/nowhere/at/all"},
		{Path: "/self", Link: "self"},
		{Path: "/ping", Link: "pong"},
		{Path: "/pong", Link: "ping"},
		{Path: "/inside", Link: "inside/more"},
		{Path: "/throughfile", Link: "/etc/real/x"},
		{Path: "/etc/fileslash", Link: "real/"},
	}
	for i := range 41 { // chain0 crosses 1 link, chain39 crosses 40, chain40 is one too many
		text := fmt.Sprintf("chain%d", i-1)
		if i == 0 {
			text = "/etc/real"
		}
		files = append(files, File{Path: fmt.Sprintf("/chain%d", i), Link: text})
	}
	h := open(t, files)
	reads := []struct {
		path, want string
		err        error
	}{
		{"/etc/relative", "real", nil},
		{"/etc/absolute", "real", nil},
		{"/etc/dotted", "real", nil},
		{"/lib/conf/inner", "inner", nil},
		{"/deep/inner", "inner", nil},
		{"/slash/conf/inner", "inner", nil},
		{"/lib/../lib/conf/inner", "inner", nil},
		{"/lib/conf/../../../etc/real", "real", nil}, // ".." of the link's target, not of its name
		{"/dangling", "", host.ErrNotExist},
		{"/self", "", host.ErrLoop},
		{"/ping", "", host.ErrLoop},
		{"/self/x", "", host.ErrLoop},
		{"/inside", "", host.ErrLoop},
		{"/throughfile", "", host.ErrNotDir},
		{"/etc/fileslash", "", host.ErrNotDir},
		{"/chain0", "real", nil},
		{"/chain39", "real", nil},
		{"/chain40", "", host.ErrLoop},
	}
	for _, c := range reads {
		got, err := h.ReadFile(t.Context(), c.path, host.ConfigLimit)
		if !errors.Is(err, c.err) || string(got) != c.want {
			t.Errorf("ReadFile(%q) = %q, %v; want %q, %v", c.path, got, err, c.want, c.err)
		}
		if err != nil && !strings.Contains(err.Error(), c.path) {
			t.Errorf("ReadFile(%q): the error %q does not name the path", c.path, err)
		}
	}
	for _, name := range []string{"/dangling", "/self", "/chain40"} {
		if info, err := h.Lstat(t.Context(), name); err != nil || !info.IsLink() {
			t.Errorf("Lstat(%q) = %v, %v; want a link", name, info, err)
		}
	}
	if text, err := h.ReadLink(t.Context(), "/dangling"); err != nil || text != "/nowhere/at/all" {
		t.Errorf("ReadLink(/dangling) = %q, %v", text, err)
	}
	if _, err := h.ReadLink(t.Context(), "/etc/real"); !errors.Is(err, host.ErrIrregular) {
		t.Errorf("ReadLink of a file: %v; want ErrIrregular", err)
	}
	if info, err := h.Stat(t.Context(), "/lib"); err != nil || !info.IsDir() || info.Name != "lib" {
		t.Errorf("Stat(/lib) = %v, %v; want the directory, named lib", info, err)
	}
	if info, err := h.Lstat(t.Context(), "/lib/"); err != nil || !info.IsDir() {
		t.Errorf("Lstat(/lib/) = %v, %v; want the directory", info, err)
	}
	if list, err := h.ReadDir(t.Context(), "/deep"); err != nil || len(list) != 1 || list[0].Name != "inner" {
		t.Errorf("ReadDir(/deep) = %v, %v; want inner", list, err)
	}
}

// escapes plants links to a file that stands outside the root, and the same
// path inside it where a chroot would find it.
func escapes(t *testing.T, open func(*testing.T, []File) host.Host) {
	outside := t.TempDir()
	canary := filepath.Join(outside, "canary")
	if err := os.WriteFile(canary, []byte(Canary), 0o644); err != nil {
		t.Fatal(err)
	}
	up := strings.Repeat("../", 32)
	h := open(t, []File{
		{Path: "/absolute", Link: canary},
		{Path: "/upwards", Link: up + canary[1:]},
		{Path: "/etc/upwards", Link: up + canary[1:]},
		{Path: "/dir", Link: outside},
		{Path: "/updir", Link: up + outside[1:]},
		{Path: "/top", Link: up},
		{Path: "/proc/self/root", Link: "/"},
		{Path: "/etc/real", Content: "real"},
	})
	for _, name := range []string{
		"/absolute", "/upwards", "/etc/upwards", "/dir/canary", "/updir/canary", "/top" + canary,
		"/" + up + canary, "/etc/" + up + canary[1:], canary, "/proc/self/root" + canary,
	} {
		got, err := h.ReadFile(t.Context(), name, host.ConfigLimit)
		if !errors.Is(err, host.ErrNotExist) || len(got) != 0 {
			t.Errorf("ReadFile(%q) = %q, %v; want ErrNotExist", name, got, err)
		}
		if _, err := h.Stat(t.Context(), name); !errors.Is(err, host.ErrNotExist) {
			t.Errorf("Stat(%q): %v; want ErrNotExist", name, err)
		}
	}
	for _, name := range []string{"/dir", "/updir"} {
		if list, err := h.ReadDir(t.Context(), name); !errors.Is(err, host.ErrNotExist) {
			t.Errorf("ReadDir(%q) = %v, %v; want ErrNotExist", name, list, err)
		}
	}
	for _, name := range []string{"/top/etc/real", "/" + up + "etc/real", "/proc/self/root/etc/real"} {
		if got, err := h.ReadFile(t.Context(), name, host.ConfigLimit); err != nil || string(got) != "real" {
			t.Errorf("ReadFile(%q) = %q, %v; want real", name, got, err)
		}
	}
	// What would have been read outside is found inside, as in a chroot.
	h = open(t, []File{
		{Path: "/absolute", Link: canary},
		{Path: "/upwards", Link: up + canary[1:]},
		{Path: canary, Content: "inside"},
	})
	for _, name := range []string{"/absolute", "/upwards", canary} {
		if got, err := h.ReadFile(t.Context(), name, host.ConfigLimit); err != nil || string(got) != "inside" {
			t.Errorf("ReadFile(%q) = %q, %v; want inside", name, got, err)
		}
	}
}

func irregular(t *testing.T, open func(*testing.T, []File) host.Host) {
	files := []File{
		{Path: "/file", Content: "x"},
		{Path: "/directory", Mode: fs.ModeDir},
		{Path: "/fifo", Mode: fs.ModeNamedPipe},
		{Path: "/socket", Mode: fs.ModeSocket},
		{Path: "/tofifo", Link: "fifo"},
	}
	notFiles := []string{"/directory", "/fifo", "/socket", "/tofifo", "/"}
	types := map[string]fs.FileMode{
		"/directory": fs.ModeDir, "/fifo": fs.ModeNamedPipe, "/socket": fs.ModeSocket,
		"/tofifo": fs.ModeSymlink, "/file": 0,
	}
	if os.Geteuid() == 0 {
		files = append(files,
			File{Path: "/zero", Mode: fs.ModeDevice | fs.ModeCharDevice, Major: 1, Minor: 5},
			File{Path: "/disk", Mode: fs.ModeDevice, Major: 7, Minor: 200},
		)
		notFiles = append(notFiles, "/zero", "/disk")
		types["/zero"], types["/disk"] = fs.ModeDevice|fs.ModeCharDevice, fs.ModeDevice
	}
	h := open(t, files)
	for _, name := range notFiles {
		err := within(t, name, func(ctx context.Context) error {
			_, err := h.ReadFile(ctx, name, host.ConfigLimit)
			return err
		})
		if !errors.Is(err, host.ErrIrregular) {
			t.Errorf("ReadFile(%q): %v; want ErrIrregular", name, err)
		}
	}
	for name, want := range types {
		if info, err := h.Lstat(t.Context(), name); err != nil || info.Mode.Type() != want {
			t.Errorf("Lstat(%q) = %v, %v; want type %v", name, info.Mode, err, want)
		}
	}
	for _, name := range []string{"/file", "/fifo", "/tofifo"} {
		err := within(t, name, func(ctx context.Context) error {
			_, err := h.ReadDir(ctx, name)
			return err
		})
		if !errors.Is(err, host.ErrIrregular) {
			t.Errorf("ReadDir(%q): %v; want ErrIrregular", name, err)
		}
	}
}

func limits(t *testing.T, open func(*testing.T, []File) host.Host) {
	h := open(t, []File{
		{Path: "/ten", Content: "0123456789"},
		{Path: "/sparse", Size: 1 << 30},
	})
	for limit, want := range map[int64]error{10: nil, 11: nil, 9: host.ErrTooLarge, 0: host.ErrTooLarge} {
		got, err := h.ReadFile(t.Context(), "/ten", limit)
		if !errors.Is(err, want) || want != nil && got != nil {
			t.Errorf("ReadFile(/ten, %d) = %q, %v; want %v and nothing of it", limit, got, err, want)
		}
	}
	err := within(t, "/sparse", func(ctx context.Context) error {
		_, err := h.ReadFile(ctx, "/sparse", host.ConfigLimit)
		return err
	})
	if !errors.Is(err, host.ErrTooLarge) {
		t.Errorf("ReadFile(/sparse): %v; want ErrTooLarge", err)
	}
	if info, err := h.Stat(t.Context(), "/sparse"); err != nil || info.Size != 1<<30 {
		t.Errorf("Stat(/sparse).Size = %d, %v", info.Size, err)
	}
}

func metadata(t *testing.T, open func(*testing.T, []File) host.Host) {
	when := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	files := []File{
		{Path: "/setuid", Mode: 0o755 | fs.ModeSetuid, ModTime: when},
		{Path: "/setgid", Mode: 0o2755&fs.ModePerm | fs.ModeSetgid},
		{Path: "/tmp", Mode: fs.ModeDir | 0o777 | fs.ModeSticky},
		{Path: "/secret", NoPerm: true, Content: "s"},
		{Path: "/twice", Content: "t"},
		{Path: "/again", Hard: "/twice"},
	}
	if os.Geteuid() == 0 {
		files = append(files, File{Path: "/owned", UID: 1234, GID: 4321, Mode: 0o640})
	}
	h := open(t, files)
	for name, want := range map[string]uint32{
		"/setuid": 0o4755, "/setgid": 0o2755, "/tmp": 0o1777, "/secret": 0,
	} {
		if info, err := h.Stat(t.Context(), name); err != nil || info.Perm() != want {
			t.Errorf("Stat(%q).Perm() = %04o, %v; want %04o", name, info.Perm(), err, want)
		}
	}
	if info, err := h.Stat(t.Context(), "/setuid"); err != nil || !info.ModTime.Equal(when) {
		t.Errorf("Stat(/setuid).ModTime = %v, %v; want %v", info.ModTime, err, when)
	}
	a, err1 := h.Stat(t.Context(), "/twice")
	b, err2 := h.Stat(t.Context(), "/again")
	if err1 != nil || err2 != nil || a.Inode != b.Inode || a.Dev != b.Dev || a.Nlink != 2 {
		t.Errorf("hard links: %+v, %v and %+v, %v; want one inode with 2 links", a, err1, b, err2)
	}
	got, err := h.ReadFile(t.Context(), "/secret", 10)
	if h.Has(host.CapPrivileged) {
		if err != nil || string(got) != "s" {
			t.Errorf("ReadFile of mode 000 as root = %q, %v", got, err)
		}
		if info, err := h.Stat(t.Context(), "/owned"); err != nil || info.UID != 1234 || info.GID != 4321 {
			t.Errorf("Stat(/owned) = %d:%d, %v; want 1234:4321", info.UID, info.GID, err)
		}
	} else if !errors.Is(err, host.ErrPermission) {
		t.Errorf("ReadFile of mode 000: %q, %v; want ErrPermission", got, err)
	}
}

func listing(t *testing.T, open func(*testing.T, []File) host.Host) {
	h := open(t, []File{
		{Path: "/d/b", Content: "22"},
		{Path: "/d/a", Link: "b"},
		{Path: "/d/\xff", Content: ""},
		{Path: "/d/B", Mode: fs.ModeDir},
		{Path: "/d/line\nbreak", Content: ""},
		{Path: "/empty", Mode: fs.ModeDir},
	})
	list, err := h.ReadDir(t.Context(), "/d")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range list {
		names = append(names, e.Name)
		if one, err := h.Lstat(t.Context(), "/d/"+e.Name); err != nil || one != e {
			t.Errorf("Lstat(%q) = %+v, %v; ReadDir says %+v", e.Name, one, err, e)
		}
	}
	want := []string{"B", "a", "b", "line\nbreak", "\xff"}
	if !sort.StringsAreSorted(names) || !cmp.Equal(want, names) {
		t.Errorf("ReadDir(/d) = %q; want %q", names, want)
	}
	if list, err := h.ReadDir(t.Context(), "/empty"); err != nil || list == nil || len(list) != 0 {
		t.Errorf("ReadDir(/empty) = %v, %v; want an empty list", list, err)
	}
	if list, err := h.ReadDir(t.Context(), "/"); err != nil || len(list) < 2 {
		t.Errorf("ReadDir(/) = %v, %v", list, err)
	}
}

func paths(t *testing.T, open func(*testing.T, []File) host.Host) {
	h := open(t, []File{{Path: "/etc/file", Content: "x"}, {Path: "/etc/fifo", Mode: fs.ModeNamedPipe}, {Path: "/etc/link", Link: "file"}})
	long := "/" + strings.Repeat("x", 300)
	cases := []struct {
		path string
		want error // nil: found
	}{
		{"/etc/file", nil}, {"//etc///file", nil}, {"/etc/./file", nil}, {"/../etc/file", nil},
		{"/nope", host.ErrNotExist}, {"/etc/nope/more", host.ErrNotExist},
		{"/etc/file/below", host.ErrNotDir}, {"/etc/file/", host.ErrNotDir}, {"/etc/file/.", host.ErrNotDir},
		{"/etc/file/..", host.ErrNotDir}, {"/etc/fifo/below", host.ErrNotDir}, {"/etc/link/below", host.ErrNotDir},
	}
	for _, c := range cases {
		if _, err := h.Stat(t.Context(), c.path); !errors.Is(err, c.want) || c.want == nil && err != nil {
			t.Errorf("Stat(%q): %v; want %v", c.path, err, c.want)
		}
	}
	// What stands in the way of a path is no absence.
	for _, name := range []string{"/etc/file/below", "/etc/fifo/below"} {
		_, read := h.ReadFile(t.Context(), name, host.ConfigLimit)
		_, list := h.ReadDir(t.Context(), name)
		_, link := h.ReadLink(t.Context(), name)
		for call, err := range map[string]error{"ReadFile": read, "ReadDir": list, "ReadLink": link} {
			if !errors.Is(err, host.ErrNotDir) || !errors.Is(err, host.ErrIrregular) || errors.Is(err, host.ErrNotExist) {
				t.Errorf("%s(%q): %v; want ErrNotDir, which is ErrIrregular", call, name, err)
			}
		}
	}
	// Nonsense is an error that claims nothing about absence.
	for _, name := range []string{"", "etc/file", "/etc/\x00file", long, strings.Repeat("/etc/..", 1) + strings.Repeat(long, 300)} {
		if _, err := h.Stat(t.Context(), name); err == nil {
			t.Errorf("Stat(%.40q) found something", name)
		}
	}
	if info, err := h.Stat(t.Context(), "/"); err != nil || !info.IsDir() || info.Name != "/" {
		t.Errorf("Stat(/) = %+v, %v", info, err)
	}
}

func cancelled(t *testing.T, open func(*testing.T, []File) host.Host) {
	h := open(t, []File{{Path: "/etc/file", Content: "x"}, {Path: "/link", Link: "etc"}})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var errs []error
	_, err := h.ReadFile(ctx, "/etc/file", 10)
	errs = append(errs, err)
	_, err = h.Stat(ctx, "/etc/file")
	errs = append(errs, err)
	_, err = h.Lstat(ctx, "/etc/file")
	errs = append(errs, err)
	_, err = h.ReadDir(ctx, "/etc")
	errs = append(errs, err)
	_, err = h.ReadLink(ctx, "/link")
	errs = append(errs, err)
	for i, err := range errs {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("question %d with a cancelled context: %v; want context.Canceled", i, err)
		}
	}
}

// within runs f aside and fails the test when it does not come back: a read
// that blocks in the kernel cannot be interrupted.
func within(t *testing.T, what string, f func(context.Context) error) error {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- f(t.Context()) }()
	select {
	case err := <-done:
		return err
	case <-time.After(Patience):
		t.Fatalf("%q: blocked", what)
		return nil
	}
}
