package mac

import (
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/host/hosttest"
)

// apparmorCases are files of apparmor.d(5), and what the manual says of the
// mode of each profile; nil: the file is refused.
var apparmorCases = []struct {
	text string
	want map[string]string
}{
	{"/bin/a {\n}\n", map[string]string{"/bin/a": "enforce"}},
	{"profile a /bin/a flags=(complain) {\n}\n", map[string]string{"a": "complain"}},
	{"/bin/a flags=(complain)\n{\n}\n", map[string]string{"/bin/a": "complain"}},
	{"/bin/a\n  flags=(complain) {\n}\n", map[string]string{"/bin/a": "complain"}},
	{"/bin/a flags = (complain) {\n}\n", map[string]string{"/bin/a": "complain"}},
	{"/bin/a (complain) {\n}\n", map[string]string{"/bin/a": "complain"}},
	{"/bin/a flags=(complain){\n}\n", map[string]string{"/bin/a": "complain"}},
	{"/bin/a # flags=(complain) {\n{\n}\n", map[string]string{"/bin/a": "enforce"}},
	{"profile a { }\n", map[string]string{"a": "enforce"}},
	{"profile a {}\nprofile b flags=(complain) {}\n", map[string]string{"a": "enforce", "b": "complain"}},
	{"/bin/a { /x r, }\n/bin/b flags=(complain) { /{,usr/}bin/x r, }\n", map[string]string{"/bin/a": "enforce", "/bin/b": "complain"}},
	{"/bin/a flags=(attach_disconnected, complain) {\n}\n", map[string]string{"/bin/a": "complain"}},
	{"/bin/a flags=(attach_disconnected complain) {\n}\n", map[string]string{"/bin/a": "complain"}},
	{"/bin/a flags=(audit,mediate_deleted) {\n}\n", map[string]string{"/bin/a": "enforce"}},
	{"/bin/a xattrs=(user.x=\"a\") flags=(complain) {\n}\n", map[string]string{"/bin/a": "complain"}},
	{"\"/bin/a b\" {\n}\nprofile \"c d\" \"/bin/c d\" flags=(complain) {\n}\n", map[string]string{"/bin/a b": "enforce", "c d": "complain"}},
	{"/bin/{a,b} flags=(complain) {\n}\n/**/c {\n}\n", map[string]string{"/bin/{a,b}": "complain", "/**/c": "enforce"}},
	{"/bin/a {\n profile b flags=(complain) {\n }\n ^h flags=(complain) {\n }\n /c r,\n}\nprofile d flags=(complain) {\n}\n", map[string]string{"/bin/a": "enforce", "d": "complain"}},
	{"profile a flags=(unconfined) {\n}\nprofile b flags=(kill) {\n}\nprofile c flags=(enforce) {\n}\n", map[string]string{"a": "unconfined", "b": "kill", "c": "enforce"}},
	{"abi <abi/3.0>,\n#include <tunables/global>\n@{y} = /bin\nalias /a -> /b,\nprofile a @{y}/a flags=(complain) {\n  include <abstractions/base>\n  owner @{HOME}/x rw,\n}\n", map[string]string{"a": "complain"}},
	{"include if exists <nosuch>\nprofile a {\n include if exists <nosuch.d>\n}\n", map[string]string{"a": "enforce"}},
	{"profile a {\n deny /x{,y,z}{,/**} w,\n}\nprofile b {\n}\n", map[string]string{"a": "enforce", "b": "enforce"}},
	{"profile a {\n}\r\nprofile b flags=(complain) {\r\n}\r\n", map[string]string{"a": "enforce", "b": "complain"}},
	{"", map[string]string{}},
	{"# nothing\n", map[string]string{}},
	{"a {\n}\n", nil},
	{"@{y}=/bin\n@{y}/a {\n}\n", nil},
	{"profile a flags=(complain,kill) {\n}\n", nil},
	{"profile a flags=(enforce,complain) {\n}\n", nil},
	{"profile a flags=(complian) {\n}\n", nil},
	{"profile a flags=(mode=complain) {\n}\n", nil},
	{"profile a {\n", nil},
	{"profile a {\n}\n}\n", nil},
	{"profile a {\n}\nprofile a flags=(complain) {\n}\n", nil},
	{"profile a\n", nil},
	{"hello world here\n", nil},
}

// compiled finds a profile's name, whether it is a hat, and its mode in the
// parser's binary form (policy_unpack.c of the kernel).
var compiled = regexp.MustCompile(`(?s)profile\x00\x07\x05..([^\x00]+)\x00.*?flags\x00\x07\x02(....)\x02(....)`)

