package mac

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

func gather(t *testing.T, h host.Host) (*Facts, []facts.Missing) {
	t.Helper()
	gaps := facts.NewGaps("mac")
	f, err := Gather(t.Context(), h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	return f, gaps.Missing()
}

func missing(list []facts.Missing, path string) bool {
	return slices.ContainsFunc(list, func(m facts.Missing) bool { return m.Path == path })
}

const example = `#include <tunables/global>
/usr/bin/man { # flags=(complain)
  /{,usr/}bin/x ix,
  profile inner flags=(complain) {
  }
}
profile sshd /usr/sbin/sshd flags=(attach_disconnected, complain) {
  ^hat {
  }
}
profile "with blank" "/opt/a b" {
}
/usr/{bin,sbin}/tool flags=(unconfined) {
}
profile @{exec_path}/x (kill) {
}
`

func TestProfiles(t *testing.T) {
	want := []profile{{"/usr/bin/man", "enforce", 2}, {"sshd", "complain", 7}, {"with blank", "enforce", 11}, {"/usr/{bin,sbin}/tool", "unconfined", 13}, {"@{exec_path}/x", "kill", 15}}
	if d := cmp.Diff(want, parseProfiles(example).profiles, cmp.AllowUnexported(profile{})); d != "" {
		t.Error(d)
	}
}

// The names are those of apparmor_parser, for every profile of this machine.
func TestNamesAreThoseOfTheParser(t *testing.T) {
	tool, err := exec.LookPath("apparmor_parser")
	if err != nil {
		t.Fatalf("%v; install apparmor, or run: make test", err)
	}
	files, err := filepath.Glob("/etc/apparmor.d/*")
	if err != nil || len(files) == 0 {
		t.Fatal("/etc/apparmor.d has no profiles; install apparmor, or run: make test")
	}
	compared := 0
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil || !isProfile(filepath.Base(f)) {
			continue
		}
		out, err := exec.Command(tool, "-N", f).Output()
		if err != nil {
			continue
		}
		want := []string{}
		for _, n := range strings.Fields(string(out)) {
			if !strings.Contains(n, "//") {
				want = append(want, n)
			}
		}
		got := []string{}
		for _, p := range parseProfiles(string(b)).profiles {
			if !strings.ContainsAny(p.name, "@") {
				got = append(got, p.name)
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if d := cmp.Diff(want, got); d != "" && !strings.Contains(string(b), "@{") {
			t.Errorf("%s (-parser +ours):\n%s", f, d)
		}
		compared++
	}
	t.Logf("%d files compared", compared)
}

func TestAppArmorOnDisk(t *testing.T) {
	f, gaps := gather(t, hosttest.Tree(t, map[string]string{
		"/etc/os-release": "", "/sbin/apparmor_parser": "x",
		"/etc/apparmor.d/a": "/bin/a {\n}\n", "/etc/apparmor.d/b": "/bin/b flags=(complain) {\n}\n", "/etc/apparmor.d/c": "/bin/c {\n}\n", "/etc/apparmor.d/d": "/bin/d {\n}\n",
		"/etc/apparmor.d/x.dpkg-old": "/bin/x {\n}\n", "/etc/apparmor.d/abstractions/base": "/bin/no {\n}\n",
		"/etc/apparmor.d/disable/c": "-> ../c", "/etc/apparmor.d/force-complain/d": "-> ../d",
		"/lib/systemd/system/apparmor.service":                      "[Service]\nExecStart=/x\n[Install]\nWantedBy=sysinit.target\n",
		"/etc/systemd/system/sysinit.target.wants/apparmor.service": "-> /lib/systemd/system/apparmor.service",
		"/boot/grub/grub.cfg":                                       "# linux apparmor=9\nmenuentry {\nlinux /vmlinuz quiet apparmor=0 lsm=lockdown,yama\n}\n",
	}))
	want := map[string]Profile{
		"/bin/a": {Mode: "enforce", Source: "/etc/apparmor.d/a:1"},
		"/bin/b": {Mode: "complain", Source: "/etc/apparmor.d/b:1"},
		"/bin/c": {Mode: "enforce", Disabled: true, Source: "/etc/apparmor.d/disable/c"},
		"/bin/d": {Mode: "complain", Source: "/etc/apparmor.d/force-complain/d"},
	}
	if d := cmp.Diff(want, f.AppArmor.Profiles); d != "" {
		t.Error(d)
	}
	if a := f.AppArmor; !a.Installed.Value || a.AtBoot == nil || !a.AtBoot.Value || a.Enabled != nil || !missing(gaps, "mac.apparmor.enabled") {
		t.Errorf("%+v %v", a, gaps)
	}
	wantArgs := map[string]facts.Sourced[string]{
		"apparmor=0@/boot/grub/grub.cfg":        {Value: "apparmor=0", Source: "/boot/grub/grub.cfg:3"},
		"lsm=lockdown,yama@/boot/grub/grub.cfg": {Value: "lsm=lockdown,yama", Source: "/boot/grub/grub.cfg:3"},
	}
	if d := cmp.Diff(wantArgs, f.Arguments); d != "" {
		t.Error(d)
	}
}

func TestAppArmorRunning(t *testing.T) {
	h := hosttest.NewRunning(t, map[string]string{
		"/etc/os-release": "", "/sys/module/apparmor/parameters/enabled": "Y\n", "/sys/kernel/security/lsm": "lockdown,apparmor",
		"/sys/kernel/security/apparmor/profiles": "/usr/bin/man (enforce)\nwith (paren) x (complain)\nman//child (enforce)\n",
		"/proc/7/attr/current":                   "/usr/bin/man (enforce)\n",
	})
	h.State.Processes = []host.Process{{PID: 2}, {PID: 7, Exe: "/usr/bin/man"}}
	f, _ := gather(t, h)
	if d := cmp.Diff(map[string]string{"/usr/bin/man": "enforce", "with (paren) x": "complain", "man//child": "enforce"}, f.AppArmor.Loaded); d != "" {
		t.Error(d)
	}
	if !f.AppArmor.Enabled.Value || !slices.Equal(f.LSM.Value, []string{"lockdown", "apparmor"}) || f.Labels["7"] != "/usr/bin/man (enforce)" || f.SELinux.Running.Value != "disabled" {
		t.Errorf("%+v", f)
	}
	off, _ := gather(t, hosttest.NewRunning(t, map[string]string{"/etc/os-release": "", "/sys/module/kernel": ""}))
	if off.AppArmor.Enabled == nil || off.AppArmor.Enabled.Value || len(off.AppArmor.Loaded) != 0 {
		t.Errorf("%+v", off.AppArmor)
	}
}

func TestSELinux(t *testing.T) {
	f, gaps := gather(t, hosttest.Tree(t, map[string]string{
		"/etc/selinux/config":                                                 "# SELINUX=disabled\nSELINUX=bogus\nSELINUX=Permissive\nSELINUX=enforcing\nSELINUXTYPE=targeted \n",
		"/etc/selinux/targeted/policy/policy.33":                              "x",
		"/var/lib/selinux/targeted/active/modules/400/permissive_httpd_t/cil": "",
	}))
	s := f.SELinux
	if s.Configured == nil || s.Configured.Value != "permissive" || s.Configured.Source != "/etc/selinux/config:3" || s.Type.Value != "targeted" || !s.Policy.Value || !slices.Equal(s.Permissive, []string{"httpd_t"}) {
		t.Errorf("%+v %v", s, gaps)
	}
	f, gaps = gather(t, hosttest.Tree(t, map[string]string{"/etc/selinux/config": "SELINUX=on\nSELINUXTYPE=\n"}))
	if f.SELinux.Configured != nil || !missing(gaps, "mac.selinux.configured") || !missing(gaps, "mac.selinux.policy") {
		t.Errorf("%+v %v", f.SELinux, gaps)
	}
	f, _ = gather(t, hosttest.Tree(t, map[string]string{"/etc/os-release": ""}))
	if f.SELinux.Installed.Value || f.SELinux.Configured.Value != "disabled" || f.AppArmor.Installed.Value {
		t.Errorf("%+v", f.SELinux)
	}
	_, gaps = gather(t, hosttest.Deny(hosttest.Tree(t, map[string]string{"/etc/selinux/config": "x", "/etc/apparmor.d/a": ""}), "/etc/selinux/config", "/etc/apparmor.d"))
	if !missing(gaps, "mac.selinux") || !missing(gaps, "mac.apparmor.profiles") {
		t.Error(gaps)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(example)
	f.Add("SELINUX=enforcing\napparmor=0 x (enforce)\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, p := range parseProfiles(text).profiles {
			if p.name == "" || p.mode == "" {
				t.Errorf("%+v", p)
			}
		}
		parseLoaded(text)
		parseSELinux(text)
		parseArguments(text)
	})
}

// Files of profiles that packages bring are no gap where AppArmor is not installed:
// nobody refuses them, and nothing enforces them.
func TestProfilesWithoutAParser(t *testing.T) {
	files := map[string]string{"/etc/apparmor.d/a": "profile a flags=(bogus) {\n include <nosuch>\n}\n"}
	const gap = `mac.apparmor.profiles["/etc/apparmor.d/a"]`
	f, gaps := gather(t, hosttest.Tree(t, files))
	if f.AppArmor.Installed.Value || f.AppArmor.AtBoot.Value || missing(gaps, gap) {
		t.Errorf("%+v %v", f.AppArmor, gaps)
	}
	files["/sbin/apparmor_parser"] = ""
	if f, gaps = gather(t, hosttest.Tree(t, files)); !f.AppArmor.Installed.Value || !missing(gaps, gap) {
		t.Errorf("%+v %v", f.AppArmor, gaps)
	}
}
