// Package modules gathers which kernel modules a host refuses to load, by
// modprobe's configuration as modprobe reads it, and how USBGuard treats devices.
package modules

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:    "modules",
		Title: "Kernel modules that are not loaded",
		Description: "Reads modprobe.d as modprobe does, the modules of the installed kernels and, on a running host, " +
			"which of them are loaded; and USBGuard's configuration.",
	}
}

// Watched are modules of hardware, protocols and file systems that a host
// seldom needs; they are looked for in the installed kernels.
var Watched = []string{
	"usb_storage", "uas", "firewire_core", "firewire_ohci", "firewire_sbp2", "thunderbolt",
	"dccp", "sctp", "rds", "tipc", "n_hdlc", "ax25", "netrom", "rose", "x25", "appletalk", "ipx", "atm", "can", "llc2", "decnet", "econet", "af_802154", "phonet", "kcm", "rxrpc",
	"cramfs", "freevxfs", "jffs2", "hfs", "hfsplus", "squashfs", "udf", "minix", "ufs", "sysv", "qnx4", "qnx6", "befs", "affs", "adfs", "efs", "bfs", "romfs", "omfs", "hpfs", "jfs", "gfs2", "ksmbd", "afs", "ceph",
	"vivid", "floppy", "pcspkr",
}

// folders of configuration, first wins (modprobe.d(5)). A distribution
// compiles in /lib or /usr/lib; where /lib is a link they are the same.
var folders = []string{"/etc/modprobe.d", "/run/modprobe.d", "/usr/local/lib/modprobe.d", "/usr/lib/modprobe.d", "/lib/modprobe.d"}

const maxFiles = 1000

type gatherer struct {
	host.Host
	gaps *facts.Gaps
	f    *Facts
}

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	g := &gatherer{Host: h, gaps: gaps, f: &Facts{Modules: map[string]Module{}, Files: []string{}, Live: map[string]facts.Sourced[bool]{}}}
	if _, err := h.Stat(ctx, "/etc"); err != nil {
		return nil, err
	}
	for _, name := range Watched {
		g.f.Modules[name] = Module{Kernels: []string{}, Builtin: []string{}}
	}
	g.config(ctx)
	g.kernels(ctx)
	g.running(ctx)
	g.usbguard(ctx)
	return g.f, ctx.Err()
}

// config reads the files in modprobe's order: sorted by name over all folders,
// and of several with one name that of the first folder.
func (g *gatherer) config(ctx context.Context) {
	files := map[string]string{} // path by name
	for _, dir := range folders {
		list, err := g.ReadDir(ctx, dir)
		if err != nil {
			if !errors.Is(err, host.ErrNotExist) {
				g.hide(dir, err)
			}
			continue
		}
		for _, e := range list {
			if !strings.HasSuffix(e.Name, ".conf") || strings.HasPrefix(e.Name, ".") || len(e.Name) < 6 || e.IsDir() {
				continue
			}
			if _, ok := files[e.Name]; !ok {
				files[e.Name] = path.Join(dir, e.Name)
			}
		}
	}
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	if len(names) > maxFiles {
		g.hide("modprobe.d", fmt.Errorf("more than %d files: %w", maxFiles, host.ErrTooLarge))
		names = names[:maxFiles]
	}
	var all []sourced
	for _, name := range names {
		p := files[name]
		data, err := g.read(ctx, p)
		if err != nil {
			g.hide(p, err)
			continue
		}
		g.f.Files = append(g.f.Files, facts.Text(p))
		for _, d := range parseConfig(data) {
			all = append(all, sourced{d, facts.FileLine(facts.Text(p), d.line)})
		}
	}
	g.apply(all)
}

type sourced struct {
	directive
	source facts.Source
}

// apply decides for each module that is watched or named. The first install
// line that fits counts, as in kmod; a blacklist line names one module.
func (g *gatherer) apply(all []sourced) {
	names := map[string]bool{}
	for name := range g.f.Modules {
		names[name] = true
	}
	for _, d := range all {
		if d.command == "blacklist" || !strings.ContainsAny(d.module, "*?[") {
			names[d.module] = true
		}
	}
	for name := range names {
		m := g.f.Modules[facts.Text(name)]
		for _, d := range all {
			switch {
			case d.command == "install" && m.Install == nil && matches(d.module, name):
				m.Install = facts.AtPtr(installs(d.rest), d.source)
			case d.command == "blacklist" && m.Blacklist == nil && d.module == name:
				m.Blacklist = facts.AtPtr(true, d.source)
			}
		}
		g.f.Modules[facts.Text(name)] = m
	}
}

