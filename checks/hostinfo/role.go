package hostinfo

import (
	"context"
	"errors"
	"path"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// chassisTypes are those of SMBIOS, section 7.4.1, by the words of
// machine-info(5).
var chassisTypes = map[string]string{
	"3": "desktop", "4": "desktop", "5": "desktop", "6": "desktop", "7": "desktop", "13": "desktop",
	"24": "desktop", "35": "desktop", "36": "desktop", "15": "desktop", "16": "desktop",
	"8": "laptop", "9": "laptop", "10": "laptop", "14": "laptop", "31": "convertible", "32": "convertible",
	"11": "handset", "30": "tablet", "17": "server", "23": "server", "25": "server", "28": "server", "29": "server",
	"33": "embedded", "34": "embedded",
}

// chassis takes what machine-info(5) says, else what DMI says.
func (g *gatherer) chassis(ctx context.Context) {
	const info = "/etc/machine-info"
	if data, err := g.ReadFile(ctx, info, 64<<10); err == nil {
		n := 0
		for line := range strings.Lines(string(data)) {
			n++
			if v, ok := strings.CutPrefix(strings.TrimSpace(line), "CHASSIS="); ok {
				if v = strings.Trim(v, `"'`); v != "" {
					g.f.Hardware.Chassis = facts.AtPtr(facts.Text(v), facts.FileLine(info, n))
				}
			}
		}
	} else if !errors.Is(err, host.ErrNotExist) {
		g.gaps.Add("hardware.chassis", err)
	}
	if g.f.Hardware.Chassis != nil || !g.running() {
		return
	}
	if v := g.optional(ctx, dmi+"chassis_type"); v != "" {
		word := chassisTypes[v]
		if word == "" {
			word = "other"
		}
		g.f.Hardware.Chassis = facts.AtPtr(word, facts.File(dmi+"chassis_type"))
	}
}

// hypervisors are known by words of their DMI vendor, product or firmware.
var hypervisors = []struct{ word, technology string }{
	{"KVM", "kvm"}, {"OpenStack", "kvm"}, {"Amazon EC2", "amazon"}, {"Google Compute Engine", "google"},
	{"QEMU", "qemu"}, {"VMware", "vmware"}, {"VMW", "vmware"}, {"VirtualBox", "oracle"}, {"innotek", "oracle"},
	{"Xen", "xen"}, {"Bochs", "bochs"}, {"Parallels", "parallels"}, {"BHYVE", "bhyve"}, {"Hyper-V", "microsoft"},
	{"DigitalOcean", "kvm"}, {"Hetzner", "kvm"}, {"Apple Virtualization", "apple"}, {"Cloud Hypervisor", "cloud-hypervisor"},
}

// containerMarks are files that container managers leave in what they start.
var containerMarks = []struct{ path, technology string }{
	{"/run/.containerenv", "podman"}, {"/.dockerenv", "docker"},
}

// machine tells whether the host shows that it is no container, so that a mark
// is a left-over of how its files were made: it runs in the kernel's first PID
// namespace, whose inode is fixed (PROC_PID_INIT_INO, 0xEFFFFFFC), or, not
// running, it holds a kernel to start.
func (g *gatherer) machine(ctx context.Context) bool {
	if g.running() {
		ns, err := g.ReadLink(ctx, "/proc/self/ns/pid")
		return err == nil && ns == "pid:[4026531836]"
	}
	for _, k := range g.f.Kernel.Installed {
		if k.Image != nil {
			return true
		}
	}
	return false
}

// virtual tells container, virtual machine or neither.
func (g *gatherer) virtual(ctx context.Context) {
	if !g.machine(ctx) {
		for _, m := range containerMarks {
			if _, err := g.Lstat(ctx, m.path); err == nil {
				g.f.Virtual = &Virtual{"container", some(m.technology), facts.File(m.path)}
				return
			}
		}
	}
	if !g.running() {
		g.gaps.Add("virtual", errNotRunning)
		return
	}
	const file = "/run/systemd/container"
	if v := g.optional(ctx, file); v != "" {
		g.f.Virtual = &Virtual{"container", some(v), facts.File(file)}
		return
	}
	const environ = "/proc/1/environ"
	data, err := g.ReadFile(ctx, environ, 1<<20)
	if err == nil {
		for pair := range strings.SplitSeq(string(data), "\x00") {
			if v, ok := strings.CutPrefix(pair, "container="); ok {
				g.f.Virtual = &Virtual{"container", some(facts.Text(v)), facts.File(environ)}
				return
			}
		}
	}
	for _, name := range []string{"product_name", "sys_vendor", "board_vendor", "bios_vendor"} {
		v := g.optional(ctx, dmi+name)
		for _, h := range hypervisors {
			if strings.Contains(v, h.word) {
				g.f.Virtual = &Virtual{"vm", some(h.technology), facts.File(dmi + name)}
				return
			}
		}
		if name == "sys_vendor" && v == "Microsoft Corporation" && g.optional(ctx, dmi+"product_name") == "Virtual Machine" {
			g.f.Virtual = &Virtual{"vm", some("microsoft"), facts.File(dmi + name)}
			return
		}
	}
	const hypervisor = "/sys/hypervisor/type"
	if v := g.optional(ctx, hypervisor); v != "" {
		g.f.Virtual = &Virtual{"vm", some(v), facts.File(hypervisor)}
		return
	}
	const cpuinfo = "/proc/cpuinfo"
	data, cpuErr := g.ReadFile(ctx, cpuinfo, 16<<20)
	if cpuErr != nil {
		g.gaps.Add("virtual", cpuErr)
		return
	}
	v := &Virtual{Kind: "none", Source: facts.File(cpuinfo)}
	for line := range strings.Lines(string(data)) {
		if flags, ok := strings.CutPrefix(line, "flags"); ok {
			if contains(strings.Fields(flags), "hypervisor") {
				v.Kind = "vm"
			}
			break
		}
	}
	if v.Kind == "none" && err != nil && !errors.Is(err, host.ErrNotExist) {
		// Without /proc/1/environ a container cannot be ruled out.
		g.gaps.Add("virtual", err)
		return
	}
	g.f.Virtual = v
}

// role derives what the host is for. A desktop is known by a display manager
// that is linked to start or by installed session files: Debian's default
// target is graphical.target on servers as well.
func (g *gatherer) role(ctx context.Context) {
	if v := g.f.Virtual; v != nil && v.Kind == "container" {
		g.f.Role = facts.AtPtr("container", v.Source)
		return
	}
	if c := g.f.Hardware.Chassis; c != nil {
		switch c.Value {
		case "laptop", "convertible", "tablet", "handset":
			g.f.Role = facts.AtPtr("laptop", c.Source)
			return
		}
	}
	const dm = "/etc/systemd/system/display-manager.service"
	if dest, err := g.ReadLink(ctx, dm); err == nil && path.Clean(dest) != "/dev/null" {
		g.f.Role = facts.AtPtr("workstation", facts.File(dm))
		return
	}
	for _, dir := range []string{"/usr/share/xsessions", "/usr/share/wayland-sessions"} {
		list, err := g.ReadDir(ctx, dir)
		if err != nil && !errors.Is(err, host.ErrNotExist) {
			g.gaps.Add("role", err)
			return
		}
		for _, e := range list {
			if strings.HasSuffix(e.Name, ".desktop") {
				g.f.Role = facts.AtPtr("workstation", facts.File(facts.Text(path.Join(dir, e.Name))))
				return
			}
		}
	}
	g.f.Role = facts.AtPtr("server", facts.Default("isoscan, for a host with no sign of a container, portable chassis or desktop"))
}
