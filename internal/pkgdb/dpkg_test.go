package pkgdb_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
	"isoscan/internal/pkgdb"
)

// names lists "name arch version" of the packages that a predicate takes.
func names(pkgs []pkgdb.Package, take func(pkgdb.Package) bool) []string {
	out := []string{}
	for _, p := range pkgs {
		if take(p) {
			out = append(out, p.Name+" "+p.Arch+" "+p.Version)
		}
	}
	return out
}

func stanza(name, status, version string) string {
	return "Package: " + name + "\nStatus: " + status + "\nArchitecture: amd64\nVersion: " + version + "\nDescription: x\n y\n\n"
}

func TestDpkgStates(t *testing.T) {
	text := stanza("kept", "install ok installed", "1") +
		stanza("held", "hold ok installed", "1") +
		stanza("trigger", "install ok triggers-pending", "1") +
		stanza("awaits", "install ok triggers-awaited", "1") +
		stanza("removed", "deinstall ok config-files", "1") +
		stanza("purged", "purge ok not-installed", "") +
		stanza("unpacked", "install ok unpacked", "1") +
		stanza("half", "install reinstreq half-installed", "1") +
		stanza("conf", "install ok half-configured", "1")
	pkgs, problems := pkgdb.ParseDpkg([]byte(text), "status", false)
	if len(problems) > 0 {
		t.Errorf("problems: %v", problems)
	}
	want := []string{"kept amd64 1", "held amd64 1", "trigger amd64 1", "awaits amd64 1"}
	if diff := cmp.Diff(want, names(pkgs, pkgdb.Package.Installed)); diff != "" {
		t.Errorf("installed (-want +got):\n%s", diff)
	}
	want = []string{"unpacked amd64 1", "half amd64 1", "conf amd64 1"}
	if diff := cmp.Diff(want, names(pkgs, pkgdb.Package.Broken)); diff != "" {
		t.Errorf("broken (-want +got):\n%s", diff)
	}
}

func TestDpkgWhatCannotBeReadIsAProblem(t *testing.T) {
	for name, text := range map[string]string{
		"no name":        "Status: install ok installed\nVersion: 1\n",
		"no status":      "Package: a\nVersion: 1\n",
		"odd status":     "Package: a\nStatus: install ok gone\nVersion: 1\n",
		"two words":      "Package: a\nStatus: install ok\nVersion: 1\n",
		"no version":     "Package: a\nStatus: install ok installed\n",
		"binary":         "\x00\x01\x02\x03",
		"a page of HTML": "<html>\n<body>\n",
	} {
		pkgs, problems := pkgdb.ParseDpkg([]byte(text), "status", false)
		if len(pkgs) != 0 || len(problems) == 0 {
			t.Errorf("%s: packages %v, problems %v", name, pkgs, problems)
		}
	}
}

func TestDpkgCRLFAndLastStanzaWithoutNewline(t *testing.T) {
	text := strings.TrimSuffix(strings.ReplaceAll(stanza("a", "install ok installed", "1:2-3"), "\n", "\r\n"), "\r\n\r\n")
	pkgs, problems := pkgdb.ParseDpkg([]byte(text), "status", false)
	if diff := cmp.Diff([]string{"a amd64 1:2-3"}, names(pkgs, pkgdb.Package.Installed)); diff != "" || len(problems) > 0 {
		t.Errorf("(-want +got):\n%s%v", diff, problems)
	}
}

func TestReadFindsTheDatabase(t *testing.T) {
	apk, err := os.ReadFile("testdata/installed")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		files   map[string]string
		manager pkgdb.Manager
		path    string
		want    []string
	}{
		"dpkg": {map[string]string{"/var/lib/dpkg/status": stanza("a", "install ok installed", "1")},
			pkgdb.Dpkg, "/var/lib/dpkg/status", []string{"a amd64 1"}},
		"dpkg with a journal that overrides": {map[string]string{
			"/var/lib/dpkg/status":         stanza("a", "install ok installed", "1"),
			"/var/lib/dpkg/updates/0001":   stanza("a", "install ok installed", "2"),
			"/var/lib/dpkg/updates/tmp.ci": "half written",
		}, pkgdb.Dpkg, "/var/lib/dpkg/status", []string{"a amd64 2"}},
		"distroless": {map[string]string{
			"/var/lib/dpkg/status.d/base":         "Package: base\nVersion: 1\nArchitecture: amd64\n",
			"/var/lib/dpkg/status.d/base.md5sums": "0 x\n",
		}, pkgdb.Dpkg, "/var/lib/dpkg/status.d", []string{"base amd64 1"}},
		"apk": {map[string]string{"/lib/apk/db/installed": string(apk)},
			pkgdb.APK, "/lib/apk/db/installed", []string{"musl x86_64 1.2.5-r0", "busybox x86_64 1.36.1-r29"}},
		"an empty second database": {map[string]string{
			"/var/lib/dpkg/status": "", "/lib/apk/db/installed": string(apk)},
			pkgdb.APK, "/lib/apk/db/installed", []string{"musl x86_64 1.2.5-r0", "busybox x86_64 1.36.1-r29"}},
	} {
		t.Run(name, func(t *testing.T) {
			dbs, err := pkgdb.Read(context.Background(), hosttest.Tree(t, c.files))
			if err != nil {
				t.Fatal(err)
			}
			if dbs[0].Manager != c.manager || dbs[0].Path != c.path || len(dbs[0].Problems) > 0 {
				t.Errorf("got %s %s %v", dbs[0].Manager, dbs[0].Path, dbs[0].Problems)
			}
			if diff := cmp.Diff(c.want, names(dbs[0].Packages, pkgdb.Package.Installed)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadWithoutADatabaseSaysSo(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"empty tree":   {"/etc/passwd": "x"},
		"empty status": {"/var/lib/dpkg/status": ""},
	} {
		if _, err := pkgdb.Read(context.Background(), hosttest.Tree(t, files)); !errors.Is(err, pkgdb.ErrNone) {
			t.Errorf("%s: got %v, want ErrNone", name, err)
		}
	}
	h := hosttest.Deny(hosttest.Tree(t, map[string]string{"/var/lib/dpkg/status": stanza("a", "install ok installed", "1")}), "/var/lib/dpkg/status")
	if _, err := pkgdb.Read(context.Background(), h); !errors.Is(err, host.ErrPermission) {
		t.Errorf("denied: got %v", err)
	}
}

func FuzzParseDpkg(f *testing.F) {
	f.Add([]byte(stanza("a", "install ok installed", "1")), false)
	f.Add([]byte("Package: a\n b\n\nVersion"), true)
	f.Fuzz(func(t *testing.T, b []byte, bare bool) {
		pkgs, _ := pkgdb.ParseDpkg(b, "status", bare)
		for _, p := range pkgs {
			if p.Name == "" || p.State == "" {
				t.Errorf("a package without a name or state: %+v", p)
			}
		}
	})
}

func FuzzParseAPK(f *testing.F) {
	f.Add([]byte("P:musl\nV:1.2.5-r0\nA:x86_64\n\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		pkgs, _ := pkgdb.ParseAPK(b, "installed")
		for _, p := range pkgs {
			if p.Name == "" || p.Version == "" {
				t.Errorf("a package without a name or version: %+v", p)
			}
		}
	})
}

func BenchmarkReadDpkg(b *testing.B) {
	var text strings.Builder
	for i := range 1000 {
		text.WriteString(stanza("package"+string(rune('a'+i%26)), "install ok installed", "1:2.3-4"))
	}
	raw := []byte(text.String())
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		pkgdb.ParseDpkg(raw, "status", false)
	}
}
