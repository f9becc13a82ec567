package files

import (
	"crypto/md5"
	"crypto/sha1"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

var userFiles = []hosttest.File{{Path: "/etc/passwd", Content: accounts}, {Path: "/etc/group", Content: groups}}

func TestSetuidProgramsAreComparedWithThePackages(t *testing.T) {
	sum := func(s string) string { b := md5.Sum([]byte(s)); return hex.EncodeToString(b[:]) }
	f, gaps := gather(t, tree(t,
		hosttest.File{Path: "/usr/bin/su", Content: "su", Mode: fs.ModeSetuid | 0o755},
		hosttest.File{Path: "/usr/bin/sudo", Content: "changed", Mode: fs.ModeSetuid | 0o755},
		hosttest.File{Path: "/usr/bin/diverted", Content: "su", Mode: fs.ModeSetuid | 0o755},
		hosttest.File{Path: "/var/lib/dpkg/diversions", Content: "/bin/su\n/usr/bin/diverted\nmine\n"},
		hosttest.File{Path: "/var/lib/dpkg/statoverride", Content: "root root 755 /usr/bin/sudo\nbad line\n"},
		hosttest.File{Path: "/var/lib/dpkg/info/base.md5sums", Content: sum("su") + "  bin/su\n" + sum("sudo") + "  usr/bin/sudo\n"},
	))
	got := map[string]string{}
	for name, s := range f.Setuid {
		line := "of no package"
		if s.Package != nil {
			line = *s.Package
		}
		if s.Intact != nil {
			line += fmt.Sprintf(", intact %v", *s.Intact)
		}
		if s.RecordedMode != nil && *s.RecordedMode != "" {
			line += ", recorded " + *s.RecordedMode
		}
		got[name] = line
	}
	want := map[string]string{
		"/usr/bin/su":       "base, intact true",
		"/usr/bin/sudo":     "base, intact false, recorded 0755",
		"/usr/bin/diverted": "base",
	}
	if d := cmp.Diff(want, got); d != "" || len(gaps) > 0 {
		t.Error(d, gaps)
	}
}

func TestAlpineRecordsModesAndDigests(t *testing.T) {
	sum := sha1.Sum([]byte("suid"))
	f, gaps := gather(t, hosttest.TreeWith(t, append([]hosttest.File{
		{Path: "/lib/apk/db/installed", Content: "C:Q1x=\nP:busybox\nF:bin\nR:bbsuid\na:0:0:4111\nZ:Q1" + base64.StdEncoding.EncodeToString(sum[:]) + "\n\nP:other\nF:bin\nR:x\n"},
		{Path: "/bin/bbsuid", Content: "suid", Mode: fs.ModeSetuid | 0o755}}, userFiles...)))
	s := f.Setuid["/bin/bbsuid"]
	if s.RecordedMode == nil || *s.RecordedMode != "4111" || s.Intact == nil || !*s.Intact || s.Package == nil || *s.Package != "busybox" || len(gaps) > 0 {
		t.Errorf("%+v %v", s, gaps)
	}
}

// A list that had to be cut must not look whole.
func TestLongListsAreGaps(t *testing.T) {
	files := append([]hosttest.File{}, userFiles...)
	for i := range 3 * maxItems {
		files = append(files, hosttest.File{Path: fmt.Sprintf("/srv/%04d", i), Mode: 0o666})
	}
	f, gaps := gather(t, hosttest.TreeWith(t, files))
	w := f.Walk.WorldWritable
	if w.Count != 3*maxItems || len(w.Items) != maxItems || w.Items[0].Path != "/srv/0000" || w.Items[maxItems-1].Path != "/srv/0199" {
		t.Errorf("%d found, %d listed", w.Count, len(w.Items))
	}
	if !missing(gaps, `files.walk.world_writable.items["more"]`) || len(gaps) != 1 {
		t.Error(gaps)
	}
}

func TestNoOtherFileSystemIsEntered(t *testing.T) {
	h := hosttest.NewRunning(t, map[string]string{"/etc/passwd": accounts, "/etc/group": groups, "/mnt/nfs/x": "", "/mnt/disk/x": "", "/srv/merged/x": ""})
	h.State.Mounts = []host.Mount{{Point: "/", Type: "overlay"}, {Point: "/mnt/nfs", Type: "nfs4"}, {Point: "/mnt/disk", Type: "ext4"}, {Point: "/srv/merged", Type: "overlay"}}
	f, _ := gather(t, h)
	if d := cmp.Diff([]string{"/mnt/nfs", "/srv/merged"}, f.Walk.Skipped); d != "" {
		t.Error(d)
	}
}

// rights makes a tree on disk and runs a tool of the system on a file of it.
func rights(t *testing.T, name string, perm os.FileMode, argv ...string) host.Host {
	t.Helper()
	dir := hosttest.Write(t, append([]hosttest.File{{Path: name, Content: "x"}, {Path: "/srv/dir", Mode: fs.ModeDir | 0o750}}, userFiles...))
	if err := os.Chmod(filepath.Join(dir, name), perm); err != nil {
		t.Fatal(err)
	}
	if _, err := exec.LookPath(argv[0]); err != nil {
		t.Fatalf("%v; install acl and libcap2-bin, or run: make test", err)
	}
	for i, a := range argv {
		if strings.HasPrefix(a, "/") {
			argv[i] = filepath.Join(dir, a)
		}
	}
	if out, err := exec.Command(argv[0], argv[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("%q: %v: %s (setting attributes needs root and a file system that has them)", argv, err, out)
	}
	return hosttest.RootFS(t, dir)
}

func TestCapabilitiesAreFound(t *testing.T) {
	f, _ := gather(t, rights(t, "/opt/python3", 0o755, "setcap", "cap_setuid=ep", "/opt/python3"))
	want := map[string]Capability{"/opt/python3": {
		Permitted: []string{"cap_setuid"}, Inheritable: []string{}, Effective: true, Mode: "0755", Name: "python3",
	}}
	if d := cmp.Diff(want, f.Capabilities); d != "" {
		t.Error(d)
	}
}

func TestListsThatOpenFilesAreFound(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		perm os.FileMode
		argv []string
		want map[string]ACL
	}{
		"user may read": {"/etc/shadow", 0o640, []string{"setfacl", "-m", "u:1001:r", "/etc/shadow"}, map[string]ACL{
			"/etc/shadow": {Kind: "file", Mode: "0640", Grants: []string{"user alice r--"}, Readable: true, Default: []string{}}}},
		"group may write": {"/etc/conf", 0o644, []string{"setfacl", "-m", "g:77:rw", "/etc/conf"}, map[string]ACL{
			"/etc/conf": {Kind: "file", Mode: "0664", Grants: []string{"group 77 rw-"}, Writable: true, Default: []string{}}}},
		"the mask takes it back": {"/etc/conf", 0o644, []string{"setfacl", "-m", "u:1001:rw,m::r", "/etc/conf"}, map[string]ACL{}},
		"no more than everybody": {"/etc/conf", 0o644, []string{"setfacl", "-m", "u:1001:r", "/etc/conf"}, map[string]ACL{}},
		"for what will be made": {"/etc/conf", 0o644, []string{"setfacl", "-d", "-m", "u:1001:rwx", "/srv/dir"}, map[string]ACL{
			"/srv/dir": {Kind: "directory", Mode: "0750", Grants: []string{}, Default: []string{"user alice rwx"}}}},
	} {
		t.Run(name, func(t *testing.T) {
			f, _ := gather(t, rights(t, c.file, c.perm, c.argv...))
			if d := cmp.Diff(c.want, f.ACLs); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestCompilers(t *testing.T) {
	f, _ := gather(t, tree(t,
		hosttest.File{Path: "/usr/bin/gcc-12", Mode: 0o750}, hosttest.File{Path: "/usr/bin/gcc", Link: "gcc-12"},
		hosttest.File{Path: "/usr/bin/cc", Link: "/etc/alternatives/cc"}, hosttest.File{Path: "/usr/local/bin/ld", Mode: 0o755}))
	if len(f.Compilers) != 2 || f.Compilers["/usr/bin/gcc"].Mode != "0750" || !f.Compilers["/usr/local/bin/ld"].WorldSearch {
		t.Errorf("%+v", f.Compilers)
	}
}
