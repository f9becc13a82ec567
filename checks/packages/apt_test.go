package packages

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
)

const confText = `
// a comment
# another
/* and
   one more */
APT::Periodic::Update-Package-Lists "1";
apt::periodic::UNATTENDED-Upgrade "0";
APT { Periodic { Unattended-Upgrade "1"; Enable "1"; }; Get { AllowUnauthenticated "true"; }; };
Unattended-Upgrade::Origins-Pattern { "origin=Debian"; "origin=Other"; };
Unattended-Upgrade::Origins-Pattern:: "origin=Third";
Acquire::https { Verify-Peer "false"; };
Acquire::AllowInsecureRepositories "no"; Acquire::Check-Date "false"; # same line
DPkg::Post-Invoke { "rm -f /var/cache/apt/*.bin || true"; };
Dropped::List { "a"; "b"; };
#clear Dropped::List;
Quoted::URL "http://proxy.example.org:3128/";
`

func TestAptConfiguration(t *testing.T) {
	var c aptConf
	if err := c.parse("conf", []byte(confText), nil); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"APT::Periodic::Update-Package-Lists": "1",
		"APT::Periodic::Unattended-Upgrade":   "1",
		"APT::Get::AllowUnauthenticated":      "true",
		"Acquire::https::Verify-Peer":         "false",
		"Acquire::Check-Date":                 "false",
		"Quoted::URL":                         "http://proxy.example.org:3128/",
	} {
		if got, _, ok := c.get(name); !ok || got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	var origins []string
	for _, o := range c.list("Unattended-Upgrade::Origins-Pattern") {
		origins = append(origins, o.Value)
	}
	if diff := cmp.Diff([]string{"origin=Debian", "origin=Other", "origin=Third"}, origins); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := c.list("Dropped::List"); len(got) != 0 {
		t.Errorf("a cleared list holds %v", got)
	}
	if _, src, _ := c.get("APT::Periodic::Unattended-Upgrade"); src != "conf:8" {
		t.Errorf("source %s", src)
	}
	compareWithAptConfig(t, &c)
}

// compareWithAptConfig asks apt itself, where it is installed.
func compareWithAptConfig(t *testing.T, c *aptConf) {
	bin, err := exec.LookPath("apt-config")
	if err != nil {
		return
	}
	file := filepath.Join(t.TempDir(), "conf")
	if err := os.WriteFile(file, []byte(confText), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"APT::Periodic::Update-Package-Lists", "APT::Periodic::Unattended-Upgrade", "APT::Get::AllowUnauthenticated",
		"Acquire::https::Verify-Peer", "Acquire::Check-Date", "Acquire::AllowInsecureRepositories", "Quoted::URL"} {
		out, err := exec.Command(bin, "-c", file, "shell", "X", name).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		want := strings.Trim(strings.TrimPrefix(strings.TrimSpace(string(out)), "X="), "'")
		if got, _, _ := c.get(name); got != want {
			t.Errorf("%s: got %q, apt says %q", name, got, want)
		}
	}
}

