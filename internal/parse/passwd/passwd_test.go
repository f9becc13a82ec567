package passwd

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/host/hosttest"
)

const odd = "# comment\nroot:x:0:0:root:/root:/bin/bash\n  toor:x:00:+0::/:\n+nis::::::\nshort:x:7:7\nmany:x:8:8:a:/b:/bin/sh:extra\n" +
	"novalue:x::9::/:/bin/sh\nplain\n:x:10:10::/:/bin/sh\nhuge:x:99999999999:5::/:/bin/sh\nroot:x:55:55::/second:/bin/sh\n\nlast:x:11:11::/last:/usr/sbin/nologin\r\n"

func TestParse(t *testing.T) {
	got, err := Parse([]byte(odd))
	if err != nil {
		t.Fatal(err)
	}
	want := []Account{
		{"root", 0, 0, "/root", "/bin/bash", 2}, {"toor", 0, 0, "/", "", 3}, {"short", 7, 7, "", "", 5},
		{"many", 8, 8, "/b", "/bin/sh:extra", 6},
		{"root", 55, 55, "/second", "/bin/sh", 11}, {"last", 11, 11, "/last", "/usr/sbin/nologin", 13},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if !got[1].LogsOn() || got[5].LogsOn() {
		t.Error("an empty shell lets in, nologin does not")
	}
	groups, err := ParseGroups([]byte("root:x:0:\nwheel:x:10:alice, bob,,\nbad:x:y:\n"))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]Group{{"root", 0, nil, 1}, {"wheel", 10, []string{"alice", "bob"}, 2}}, groups); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

func TestRuined(t *testing.T) {
	for _, content := range []string{"", "\n# nothing\n", "junk\n", "root:x:0:0::/root:/bin/sh\njunk\n", "root:x:0:0::/root:/bin/sh\n\x00\xff", "a:b:c:d\n\xff:\xfe\n"} {
		if _, err := Parse([]byte(content)); err == nil {
			t.Errorf("passwd %q is taken for whole", content)
		}
		if _, err := ParseGroups([]byte(content)); err == nil && !strings.HasPrefix(content, "root") {
			t.Errorf("group %q is taken for whole", content)
		}
	}
	if a, err := Parse([]byte("root:x:0:0::/root:/bin/sh\nalice:x:1:1::/:/bin/sh\njunk\n")); err != nil || len(a) != 2 {
		t.Errorf("one odd line among two accounts: %v %v", a, err)
	}
}

// getpwent(3) in a tree of its own reads the same accounts from the same file,
// but for one without a name, of which nobody can say who it is.
func TestWhatTheCLibraryReads(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Fatal("chroot(2) is for root: run the test as root")
	}
	dir := hosttest.Write(t, hosttest.Files(map[string]string{
		"/etc/passwd": odd, "/etc/group": "root:x:0:\n", "/etc/nsswitch.conf": "passwd: files\ngroup: files\n",
		"/dev/null": "", // perl reads it
	}))
	perl, err := exec.LookPath("perl")
	if err != nil {
		t.Fatal("perl is missing: install the Debian package perl-base")
	}
	out, err := exec.Command("ldd", perl).Output()
	if err != nil {
		t.Fatal(err)
	}
	files := []string{perl}
	for _, w := range strings.Fields(string(out)) {
		if strings.HasPrefix(w, "/") {
			files = append(files, w)
		}
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(dir, f)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, b, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("chroot", dir, perl, "-e", `while (my @p = getpwent) { print join("|", @p[0,2,3,7,8]), "\n" }`)
	cmd.Env = []string{"LC_ALL=C"}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	list, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, stderr.String())
	}
	var want, got []string
	for line := range strings.Lines(string(list)) {
		if line = strings.TrimRight(line, "\r\n"); line[0] != '|' && line[0] != '+' {
			want = append(want, line)
		}
	}
	accounts, _ := Parse([]byte(odd))
	for _, a := range accounts {
		got = append(got, fmt.Sprintf("%s|%d|%d|%s|%s", a.Name, a.UID, a.GID, a.Home, a.Shell))
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("getpwent (-) and Parse (+):\n%s", d)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(odd))
	f.Fuzz(func(t *testing.T, b []byte) {
		accounts, err := Parse(b)
		if len(accounts) == 0 && err == nil {
			t.Error("no account, and no reason")
		}
		for _, a := range accounts {
			if a.Name == "" || a.Line < 1 {
				t.Errorf("%+v", a)
			}
		}
		if g, err := ParseGroups(b); len(g) == 0 && err == nil {
			t.Error("no group, and no reason")
		}
	})
}
