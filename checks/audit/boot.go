package audit

import (
	"errors"
	"path"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// boot reads auditing from the command lines that boot loaders give the kernel,
// and from that of the running kernel.
func (g *gatherer) boot() {
	out := map[string]Boot{}
	read := func(name string) ([]byte, bool) {
		b, err := g.ReadFile(g.ctx, name, host.ConfigLimit)
		if err != nil && !errors.Is(err, host.ErrNotExist) && !errors.Is(err, host.ErrIrregular) {
			g.gaps.Add("boot", err)
		}
		return b, err == nil
	}
	options := ""
	for _, name := range []string{"/boot/grub/grub.cfg", "/boot/grub2/grub.cfg"} {
		if b, ok := read(path.Join(path.Dir(name), "grubenv")); ok {
			options = kernelOptions(string(b))
		}
		if b, ok := read(name); ok {
			for key, v := range grubEntries(name, string(b)) {
				out[key] = v
			}
		}
	}
	for _, dir := range []string{"/boot/loader/entries", "/boot/efi/loader/entries", "/efi/loader/entries"} {
		list, err := g.ReadDir(g.ctx, dir)
		if errors.Is(err, host.ErrNotExist) {
			continue
		}
		if err != nil {
			g.gaps.Add("boot", err)
			continue
		}
		for _, e := range list {
			if p := path.Join(dir, e.Name); strings.HasSuffix(e.Name, ".conf") {
				if b, ok := read(p); ok {
					if v, ok := loaderEntry(p, string(b), options); ok {
						out[facts.Text(p)] = v
					}
				}
			}
		}
	}
	if g.Has(host.CapSystem) {
		const now = "/proc/cmdline"
		if b, ok := read(now); ok {
			out[now] = commandLine(string(b), facts.File(now))
		}
	}
	g.f.Boot = out
}

// commandLine reads the kernel's parameters of one command line; the last wins.
func commandLine(text string, at facts.Source) Boot {
	b := Boot{Source: at}
	for _, w := range strings.Fields(text) {
		name, v, _ := strings.Cut(w, "=")
		v = strings.Trim(v, `"`)
		switch name {
		case "audit":
			v = facts.Text(v)
			b.Audit = &v
			b.Off = v == "0" || v == "off"
			b.On = v == "1" || v == "on"
		case "audit_backlog_limit":
			if n, err := strconv.Atoi(v); err == nil {
				b.Backlog = &n
			}
		}
	}
	return b
}

// grubEntries reads the lines of grub.cfg that name a kernel, but for recovery
// entries, which serve one session at the console.
func grubEntries(name, text string) map[string]Boot {
	out := map[string]Boot{}
	recovery := false
	n := 0
	for l := range strings.Lines(text) {
		n++
		w := strings.Fields(l)
		if len(w) == 0 {
			continue
		}
		switch w[0] {
		case "menuentry", "submenu":
			recovery = strings.Contains(l, "(recovery mode)") || strings.Contains(l, "memtest")
		case "linux", "linux16", "linuxefi":
			if !recovery && len(w) > 1 && !strings.Contains(w[1], "memtest") {
				at := facts.FileLine(name, n)
				out[string(at)] = commandLine(strings.Join(w[2:], " "), at)
			}
		}
	}
	return out
}

// kernelOptions is the variable kernelopts of grubenv.
func kernelOptions(text string) string {
	for l := range strings.Lines(text) {
		if v, ok := strings.CutPrefix(l, "kernelopts="); ok {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

// loaderEntry reads one entry of the Boot Loader Specification.
func loaderEntry(name, text, kernelopts string) (Boot, bool) {
	n := 0
	for l := range strings.Lines(text) {
		n++
		if w := strings.Fields(l); len(w) > 0 && w[0] == "options" {
			return commandLine(strings.ReplaceAll(strings.Join(w[1:], " "), "$kernelopts", kernelopts), facts.FileLine(facts.Text(name), n)), true
		}
	}
	return Boot{}, false
}
