package hostinfo

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// maxBootEntries bounds the command lines that are kept; a boot loader's menu
// has a few for each kernel.
const maxBootEntries = 200

// grubDefaults is what the next update-grub puts into every entry.
const grubDefaults = "/etc/default/grub"

// bootEntries collects the command lines with which boot loaders start kernels:
// GRUB's menu and its environment block, entries of the Boot Loader
// Specification, extlinux, the Raspberry Pi's firmware and unified kernels.
func (g *gatherer) bootEntries(ctx context.Context) {
	g.f.Kernel.BootEntries = map[string]CommandLine{}
	files := []string{
		"/boot/grub/grub.cfg", "/boot/grub2/grub.cfg", "/boot/grub/grubenv", "/boot/grub2/grubenv", grubDefaults,
		"/boot/extlinux/extlinux.conf", "/boot/extlinux.conf", "/etc/kernel/cmdline", "/boot/cmdline.txt", "/boot/firmware/cmdline.txt",
	}
	for _, dir := range []string{"/boot/loader/entries", "/boot/efi/loader/entries", "/efi/loader/entries", grubDefaults + ".d"} {
		list, err := g.ReadDir(ctx, dir)
		if err != nil && !errors.Is(err, host.ErrNotExist) {
			g.gaps.Add(keyed("kernel.boot_entries", dir), err)
		}
		suffix := ".conf"
		if dir == grubDefaults+".d" {
			suffix = ".cfg"
		}
		for _, e := range list {
			if strings.HasSuffix(e.Name, suffix) {
				files = append(files, path.Join(dir, e.Name))
			}
		}
	}
	for _, file := range files {
		if ctx.Err() != nil || len(g.f.Kernel.BootEntries) > maxBootEntries {
			g.gaps.AddReason(keyed("kernel.boot_entries", file), "more boot entries than are looked at", false)
			return
		}
		data, err := g.ReadFile(ctx, file, host.ConfigLimit)
		if errors.Is(err, host.ErrNotExist) {
			continue
		}
		if err != nil {
			g.gaps.Add(keyed("kernel.boot_entries", file), err)
			continue
		}
		for line, text := range bootCommandLines(file, string(data)) {
			at := facts.FileLine(facts.Text(file), line)
			g.f.Kernel.BootEntries[string(at)] = CommandLine{Args: parseCommandLine(text), Source: at}
		}
	}
}

// bootCommandLines finds the kernel's arguments in one file, by line.
func bootCommandLines(file, text string) map[int]string {
	out := map[int]string{}
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		word, rest, _ := strings.Cut(strings.ReplaceAll(line, "\t", " "), " ")
		switch base := path.Base(file); {
		case line == "" || line[0] == '#':
		case strings.HasPrefix(file, grubDefaults):
			key, value, ok := strings.Cut(line, "=")
			if ok && (key == "GRUB_CMDLINE_LINUX" || key == "GRUB_CMDLINE_LINUX_DEFAULT") {
				out[n] = strings.Trim(value, `"'`)
			}
		case base == "grubenv":
			if value, ok := strings.CutPrefix(line, "kernelopts="); ok {
				out[n] = value
			}
		case base == "cmdline" || base == "cmdline.txt":
			out[n] = line
		case word == "linux" || word == "linux16" || word == "linuxefi":
			// Of an entry of the specification, "linux" names the image only.
			if _, arguments, ok := strings.Cut(strings.TrimSpace(rest), " "); ok {
				out[n] = arguments
			}
		case word == "options" || strings.EqualFold(word, "append"):
			out[n] = rest
		}
	}
	return out
}

// keyed is the path of one element of a map.
func keyed(fact, key string) string { return fmt.Sprintf("%s[%q]", fact, facts.Text(key)) }
