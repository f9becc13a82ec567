package hostinfo

import (
	"context"
	"errors"
	"path"
	"strconv"
	"strings"
	"time"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

const (
	dmi   = "/sys/class/dmi/id/"
	block = "/sys/block"
	net   = "/sys/class/net"
)

// hardware reads the running machine: DMI, processors, memory, devices.
func (g *gatherer) hardware(ctx context.Context) {
	hw := &g.f.Hardware
	if v := g.optional(ctx, dmi+"sys_vendor"); v != "" {
		hw.Vendor = facts.AtPtr(v, facts.File(dmi+"sys_vendor"))
	}
	if v := g.optional(ctx, dmi+"product_name"); v != "" {
		hw.Product = facts.AtPtr(v, facts.File(dmi+"product_name"))
	}
	b := BIOS{Vendor: some(g.optional(ctx, dmi+"bios_vendor")), Version: some(g.optional(ctx, dmi+"bios_version")), Source: facts.File(dmi + "bios_date")}
	if t, err := time.Parse("01/02/2006", g.optional(ctx, dmi+"bios_date")); err == nil {
		b.Date = some(t.Format(time.DateOnly))
	}
	if b.Vendor != nil || b.Version != nil || b.Date != nil {
		hw.BIOS = &b
	}
	const cpuinfo = "/proc/cpuinfo"
	if data, err := g.ReadFile(ctx, cpuinfo, 16<<20); err != nil {
		g.gaps.Add("hardware.cpu", err)
	} else {
		c := parseCPUInfo(string(data))
		c.Source = facts.File(cpuinfo)
		hw.CPU = &c
	}
	hw.Disks = g.disks(ctx)
	hw.Interfaces = g.interfaces(ctx)
}

func parseCPUInfo(text string) CPU {
	var c CPU
	for line := range strings.Lines(text) {
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		switch strings.TrimSpace(key) {
		case "processor":
			c.Count++
		case "model name", "Model", "cpu model":
			if c.Model == nil {
				c.Model = some(strings.TrimSpace(value))
			}
		}
	}
	return c
}

func (g *gatherer) disks(ctx context.Context) map[string]Disk {
	list, err := g.ReadDir(ctx, block)
	if errors.Is(err, host.ErrNotExist) {
		return map[string]Disk{}
	}
	if err != nil {
		g.gaps.Add("hardware.disks", err)
		return nil
	}
	out := map[string]Disk{}
	for _, e := range list {
		if strings.HasPrefix(e.Name, "loop") || strings.HasPrefix(e.Name, "ram") {
			continue
		}
		dir := path.Join(block, e.Name)
		size, ok := g.line(ctx, dir+"/size", "hardware.disks")
		if !ok {
			continue
		}
		sectors, err := strconv.ParseUint(size, 10, 64)
		if err != nil {
			continue
		}
		link, _ := g.ReadLink(ctx, dir)
		out[facts.Text(e.Name)] = Disk{
			// The size is in units of 512 bytes whatever the device's sector is.
			SizeBytes: sectors * 512, Model: some(g.optional(ctx, dir+"/device/model")),
			Rotational: g.optional(ctx, dir+"/queue/rotational") == "1",
			Removable:  g.optional(ctx, dir+"/removable") == "1",
			Virtual:    strings.Contains(link, "/virtual/"), Source: facts.File(facts.Text(dir)),
		}
	}
	return out
}

func (g *gatherer) interfaces(ctx context.Context) map[string]Interface {
	list, err := g.ReadDir(ctx, net)
	if errors.Is(err, host.ErrNotExist) {
		return map[string]Interface{}
	}
	if err != nil {
		g.gaps.Add("hardware.interfaces", err)
		return nil
	}
	const promiscuous = 0x100
	out := map[string]Interface{}
	for _, e := range list {
		dir := path.Join(net, e.Name)
		if !e.IsLink() && !e.IsDir() {
			continue // bonding_masters
		}
		flags, _ := strconv.ParseUint(strings.TrimPrefix(g.optional(ctx, dir+"/flags"), "0x"), 16, 64)
		link, _ := g.ReadLink(ctx, dir)
		_, phy := g.Lstat(ctx, dir+"/phy80211")
		_, old := g.Lstat(ctx, dir+"/wireless")
		out[facts.Text(e.Name)] = Interface{
			MAC: some(g.optional(ctx, dir+"/address")), State: some(g.optional(ctx, dir+"/operstate")),
			Virtual: strings.Contains(link, "/virtual/"), Wireless: phy == nil || old == nil,
			Promiscuous: flags&promiscuous != 0, Source: facts.File(facts.Text(dir)),
		}
	}
	return out
}

// firmware tells UEFI from the rest and reads Secure Boot from its variable.
func (g *gatherer) firmware(ctx context.Context) {
	const efi, firmware = "/sys/firmware/efi", "/sys/firmware"
	if _, err := g.Stat(ctx, firmware); err != nil {
		// Without sysfs the folder's absence would say nothing.
		g.gaps.Add("firmware", err)
		return
	}
	_, err := g.Stat(ctx, efi)
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		g.gaps.Add("firmware", err)
		return
	}
	f := &Firmware{UEFI: facts.At(err == nil, facts.File(efi))}
	g.f.Firmware = f
	if err != nil {
		return
	}
	f.SecureBoot = g.efiFlag(ctx, "SecureBoot", "firmware.secure_boot")
	f.SetupMode = g.efiFlag(ctx, "SetupMode", "firmware.setup_mode")
}

// efiFlag reads a variable of one byte, which four bytes of attributes precede.
func (g *gatherer) efiFlag(ctx context.Context, name, gap string) *facts.Sourced[bool] {
	const global = "-8be4df61-93ca-11d2-aa0d-00e098032b8c"
	p := "/sys/firmware/efi/efivars/" + name + global
	data, err := g.ReadFile(ctx, p, 4096)
	if err != nil {
		// Also when absent: efivarfs may not be mounted.
		g.gaps.Add(gap, err)
		return nil
	}
	if len(data) != 5 {
		g.gaps.AddReason(gap, p+": not a variable of one byte", false)
		return nil
	}
	return facts.AtPtr(data[4] == 1, facts.File(p))
}
