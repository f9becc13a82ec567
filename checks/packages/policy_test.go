package packages

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

const installedTool = "Package: dpkg\nStatus: install ok installed\nArchitecture: amd64\nMaintainer: x\nDescription: x\nVersion: 1.21\n\n" +
	"Package: tool\nStatus: install ok installed\nArchitecture: amd64\nMaintainer: x\nDescription: x\nSource: tool-src\nVersion: 1.0-1\n\n"

// suite makes the two files of one archive below apt's lists.
func suite(files map[string]string, name, head string, versions ...string) {
	prefix := "/var/lib/apt/lists/deb.example.org_debian_dists_" + name + "_"
	files[prefix+"InRelease"] = head + "Architectures: amd64\nComponents: main\nDate: Wed, 20 May 2026 00:00:00 UTC\n"
	text := ""
	for _, v := range versions {
		text += "Package: tool\nSource: tool-src\nVersion: " + v + "\nArchitecture: amd64\nMaintainer: x\nFilename: pool/" + v + ".deb\nSize: 1\n" +
			"SHA256: 0000000000000000000000000000000000000000000000000000000000000000\nDescription: x\n\n"
	}
	files[prefix+"main_binary-amd64_Packages"] = text
	files["/etc/apt/sources.list"] += "deb [trusted=yes] http://deb.example.org/debian " + name + " main\n"
}

// aptTree has stable with 1.0-1 and 1.0-2, its security archive with 1.0-1+sec1,
// backports with 2.0-1~bpo and experimental with 3.0-1.
func aptTree(preferences, conf string) map[string]string {
	files := map[string]string{"/var/lib/dpkg/status": installedTool, "/etc/apt/preferences": preferences, "/etc/apt/apt.conf.d/50test": conf,
		"/etc/os-release": "ID=debian\nVERSION_ID=12\nVERSION_CODENAME=bookworm\n"}
	suite(files, "bookworm", "Origin: Debian\nLabel: Debian\nSuite: stable\nVersion: 12.15\nCodename: bookworm\n", "1.0-1", "1.0-2")
	suite(files, "bookworm-security", "Origin: Debian\nLabel: Debian-Security\nSuite: stable-security\nVersion: 12\nCodename: bookworm-security\n", "1.0-1+sec1")
	suite(files, "bookworm-backports", "Origin: Debian Backports\nLabel: Debian Backports\nSuite: stable-backports\nCodename: bookworm-backports\nNotAutomatic: yes\nButAutomaticUpgrades: yes\n", "2.0-1~bpo12+1")
	suite(files, "experimental", "Origin: Debian\nLabel: Debian\nSuite: experimental\nCodename: rc-buggy\nNotAutomatic: yes\n", "3.0-1")
	return files
}

