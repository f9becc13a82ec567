package sandbox

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// lockFolder is one that root alone can write to: what lies there says what to remove.
const lockFolder = "/run"

// placeholders is what a lock file says of one missing path: how many sandboxes
// stand on it, and what was made for them, the deepest first.
type placeholders struct {
	Users int
	Made  []string
}

// placeholder makes a missing file or folder to mount on, and takes it away when
// the last sandbox that stands on it has ended: to remove what is mounted on
// elsewhere takes the mount away as well. Tests of several packages run at the
// same time, so the count lies in a file.
func placeholder(t testing.TB, p string) {
	t.Helper()
	if err := change(p, func(s *placeholders) error {
		if _, err := os.Lstat(p); err == nil && s.Users == 0 {
			return nil // it was there
		}
		s.Users++
		for d := filepath.Clean(p); ; d = filepath.Dir(d) {
			if _, err := os.Lstat(d); err == nil {
				break
			}
			s.Made = append(s.Made, d)
		}
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			return err
		}
		if strings.HasSuffix(p, "/") {
			return os.MkdirAll(p, 0o755)
		}
		f, err := os.OpenFile(p, os.O_CREATE|os.O_WRONLY, 0o644)
		if err != nil {
			return err
		}
		return f.Close()
	}, func() { t.Cleanup(func() { leave(p) }) }); err != nil {
		t.Fatal(err)
	}
}

// leave ends one use of a placeholder.
func leave(p string) {
	_ = change(p, func(s *placeholders) error {
		if s.Users--; s.Users > 0 {
			return nil
		}
		for _, made := range s.Made {
			_ = os.Remove(made) // a folder that others filled stays
		}
		return nil
	}, func() {})
}

// change reads and writes what is known of a placeholder while nobody else does;
// used is called when it has users.
func change(p string, do func(*placeholders) error, used func()) error {
	name := filepath.Join(lockFolder, fmt.Sprintf("isoscan-placeholder-%x", sha256.Sum256([]byte(p))))
	f, err := locked(name)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	var s placeholders
	_ = json.NewDecoder(f).Decode(&s) // an empty file is nothing yet
	if err := do(&s); err != nil {
		return err
	}
	if s.Users == 0 {
		return os.Remove(name) // who waits for it looks whether it is still there
	}
	b, err := json.Marshal(s)
	if err != nil {
		return err
	}
	if err := f.Truncate(0); err != nil {
		return err
	}
	if _, err := f.WriteAt(b, 0); err != nil {
		return err
	}
	used()
	return nil
}

// locked opens a file that nobody else has locked, and that is still there.
func locked(name string) (*os.File, error) {
	for {
		f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR|unix.O_NOFOLLOW, 0o600)
		if err != nil {
			return nil, err
		}
		if err := unix.Flock(int(f.Fd()), unix.LOCK_EX); err != nil {
			_ = f.Close()
			return nil, err
		}
		mine, err := f.Stat()
		if err != nil {
			_ = f.Close()
			return nil, err
		}
		if now, err := os.Lstat(name); err == nil && os.SameFile(mine, now) {
			return f, nil
		}
		_ = f.Close()
	}
}
