package files

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/host/hosttest"
	"isoscan/internal/pkgdb/rpmtest"
)

const rpmSpec = `Name: base
Version: 1
Release: 1
Summary: base
License: none
BuildArch: noarch
%description
base
%install
mkdir -p %{buildroot}/usr/bin %{buildroot}/usr/sbin %{buildroot}/bin %{buildroot}/etc
for f in usr/bin/su usr/bin/late usr/bin/changed usr/bin/tuned usr/sbin/moved usr/bin/ping bin/old etc/config; do echo $f > %{buildroot}/$f; done
ln -s su %{buildroot}/usr/bin/link
%files
%attr(4755,root,root) /usr/bin/su
%attr(4755,root,root) /usr/bin/changed
%attr(4755,root,root) /usr/sbin/moved
%attr(4755,root,root) /bin/old
%attr(755,root,root) /usr/bin/late
%attr(755,root,root) /usr/bin/ping
%verify(not mode) %attr(755,root,root) /usr/bin/tuned
%config %attr(4755,root,root) /etc/config
/usr/bin/link
%ghost %attr(4755,root,root) /usr/bin/ghost
`

// rpmTree is a system of rpm: /usr/sbin became a link to /usr/bin, and after the
// installation some programs were given rights, changed or put there.
func rpmTree(t *testing.T) string {
	t.Helper()
	dir := hosttest.Write(t, userFiles)
	for _, d := range []string{"usr/bin", "srv", "etc"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(rpmtest.Path(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	for link, to := range map[string]string{"usr/sbin": "bin", "bin": "usr/bin"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	for name, content := range map[string]string{
		"usr/bin/su": "usr/bin/su\n", "usr/bin/late": "usr/bin/late\n", "usr/bin/changed": "another\n", "usr/bin/tuned": "usr/bin/tuned\n",
		"usr/bin/moved": "usr/sbin/moved\n", "usr/bin/old": "bin/old\n", "usr/bin/link": "x", "usr/bin/ghost": "x", "usr/bin/stray": "x",
		"srv/su": "usr/bin/su\n", "etc/config": "edited\n",
	} {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(content), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(file, os.ModeSetuid|0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"usr/bin/ping", "srv/ping"} {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte("usr/bin/ping\n"), 0o755); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command("setcap", "cap_net_raw=ep", file).CombinedOutput(); err != nil {
			t.Fatalf("setcap: %v: %s; install libcap2-bin, or run: make test (setting capabilities needs root)", err, out)
		}
	}
	rpmtest.Install(t, dir, rpmtest.Build(t, rpmSpec))
	return dir
}

func told(f *Facts) map[string]string {
	got := map[string]string{}
	for name, s := range f.Setuid {
		var words []string
		switch {
		case s.Packaged == nil:
			words = append(words, "not told")
		case *s.Packaged:
			words = append(words, *s.Package)
		default:
			words = append(words, "stray")
		}
		if s.RecordedMode != nil && *s.RecordedMode != "" {
			words = append(words, *s.RecordedMode)
		}
		if s.Intact != nil {
			words = append(words, fmt.Sprint("intact ", *s.Intact))
		}
		got[name] = strings.Join(words, ", ")
	}
	for name, c := range f.Capabilities {
		got[name] = "not told"
		if c.Packaged != nil {
			got[name] = fmt.Sprint("packaged ", *c.Packaged)
		}
	}
	return got
}

func TestSetuidProgramsAreComparedWithRPM(t *testing.T) {
	dir := rpmTree(t)
	f, gaps := gather(t, hosttest.RootFS(t, dir))
	want := map[string]string{
		"/usr/bin/su":      "base, 4755, intact true",
		"/usr/bin/late":    "base, 0755, intact true",
		"/usr/bin/changed": "base, 4755, intact false",
		"/usr/bin/tuned":   "base, intact true",
		"/usr/bin/moved":   "base, 4755, intact true",
		"/usr/bin/old":     "base, 4755, intact true",
		"/etc/config":      "base, 4755",
		"/usr/bin/link":    "stray",
		"/usr/bin/ghost":   "stray",
		"/usr/bin/stray":   "stray",
		"/srv/su":          "stray",
		"/usr/bin/ping":    "packaged true",
		"/srv/ping":        "packaged false",
	}
	if d := cmp.Diff(want, told(f)); d != "" || len(gaps) > 0 {
		t.Error(d, gaps)
	}

	// dpkg as a mere tool on such a system tells nothing, and hides nothing.
	if err := os.MkdirAll(filepath.Join(dir, dpkgInfo), 0o755); err != nil {
		t.Fatal(err)
	}
	f, gaps = gather(t, hosttest.RootFS(t, dir))
	if d := cmp.Diff(want, told(f)); d != "" || len(gaps) > 0 {
		t.Error(d, gaps)
	}

}

// Where one list is damaged, what another has stands, and what none has is not
// called stray: the damaged one may have it.
func TestADamagedHeaderIsAGap(t *testing.T) {
	dir := rpmTree(t)
	rpmtest.Install(t, dir, rpmtest.Build(t, strings.NewReplacer("base", "second", "usr/bin/late", "usr/bin/stray").Replace(rpmSpec)))
	file := filepath.Join(rpmtest.Path(dir), "rpmdb.sqlite")
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(file + "-wal"); err == nil && info.Size() > 0 {
		t.Fatal("rpm left changes in the log")
	}
	// In the header, and in an index by names that nothing here reads.
	if !bytes.Contains(b, []byte("\x00late\x00")) {
		t.Fatal("the name is not there")
	}
	if err := os.WriteFile(file, bytes.ReplaceAll(b, []byte("\x00late\x00"), []byte("\x00l\xe1te\x00")), 0o644); err != nil {
		t.Fatal(err)
	}
	f, gaps := gather(t, hosttest.RootFS(t, dir))
	got := told(f)
	for name, want := range map[string]string{
		"/usr/bin/su": "second, 4755, intact true", "/usr/bin/stray": "second, 0755, intact false",
		"/usr/bin/late": "not told", "/usr/bin/ghost": "not told", "/srv/su": "not told", "/srv/ping": "not told", "/usr/bin/ping": "packaged true",
	} {
		if got[name] != want {
			t.Errorf("%s: got %q, want %q", name, got[name], want)
		}
	}
	for _, name := range []string{
		`files.setuid["/usr/bin/late"].packaged`, `files.setuid["/usr/bin/late"].recorded_mode`, `files.capabilities["/srv/ping"].packaged`,
	} {
		if !missing(gaps, name) {
			t.Errorf("no gap %s in %v", name, gaps)
		}
	}
	if missing(gaps, `files.setuid["/usr/bin/su"].packaged`) {
		t.Error("what the other list has is a gap", gaps)
	}
}

func TestARuinedRPMDatabaseIsAGap(t *testing.T) {
	dir := rpmTree(t)
	if err := os.Truncate(filepath.Join(rpmtest.Path(dir), "rpmdb.sqlite"), 5000); err != nil {
		t.Fatal(err)
	}
	f, gaps := gather(t, hosttest.RootFS(t, dir))
	if got := told(f)["/usr/bin/su"]; got != "not told" || !missing(gaps, "files.setuid[*].packaged") || !missing(gaps, "files.capabilities[*].packaged") {
		t.Error(got, gaps)
	}
}
