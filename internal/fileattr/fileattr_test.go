package fileattr

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/unix"
)

func attr(t *testing.T, name, attr string) []byte {
	t.Helper()
	b := make([]byte, 4096)
	n, err := unix.Lgetxattr(name, attr, b)
	if err != nil {
		t.Fatal(err)
	}
	return b[:n]
}

// run executes a tool that this host may lack or refuse.
func run(t *testing.T, argv ...string) string {
	t.Helper()
	if _, err := exec.LookPath(argv[0]); err != nil {
		t.Fatalf("%v; install libcap2-bin and acl, or run: make test", err)
	}
	out, err := exec.Command(argv[0], argv[1:]...).CombinedOutput()
	if err != nil {
		t.Fatalf("%q: %v: %s", argv, err, out)
	}
	return string(out)
}

func TestCapabilitiesAreThoseOfSetcap(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Fatal("setcap needs root; run: make test")
	}
	name := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(name, []byte("x"), 0o755); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]Capability{
		"cap_setuid=ep":                      {Permitted: []string{"cap_setuid"}, Inheritable: []string{}, Effective: true},
		"cap_net_raw,cap_net_admin=p":        {Permitted: []string{"cap_net_admin", "cap_net_raw"}, Inheritable: []string{}},
		"cap_chown=i":                        {Permitted: []string{}, Inheritable: []string{"cap_chown"}},
		"cap_bpf,cap_checkpoint_restore+eip": {Permitted: []string{"cap_bpf", "cap_checkpoint_restore"}, Inheritable: []string{"cap_bpf", "cap_checkpoint_restore"}, Effective: true},
	} {
		run(t, "setcap", text, name)
		got, err := ParseCapability(attr(t, name, CapabilityAttr))
		if err != nil {
			t.Fatal(text, err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", text, d)
		}
	}
	run(t, "setcap", "-n", "100000", "cap_setuid=ep", name)
	if got, err := ParseCapability(attr(t, name, CapabilityAttr)); err != nil || got.RootID != 100000 {
		t.Errorf("setcap -n 100000: %+v, %v", got, err)
	}
}

func TestListsAreThoseOfSetfacl(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "file")
	if err := os.WriteFile(name, nil, 0o640); err != nil {
		t.Fatal(err)
	}
	run(t, "setfacl", "-m", "u:1234:rw-,u:77:r--,g:55:rwx,m::r-x", name)
	acl, err := ParseACL(attr(t, name, AccessACLAttr))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, e := range acl {
		kind := strings.TrimSuffix(e.Kind, "_obj")
		id := ""
		if e.Kind == "user" || e.Kind == "group" {
			id = strconv.Itoa(int(e.ID))
		}
		lines = append(lines, kind+":"+id+":"+e.Perm())
	}
	want := run(t, "getfacl", "-cnEp", name)
	if d := cmp.Diff(strings.Fields(want), lines); d != "" {
		t.Errorf("getfacl (-want +got):\n%s", d)
	}
	named := []Entry{{"user", 77, true, false, false}, {"user", 1234, true, false, false}, {"group", 55, true, false, true}}
	if d := cmp.Diff(named, acl.Named()); d != "" {
		t.Errorf("Named (-want +got):\n%s", d)
	}
	run(t, "setfacl", "-d", "-m", "u:1234:rwx,o::rwx", dir)
	acl, err = ParseACL(attr(t, dir, DefaultACLAttr))
	if err != nil || acl.Other().Perm() != "rwx" || len(acl.Named()) != 1 {
		t.Errorf("default list: %+v, %v", acl, err)
	}
}

func TestMalformedAttributesAreRefused(t *testing.T) {
	for _, s := range []string{"", "\x00", "\x01\x00\x00\x02", "\x01\x00\x00\x09aaaaaaaaaaaaaaaa", "\x00\x00\x00\x03aaaaaaaaaaaaaaaa"} {
		if got, err := ParseCapability([]byte(s)); err == nil {
			t.Errorf("ParseCapability(%q) = %+v", s, got)
		}
	}
	for _, s := range []string{"", "\x02\x00\x00", "\x01\x00\x00\x00", "\x02\x00\x00\x00aaaaaaaa", "\x02\x00\x00\x00\x01"} {
		if got, err := ParseACL([]byte(s)); err == nil {
			t.Errorf("ParseACL(%q) = %+v", s, got)
		}
	}
}

func FuzzAttributes(f *testing.F) {
	f.Add([]byte("\x01\x00\x00\x02\x80\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"))
	f.Add([]byte("\x02\x00\x00\x00\x01\x00\x06\x00\xff\xff\xff\xff\x02\x00\x04\x00\xd2\x04\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if c, err := ParseCapability(b); err == nil && len(c.Permitted)+len(c.Inheritable) > 128 {
			t.Errorf("%d capabilities", len(c.Permitted)+len(c.Inheritable))
		}
		if a, err := ParseACL(b); err == nil && len(a.Named()) > len(a) {
			t.Error("more is given than written")
		}
	})
}
