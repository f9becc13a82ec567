package modules

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

func gather(t *testing.T, h host.Host) (*Facts, string) {
	t.Helper()
	gaps := facts.NewGaps("modules")
	f, err := Gather(context.Background(), h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, m := range gaps.Missing() {
		paths = append(paths, m.Path)
	}
	return f, strings.Join(paths, " ")
}

func TestConfigurationOfAllFolders(t *testing.T) {
	f, missing := gather(t, hosttest.Tree(t, map[string]string{
		"/etc/modprobe.d/10-usb.conf":          "# no sticks\ninstall usb-storage /bin/false # really\n  blacklist uas\n",
		"/etc/modprobe.d/99-late.conf":         "install usb_storage /sbin/modprobe --ignore-install usb-storage\ninstall sctp \\\n/bin/true\ninstall tip* /bin/true\n",
		"/etc/modprobe.d/notes.txt":            "install dccp /bin/false\n",
		"/etc/modprobe.d/.hidden.conf":         "install dccp /bin/false\n",
		"/etc/modprobe.d/masked.conf":          "-> /dev/null",
		"/usr/lib/modprobe.d/masked.conf":      "blacklist cramfs\n",
		"/usr/lib/modprobe.d/10-usb.conf":      "blacklist rds\n",
		"/run/modprobe.d/50-run.conf":          "install rds /bin/sh -c 'exit 1'\nblacklist some-thing\n",
		"/lib/modules/6.1.0-1/modules.dep":     "kernel/fs/hfs/hfs.ko: \nkernel/drivers/usb/storage/usb-storage.ko.xz: kernel/drivers/scsi/scsi_mod.ko.xz\n",
		"/lib/modules/6.1.0-1/modules.builtin": "kernel/net/sctp/sctp.ko\n",
		"/lib/modules/headers-only/build":      "-> /usr/src/linux",
	}))
	if missing != "" {
		t.Errorf("gaps: %s", missing)
	}
	one := []string{"6.1.0-1"}
	none := []string{}
	for name, want := range map[string]Module{
		"usb_storage": {Install: facts.AtPtr("nothing", "/etc/modprobe.d/10-usb.conf:2"), Kernels: one, Builtin: none},
		"uas":         {Blacklist: facts.AtPtr(true, "/etc/modprobe.d/10-usb.conf:3"), Kernels: none, Builtin: none},
		"sctp":        {Install: facts.AtPtr("nothing", "/etc/modprobe.d/99-late.conf:3"), Kernels: none, Builtin: one},
		"tipc":        {Install: facts.AtPtr("nothing", "/etc/modprobe.d/99-late.conf:4"), Kernels: none, Builtin: none},
		"rds":         {Install: facts.AtPtr("other", "/run/modprobe.d/50-run.conf:1"), Kernels: none, Builtin: none},
		"dccp":        {Kernels: none, Builtin: none},
		"cramfs":      {Kernels: none, Builtin: none},
		"hfs":         {Kernels: one, Builtin: none},
		"some_thing":  {Blacklist: facts.AtPtr(true, "/run/modprobe.d/50-run.conf:2")},
	} {
		if d := cmp.Diff(want, f.Modules[name]); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
	if d := cmp.Diff(map[string]Kernel{"6.1.0-1": {2, "/lib/modules/6.1.0-1/modules.dep"}}, f.Kernels); d != "" {
		t.Errorf("kernels (-want +got):\n%s", d)
	}
	if len(f.Live) != 0 || len(f.Guards) != 0 {
		t.Errorf("a tree: %+v %+v", f.Live, f.Guards)
	}
}

func TestWhatCannotBeReadIsAGap(t *testing.T) {
	files := map[string]string{
		"/etc/modprobe.d/a.conf":             "install dccp /bin/false\n",
		"/lib/modules/6.1/kernel/x.ko":       "",
		"/usr/lib/modprobe.d":                "a file in the folder's place",
		"/etc/usbguard/usbguard-daemon.conf": "RuleFile=/etc/usbguard/rules.conf\n",
		"/etc/usbguard/rules.conf":           "allow id 1:2\n",
	}
	_, missing := gather(t, hosttest.Tree(t, files))
	for _, want := range []string{"modules.modules[*].install", "modules.modules[*].blacklist", `modules.kernels["6.1"]`} {
		if !strings.Contains(missing, want) {
			t.Errorf("no gap at %s: %s", want, missing)
		}
	}
	delete(files, "/usr/lib/modprobe.d")
	for _, p := range []string{"/etc/modprobe.d/a.conf", "/etc/modprobe.d"} {
		if _, missing := gather(t, hosttest.Deny(hosttest.Tree(t, files), p)); !strings.Contains(missing, "modules.modules[*].install") {
			t.Errorf("%s denied: %s", p, missing)
		}
	}
	if f, missing := gather(t, hosttest.Deny(hosttest.Tree(t, files), "/etc/usbguard/rules.conf")); f.Guards[guardConfig].Storage != nil || !strings.Contains(missing, `modules.guards["/etc/usbguard/usbguard-daemon.conf"].storage`) {
		t.Errorf("rules denied: %+v, %s", f.Guards, missing)
	}
	files["/etc/modprobe.d/b.conf"] = "install \x00\x01\x02"
	if _, missing := gather(t, hosttest.Tree(t, files)); !strings.Contains(missing, "modules.modules[*].install") {
		t.Errorf("null bytes: %s", missing)
	}
	if _, err := Gather(context.Background(), hosttest.Tree(t, nil), facts.NewGaps("modules")); err == nil {
		t.Error("a tree without /etc tells nothing")
	}
}

func TestRunningKernel(t *testing.T) {
	files := map[string]string{
		"/etc/modprobe.d/":                  "",
		"/proc/cmdline":                     "quiet modprobe.blacklist=dccp,usb-storage\n",
		"/proc/modules":                     "usb_storage 81920 0 - Live 0x0\n",
		"/proc/version":                     "Linux\n",
		"/proc/sys/kernel/modules_disabled": "0\n",
	}
	f, missing := gather(t, hosttest.NewRunning(t, files))
	if missing != "" || !f.Live["loading"].Value {
		t.Errorf("loading %+v, gaps %s", f.Live, missing)
	}
	m := f.Modules["usb_storage"]
	if m.Loaded == nil || !m.Loaded.Value || m.Blacklist == nil || m.Blacklist.Source != "/proc/cmdline" || f.Modules["dccp"].Loaded.Value {
		t.Errorf("usb_storage %+v", m)
	}
	files["/proc/sys/kernel/modules_disabled"] = "1\n"
	if f, _ = gather(t, hosttest.NewRunning(t, files)); f.Live["loading"].Source == "" || f.Live["loading"].Value {
		t.Errorf("disabled: %+v", f.Live)
	}
	delete(files, "/proc/modules")
	if f, _ = gather(t, hosttest.NewRunning(t, files)); f.Live["loading"].Value || f.Live["loading"].Source != "/proc" {
		t.Errorf("a kernel without modules: %+v", f.Live)
	}
	delete(files, "/proc/version")
	if f, missing = gather(t, hosttest.NewRunning(t, files)); len(f.Live) != 0 || !strings.Contains(missing, `modules.live["loading"]`) {
		t.Errorf("no /proc: %+v %s", f.Live, missing)
	}
}

func FuzzConfig(f *testing.F) {
	f.Add([]byte("block with-interface one-of { 08:*:* } if random(0.5)\nallow id 1234:* via-port \"1-1\"\n"))
	f.Add([]byte("install usb-storage /bin/false\nblacklist a[-]b\ninstall x \\\n/bin/true\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, d := range parseConfig(b) {
			if d.module == "" || d.line < 1 || d.command == "install" && d.rest == "" {
				t.Errorf("%+v", d)
			}
			installs(d.rest)
		}
		moduleNames(b)
		bootBlacklist(string(b))
		var rules []*guardRule
		for line := range strings.Lines(string(b)) {
			if r, err := parseGuardRule(strings.TrimSpace(line)); err == nil && r != nil && len(rules) < 20 {
				rules = append(rules, r)
			}
		}
		for _, i := range guardStorage(rules) {
			if rules[i].target == "block" || rules[i].target == "reject" {
				t.Errorf("%+v lets storage in", rules[i])
			}
		}
	})
}
