package packages

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"os"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
	"isoscan/internal/pkgdb"
)

func entry(name, status, arch, version string) string {
	return "Package: " + name + "\nStatus: " + status + "\nArchitecture: " + arch + "\nVersion: " + version + "\n\n"
}

func TestInstalledHeldAndBroken(t *testing.T) {
	f, gaps := gather(t, hosttest.Tree(t, map[string]string{"/var/lib/dpkg/status": entry("dpkg", "install ok installed", "amd64", "1") +
		entry("libc6", "install ok installed", "i386", "2.36-9") + entry("libc6", "hold ok installed", "amd64", "2.36-9") +
		entry("telnetd", "deinstall ok config-files", "amd64", "0.17") + entry("postfix", "install ok unpacked", "amd64", "3.7")}))
	var names []string
	for n := range f.Installed {
		names = append(names, n)
	}
	sort.Strings(names)
	if diff := cmp.Diff([]string{"dpkg", "libc6", "libc6:i386"}, names); diff != "" {
		t.Errorf("installed (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]HeldPackage{"libc6": {By: "hold", Source: "/var/lib/dpkg/status:11"}}, f.Held); diff != "" {
		t.Errorf("held (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]BrokenPackage{"postfix": {Version: "3.7", State: "unpacked", Source: "/var/lib/dpkg/status:21"}}, f.Broken); diff != "" {
		t.Errorf("broken (-want +got):\n%s", diff)
	}
	if f.Count != 3 || !f.Complete.Value || hasGap(gaps, "packages.installed") {
		t.Errorf("count %d, complete %v, gaps %v", f.Count, f.Complete, paths(gaps))
	}
}

func TestAnEntryThatCannotBeReadMakesTheListIncomplete(t *testing.T) {
	f, gaps := gather(t, hosttest.Tree(t, map[string]string{"/var/lib/dpkg/status": entry("a", "install ok installed", "amd64", "1") + "Package: b\n\n"}))
	if f.Complete.Value || len(f.Unread) != 1 || !hasGap(gaps, `packages.installed["unread"]`) {
		t.Errorf("complete %v, unread %v, gaps %v", f.Complete, f.Unread, paths(gaps))
	}
}

func TestNoDatabaseFailsTheCheck(t *testing.T) {
	for name, h := range map[string]host.Host{
		"nothing":      hosttest.Tree(t, map[string]string{"/etc/passwd": "x"}),
		"all removed":  hosttest.Tree(t, map[string]string{"/var/lib/dpkg/status": entry("a", "deinstall ok config-files", "amd64", "1")}),
		"a directory":  hosttest.Tree(t, map[string]string{"/var/lib/dpkg/status/x": "x"}),
		"unreadable":   hosttest.Deny(hosttest.Tree(t, map[string]string{"/var/lib/dpkg/status": installedTool}), "/var/lib/dpkg/status"),
		"1 GB of it":   hosttest.TreeWith(t, []hosttest.File{{Path: "/var/lib/dpkg/status", Size: 1 << 30}}),
		"a broken rpm": hosttest.Tree(t, map[string]string{"/var/lib/rpm/rpmdb.sqlite": "rubbish"}),
	} {
		if f, err := Gather(context.Background(), h, facts.NewGaps("packages")); err == nil {
			t.Errorf("%s: %d packages and no error", name, f.Count)
		}
	}
}

func TestUnattendedUpgrades(t *testing.T) {
	pkg := installedTool + entry("unattended-upgrades", "install ok installed", "all", "2.9")
	const conf = "/etc/apt/apt.conf.d/20auto-upgrades"
	on := "APT::Periodic::Update-Package-Lists \"1\";\nAPT::Periodic::Unattended-Upgrade \"1\";\n"
	timers := func(more ...hosttest.File) []hosttest.File {
		out := []hosttest.File{
			{Path: "/usr/lib/systemd/systemd", Content: "x"},
			{Path: "/etc/os-release", Content: "ID=debian\nVERSION_ID=12\nVERSION_CODENAME=bookworm\n"},
			{Path: "/usr/lib/systemd/system/timers.target", Content: "[Unit]\n"},
		}
		for _, n := range []string{"apt-daily.timer", "apt-daily-upgrade.timer"} {
			out = append(out, hosttest.File{Path: "/usr/lib/systemd/system/" + n, Content: "[Timer]\nOnCalendar=daily\n[Install]\nWantedBy=timers.target\n"},
				hosttest.File{Path: "/etc/systemd/system/timers.target.wants/" + n, Link: "/usr/lib/systemd/system/" + n})
		}
		return append(out, more...)
	}
	for name, c := range map[string]struct {
		files []hosttest.File
		want  Mechanism
		sec   map[string]bool
	}{
		"on": {timers(hosttest.File{Path: "/var/lib/dpkg/status", Content: pkg}, hosttest.File{Path: conf, Content: on + "Unattended-Upgrade::Origins-Pattern { \"origin=Debian,codename=${distro_codename}-security,label=Debian-Security\"; };\n"}),
			Mechanism{Installed: true, Applies: true, Refreshes: true, Scheduled: "enabled"}, map[string]bool{"unattended-upgrades": true}},
		"other origins": {timers(hosttest.File{Path: "/var/lib/dpkg/status", Content: pkg}, hosttest.File{Path: conf, Content: on + "Unattended-Upgrade::Allowed-Origins { \"Example:stable\"; };\n"}),
			Mechanism{Installed: true, Applies: true, Refreshes: true, Scheduled: "enabled"}, map[string]bool{"unattended-upgrades": false}},
		"no origins": {timers(hosttest.File{Path: "/var/lib/dpkg/status", Content: pkg}, hosttest.File{Path: conf, Content: on}, hosttest.File{Path: "/usr/bin/unattended-upgrade", Content: "x"}),
			Mechanism{Installed: true, Applies: true, Refreshes: true, Scheduled: "enabled"}, map[string]bool{"unattended-upgrades": false}},
		"not installed": {timers(hosttest.File{Path: "/var/lib/dpkg/status", Content: installedTool}, hosttest.File{Path: conf, Content: on}),
			Mechanism{Applies: true, Refreshes: true, Scheduled: "enabled"}, map[string]bool{}},
		"zero": {timers(hosttest.File{Path: "/var/lib/dpkg/status", Content: pkg}, hosttest.File{Path: conf, Content: strings.ReplaceAll(on, `"1"`, `"0"`)}),
			Mechanism{Installed: true, Scheduled: "enabled"}, nil},
		"switched off as a whole": {timers(hosttest.File{Path: "/var/lib/dpkg/status", Content: pkg}, hosttest.File{Path: conf, Content: on + "APT::Periodic::Enable \"0\";\n"}),
			Mechanism{Installed: true, Scheduled: "enabled"}, nil},
		"timer masked": {timers(hosttest.File{Path: "/var/lib/dpkg/status", Content: pkg}, hosttest.File{Path: conf, Content: on}, hosttest.File{Path: "/etc/systemd/system/apt-daily-upgrade.timer", Link: "/dev/null"}),
			Mechanism{Installed: true, Applies: true, Refreshes: true, Scheduled: "masked"}, nil},
		"list timer masked": {timers(hosttest.File{Path: "/var/lib/dpkg/status", Content: pkg}, hosttest.File{Path: conf, Content: on}, hosttest.File{Path: "/etc/systemd/system/apt-daily.timer", Link: "/dev/null"}),
			Mechanism{Installed: true, Applies: true, Scheduled: "enabled"}, nil},
		"cron without systemd": {[]hosttest.File{{Path: "/var/lib/dpkg/status", Content: pkg}, {Path: conf, Content: on}, {Path: "/usr/sbin/cron", Content: "x"}, {Path: "/etc/cron.daily/apt-compat", Content: "#!/bin/sh\n", Mode: 0o755}},
			Mechanism{Installed: true, Applies: true, Refreshes: true, Scheduled: "enabled"}, nil},
		"nothing to run it": {[]hosttest.File{{Path: "/var/lib/dpkg/status", Content: pkg}, {Path: conf, Content: on}},
			Mechanism{Installed: true, Applies: true, Refreshes: true, Scheduled: "absent"}, nil},
	} {
		f, gaps := gather(t, hosttest.TreeWith(t, c.files))
		if f.Automatic == nil {
			t.Errorf("%s: gaps %v", name, gaps.Missing())
			continue
		}
		m := f.Automatic.Mechanisms["unattended-upgrades"]
		m.Origins, m.Why, m.Sources = nil, "", nil
		if diff := cmp.Diff(c.want, m); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(c.sec, f.Automatic.Security); c.sec != nil && diff != "" {
			t.Errorf("%s: security (-want +got):\n%s", name, diff)
		}
	}
}

func TestUpdatesFromCron(t *testing.T) {
	for line, want := range map[string]bool{
		"0 3 * * * root apt-get update && apt-get -y dist-upgrade":          true,
		"0 3 * * * root apt-get update; apt-get -qy upgrade":                true,
		"0 3 * * * root apt-get upgrade":                                    false,
		"0 3 * * * root apt-get -s -y upgrade":                              false,
		"0 3 * * * root apt-get -y --download-only upgrade":                 false,
		"0 3 * * * root /usr/bin/unattended-upgrade":                        true,
		"0 3 * * * root apt-get update":                                     false,
		"# 0 3 * * * root apt-get -y upgrade":                               false,
		"0 3 * * * root DEBIAN_FRONTEND=noninteractive apt -y full-upgrade": true,
	} {
		f, _ := gather(t, hosttest.Tree(t, map[string]string{"/var/lib/dpkg/status": installedTool, "/etc/cron.d/up": line + "\n"}))
		if _, got := f.Automatic.Mechanisms["cron"]; got != want {
			t.Errorf("%q: got %v", line, got)
		}
	}
}

func TestKernelAndRestart(t *testing.T) {
	boot := time.Date(2026, 5, 20, 0, 0, 0, 0, time.UTC)
	status := entry("dpkg", "install ok installed", "amd64", "1") + entry("libc6", "install ok installed", "amd64", "2.36") +
		entry("linux-image-6.1.0-40-amd64", "install ok installed", "amd64", "6.1.153-1") +
		entry("linux-image-6.1.0-9-amd64", "install ok installed", "amd64", "6.1.27-1") +
		entry("linux-image-6.12.1-cloud-amd64", "install ok installed", "amd64", "6.12.1-1") +
		entry("linux-image-amd64", "install ok installed", "amd64", "6.1.153-1")
	for running, want := range map[string]struct {
		newest  string
		current bool
	}{
		"6.1.0-40-amd64":     {"6.1.0-40-amd64", true},
		"6.1.0-9-amd64":      {"6.1.0-40-amd64", false},
		"6.12.1-cloud-amd64": {"6.12.1-cloud-amd64", true},
		"6.18.44-own":        {"", false},
	} {
		h := hosttest.NewRunning(t, map[string]string{"/var/lib/dpkg/status": status, "/proc/sys/kernel/osrelease": running + "\n",
			"/run/reboot-required": "*** System restart required ***\n", "/run/reboot-required.pkgs": "linux-base\nlinux-base\n",
			"/var/lib/dpkg/info/libc6:amd64.list": "/.\n", "/var/lib/dpkg/info/linux-image-6.1.0-40-amd64.list": "x",
			"/var/lib/dpkg/info/linux-image-6.1.0-9-amd64.list": "x", "/var/lib/dpkg/info/linux-image-6.12.1-cloud-amd64.list": "x",
			"/var/lib/dpkg/info/linux-image-amd64.list": "x"})
		h.State.Boot = boot
		f, gaps := gather(t, h)
		if len(f.Kernel.Installed) != 3 {
			t.Errorf("kernels %v", f.Kernel.Installed)
		}
		if want.newest == "" {
			if f.Kernel.Newest != nil || f.Kernel.Current != nil {
				t.Errorf("%s: newest %v", running, f.Kernel.Newest)
			}
		} else if f.Kernel.Newest == nil || *f.Kernel.Newest != want.newest || *f.Kernel.Current != want.current {
			t.Errorf("%s: %+v", running, f.Kernel)
		}
		if !f.Reboot.Flag.Value || !cmp.Equal(f.Reboot.Packages, []string{"linux-base"}) || len(f.Reboot.Core) != 5 || !f.Reboot.Core["libc6"].After(boot) {
			t.Errorf("%+v, gaps %v", f.Reboot, gaps.Missing())
		}
	}
	f, gaps := gather(t, hosttest.Tree(t, map[string]string{"/var/lib/dpkg/status": status}))
	if f.Reboot != nil || f.Kernel.Running != nil || !hasGap(gaps, "packages.reboot") || !hasGap(gaps, "packages.kernel.current") {
		t.Errorf("a tree that does not run: gaps %v", paths(gaps))
	}
}

func TestKernelReleases(t *testing.T) {
	for _, c := range []struct {
		m                   pkgdb.Manager
		name, version, arch string
		want, flavour       string
	}{
		{pkgdb.Dpkg, "linux-image-6.8.0-45-generic", "6.8.0-45.45", "amd64", "6.8.0-45-generic", "generic"},
		{pkgdb.Dpkg, "linux-image-unsigned-6.8.0-45-generic", "1", "amd64", "6.8.0-45-generic", "generic"},
		{pkgdb.Dpkg, "linux-image-6.12.41+deb13-amd64", "1", "amd64", "6.12.41+deb13-amd64", "amd64"},
		{pkgdb.Dpkg, "linux-image-amd64", "1", "amd64", "", ""},
		{pkgdb.Dpkg, "linux-image-6.1.0-40-amd64-dbg", "1", "amd64", "", ""},
		{pkgdb.RPM, "kernel-core", "5.14.0-427.13.1.el9_4", "x86_64", "5.14.0-427.13.1.el9_4.x86_64", "x86_64"},
		{pkgdb.RPM, "kernel-default", "6.4.0-150600.23.22.1", "x86_64", "6.4.0-150600.23.22-default", "default"},
		{pkgdb.APK, "linux-lts", "6.6.49-r0", "x86_64", "6.6.49-0-lts", "lts"},
	} {
		got, ok := kernelRelease(c.m, pkgdb.Package{Name: c.name, Version: c.version, Arch: c.arch})
		if ok != (c.want != "") || ok && (got != c.want || flavour(got) != c.flavour) {
			t.Errorf("%s %s: got %q of flavour %q", c.name, c.version, got, flavour(got))
		}
	}
}

func TestAlpine(t *testing.T) {
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	w := tar.NewWriter(z)
	index := "P:musl\nV:1.2.5-r1\nA:x86_64\n\nP:busybox\nV:1.36.1-r29\nA:x86_64\n\nP:other\nV:9\n"
	if err := errors.Join(w.WriteHeader(&tar.Header{Name: "APKINDEX", Size: int64(len(index)), Mode: 0o644}), writeAll(w, index), w.Close(), z.Close()); err != nil {
		t.Fatal(err)
	}
	repo := apkRepo{uri: "https://dl-cdn.alpinelinux.org/alpine/v3.20/main"}
	files := map[string]string{
		"/lib/apk/db/installed": "P:musl\nV:1.2.5-r0\nA:x86_64\n\nP:busybox\nV:1.36.1-r29\nA:x86_64\n\n",
		"/etc/apk/repositories": repo.uri + "\n#http://off\n", "/etc/apk/world": "busybox\nmusl=1.2.5-r0\n",
		"/etc/apk/keys/a.rsa.pub": "k", "/etc/periodic/daily/up": "#!/bin/sh\napk -U upgrade\n",
		"/var/cache/apk/" + repo.indexName(): buf.String(),
	}
	f, gaps := gather(t, hosttest.Tree(t, files))
	u := f.Updates.Pending["musl"]
	if len(f.Updates.Pending) != 1 || u.Candidate != "1.2.5-r1" || u.Blocked != "hold" {
		t.Errorf("%+v, gaps %v", f.Updates, gaps.Missing())
	}
	if hasGap(gaps, "packages.updates.pending") || !hasGap(gaps, "packages.updates.security") || f.Held["musl"].By != "world" {
		t.Errorf("held %v, gaps %v", f.Held, paths(gaps))
	}
	if s := f.Sources[repo.uri]; !s.Verified || !s.Official || s.Scheme != "https" {
		t.Errorf("%+v", f.Sources)
	}
	delete(files, "/var/cache/apk/"+repo.indexName())
	f, gaps = gather(t, hosttest.Tree(t, files))
	if f.Updates.Pending != nil || !hasGap(gaps, "packages.updates.pending") {
		t.Errorf("without an index: %+v", f.Updates)
	}
}

func writeAll(w *tar.Writer, s string) error {
	_, err := w.Write([]byte(s))
	return err
}

// rpmdb is the database that rpm wrote for internal/pkgdb's tests.
func rpmdb(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("../../internal/pkgdb/testdata/rpmdb.sqlite.gz")
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := out.ReadFrom(z); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestRPMSources(t *testing.T) {
	files := map[string]string{
		"/var/lib/rpm/rpmdb.sqlite": rpmdb(t),
		"/etc/dnf/dnf.conf":         "[main]\ngpgcheck=1\nexcludepkgs=kernel* plain\n",
		"/etc/yum.repos.d/a.repo": "[base]\nbaseurl=https://mirror.rockylinux.org/x\n[open]\nbaseurl=http://repo.example.com/x\ngpgcheck=0\n" +
			"[off]\nenabled=0\nbaseurl=http://off.example.com\n[tls]\nbaseurl=https://repo.example.com/y\nsslverify=0\nrepo_gpgcheck=1\n",
		"/etc/dnf/automatic.conf":                     "[commands]\nupgrade_type = security\napply_updates = yes\n",
		"/usr/lib/systemd/system/timers.target":       "[Unit]\n",
		"/usr/lib/systemd/system/dnf-automatic.timer": "[Timer]\nOnCalendar=daily\n[Install]\nWantedBy=timers.target\n",
		"/etc/dnf/plugins/versionlock.list":           "# c\nbash-0:5.2-1.*\n",
	}
	f, gaps := gather(t, hosttest.Tree(t, files))
	type row struct{ Verified, Metadata, TLS, Official bool }
	got := map[string]row{}
	for n, s := range f.Sources {
		got[n] = row{s.Verified, s.MetadataSigned, s.TLSVerified, s.Official}
	}
	want := map[string]row{"base": {true, false, true, true}, "open": {false, false, true, false}, "tls": {true, true, false, false}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(f.Held) != 3 || f.Held["plain"].By != "exclude" {
		t.Errorf("held %v", f.Held)
	}
	m := f.Automatic.Mechanisms["dnf-automatic"]
	if !m.Applies || m.Scheduled != "disabled" {
		t.Errorf("%+v", m)
	}
	if f.Count != 3 || *f.Installed["plain"].Signed || !hasGap(gaps, "packages.updates") {
		t.Errorf("count %d, gaps %v", f.Count, paths(gaps))
	}
}

func TestZypperSources(t *testing.T) {
	f, _ := gather(t, hosttest.Tree(t, map[string]string{
		"/usr/lib/sysimage/rpm/rpmdb.sqlite": rpmdb(t), "/etc/zypp/zypp.conf": "[main]\n",
		"/etc/zypp/repos.d/a.repo": "[oss]\nenabled=1\nbaseurl=http://download.opensuse.org/x\n[open]\nenabled=1\nbaseurl=http://x.example.com\ngpgcheck=0\n",
		"/etc/zypp/locks":          "\ntype: package\nmatch_type: glob\ncase_sensitive: on\nsolvable_name: openssl\n",
	}))
	if !f.Sources["oss"].Verified || f.Sources["open"].Verified || f.Held["openssl"].By != "lock" {
		t.Errorf("%+v, held %v", f.Sources, f.Held)
	}
}

func TestRPMUpdates(t *testing.T) {
	const dir = "/var/cache/dnf/base-0123456789abcdef/repodata/"
	pkg := func(name, arch, ver, rel string) string {
		return "<package type=\"rpm\">\n  <name>" + name + "</name>\n  <arch>" + arch + "</arch>\n  <version epoch=\"2\" ver=\"" + ver + "\" rel=\"" + rel + "\"/>\n</package>\n"
	}
	zip := func(s string) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := z.Write([]byte(s)); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	files := map[string]string{
		"/var/lib/rpm/rpmdb.sqlite": rpmdb(t),
		"/etc/yum.repos.d/a.repo":   "[base]\nbaseurl=https://mirror.rockylinux.org/x\ngpgcheck=1\n",
		dir + "repomd.xml": "<repomd><data type=\"primary\">\n<location href=\"repodata/1-primary.xml.gz\"/></data>" +
			"<data type=\"updateinfo\"><location href=\"repodata/2-updateinfo.xml.gz\"/></data></repomd>",
		dir + "1-primary.xml.gz": zip("<metadata packages=\"3\">" + pkg("isoscan-fixture", "noarch", "1.4.2", "8.el9") + pkg("isoscan-fixture", "noarch", "1.4.2", "9.el9") +
			pkg("isoscan-fixture-long", "noarch", "1.4.2", "7.el9") + pkg("plain", "x86_64", "9", "1") + "</metadata>"),
		dir + "2-updateinfo.xml.gz": zip("<updates><update from=\"x\" type=\"security\"><id>X-1</id><pkglist><collection>" +
			"<package name=\"isoscan-fixture\" version=\"1.4.2\" release=\"8.el9\" epoch=\"2\" arch=\"noarch\" src=\"x\"><filename>x</filename></package>" +
			"</collection></pkglist></update><update type=\"bugfix\"><pkglist><package name=\"isoscan-fixture\" version=\"1.4.2\" release=\"9.el9\" epoch=\"2\" arch=\"noarch\"/></pkglist></update></updates>"),
	}
	f, gaps := gather(t, hosttest.Tree(t, files))
	got := map[string]string{}
	for n, u := range f.Updates.Pending {
		got["pending "+n] = u.Candidate
	}
	for n, u := range f.Updates.Security {
		got["security "+n] = u.Candidate
	}
	want := map[string]string{"pending isoscan-fixture": "2:1.4.2-9.el9", "security isoscan-fixture": "2:1.4.2-8.el9"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if hasGap(gaps, "packages.updates") || f.Indexes.Lists["base"].Packages != 4 {
		t.Errorf("lists %v, gaps %v", f.Indexes.Lists, gaps.Missing())
	}
	delete(files, dir+"2-updateinfo.xml.gz")
	_, gaps = gather(t, hosttest.Tree(t, files))
	if !hasGap(gaps, "packages.updates.security") || !hasGap(gaps, "packages.updates.pending") {
		t.Errorf("a missing list: gaps %v", paths(gaps))
	}
	delete(files, dir+"repomd.xml")
	f, gaps = gather(t, hosttest.Tree(t, files))
	if f.Updates.Pending != nil || !hasGap(gaps, "packages.updates.pending") {
		t.Errorf("no metadata: gaps %v", paths(gaps))
	}
}
