package hostinfo

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

func gather(t *testing.T, h host.Host) (*Facts, []facts.Missing) {
	t.Helper()
	gaps := facts.NewGaps("host")
	f, err := Gather(context.Background(), h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	return f, gaps.Missing()
}

func paths(missing []facts.Missing) string {
	var out []string
	for _, m := range missing {
		out = append(out, m.Path)
	}
	return strings.Join(out, " ")
}

const notRunning = "host.booted_at host.capacity host.firmware host.hardware.cpu host.hardware.disks host.hardware.interfaces " +
	"host.hardware.memory_bytes host.kernel.command_line host.kernel.modules host.kernel.release host.kernel.taint host.name host.virtual"

// TestTree: the digest was worked out with "openssl dgst -sha256 -mac HMAC".
func TestTree(t *testing.T) {
	f, missing := gather(t, hosttest.Tree(t, map[string]string{
		"/etc/os-release":              "ID=debian\nVERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n",
		"/etc/debian_version":          "12.11\n",
		"/etc/hostname":                "# set by hand\nwww1\n",
		"/etc/machine-id":              "0123456789abcdef0123456789abcdef\n",
		"/etc/localtime":               "-> /usr/share/zoneinfo/Europe/Vienna",
		"/boot/vmlinuz-6.1.0-40-amd64": "x",
		"/boot/config-6.1.0-40-amd64":  "x",
		"/lib/modules/6.1.0-39-amd64/": "",
		// A copied /proc says nothing of this host.
		"/proc/sys/kernel/tainted": "4096\n", "/proc/cmdline": "quiet\n", "/sys/class/dmi/id/chassis_type": "9\n",
	}))
	want := &Facts{
		OS: &OS{
			ID: "debian", VersionID: some("12"), Major: some("12"), Branch: some("12"), Codename: some("bookworm"),
			PrettyName: some("Debian GNU/Linux 12 (bookworm)"), Debian: some("12.11"), Source: "/etc/os-release:2",
		},
		Role:       facts.AtPtr("server", facts.Default("isoscan, for a host with no sign of a container, portable chassis or desktop")),
		StaticName: facts.AtPtr("www1", facts.FileLine("/etc/hostname", 2)),
		MachineID:  &MachineID{State: "set", Digest: some("0518fefc646a7d0cc7bc330a479f00bc"), Source: "/etc/machine-id"},
		TimeZone:   facts.AtPtr("Europe/Vienna", facts.File("/etc/localtime")),
		Kernel: Kernel{BootEntries: map[string]CommandLine{}, Installed: map[string]Installed{
			"6.1.0-40-amd64": {Image: some("/boot/vmlinuz-6.1.0-40-amd64")}, "6.1.0-39-amd64": {Modules: true},
		}},
	}
	if d := cmp.Diff(want, f); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if got := paths(missing); got != notRunning {
		t.Errorf("gaps: %s", got)
	}
}

func TestBootEntries(t *testing.T) {
	tree := hosttest.Tree(t, map[string]string{
		"/boot/grub/grub.cfg":              "# linux /vmlinuz init=/bin/sh\nmenuentry 'Debian' {\n\tlinux\t/boot/vmlinuz root=/dev/vda1 ro init=/bin/sh\n\tinitrd /boot/initrd.img\n}\n",
		"/boot/grub2/grubenv":              "# GRUB Environment Block\nsaved_entry=x\nkernelopts=root=UUID=1 audit=1 \n####\n",
		"/etc/default/grub":                "GRUB_TIMEOUT=5\n#GRUB_CMDLINE_LINUX=\"init=/x\"\nGRUB_CMDLINE_LINUX_DEFAULT=\"quiet rd.iscsi.password=hidden\"\n",
		"/etc/default/grub.d/50-x.cfg":     "GRUB_CMDLINE_LINUX=\"$GRUB_CMDLINE_LINUX nokaslr\"\n",
		"/etc/default/grub.d/README":       "GRUB_CMDLINE_LINUX=ignored\n",
		"/boot/loader/entries/fedora.conf": "title Fedora\nlinux /vmlinuz-6\noptions root=UUID=2 $tuned_params\n",
		"/boot/extlinux.conf":              "LABEL a\n  KERNEL vmlinuz\n  APPEND root=/dev/sda1 modules=ext4\n",
		"/etc/kernel/cmdline":              "root=UUID=3 ro\n",
	})
	f, _ := gather(t, tree)
	want := map[string]CommandLine{
		"/boot/grub/grub.cfg:3":              {Args: []string{"root=/dev/vda1", "ro", "init=/bin/sh"}, Source: "/boot/grub/grub.cfg:3"},
		"/boot/grub2/grubenv:3":              {Args: []string{"root=UUID=1", "audit=1"}, Source: "/boot/grub2/grubenv:3"},
		"/etc/default/grub:3":                {Args: []string{"quiet", "rd.iscsi.password=[redacted]"}, Source: "/etc/default/grub:3"},
		"/etc/default/grub.d/50-x.cfg:1":     {Args: []string{"$GRUB_CMDLINE_LINUX", "nokaslr"}, Source: "/etc/default/grub.d/50-x.cfg:1"},
		"/boot/loader/entries/fedora.conf:3": {Args: []string{"root=UUID=2", "$tuned_params"}, Source: "/boot/loader/entries/fedora.conf:3"},
		"/boot/extlinux.conf:3":              {Args: []string{"root=/dev/sda1", "modules=ext4"}, Source: "/boot/extlinux.conf:3"},
		"/etc/kernel/cmdline:1":              {Args: []string{"root=UUID=3", "ro"}, Source: "/etc/kernel/cmdline:1"},
	}
	if d := cmp.Diff(want, f.Kernel.BootEntries); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	_, missing := gather(t, hosttest.Deny(tree, "/boot/grub/grub.cfg"))
	if got := paths(missing); !strings.Contains(got, `host.kernel.boot_entries["/boot/grub/grub.cfg"]`) {
		t.Errorf("gaps: %s", got)
	}
}

func TestEmptyAndDenied(t *testing.T) {
	f, missing := gather(t, hosttest.Tree(t, map[string]string{"/etc/": ""}))
	if f.OS != nil || f.StaticName != nil || f.MachineID.State != "missing" || f.TimeZone.Value != "UTC" {
		t.Errorf("%+v", f)
	}
	if got := paths(missing); !strings.Contains(got, "host.os") || strings.Contains(got, "static_name") {
		t.Errorf("gaps: %s", got)
	}
	files := map[string]string{"/etc/os-release": "ID=x\n", "/etc/hostname": "x\n", "/etc/machine-id": "x", "/etc/machine-info": "CHASSIS=laptop\n", "/boot/": "", "/etc/timezone": "UTC\n", "/usr/share/xsessions/": ""}
	for path, gap := range map[string]string{
		"/etc/os-release": "host.os", "/etc/hostname": "host.static_name", "/etc/machine-id": "host.machine_id", "/boot": "host.kernel.installed",
		"/etc/timezone": "host.time_zone", "/etc/machine-info": "host.hardware.chassis",
	} {
		_, missing := gather(t, hosttest.Deny(hosttest.Tree(t, files), path))
		found := false
		for _, m := range missing {
			found = found || m.Path == gap && m.Denied
		}
		if !found {
			t.Errorf("%s denied: %s", path, paths(missing))
		}
	}
}

func TestMachineIDStates(t *testing.T) {
	for text, want := range map[string]string{
		"0123456789abcdef0123456789abcdef\n": "set", "": "empty", "\n": "empty", "uninitialized\n": "uninitialized",
		"00000000000000000000000000000000\n": "zero", "0123456789ABCDEF0123456789ABCDEF\n": "malformed",
		"0123456789abcdef\n": "malformed", "0123456789abcdef0123456789abcdeg\n": "malformed", "\xff\xfe": "malformed",
	} {
		m := parseMachineID(text)
		if m.State != want || (m.Digest != nil) != (want == "set") {
			t.Errorf("%q: %+v", text, m)
		}
		if m.Digest != nil && strings.Contains(text, *m.Digest) {
			t.Error("the id itself is shown")
		}
	}
	f, _ := gather(t, hosttest.Tree(t, map[string]string{"/var/lib/dbus/machine-id": "0123456789abcdef0123456789abcdef\n"}))
	if f.MachineID.State != "set" || f.MachineID.Source != "/var/lib/dbus/machine-id" {
		t.Errorf("%+v", f.MachineID)
	}
}

func TestRole(t *testing.T) {
	for name, tc := range map[string]struct {
		files      map[string]string
		want, from string
	}{
		"container":  {map[string]string{"/.dockerenv": "", "/usr/share/xsessions/x.desktop": ""}, "container", "/.dockerenv"},
		"left-over":  {map[string]string{"/.dockerenv": "", "/boot/vmlinuz-6.1.0": "x"}, "server", ""},
		"podman":     {map[string]string{"/run/.containerenv": ""}, "container", "/run/.containerenv"},
		"laptop":     {map[string]string{"/etc/machine-info": "PRETTY_HOSTNAME=x\nCHASSIS=\"convertible\"\n"}, "laptop", "/etc/machine-info:2"},
		"display":    {map[string]string{"/etc/systemd/system/display-manager.service": "-> /lib/systemd/system/gdm.service"}, "workstation", "/etc/systemd/system/display-manager.service"},
		"masked":     {map[string]string{"/etc/systemd/system/display-manager.service": "-> /dev/null"}, "server", ""},
		"session":    {map[string]string{"/usr/share/wayland-sessions/gnome.desktop": "x"}, "workstation", "/usr/share/wayland-sessions/gnome.desktop"},
		"graphical":  {map[string]string{"/usr/lib/systemd/system/default.target": "-> graphical.target"}, "server", ""},
		"no desktop": {map[string]string{"/usr/share/xsessions/README": "x"}, "server", ""},
	} {
		f, _ := gather(t, hosttest.Tree(t, tc.files))
		if f.Role == nil || f.Role.Value != tc.want || tc.from != "" && string(f.Role.Source) != tc.from {
			t.Errorf("%s: %+v", name, f.Role)
		}
	}
}

func running(t *testing.T) *hosttest.Running {
	h := hosttest.NewRunning(t, map[string]string{
		"/etc/os-release": "ID=debian\n", "/proc/sys/kernel/osrelease": "6.1.0-40-amd64\n",
		"/proc/cmdline":                 "BOOT_IMAGE=/vmlinuz root=/dev/vda1 ro luks.key=abc inst.ks=http://me:pw@host/ks quiet dyndbg=\"file a +p\"\n",
		"/proc/sys/kernel/tainted":      "12288\n",
		"/sys/kernel/security/lockdown": "none [integrity] confidentiality\n", "/sys/module/module/parameters/sig_enforce": "Y\n",
		"/proc/cpuinfo": "processor\t: 0\nmodel name\t: Fast CPU\nflags\t\t: fpu hypervisor\n\nprocessor\t: 1\nmodel name\t: Fast CPU\n",
		"/proc/modules": "", "/proc/sys/fs/file-nr": "1024\t0\t9223372\n", "/proc/1/environ": "HOME=/\x00TERM=linux\x00",
		"/sys/class/dmi/id/sys_vendor": "LENOVO\n", "/sys/class/dmi/id/product_name": "20XX\n", "/sys/class/dmi/id/bios_date": "07/21/2024\n",
		"/sys/class/dmi/id/bios_version": "1.2\n", "/sys/class/dmi/id/chassis_type": "10\n",
		"/sys/block/vda": "-> ../devices/pci0/virtio0/block/vda",
		"/sys/devices/pci0/virtio0/block/vda/size": "2048\n", "/sys/devices/pci0/virtio0/block/vda/queue/rotational": "1\n",
		"/sys/block/loop0":    "-> ../devices/virtual/block/loop0",
		"/sys/class/net/eth0": "-> ../../devices/pci0/net/eth0", "/sys/devices/pci0/net/eth0/address": "52:54:00:00:00:01\n",
		"/sys/devices/pci0/net/eth0/operstate": "up\n", "/sys/devices/pci0/net/eth0/flags": "0x1103\n",
		"/sys/class/net/bonding_masters":                                            "\n",
		"/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c": "\x06\x00\x00\x00\x01",
		"/sys/firmware/efi/efivars/SetupMode-8be4df61-93ca-11d2-aa0d-00e098032b8c":  "\x06\x00\x00\x00\x00",
	})
	h.State.Hostname = "www1"
	h.State.Boot = time.Date(2026, 5, 1, 6, 0, 0, 5, time.UTC)
	h.State.Load = host.Load{One: 1, Five: 2, Fifteen: 3, CPUs: 2, MemoryTotal: 1000, MemoryAvailable: 400, SwapTotal: 100, SwapFree: 100}
	h.State.Mounts = []host.Mount{{Device: "/dev/vda1", Point: "/", Type: "ext4", Options: []string{"rw"}}, {Device: "/dev/sr0", Point: "/media/my disc", Type: "iso9660", Options: []string{"ro", "nosuid"}}}
	h.Commands["df -P -k -l"] = hosttest.Reply{Stdout: "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/vda1 1000 500 400 56% /\n/dev/sr0 700 700 0 100% /media/my disc\ndummy 0 0 0 - /proc\n"}
	h.Commands["df -P -i -l"] = hosttest.Reply{Stdout: "Filesystem Inodes IUsed IFree IUse% Mounted on\n/dev/vda1 100 10 90 10% /\n/dev/sr0 0 0 0 - /media/my disc\n"}
	return h
}

func TestRunning(t *testing.T) {
	f, missing := gather(t, running(t))
	if len(missing) > 0 {
		t.Errorf("gaps: %v", missing)
	}
	at := facts.Command("df", "-P", "-k", "-l")
	want := map[string]FileSystem{
		"/":              {Device: "/dev/vda1", Type: some("ext4"), TotalBytes: 1024000, UsedPercent: 56, Inodes: &Inodes{Limited: true, UsedPercent: 10}, Source: at},
		"/media/my disc": {Device: "/dev/sr0", Type: some("iso9660"), ReadOnly: true, TotalBytes: 716800, UsedPercent: 100, Inodes: &Inodes{}, Source: at},
	}
	if d := cmp.Diff(want, f.Capacity.FileSystems); d != "" {
		t.Errorf("file systems (-want +got):\n%s", d)
	}
	if d := cmp.Diff(&Space{1000, 600, "system: memory"}, f.Capacity.Memory); d != "" {
		t.Errorf("memory (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"BOOT_IMAGE=/vmlinuz", "root=/dev/vda1", "ro", "luks.key=[redacted]", "inst.ks=http://me:[redacted]@host/ks", "quiet", `dyndbg="file a +p"`}, f.Kernel.CommandLine.Args); d != "" {
		t.Errorf("command line (-want +got):\n%s", d)
	}
	if d := cmp.Diff(&Taint{12288, []string{"out_of_tree_module", "unsigned_module"}, "/proc/sys/kernel/tainted"}, f.Kernel.Taint); d != "" {
		t.Errorf("taint (-want +got):\n%s", d)
	}
	if f.Kernel.Lockdown.Value != "integrity" || !f.Kernel.SigEnforce.Value || f.Kernel.ModulesDisabled != nil {
		t.Errorf("kernel: %+v", f.Kernel)
	}
	if f.BootedAt.Value.Format(time.RFC3339Nano) != "2026-05-01T06:00:00Z" {
		t.Errorf("boot: %v", f.BootedAt.Value)
	}
	hw := f.Hardware
	if hw.Chassis.Value != "laptop" || *hw.BIOS.Date != "2024-07-21" || hw.CPU.Count != 2 || *hw.CPU.Model != "Fast CPU" {
		t.Errorf("hardware: %+v", hw)
	}
	if d := cmp.Diff(map[string]Disk{"vda": {SizeBytes: 1048576, Rotational: true, Source: "/sys/block/vda"}}, hw.Disks); d != "" {
		t.Errorf("disks (-want +got):\n%s", d)
	}
	if d := cmp.Diff(map[string]Interface{"eth0": {MAC: some("52:54:00:00:00:01"), State: some("up"), Promiscuous: true, Source: "/sys/class/net/eth0"}}, hw.Interfaces); d != "" {
		t.Errorf("interfaces (-want +got):\n%s", d)
	}
	if f.Virtual.Kind != "vm" || f.Role.Value != "laptop" {
		t.Errorf("%+v %+v", f.Virtual, f.Role)
	}
	if !f.Firmware.UEFI.Value || !f.Firmware.SecureBoot.Value || f.Firmware.SetupMode.Value {
		t.Errorf("firmware: %+v", f.Firmware)
	}
}

func TestContainerMarkOfARunningHost(t *testing.T) {
	for ns, want := range map[string]string{"pid:[4026531836]": "vm", "pid:[4026532201]": "container"} {
		h := running(t)
		h.Host = hosttest.Tree(t, map[string]string{"/.dockerenv": "", "/proc/self/ns/pid": "-> " + ns, "/proc/cpuinfo": "flags : hypervisor\n"})
		if f, _ := gather(t, h); f.Virtual == nil || f.Virtual.Kind != want {
			t.Errorf("%s: %+v", ns, f.Virtual)
		}
	}
}

func TestModules(t *testing.T) {
	for want, files := range map[string]map[string]string{
		"any":    {"/proc/modules": "", "/proc/sys/kernel/modules_disabled": "0\n"},
		"signed": {"/proc/modules": "", "/proc/sys/kernel/modules_disabled": "0\n", "/sys/module/module/parameters/sig_enforce": "Y\n"},
		"none":   {"/proc/modules": "", "/proc/sys/kernel/modules_disabled": "1\n"},
		"":       {"/proc/cpuinfo": ""},
	} {
		h := running(t)
		h.Host = hosttest.Tree(t, files)
		f, missing := gather(t, h)
		got := ""
		if f.Kernel.Modules != nil {
			got = f.Kernel.Modules.Value
		}
		if got != want || (want == "") != strings.Contains(paths(missing), "host.kernel.modules") {
			t.Errorf("%s: %q, gaps %s", want, got, paths(missing))
		}
	}
	h := running(t)
	h.Host = hosttest.Tree(t, map[string]string{"/proc/modules": "", "/sys/kernel/security/lockdown": "none integrity [confidentiality]\n"})
	if f, _ := gather(t, h); f.Kernel.Modules.Value != "signed" || f.Kernel.Modules.Source != "/sys/kernel/security/lockdown" {
		t.Errorf("lockdown: %+v", f.Kernel.Modules)
	}
}

func TestRunningInPart(t *testing.T) {
	h := running(t)
	h.State.LoadErr, h.State.BootErr = host.ErrPermission, host.ErrPermission
	h.Commands["df -P -k -l"] = hosttest.Reply{Stdout: h.Commands["df -P -k -l"].Stdout, Stderr: "df: /mnt: Permission denied\n", ExitCode: 1}
	f, missing := gather(t, hosttest.Fail(h, "/sys/firmware/efi/efivars", host.ErrNotExist))
	if got := paths(missing); got != "host.booted_at host.capacity.file_systems host.capacity.load host.capacity.memory host.capacity.swap host.firmware.secure_boot host.firmware.setup_mode host.hardware.memory_bytes" {
		t.Errorf("gaps: %s", got)
	}
	if f.BootedAt != nil || f.Capacity.Load != nil || len(f.Capacity.FileSystems) != 2 {
		t.Errorf("%+v", f.Capacity)
	}
	// BusyBox knows no -l.
	h = running(t)
	h.Commands["df -P -k"] = h.Commands["df -P -k -l"]
	h.Commands["df -P -i"] = h.Commands["df -P -i -l"]
	h.Commands["df -P -k -l"] = hosttest.Reply{Stderr: "df: unrecognized option: l\n", ExitCode: 1}
	h.Commands["df -P -i -l"] = h.Commands["df -P -k -l"]
	if f, missing := gather(t, h); len(f.Capacity.FileSystems) != 2 || len(missing) > 0 {
		t.Errorf("busybox: %+v %v", f.Capacity.FileSystems, missing)
	}
	// Without sysfs nothing is known of the firmware.
	f, missing = gather(t, hosttest.Fail(running(t), "/sys/firmware", host.ErrNotExist))
	if f.Firmware != nil || !strings.Contains(paths(missing), "host.firmware") {
		t.Errorf("%+v %v", f.Firmware, missing)
	}
}

func TestCutVersion(t *testing.T) {
	for v, want := range map[string][2]string{
		"12": {"12", "12"}, "24.04": {"24", "24.04"}, "3.20.1": {"3", "3.20"}, "": {"", ""}, "9.4-beta": {"9", "9.4"},
		"42-x": {"42", "42"}, "7 (Core)": {"7", "7"}, "x": {"", ""}, "2018.03": {"2018", "2018.03"},
	} {
		if a, b := cutVersion(v); a != want[0] || b != want[1] {
			t.Errorf("%q: %q %q", v, a, b)
		}
	}
}

func FuzzParsers(f *testing.F) {
	f.Add("a=b \"c d\" key=x\n")
	f.Add("Filesystem\n/dev/vda1 1000 500 400 56% /\n")
	f.Add("processor : 0\nflags : a\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, file := range []string{"/boot/grub/grub.cfg", "/boot/grub/grubenv", "/etc/default/grub", "/etc/kernel/cmdline"} {
			for line, arguments := range bootCommandLines(file, text) {
				if line < 1 || len(arguments) > len(text) {
					t.Errorf("line %d of %s has %q", line, file, arguments)
				}
			}
		}
		for _, a := range parseCommandLine(text) {
			if strings.Contains(a, "password=") && !strings.Contains(a, "[redacted]") {
				t.Errorf("a secret is shown: %q", a)
			}
		}
		for _, r := range parseDF(text) {
			if !strings.HasPrefix(r.point, "/") {
				t.Errorf("%+v", r)
			}
		}
		parseCPUInfo(text)
		parseMachineID(text)
		parseHostname(text, true)
		cutVersion(text)
	})
}

func TestHostNameIsValid(t *testing.T) {
	for name, want := range map[string]bool{
		"www1\n": true, "WWW-1.example.com\n": true, "db_2\n": true, strings.Repeat("a", 63) + "\n": true,
		"\x8f\x02\xd1q\x00\xe7": false, "two words\n": false, "a..b\n": false, "-x\n": false, "caf\u00e9\n": false,
		strings.Repeat("a", 64) + "\n": false, strings.Repeat("a.", 127) + "a\n": false,
	} {
		f, missing := gather(t, hosttest.Tree(t, map[string]string{"/etc/hostname": name}))
		gap := strings.Contains(" "+paths(missing)+" ", " host.static_name ")
		if (f.StaticName != nil) != want || gap == want {
			t.Errorf("%q: %+v, gap %v", name, f.StaticName, gap)
		}
	}
}