// loadedModes are the modes of a folder's profiles as the parser compiles them;
// nil when it refuses one.
func loadedModes(t *testing.T, dir string, args ...string) map[string]string {
	t.Helper()
	cmd := exec.Command("apparmor_parser", append([]string{"-Q", "-K", "-S", "-I", profileDir, "--config-file=/dev/null"}, args...)...)
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		if _, missing := exec.LookPath("apparmor_parser"); missing != nil {
			t.Fatalf("%v; install apparmor, or run: make test", err)
		}
		return nil
	}
	got := map[string]string{}
	for _, m := range compiled.FindAllSubmatch(out, -1) {
		if name := string(m[1]); !strings.Contains(name, "//") {
			got[name] = []string{"enforce", "complain", "kill", "unconfined"}[binary.LittleEndian.Uint32(m[3])%4]
		}
	}
	return got
}

// The mode of every profile is the one that the parser would load it with, and
// what it refuses is a gap.
func TestModesAreThoseOfTheParser(t *testing.T) {
	for _, c := range apparmorCases {
		dir := t.TempDir()
		file := filepath.Join(dir, "p")
		if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		really := loadedModes(t, dir, file)
		if d := cmp.Diff(c.want, really); d != "" {
			t.Errorf("%q: -manual +parser\n%s", c.text, d)
		}
		f := parseProfiles(c.text)
		if (f.err != nil) != (really == nil) {
			t.Errorf("%q: here %v, the parser takes it: %v", c.text, f.err, really != nil)
		}
		if really == nil {
			continue
		}
		got := map[string]string{}
		for _, p := range f.profiles {
			got[p.name] = p.mode
		}
		if d := cmp.Diff(really, got); d != "" {
			t.Errorf("%q: -parser +told\n%s", c.text, d)
		}
	}
}

// Every profile that this machine has is taken.
func TestPackagedProfilesAreTaken(t *testing.T) {
	files, err := filepath.Glob(profileDir + "/*")
	if err != nil || len(files) == 0 {
		t.Fatal("/etc/apparmor.d has no profiles; install apparmor, or run: make test")
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil || !isProfile(filepath.Base(f)) {
			continue
		}
		if p := parseProfiles(string(b)); p.err != nil {
			t.Errorf("%s: %v", f, p.err)
		}
	}
}

// Links in disable and force-complain count as for the parser, which is given
// the folder; a link that leads nowhere does not.
func TestLinksAgainstTheParser(t *testing.T) {
	files := map[string]string{
		"/etc/apparmor.d/a": "profile a {\n}\n", "/etc/apparmor.d/b": "profile b {\n}\n", "/etc/apparmor.d/c": "profile c {\n}\n", "/etc/apparmor.d/d": "profile d {\n}\n",
		"/etc/apparmor.d/e": "profile e {\n}\n", "/etc/apparmor.d/f~": "profile f {\n}\n", "/etc/apparmor.d/g.dpkg-new": "profile g {\n}\n", "/etc/apparmor.d/.h": "profile h {\n}\n",
		"/etc/apparmor.d/disable/b": "-> ../b", "/etc/apparmor.d/force-complain/c": "-> ../c", "/etc/apparmor.d/disable/d": "-> ../nowhere", "/etc/apparmor.d/force-complain/e": "",
		"/etc/os-release": "", "/sbin/apparmor_parser": "", "/etc/apparmor.d/i": "profile i {\n include <nosuch>\n}\n", "/etc/apparmor.d/j": "profile j flags=(bogus) {\n}\n",
	}
	dir := hosttest.Write(t, hosttest.Files(files))
	etc := filepath.Join(dir, profileDir)
	really := map[string]string{}
	for _, name := range []string{"a", "b", "c", "d", "e", "f~", "g.dpkg-new", ".h", "i", "j"} {
		// A folder, so that the parser chooses, with one file and its links.
		one := t.TempDir()
		for _, p := range []string{name, "disable/" + name, "force-complain/" + name} {
			if _, err := os.Lstat(filepath.Join(etc, p)); err != nil {
				continue
			}
			if err := os.MkdirAll(filepath.Join(one, filepath.Dir(p)), 0o700); err != nil {
				t.Fatal(err)
			}
			if target, err := os.Readlink(filepath.Join(etc, p)); err == nil {
				err = os.Symlink(target, filepath.Join(one, p))
				if err != nil {
					t.Fatal(err)
				}
				continue
			}
			b, err := os.ReadFile(filepath.Join(etc, p))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(one, p), b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		for n, m := range loadedModes(t, one, "-b", one, one) {
			really[n] = m
		}
	}
	f, gaps := gather(t, hosttest.RootFS(t, dir))
	told := map[string]string{}
	for n, p := range f.AppArmor.Profiles {
		if !p.Disabled && !missing(gaps, `mac.apparmor.profiles["/etc/apparmor.d/`+n+`"]`) {
			told[n] = p.Mode
		}
	}
	if d := cmp.Diff(really, told); d != "" {
		t.Errorf("-parser +told\n%s%v", d, gaps)
	}
}
