package logindefs

import (
	"context"
	"errors"
	"testing"

	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

func TestTwoReaders(t *testing.T) {
	var f File
	f.Parse("/etc/login.defs", []byte("# ENCRYPT_METHOD DES\nENCRYPT_METHOD \"SHA512\"\n  encrypt_method=MD5 # no\nENCRYPT_METHOD\tYESCRYPT # modern\r\nUMASK 027\nPASS_MAX_DAYS\nUID_MIN=500\n"))
	for _, c := range []struct {
		name string
		get  func(string) (Entry, bool)
		key  string
		want string
		line int
	}{
		{"shadow takes the last", f.Shadow, "ENCRYPT_METHOD", "YESCRYPT # modern", 4},
		{"PAM takes the first", f.PAM, "ENCRYPT_METHOD", "\"SHA512\"", 2},
		{"octal stays text", f.Shadow, "UMASK", "027", 5},
		{"a name alone sets nothing", f.Shadow, "PASS_MAX_DAYS", "", 0},
		{"shadow knows no equals sign", f.Shadow, "UID_MIN", "", 0},
		{"PAM knows it", f.PAM, "uid_min", "500", 7},
	} {
		e, ok := c.get(c.key)
		if e.Value != c.want || e.Line != c.line || ok != (c.line > 0) {
			t.Errorf("%s: %+v %v", c.name, e, ok)
		}
	}
}

func TestNumber(t *testing.T) {
	for s, want := range map[string]int64{"027": 23, "0x10": 16, "90": 90, "-1": -1} {
		if n, ok := Number(s); !ok || n != want {
			t.Errorf("%s: %d %v", s, n, ok)
		}
	}
	for _, s := range []string{"", "9O", "1_000", "0b1", "90 days"} {
		if n, ok := Number(s); ok {
			t.Errorf("%q was read as %d", s, n)
		}
	}
}

func TestLoad(t *testing.T) {
	ctx := context.Background()
	load := func(files map[string]string) (*File, error) { return Load(ctx, hosttest.Tree(t, files)) }
	f, err := load(map[string]string{"/etc/passwd": ""})
	if _, ok := f.Shadow("UMASK"); err != nil || ok {
		t.Errorf("no file: %v", err)
	}
	f, err = load(map[string]string{"/usr/etc/login.defs": "UMASK 022\nUID_MIN 1000\n", "/etc/login.defs.d/a.defs": "UMASK 077\n", "/etc/login.defs.d/b.bak": "UMASK 000\n"})
	if e, _ := f.Shadow("UMASK"); err != nil || e.Value != "077" {
		t.Errorf("drop-in: %+v %v", e, err)
	}
	if e, _ := f.PAM("UMASK"); e.Value != "077" {
		t.Errorf("drop-in for PAM: %+v", e)
	}
	f, _ = load(map[string]string{"/etc/login.defs": "UMASK 027\n", "/etc/login.defs.d/a.defs": "UMASK 077\n"})
	if e, _ := f.Shadow("UMASK"); e.Value != "027" {
		t.Errorf("builds without libeconf know no drop-ins: %+v", e)
	}
	if _, err := load(map[string]string{"/etc/login.defs/": ""}); !errors.Is(err, host.ErrIrregular) {
		t.Errorf("a directory in its place: %v", err)
	}
	if _, err := Load(ctx, hosttest.Deny(hosttest.Tree(t, map[string]string{"/etc/login.defs": ""}), "/etc/login.defs")); !errors.Is(err, host.ErrPermission) {
		t.Errorf("denied: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("UMASK 027\nENCRYPT_METHOD=\"x\"\n#\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var d File
		d.Parse("/etc/login.defs", b)
		for _, e := range append(d.shadow, d.pam...) {
			d.Shadow(e.Key)
			Number(e.Value)
		}
	})
}