func TestBrokenAptConfigurationIsAnError(t *testing.T) {
	for name, text := range map[string]string{
		"no semicolon": `A "1"`, "open block": `A { B "1";`, "open quote": `A "1;`, "closed twice": `A { }; };`,
		"open comment": `/* A "1";`, "setting before the end of a block": `A { B "1" };`, "deep": strings.Repeat("A { ", 60),
	} {
		var c aptConf
		if err := c.parse("conf", []byte(text), nil); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestSources(t *testing.T) {
	one, problems := parseOneLine("/etc/apt/sources.list", []byte(`
# deb http://off.example.org/ x main
deb http://deb.debian.org/debian bookworm main contrib # why
deb-src http://deb.debian.org/debian bookworm main
deb [ trusted=yes arch=amd64,i386 signed-by=/k.gpg ] https://user:secret@repo.example.com/apt ./
deb cdrom:[Debian GNU/Linux 12.0.0 _Bookworm_]/ bookworm main
deb http://broken.example.org
rubbish
`))
	for i := range one {
		one[i].source = one[i].source[len("/etc/apt/sources.list:"):]
	}
	want := []aptSource{
		{uri: "http://deb.debian.org/debian", suite: "bookworm", components: []string{"main", "contrib"}, source: "3"},
		{uri: "https://user:secret@repo.example.com/apt", suite: "./", components: []string{}, archs: []string{"amd64", "i386"}, signedBy: "/k.gpg", trusted: "yes", source: "5"},
		{uri: "cdrom:[Debian GNU/Linux 12.0.0 _Bookworm_]/", suite: "bookworm", components: []string{"main"}, source: "6"},
	}
	if diff := cmp.Diff(want, one, cmp.AllowUnexported(aptSource{})); diff != "" || len(problems) != 2 {
		t.Errorf("(-want +got):\n%s%v", diff, problems)
	}
	if got := one[1].listPrefix(); got != "repo.example.com_apt_._" {
		t.Errorf("list prefix %s", got)
	}
	if got := one[1].key(); strings.Contains(got, "secret") {
		t.Errorf("the key %q holds the password", got)
	}
	two, problems := parseDeb822Sources("f", []byte(`# comment only

Types: deb deb-src
URIs: http://a.example.org/x_y http://b.example.org
Suites: one one-security
Components: main
Architectures: amd64
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 abc

Enabled: no
Types: deb
URIs: http://c.example.org
Suites: x/

Types: deb
Suites: x
`))
	if len(two) != 4 || two[1].suite != "one-security" || two[3].uri != "http://b.example.org" || two[0].signedBy != "embedded key" || len(problems) != 1 {
		t.Errorf("got %+v, problems %v", two, problems)
	}
	if got := two[0].listPrefix(); got != "a.example.org_x%5fy_dists_one_" {
		t.Errorf("list prefix %s", got)
	}
}

// paths lists the gaps.
func paths(gaps *facts.Gaps) []string {
	var out []string
	for _, m := range gaps.Missing() {
		out = append(out, m.Path)
	}
	sort.Strings(out)
	return out
}

// hasGap tells whether a gap at or below a path was recorded.
func hasGap(gaps *facts.Gaps, path string) bool {
	for _, p := range paths(gaps) {
		if strings.HasPrefix(p, path) {
			return true
		}
	}
	return false
}

func TestWithoutListsNothingIsKnownOfUpdates(t *testing.T) {
	files := aptTree("", "")
	for name := range files {
		if strings.HasSuffix(name, "_Packages") {
			delete(files, name)
		}
	}
	f, gaps := gather(t, hosttest.Tree(t, files))
	if f.Updates.Pending != nil || f.Updates.Security != nil || len(f.Indexes.Missing) != 4 {
		t.Errorf("got %+v, missing %v", f.Updates, f.Indexes.Missing)
	}
	for _, p := range []string{"packages.updates.pending", "packages.updates.security", "packages.indexes.refreshed"} {
		if !hasGap(gaps, p) {
			t.Errorf("no gap for %s in %v", p, paths(gaps))
		}
	}
}

func TestOneMissingListIsAGapOnlyForWhatItWouldTell(t *testing.T) {
	files := aptTree("", "")
	delete(files, "/var/lib/apt/lists/deb.example.org_debian_dists_bookworm_main_binary-amd64_Packages")
	f, gaps := gather(t, hosttest.Tree(t, files))
	if len(f.Updates.Security) != 1 || hasGap(gaps, "packages.updates.security") {
		t.Errorf("security %v, gaps %v", f.Updates.Security, paths(gaps))
	}
	if !hasGap(gaps, `packages.updates.pending["unread"]`) {
		t.Errorf("gaps %v", paths(gaps))
	}
	delete(files, "/var/lib/apt/lists/deb.example.org_debian_dists_bookworm-security_main_binary-amd64_Packages")
	f, gaps = gather(t, hosttest.Tree(t, files))
	if f.Updates.Security != nil || !hasGap(gaps, "packages.updates.security") {
		t.Errorf("security %v, gaps %v", f.Updates.Security, paths(gaps))
	}
}

func TestADamagedListIsAGap(t *testing.T) {
	const list = "/var/lib/apt/lists/deb.example.org_debian_dists_bookworm_main_binary-amd64_Packages"
	for name, change := range map[string]func(map[string]string){
		"gzip that is none": func(f map[string]string) { f[list+".gz"] = "rubbish"; delete(f, list) },
		"xz that is none":   func(f map[string]string) { f[list+".xz"] = "rubbish"; delete(f, list) },
		"lz4 that is none":  func(f map[string]string) { f[list+".lz4"] = "rubbish"; delete(f, list) },
		"no names":          func(f map[string]string) { f[list] = "Version: 1\n\nVersion: 2\n\n" },
	} {
		files := aptTree("", "")
		change(files)
		_, gaps := gather(t, hosttest.Tree(t, files))
		if !hasGap(gaps, "packages.updates.pending") {
			t.Errorf("%s: gaps %v", name, paths(gaps))
		}
	}
	files := aptTree("", "")
	_, gaps := gather(t, hosttest.Deny(hosttest.Tree(t, files), list))
	if !hasGap(gaps, "packages.updates.pending") {
		t.Errorf("denied: gaps %v", paths(gaps))
	}
}

func TestUnreadableSourcesAndPinsAreGaps(t *testing.T) {
	tree := hosttest.Tree(t, aptTree("Package: tool\nPin: nonsense\nPin-Priority: 1\n", "Broken {"))
	_, gaps := gather(t, hosttest.Deny(tree, "/etc/apt/sources.list"))
	for _, p := range []string{"packages.sources", "packages.updates.pending", "packages.options.insecure", "packages.automatic", "packages.security_source"} {
		if !hasGap(gaps, p) {
			t.Errorf("no gap for %s in %v", p, paths(gaps))
		}
	}
}

// TestARuinedReleaseFileHidesWhatIsPending: the lists of a security archive that
// no source names are no evidence when the release that needs them is unknown.
func TestARuinedReleaseFileHidesWhatIsPending(t *testing.T) {
	orphans := aptTree("", "")
	delete(orphans, "/etc/os-release")
	orphans["/etc/apt/sources.list"] = ""
	configured := aptTree("", "")
	delete(configured, "/etc/os-release")
	for name, ruin := range map[string]hosttest.File{
		"fifo":      {Path: "/etc/os-release", Mode: fs.ModeNamedPipe | 0o644},
		"directory": {Path: "/etc/os-release", Mode: fs.ModeDir | 0o755},
		"garbage":   {Path: "/etc/os-release", Content: "\x8f\x00\xd1q\nID=\xff\xfe\n"},
	} {
		f, gaps := gather(t, hosttest.TreeWith(t, append(hosttest.Files(orphans), ruin)))
		if f.Updates.Security != nil || f.Indexes.Refreshed != nil || f.SecuritySource != nil {
			t.Errorf("%s: security %v, refreshed %v, source %v", name, f.Updates.Security, f.Indexes.Refreshed, f.SecuritySource)
		}
		for _, p := range []string{"packages.updates.security", "packages.indexes.refreshed", "packages.security_source"} {
			if !hasGap(gaps, p) {
				t.Errorf("%s: no gap for %s in %v", name, p, paths(gaps))
			}
		}
		_, gaps = gather(t, hosttest.TreeWith(t, append(hosttest.Files(configured), ruin)))
		if !hasGap(gaps, `packages.updates.security["unread"]`) {
			t.Errorf("%s, with sources: gaps %v", name, paths(gaps))
		}
	}
}

func TestSecuritySource(t *testing.T) {
	for name, c := range map[string]struct {
		change func(map[string]string)
		want   SecuritySource
	}{
		"configured": {func(map[string]string) {}, SecuritySource{Configured: true, ListFound: true, Codename: "bookworm", Release: "bookworm", Source: "/etc/apt/sources.list:2"}},
		"other release": {func(f map[string]string) {
			f["/etc/os-release"] = "ID=debian\nVERSION_ID=13\nVERSION_CODENAME=trixie\n"
		},
			SecuritySource{Configured: true, ListFound: true, Codename: "bookworm", Release: "trixie", Mismatch: true, Source: "/etc/apt/sources.list:2"}},
		"list without a source": {func(f map[string]string) {
			f["/etc/apt/sources.list"] = "deb http://deb.example.org/debian bookworm main\n"
		}, SecuritySource{ListFound: true, Codename: "bookworm", Release: "bookworm",
			Source: "/var/lib/apt/lists/deb.example.org_debian_dists_bookworm-security_main_binary-amd64_Packages"}},
		"none": {func(f map[string]string) {
			f["/etc/apt/sources.list"] = "deb http://deb.example.org/debian bookworm main\n"
			for n := range f {
				if strings.Contains(n, "-security") {
					delete(f, n)
				}
			}
		}, SecuritySource{Release: "bookworm", Source: "/etc/apt/sources.list"}},
	} {
		files := aptTree("", "")
		c.change(files)
		f, _ := gather(t, hosttest.Tree(t, files))
		if f.SecuritySource == nil {
			t.Errorf("%s: absent", name)
		} else if diff := cmp.Diff(c.want, *f.SecuritySource); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestTrust(t *testing.T) {
	files := map[string]string{"/var/lib/dpkg/status": installedTool,
		"/etc/apt/sources.list": "deb [trusted=yes] http://a.example.org x main\ndeb [allow-insecure=yes] http://b.example.org x main\n" +
			"deb [signed-by=/etc/apt/keyrings/c.gpg] https://c.example.org x main\ndeb http://deb.debian.org/debian bookworm main\n",
		"/etc/apt/keyrings/c.gpg": "key",
	}
	f, _ := gather(t, hosttest.Tree(t, files))
	got := map[string]string{}
	for name, s := range f.Sources {
		got[name] = s.Unchecked
	}
	want := map[string]string{"http://a.example.org x": "trusted=yes", "http://b.example.org x": "allow-insecure=yes",
		"https://c.example.org x": "", "http://deb.debian.org/debian bookworm": ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if f.Sources["https://c.example.org x"].Official || !f.Sources["http://deb.debian.org/debian bookworm"].Official {
		t.Error("the distribution's own archive is not told from others")
	}
	if k := f.Keyrings["/etc/apt/keyrings/c.gpg"]; k.Mode != "0644" || k.WorldWritable {
		t.Errorf("keyring %+v", k)
	}
	files["/etc/apt/apt.conf.d/99x"] = "Acquire::AllowInsecureRepositories \"1\";\nAcquire::https::Verify-Peer \"false\";\n"
	f, _ = gather(t, hosttest.Tree(t, files))
	if s := f.Sources["https://c.example.org x"]; s.Verified || s.TLSVerified || len(f.Options.Insecure) != 2 {
		t.Errorf("source %+v, options %v", s, f.Options.Insecure)
	}
}

func FuzzAptConf(f *testing.F) {
	f.Add([]byte(confText))
	f.Fuzz(func(t *testing.T, b []byte) {
		var c aptConf
		_ = c.parse("conf", b, nil)
		c.list("APT::Periodic")
	})
}

func FuzzSources(f *testing.F) {
	f.Add([]byte("deb [trusted=yes] http://a/ x/\n"))
	f.Add([]byte("Types: deb\nURIs: http://a\nSuites: x\nComponents: main\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		one, _ := parseOneLine("f", b)
		two, _ := parseDeb822Sources("f", b)
		for _, s := range append(one, two...) {
			s.listPrefix()
			s.key()
		}
	})
}

func FuzzPreferences(f *testing.F) {
	f.Add([]byte("Package: a /b/ src:c\nPin: release a=x, n=y\nPin-Priority: 1\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		pins, _ := parsePreferences("f", b)
		for _, p := range pins {
			p.appliesTo("tool", "src")
			p.matchesVersion("1.0", &aptIndex{})
		}
	})
}

func FuzzLists(f *testing.F) {
	f.Add([]byte("Origin: x\nDate: Wed, 20 May 2026 00:00:00 UTC\nSHA256:\n 0 1 main/binary-amd64/Packages\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r := parseRelease(b)
		r.listed("main/binary-amd64/Packages")
		ix, _ := newIndex(listsDir, "a_dists_b_main_binary-amd64_Packages")
		_ = ix.offers(t.Context(), b, func([]byte) bool { return true }, func(string, string, offer) {})
	})
}

func BenchmarkPackageList(b *testing.B) {
	var text strings.Builder
	for range 20000 {
		text.WriteString("Package: some-package\nVersion: 1.2.3-4\nInstalled-Size: 100\nMaintainer: Some Body <some@example.org>\n" +
			"Architecture: amd64\nDepends: libc6 (>= 2.36), libssl3 (>= 3.0.0)\nDescription: a package of the list\nFilename: pool/main/s/some.deb\n\n")
	}
	raw := []byte(text.String())
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		ix, _ := newIndex(listsDir, "a_dists_b_main_binary-amd64_Packages")
		if err := ix.offers(b.Context(), raw, func([]byte) bool { return false }, nil); err != nil {
			b.Fatal(err)
		}
	}
}
