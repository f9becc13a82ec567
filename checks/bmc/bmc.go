// Package bmc gathers what a host tells of its baseboard management controller:
// whether it has one, who may talk to it from the host, and what it lets in
// from the network.
package bmc

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:    "bmc",
		Title: "Baseboard management controller (IPMI)",
		Description: "Looks on a running host for a management controller in the SMBIOS and ACPI tables and among the drivers, reads " +
			"who may use its device files and, as root, asks it with ipmitool for the settings of its network channels.",
	}
}

// errNotRunning is the reason for what only a running system tells.
var errNotRunning = fmt.Errorf("only a running system tells this: %w", host.ErrUnsupported)

const (
	tables  = "/sys/firmware/dmi/tables/DMI"
	entries = "/sys/firmware/dmi/entries"
	spmi    = "/sys/firmware/acpi/tables/SPMI"
	class   = "/sys/class/ipmi"
	modules = "/sys/module"
	dev     = "/dev"
)

type gatherer struct {
	host.Host
	gaps *facts.Gaps
	f    *Facts
	// unread is why the absence of signs says nothing.
	unread []error
}

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	g := &gatherer{Host: h, gaps: gaps, f: &Facts{}}
	if h.Kind() != host.Local || !h.Has(host.CapSystem) {
		for _, p := range []string{"present", "signs", "devices", "drivers", "lan"} {
			gaps.Add(p, errNotRunning)
		}
		return g.f, ctx.Err()
	}
	g.f.Signs = []Sign{}
	table := g.smbios(ctx)
	g.acpi(ctx)
	g.interfaces(ctx)
	g.devices(ctx)
	g.drivers(ctx)
	switch {
	case len(g.f.Signs) > 0:
		g.f.Present = facts.AtPtr(true, g.f.Signs[0].Source)
		g.lan(ctx)
	case len(g.unread) > 0:
		for _, err := range g.unread {
			for _, p := range []string{"present", "signs", "lan"} {
				gaps.Add(p, err)
			}
		}
		g.f.Signs = nil
	default:
		g.f.Present = facts.AtPtr(false, facts.File(table))
	}
	return g.f, ctx.Err()
}

func (g *gatherer) sign(s Sign) { g.f.Signs = append(g.f.Signs, s) }

// smbios looks through the firmware's table and returns its path. Without
// privilege the names of its structures may still be there, which the module
// dmi_sysfs lists for everybody.
func (g *gatherer) smbios(ctx context.Context) string {
	const limit = 1 << 20 // the 32-bit entry point allows 64 KiB, and real tables have less
	table, err := g.ReadFile(ctx, tables, limit)
	if err == nil {
		var list []structure
		if list, err = parseSMBIOS(table); err != nil {
			err = fmt.Errorf("%s: %w", tables, err)
		}
		for _, s := range list {
			switch {
			case s.kind == 38:
				way, version := ipmiDevice(s)
				sign := Sign{Kind: "smbios-38", Interface: &way, Source: facts.File(tables)}
				if version != "" {
					sign.Version = &version
				}
				g.sign(sign)
			case s.kind == 42 && networkInterface(s):
				g.sign(Sign{Kind: "smbios-42", Source: facts.File(tables)})
			}
		}
		if err == nil {
			return tables
		}
	}
	if errors.Is(err, host.ErrNotExist) {
		err = fmt.Errorf("this machine shows no SMBIOS table, so that a controller may be there unseen: %w", err)
	}
	names, listErr := g.ReadDir(ctx, entries)
	if listErr != nil || len(names) == 0 {
		g.unread = append(g.unread, err)
		return tables
	}
	for _, e := range names {
		switch {
		case strings.HasPrefix(e.Name, "42-"):
			// Of what kind it is only the structure itself tells.
			g.unread = append(g.unread, err)
		case strings.HasPrefix(e.Name, "38-"):
			g.sign(Sign{Kind: "smbios-38", Source: facts.File(path.Join(entries, facts.Text(e.Name)))})
		}
	}
	return entries
}

// acpi looks for the table that tells the driver where the controller is.
func (g *gatherer) acpi(ctx context.Context) {
	_, err := g.Lstat(ctx, spmi)
	switch {
	case err == nil:
		g.sign(Sign{Kind: "acpi", Source: facts.File(spmi)})
	case !errors.Is(err, host.ErrNotExist):
		g.unread = append(g.unread, err)
	}
}

// interfaces looks for what a driver has found, by whatever way.
func (g *gatherer) interfaces(ctx context.Context) {
	list, err := g.ReadDir(ctx, class)
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		g.unread = append(g.unread, err)
	}
	for _, e := range list {
		g.sign(Sign{Kind: "class", Source: facts.File(path.Join(class, facts.Text(e.Name)))})
	}
}

// devices lists the device files: /dev/ipmi0, or as older udev rules name them
// /dev/ipmi/0 and /dev/ipmidev/0.
func (g *gatherer) devices(ctx context.Context) {
	g.f.Devices = map[string]Device{}
	for _, dir := range []string{dev, dev + "/ipmi", dev + "/ipmidev"} {
		list, err := g.ReadDir(ctx, dir)
		if err != nil {
			if dir == dev || !errors.Is(err, host.ErrNotExist) && !errors.Is(err, host.ErrNotDir) {
				g.gaps.Add("devices", err)
				g.unread = append(g.unread, err)
				g.f.Devices = nil
				return
			}
			continue
		}
		for _, e := range list {
			if dir == dev && !strings.HasPrefix(e.Name, "ipmi") {
				continue
			}
			if e.Mode&fs.ModeCharDevice == 0 {
				continue // a folder; a link leads to a device that has a name of its own
			}
			p := facts.Text(path.Join(dir, e.Name))
			g.f.Devices[p] = Device{
				UID: e.UID, GID: e.GID, Mode: fmt.Sprintf("%04o", e.Perm()),
				GroupAccess: e.Perm()&0o060 != 0, OthersAccess: e.Perm()&0o006 != 0, Source: facts.File(p),
			}
			g.sign(Sign{Kind: "device", Source: facts.File(p)})
		}
	}
}

// drivers lists the modules, those that are built in and have parameters too.
func (g *gatherer) drivers(ctx context.Context) {
	list, err := g.ReadDir(ctx, modules)
	if err != nil {
		g.gaps.Add("drivers", err)
		return
	}
	g.f.Drivers = []string{}
	for _, e := range list {
		if strings.HasPrefix(e.Name, "ipmi_") || e.Name == "acpi_ipmi" {
			g.f.Drivers = append(g.f.Drivers, facts.Text(e.Name))
		}
	}
	slices.Sort(g.f.Drivers)
}
