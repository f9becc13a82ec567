package mobile

import (
	"errors"
	"path"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

const sysBlock = "/sys/class/block"

// mounted asks the running system what is mounted and the block layer on what.
func (g *gatherer) mounted() {
	mounts, err := g.Mounts(g.ctx)
	if err != nil {
		g.gaps.Add("volumes", err)
		g.gaps.Add("swap", err)
		return
	}
	mappers, err := g.mappers()
	if err != nil {
		g.gaps.Add("volumes", err)
		g.gaps.Add("swap", err)
		return
	}
	source := facts.SystemAPI("mounts")
	g.f.Volumes = map[string]Volume{}
	for _, m := range mounts {
		if notStorage[m.Type] || !strings.HasPrefix(m.Device, "/dev/") && m.Type != "zfs" || strings.HasPrefix(m.Device, "/dev/loop") {
			continue
		}
		v := Volume{Device: facts.Text(m.Device), Type: facts.Text(m.Type), Source: source}
		if m.Type == "zfs" || m.Type == "bcachefs" {
			v.Encrypted, v.How = "unknown", m.Type+" encrypts by itself, which the block layer does not tell"
		} else {
			v.Encrypted, v.How = g.device(m.Device, mappers)
		}
		g.f.Volumes[facts.Text(m.Point)] = v
	}
	g.swaps(mappers)
}

// swaps reads the active areas (proc(5)).
func (g *gatherer) swaps(mappers map[string]string) {
	b, err := g.ReadFile(g.ctx, swapsFile, host.ConfigLimit)
	if err != nil && !errors.Is(err, host.ErrNotExist) { // a kernel without swap
		g.gaps.Add("swap", err)
		return
	}
	g.f.Swap = map[string]Volume{}
	for i, line := range strings.Split(string(b), "\n") {
		f := strings.Fields(line)
		if len(f) < 2 || i == 0 {
			continue
		}
		v := Volume{Device: facts.Text(f[0]), Type: "swap", Source: facts.FileLine(swapsFile, i+1)}
		switch {
		case strings.HasPrefix(f[0], "/dev/zram"):
			v.Encrypted, v.How = "yes", "kept in memory only"
		case f[1] == "file":
			v.Encrypted, v.How = "unknown", "the file system that holds it is not known"
			if on, ok := holding(f[0], g.f.Volumes); ok {
				v.Encrypted, v.How = on.Encrypted, "as the file system that holds it: "+on.How
			}
		default:
			v.Encrypted, v.How = g.device(f[0], mappers)
		}
		g.f.Swap[v.Device] = v
	}
}

// mappers gives the kernel's name (dm-0) of each device of the device mapper.
func (g *gatherer) mappers() (map[string]string, error) {
	entries, err := g.ReadDir(g.ctx, sysBlock)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, e := range entries {
		if strings.HasPrefix(e.Name, "dm-") {
			if b, err := g.ReadFile(g.ctx, path.Join(sysBlock, e.Name, "dm/name"), 4096); err == nil {
				out[strings.TrimSpace(string(b))] = e.Name
			}
		}
	}
	return out, nil
}

// device tells whether a block device, or all that it is made of, is encrypted.
func (g *gatherer) device(dev string, mappers map[string]string) (encrypted, how string) {
	name := strings.TrimPrefix(dev, "/dev/")
	if mapped, ok := strings.CutPrefix(name, "mapper/"); ok {
		name = mappers[mapped]
	}
	if name == "" || strings.Contains(name, "/") {
		// /dev/VG/LV and /dev/disk/by-uuid are links.
		target, err := g.ReadLink(g.ctx, dev)
		if err != nil {
			return "unknown", "its device is not known to the block layer"
		}
		name = path.Base(target)
	}
	if _, err := g.Stat(g.ctx, path.Join(sysBlock, name)); err != nil {
		return "unknown", "the block layer does not show " + facts.Text(name)
	}
	return g.below(name, 0)
}

func (g *gatherer) below(name string, depth int) (encrypted, how string) {
	if depth > maxDepth {
		return "unknown", "its devices are nested too deep"
	}
	dir := path.Join(sysBlock, name)
	if b, err := g.ReadFile(g.ctx, path.Join(dir, "dm/uuid"), 4096); err == nil {
		if strings.HasPrefix(string(b), "CRYPT-") {
			return "yes", dir + "/dm/uuid"
		}
	} else if !errors.Is(err, host.ErrNotExist) {
		return "unknown", facts.Reason(err)
	}
	slaves, err := g.ReadDir(g.ctx, path.Join(dir, "slaves"))
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		return "unknown", facts.Reason(err)
	}
	if len(slaves) == 0 {
		return "no", facts.Text(name) + " is a disk or partition itself"
	}
	// One part in the clear is enough to read from.
	encrypted = "yes"
	for _, s := range slaves {
		e, h := g.below(s.Name, depth+1)
		if e == "no" {
			return e, h
		}
		if e == "unknown" || how == "" {
			encrypted, how = e, h
		}
	}
	return encrypted, how
}
