// Package hosttest builds hosts for tests: small trees, hosts that refuse or
// fail, a running host with canned answers, and the suite that every adapter
// passes. It knows the host package only.
package hosttest

import (
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"isoscan/internal/host"
)

// File is one entry of a tree. Parents are made as needed (0755).
type File struct {
	// Path on the target, with or without the leading slash.
	Path string
	// Content of a regular file.
	Content string
	// Mode holds permission, set-uid, set-gid and sticky bits, and a type bit
	// for a directory, FIFO, socket or device. Zero permissions mean 0644, and
	// 0755 for a directory; NoPerm asks for none at all.
	Mode   fs.FileMode
	NoPerm bool
	// Link makes a symbolic link with this text.
	Link string
	// Hard makes a hard link to this path of the tree, which comes before.
	Hard string
	// Size makes a sparse file of that many bytes, after Content.
	Size int64
	// UID and GID need root unless they are zero or one's own.
	UID, GID int
	// ModTime is kept when it is not zero.
	ModTime time.Time
	// Major and Minor number a device.
	Major, Minor uint32
}

// Tree returns a rootfs host over a temporary folder with these files. A key
// that ends in "/" is a directory; a value that begins with "-> " is a symbolic
// link with the rest as its text.
func Tree(t testing.TB, files map[string]string) host.Host {
	t.Helper()
	return TreeWith(t, Files(files))
}

// TreeWith is Tree for files with modes, owners and types.
func TreeWith(t testing.TB, files []File) host.Host {
	t.Helper()
	return RootFS(t, Write(t, files))
}

// RootFS returns a rootfs host over dir, or ends the test.
func RootFS(t testing.TB, dir string) host.Host {
	t.Helper()
	h, err := host.NewRootFS(dir)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// Files turns the short notation of Tree into files, sorted by path.
func Files(files map[string]string) []File {
	list := make([]File, 0, len(files))
	for name, content := range files {
		f := File{Path: name, Content: content}
		if strings.HasSuffix(name, "/") {
			f.Mode = fs.ModeDir
		} else if text, ok := strings.CutPrefix(content, "-> "); ok {
			f.Content, f.Link = "", text
		}
		list = append(list, f)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Path < list[j].Path })
	return list
}

// Write makes the files below a new temporary folder and returns it.
func Write(t testing.TB, files []File) string {
	t.Helper()
	dir := t.TempDir()
	// mkdir(2) and chmod must not be bent by the umask of who runs the test.
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if err := write(dir, f); err != nil {
			t.Fatalf("planting %q: %v", f.Path, err)
		}
	}
	// Directories get their modes last, deepest first: a closed directory
	// could not be filled without root.
	for i := len(files) - 1; i >= 0; i-- {
		f := files[i]
		if f.Mode.IsDir() {
			name := filepath.Join(dir, f.Path)
			if err := attributes(name, f, 0o755); err != nil {
				t.Fatalf("planting %q: %v", f.Path, err)
			}
			if f.NoPerm || f.Mode.Perm()&0o700 != 0o700 {
				t.Cleanup(func() { _ = os.Chmod(name, 0o755) }) // so that TempDir can go
			}
		}
	}
	return dir
}

func write(dir string, f File) error {
	name := filepath.Join(dir, f.Path)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	switch {
	case f.Link != "":
		if err := os.Symlink(f.Link, name); err != nil {
			return err
		}
		if f.UID != 0 || f.GID != 0 {
			return os.Lchown(name, f.UID, f.GID)
		}
		return nil
	case f.Hard != "":
		return os.Link(filepath.Join(dir, f.Hard), name)
	case f.Mode.IsDir():
		return os.MkdirAll(name, 0o755)
	case f.Mode&fs.ModeNamedPipe != 0:
		if err := unix.Mkfifo(name, 0o600); err != nil {
			return err
		}
	case f.Mode&fs.ModeSocket != 0:
		if err := unix.Mknod(name, unix.S_IFSOCK|0o600, 0); err != nil {
			return err
		}
	case f.Mode&fs.ModeDevice != 0:
		kind := uint32(unix.S_IFBLK)
		if f.Mode&fs.ModeCharDevice != 0 {
			kind = unix.S_IFCHR
		}
		if err := unix.Mknod(name, kind|0o600, int(unix.Mkdev(f.Major, f.Minor))); err != nil {
			return err
		}
	default:
		if err := os.WriteFile(name, []byte(f.Content), 0o600); err != nil {
			return err
		}
		if f.Size > 0 {
			if err := os.Truncate(name, f.Size); err != nil {
				return err
			}
		}
	}
	return attributes(name, f, 0o644)
}

// attributes sets owner, mode and time, in this order: chown clears set-uid.
func attributes(name string, f File, perm fs.FileMode) error {
	if f.UID != 0 || f.GID != 0 {
		if err := os.Lchown(name, f.UID, f.GID); err != nil {
			return err
		}
	}
	mode := f.Mode & (fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky)
	if mode.Perm() == 0 && !f.NoPerm {
		mode |= perm
	}
	if err := os.Chmod(name, mode); err != nil {
		return err
	}
	if !f.ModTime.IsZero() {
		return os.Chtimes(name, f.ModTime, f.ModTime)
	}
	return nil
}
