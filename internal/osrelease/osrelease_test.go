package osrelease_test

import (
	"context"
	"errors"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
	"isoscan/internal/osrelease"
)

func TestReadFindsTheRelease(t *testing.T) {
	for name, tc := range map[string]struct {
		files         map[string]string
		id, version   string
		codename, src string
	}{
		"etc": {map[string]string{
			"/etc/os-release":     "ID=debian\nVERSION_ID=\"8\"\nVERSION_CODENAME=jessie\n",
			"/usr/lib/os-release": "ID=debian\nVERSION_ID=\"12\"\n",
		}, "debian", "8", "jessie", "/etc/os-release"},
		"usr":      {map[string]string{"/usr/lib/os-release": "ID=alpine\nVERSION_ID=3.20.1\n"}, "alpine", "3.20.1", "", "/usr/lib/os-release"},
		"link":     {map[string]string{"/etc/os-release": "-> ../usr/lib/os-release", "/usr/lib/os-release": "ID='ubuntu'\nVERSION_ID='24.04'\n"}, "ubuntu", "24.04", "", "/etc/os-release"},
		"dangling": {map[string]string{"/etc/os-release": "-> ../nowhere", "/usr/lib/os-release": "ID=ol\nVERSION_ID=8.9\n"}, "ol", "8.9", "", "/usr/lib/os-release"},
		"last":     {map[string]string{"/etc/os-release": "ID=a\nID=b\n#ID=c\n ID=d\r\n"}, "d", "", "", "/etc/os-release"},
		"bom":      {map[string]string{"/etc/os-release": "\xef\xbb\xbfID=debian\n"}, "debian", "", "", "/etc/os-release"},
		"centos6":  {map[string]string{"/etc/redhat-release": "CentOS release 6.10 (Final)\n"}, "centos", "6.10", "", "/etc/redhat-release"},
		"rhel":     {map[string]string{"/etc/redhat-release": "Red Hat Enterprise Linux Server release 6.9 (Santiago)\n"}, "rhel", "6.9", "", "/etc/redhat-release"},
		"sles11":   {map[string]string{"/etc/SuSE-release": "SUSE Linux Enterprise Server 11 (x86_64)\nVERSION = 11\nPATCHLEVEL = 4\n"}, "sles", "11.4", "", "/etc/SuSE-release"},
		"debian6":  {map[string]string{"/etc/debian_version": "6.0.10\n"}, "debian", "6", "", "/etc/debian_version"},
		"sid":      {map[string]string{"/etc/debian_version": "forky/sid\n"}, "debian", "", "forky", "/etc/debian_version"},
		"alpine":   {map[string]string{"/etc/alpine-release": "3.4.6\n"}, "alpine", "3.4.6", "", "/etc/alpine-release"},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := osrelease.Read(context.Background(), hosttest.Tree(t, tc.files))
			if err != nil {
				t.Fatal(err)
			}
			got := []string{r.ID, r.VersionID, r.VersionCodename, r.Path}
			if d := cmp.Diff([]string{tc.id, tc.version, tc.codename, tc.src}, got); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
		})
	}
}

func TestReadTellsAbsentFromUnreadable(t *testing.T) {
	ctx := context.Background()
	if _, err := osrelease.Read(ctx, hosttest.Tree(t, map[string]string{"/etc/": ""})); !errors.Is(err, osrelease.ErrNone) {
		t.Errorf("empty tree: %v", err)
	}
	h := hosttest.Tree(t, map[string]string{"/etc/os-release": "ID=debian\n", "/usr/lib/os-release": "ID=debian\n"})
	if _, err := osrelease.Read(ctx, hosttest.Deny(h, "/etc/os-release")); !errors.Is(err, host.ErrPermission) {
		t.Errorf("denied: %v", err)
	}
	if _, err := osrelease.Read(ctx, hosttest.Tree(t, map[string]string{"/etc/os-release/": "", "/usr/lib/os-release": "ID=debian\n"})); !errors.Is(err, host.ErrIrregular) {
		t.Errorf("directory: %v", err)
	}
	if _, err := osrelease.Read(ctx, hosttest.Tree(t, map[string]string{"/etc/os-release": "NAME=x\n"})); err == nil {
		t.Error("a file without ID= was taken")
	}
	for p, text := range map[string]string{
		"/etc/os-release": "ID=\xff\x02\n", "/etc/alpine-release": "\x8f\xd1q", "/etc/debian_version": "\x8f\xd1q/sid\n",
	} {
		r, err := osrelease.Read(ctx, hosttest.Tree(t, map[string]string{p: text}))
		if err == nil || errors.Is(err, osrelease.ErrNone) {
			t.Errorf("garbage in %s: %+v, %v", p, r, err)
		}
	}
}

// TestQuotesAreThoseOfTheShell compares with sh, for which the format is made.
func TestQuotesAreThoseOfTheShell(t *testing.T) {
	for _, value := range []string{
		`plain`, `"double"`, `'single'`, `"a \"quoted\" word"`, `"back\\slash"`, `"dollar \$HOME"`, `"tick \` + "`" + `x"`,
		`'it'\''s'`, `"kept \n as is"`, `a\ b`, `""`, `''`, `"a"'b'c`, `"x" # comment`, `x# y`,
	} {
		text := "NAME=" + value + "\n"
		out, err := exec.Command("sh", "-c", text+"printf %s \"$NAME\"").Output()
		want := string(out)
		if err != nil && strings.Contains(value, "# y") {
			// "x# y" would run a program named y: no value for us either.
			want = ""
		} else if err != nil {
			t.Fatal(err)
		}
		if got := osrelease.Parse([]byte(text)).Name; got != want {
			t.Errorf("%s: %q, sh says %q", value, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("ID=debian\nVERSION_ID=\"12\"\nNAME='a b'\n"))
	f.Add([]byte("ID=\"\\\n=\n\xff"))
	f.Fuzz(func(t *testing.T, data []byte) {
		begin := time.Now()
		r := osrelease.Parse(data)
		if r == nil || time.Since(begin) > time.Second {
			t.Error("nil or slow")
		}
	})
}