// read takes a file of configuration. A link to /dev/null is an empty one.
func (g *gatherer) read(ctx context.Context, p string) ([]byte, error) {
	if target, err := g.ReadLink(ctx, p); err == nil && path.Clean(target) == "/dev/null" {
		return nil, nil
	}
	data, err := g.ReadFile(ctx, p, host.ConfigLimit)
	if errors.Is(err, host.ErrNotExist) {
		return nil, nil // a link that leads nowhere
	}
	if err == nil && slices.Contains(data, 0) {
		return nil, fmt.Errorf("%s: null bytes in a text file: %w", p, host.ErrIrregular)
	}
	return data, err
}

// hide marks that any module may be treated otherwise than is known.
func (g *gatherer) hide(_ string, err error) {
	g.gaps.Add("modules[*].install", err)
	g.gaps.Add("modules[*].blacklist", err)
}

// kernels looks for the watched modules in each installed kernel.
func (g *gatherer) kernels(ctx context.Context) {
	g.f.Kernels = map[string]Kernel{}
	for _, dir := range []string{"/lib/modules", "/usr/lib/modules"} {
		list, err := g.ReadDir(ctx, dir)
		if err != nil {
			if !errors.Is(err, host.ErrNotExist) {
				g.gaps.Add("kernels", err)
			}
			continue
		}
		for _, e := range list {
			release := facts.Text(e.Name)
			if _, ok := g.f.Kernels[release]; ok || !e.IsDir() {
				continue
			}
			g.kernel(ctx, release, path.Join(dir, e.Name))
		}
	}
}

func (g *gatherer) kernel(ctx context.Context, release, dir string) {
	key := "kernels[" + strconv.Quote(release) + "]"
	list := path.Join(dir, "modules.dep")
	dep, err := g.ReadFile(ctx, list, host.ConfigLimit*4)
	if errors.Is(err, host.ErrNotExist) {
		// Headers alone leave a folder with the link build; a kernel whose
		// modules nobody has listed has the folder kernel.
		if _, e := g.Stat(ctx, path.Join(dir, "kernel")); errors.Is(e, host.ErrNotExist) {
			return
		}
	}
	if err != nil {
		g.gaps.Add(key, err)
		return
	}
	builtin, err := g.ReadFile(ctx, path.Join(dir, "modules.builtin"), host.ConfigLimit*4)
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		g.gaps.Add(key, err)
		return
	}
	has, part := moduleNames(dep), moduleNames(builtin)
	for _, name := range Watched {
		m := g.f.Modules[name]
		if has[name] {
			m.Kernels = append(m.Kernels, release)
		}
		if part[name] {
			m.Builtin = append(m.Builtin, release)
		}
		g.f.Modules[name] = m
	}
	g.f.Kernels[release] = Kernel{len(has), facts.File(facts.Text(list))}
}

// running asks the kernel which modules it has, and whether it takes more.
func (g *gatherer) running(ctx context.Context) {
	if !g.Has(host.CapSystem) || g.Kind() != host.Local {
		return
	}
	const list, disabled, cmdline = "/proc/modules", "/proc/sys/kernel/modules_disabled", "/proc/cmdline"
	if data, err := g.ReadFile(ctx, cmdline, 64<<10); err != nil {
		g.hide(cmdline, err)
	} else {
		for _, name := range bootBlacklist(string(data)) {
			m := g.f.Modules[facts.Text(name)]
			if m.Blacklist == nil {
				m.Blacklist = facts.AtPtr(true, facts.File(cmdline))
			}
			g.f.Modules[facts.Text(name)] = m
		}
	}
	data, err := g.ReadFile(ctx, list, host.ConfigLimit)
	switch {
	case errors.Is(err, host.ErrNotExist):
		// A kernel that was built without loadable modules has no such file.
		if _, e := g.Stat(ctx, "/proc/version"); e != nil {
			g.gaps.Add(`live["loading"]`, e)
			return
		}
		g.f.Live["loading"] = facts.At(false, facts.File("/proc"))
		data = nil
	case err != nil:
		g.gaps.Add(`live["loading"]`, err)
		return
	}
	loaded := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		name, _, _ := strings.Cut(line, " ")
		loaded[facts.Text(name)] = true
	}
	for name, m := range g.f.Modules {
		m.Loaded = facts.AtPtr(loaded[name], facts.File(list))
		if !loaded[name] && slices.Contains(Watched, name) {
			// What is built in and has parameters has a folder of its own.
			folder := "/sys/module/" + name
			_, err := g.Stat(ctx, folder)
			if err != nil && !errors.Is(err, host.ErrNotExist) {
				g.gaps.Add("modules["+strconv.Quote(name)+"].loaded", err)
				m.Loaded = nil
			} else {
				m.Loaded = facts.AtPtr(err == nil, facts.File(folder))
			}
		}
		g.f.Modules[name] = m
	}
	if _, ok := g.f.Live["loading"]; ok {
		return
	}
	value, err := g.ReadFile(ctx, disabled, 64)
	if err != nil {
		g.gaps.Add(`live["loading"]`, err)
		return
	}
	g.f.Live["loading"] = facts.At(strings.TrimSpace(string(value)) == "0", facts.File(disabled))
}