// The wanted candidates were written from apt_preferences(5); where apt is
// installed its own answer is compared too.
func TestCandidateIsThatOfApt(t *testing.T) {
	for name, c := range map[string]struct{ preferences, conf, want string }{
		"no pins":                       {"", "", "1.0-2"},
		"backports raised":              {"Package: *\nPin: release a=stable-backports\nPin-Priority: 600\n", "", "2.0-1~bpo12+1"},
		"one package from experimental": {"Package: tool\nPin: release a=experimental\nPin-Priority: 990\n", "", "3.0-1"},
		"by source package":             {"Package: src:tool-src\nPin: release n=rc-buggy\nPin-Priority: 700\n", "", "3.0-1"},
		"glob of names":                 {"Package: to*\nPin: release n=rc-buggy\nPin-Priority: 700\n", "", "3.0-1"},
		"expression of names":           {"Package: /^to+l$/\nPin: release n=rc-buggy\nPin-Priority: 700\n", "", "3.0-1"},
		"another package's pin":         {"Package: other\nPin: release a=experimental\nPin-Priority: 990\n", "", "1.0-2"},
		"stable forbidden":              {"Package: *\nPin: release l=Debian\nPin-Priority: -1\n", "", "1.0-1+sec1"},
		"all of the site forbidden":     {"Package: *\nPin: origin deb.example.org\nPin-Priority: -1\n", "", "1.0-1"},
		"kept at the installed version": {"Package: tool\nPin: version 1.0-1\nPin-Priority: 1001\n", "", "1.0-1"},
		"version glob":                  {"Package: tool\nPin: version 2.0*\nPin-Priority: 990\n", "", "2.0-1~bpo12+1"},
		"two terms":                     {"Package: *\nPin: release o=Debian, l=Debian-Security\nPin-Priority: 990\n", "", "1.0-1+sec1"},
		"first general record wins":     {"Package: *\nPin: release a=experimental\nPin-Priority: 800\n\nPackage: *\nPin: release a=experimental\nPin-Priority: 1\n", "", "3.0-1"},
		"default release":               {"", "APT::Default-Release \"stable-security\";\n", "1.0-1+sec1"},
		"default release by codename":   {"", "APT { Default-Release \"bookworm\"; };\n", "1.0-2"},
		"explanations and comments":     {"Explanation: why\n# comment\nPackage: tool\nPin: release a=experimental\nPin-Priority: 990\n", "", "3.0-1"},
		"specific beats general":        {"Package: *\nPin: release a=experimental\nPin-Priority: 995\n\nPackage: tool\nPin: release a=experimental\nPin-Priority: 10\n", "", "1.0-2"},
		"a lone word":                   {"Package: *\nPin: release experimental\nPin-Priority: 900\n", "", "3.0-1"},
		"never":                         {"Package: *\nPin: release a=stable\nPin-Priority: never\n", "", "1.0-1+sec1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := aptTree(c.preferences, c.conf)
			f, gaps := gather(t, hosttest.Tree(t, files))
			got := f.Installed["tool"].Version
			if u, ok := f.Updates.Pending["tool"]; ok {
				got = u.Candidate
			}
			if got != c.want {
				t.Errorf("candidate %s, want %s; gaps %v", got, c.want, gaps.Missing())
			}
			if real, ok := aptCandidate(t, files); ok && real != got {
				t.Errorf("candidate %s, apt says %s", got, real)
			}
		})
	}
}

var candidateLine = regexp.MustCompile(`(?m)^  Candidate: (\S+)$`)

// aptCandidate asks the machine's own apt about the tree; ok is false where
// there is none.
func aptCandidate(t *testing.T, files map[string]string) (string, bool) {
	t.Helper()
	bin, err := exec.LookPath("apt-cache")
	if err != nil {
		return "", false
	}
	root := t.TempDir()
	for name, text := range files {
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, dir := range []string{"/var/lib/apt/lists/partial", "/var/cache/apt/archives/partial", "/etc/apt/preferences.d", "/etc/apt/sources.list.d"} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	conf := filepath.Join(root, "apt.conf")
	text := "Dir \"" + root + "\";\nDir::State::status \"" + root + "/var/lib/dpkg/status\";\nAPT::Architecture \"amd64\";\nAPT::Architectures { \"amd64\"; };\n" +
		files["/etc/apt/apt.conf.d/50test"]
	if err := os.WriteFile(conf, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(bin, "policy", "tool")
	cmd.Env = []string{"APT_CONFIG=" + conf, "LC_ALL=C", "PATH=/usr/bin:/bin"}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("apt-cache: %v\n%s", err, out)
	}
	m := candidateLine.FindSubmatch(out)
	if m == nil {
		t.Fatalf("no candidate in:\n%s", out)
	}
	return string(m[1]), true
}

func TestASecurityFixThatAPinKeepsOutIsStillListed(t *testing.T) {
	for name, c := range map[string]struct{ preferences, status, blocked string }{
		"free":       {"", "", ""},
		"pin":        {"Package: tool\nPin: release l=Debian*\nPin-Priority: -1\n", "", "pin"},
		"pinned low": {"Package: *\nPin: origin deb.example.org\nPin-Priority: 1\n", "", "pin"}, // the installed version has 100
		"hold":       {"", "hold", "hold"},
	} {
		files := aptTree(c.preferences, "")
		if c.status != "" {
			files["/var/lib/dpkg/status"] = strings.Replace(installedTool, "Package: tool\nStatus: install", "Package: tool\nStatus: "+c.status, 1)
		}
		f, _ := gather(t, hosttest.Tree(t, files))
		u, ok := f.Updates.Security["tool"]
		if !ok || u.Candidate != "1.0-1+sec1" || u.Blocked != c.blocked {
			t.Errorf("%s: got %+v, want blocked %q", name, u, c.blocked)
		}
	}
}

// gather runs the check and fails the test on an error.
func gather(t testing.TB, h host.Host) (*Facts, *facts.Gaps) {
	t.Helper()
	gaps := facts.NewGaps("packages")
	f, err := Gather(context.Background(), h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	return f, gaps
}
