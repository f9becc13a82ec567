package mobile

import (
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

const (
	crypttabFile = "/etc/crypttab"
	fstabFile    = "/etc/fstab"
	swapsFile    = "/proc/swaps"
	maxDepth     = 16
)

// disks tells which volumes are encrypted: by the block layer where the system
// runs, by fstab and crypttab where it is at rest.
func (g *gatherer) disks() {
	g.crypttab()
	if g.Has(host.CapSystem) {
		g.mounted()
		return
	}
	g.atRest()
}

func (g *gatherer) crypttab() {
	content, found := g.text(crypttabFile, "crypttab", "key_files", "volumes", "swap")
	if !found && g.missing("crypttab") {
		return
	}
	var err error
	g.f.Crypttab, err = parseCrypttab(content)
	g.f.KeyFiles = map[string]KeyFile{}
	if err != nil {
		// What the line would unlock, and with which key, is not known.
		for _, field := range []string{"crypttab", "key_files", "volumes", "swap"} {
			g.gaps.Add(field, err)
		}
	}
	for _, m := range g.f.Crypttab {
		if m.File == "" || onDevice(m.File) {
			continue
		}
		k, err := g.keyFile(m.File)
		if err == nil {
			g.f.KeyFiles[k.Path] = k
		} else if !errors.Is(err, host.ErrNotExist) { // it may be on a removable device
			g.gaps.Add(element("key_files", m.File), err)
		}
	}
}

// randomKeys give a key that nobody keeps.
var randomKeys = words("/dev/urandom /dev/random /dev/hw_random /dev/hwrng")

// onDevice: a key file of KEYFILE:DEVICE is on that device, and none of this host.
func onDevice(key string) bool {
	_, device, ok := strings.Cut(key, ":")
	return ok && (strings.HasPrefix(device, "/dev/") || strings.Contains(device, "="))
}

// missing tells whether a whole field is a gap.
func (g *gatherer) missing(field string) bool {
	for _, m := range g.gaps.Missing() {
		if m.Path == Info().ID+"."+field {
			return true
		}
	}
	return false
}

// parseCrypttab reads crypttab(5): name, device, key, options. The error is the
// first line that is none; the others are kept.
func parseCrypttab(content string) (map[string]Mapping, error) {
	out := map[string]Mapping{}
	var bad error
	for i, line := range strings.Split(content, "\n") {
		f := strings.Fields(line)
		if len(f) == 0 || strings.HasPrefix(f[0], "#") {
			continue
		}
		if why := noMapping(line, f); why != "" {
			if bad == nil {
				bad = fmt.Errorf("%s:%d: %s", crypttabFile, i+1, why)
			}
			continue
		}
		m := Mapping{Device: facts.Text(f[1]), Mode: "luks", Key: "asked", Source: facts.FileLine(crypttabFile, i+1)}
		if len(f) > 2 {
			switch key := f[2]; {
			case key == "none" || key == "-":
			case randomKeys[path.Clean(key)]:
				m.Key = "random"
			case strings.HasPrefix(key, "/"):
				m.Key, m.File = "file", facts.Text(key)
			}
		}
		if len(f) > 3 {
			for _, option := range strings.Split(f[3], ",") {
				m.option(strings.Cut(option, "="))
			}
		}
		if _, twice := out[facts.Text(f[0])]; !twice { // the first line of a name counts
			out[facts.Text(f[0])] = m
		}
	}
	return out, bad
}

// isText: a line that an editor may have written.
func isText(line string) bool {
	return utf8.ValidString(line) && !strings.ContainsFunc(line, func(r rune) bool { return unicode.IsControl(r) && !unicode.IsSpace(r) })
}

// noMapping says why a line of crypttab is no entry: fewer than two fields, bytes
// that no text has, or a device that is neither a path nor a tag.
func noMapping(line string, f []string) string {
	switch {
	case !isText(line):
		return "it has bytes that are no text, so the file is damaged"
	case len(f) < 2:
		return "an entry has a name and a device"
	case !strings.HasPrefix(f[1], "/") && !strings.Contains(f[1], "="):
		return "its device is neither a path nor a tag"
	}
	return ""
}

func (m *Mapping) option(name, value string, _ bool) {
	switch name {
	case "plain", "tcrypt", "bitlk", "luks": // the last one counts
		m.Mode = name
	case "swap":
		if m.Mode == "luks" {
			m.Mode = "swap"
		}
	case "tmp":
		m.Mode = "tmp"
	case "tcrypt-hidden", "tcrypt-system", "tcrypt-veracrypt":
		m.Mode = "tcrypt"
	case "cipher":
		m.Cipher = facts.Text(strings.ToLower(value))
	case "hash":
		m.Hash = facts.Text(strings.ToLower(value))
	case "size":
		if m.Size, _ = strconv.Atoi(value); m.Size < 0 || m.Size%8 != 0 {
			m.Size = 0 // is passed over
		}
	case "tpm2-device", "fido2-device", "pkcs11-uri":
		m.Key = "token"
	case "keyscript":
		m.Key, m.File = "script", ""
	}
}

// notStorage are the file systems that keep nothing on a local disk.
var notStorage = map[string]bool{
	"nfs": true, "nfs4": true, "cifs": true, "smb3": true, "9p": true, "virtiofs": true, "ceph": true, "glusterfs": true, "fuse.sshfs": true,
	"tmpfs": true, "ramfs": true, "proc": true, "sysfs": true, "devpts": true, "devtmpfs": true, "cgroup": true, "cgroup2": true,
	"overlay": true, "squashfs": true, "iso9660": true, "udf": true, "autofs": true, "debugfs": true, "tracefs": true, "securityfs": true,
	"efivarfs": true, "bpf": true, "hugetlbfs": true, "mqueue": true, "configfs": true, "fusectl": true, "binfmt_misc": true, "none": true,
}

// atRest reads fstab(5).
func (g *gatherer) atRest() {
	content, found := g.text(fstabFile, "volumes", "swap")
	if !found {
		if !g.missing("volumes") {
			// An image may leave mounting to others: nothing is known of its disks.
			err := errors.New(fstabFile + ": no such file, and only a running system tells more")
			g.gaps.Add("volumes", err)
			g.gaps.Add("swap", err)
		}
		return
	}
	if g.f.Crypttab == nil {
		return
	}
	// A line of crypttab that cannot be read may unlock any device.
	unlocked := len(g.f.Crypttab) > 0 || g.missing("crypttab") || g.unlockedByBoot()
	g.f.Volumes, g.f.Swap = map[string]Volume{}, map[string]Volume{}
	for i, line := range strings.Split(content, "\n") {
		f := strings.Fields(line)
		if len(f) == 0 || strings.HasPrefix(f[0], "#") {
			continue
		}
		if len(f) < 3 || !isText(line) {
			err := fmt.Errorf("%s:%d: it is no entry of a device, a place and a type", fstabFile, i+1)
			g.gaps.Add("volumes", err)
			g.gaps.Add("swap", err)
			continue
		}
		if notStorage[f[2]] {
			continue
		}
		v := Volume{Device: facts.Text(f[0]), Type: facts.Text(f[2]), Source: facts.FileLine(fstabFile, i+1)}
		v.Encrypted, v.How = specEncrypted(f[0], f[2], g.f.Crypttab, unlocked)
		if f[2] == "swap" {
			g.f.Swap[v.Device] = v
		} else {
			g.f.Volumes[facts.Text(f[1])] = v
		}
	}
	for name, v := range g.f.Swap {
		if strings.HasPrefix(name, "/") && !strings.HasPrefix(name, "/dev/") {
			v.Encrypted, v.How = "unknown", "no file system of fstab holds the file"
			if on, ok := holding(name, g.f.Volumes); ok {
				v.Encrypted, v.How = on.Encrypted, "as the file system that holds it: "+on.How
			}
			g.f.Swap[name] = v
		}
	}
}

// unlockedByBoot: a boot loader's command line unlocks devices (dracut,
// systemd-cryptsetup-generator, mkinitcpio).
func (g *gatherer) unlockedByBoot() bool {
	for _, p := range []string{"/etc/default/grub", "/etc/kernel/cmdline", "/boot/grub/grub.cfg", "/boot/grub2/grub.cfg"} {
		content, _ := g.text(p, "volumes", "swap")
		for _, word := range []string{"rd.luks", "luks.uuid=", "luks.name=", "cryptdevice=", "cryptroot="} {
			if strings.Contains(content, word) {
				return true
			}
		}
	}
	return false
}

// specEncrypted judges the first field of fstab. unlocked: something on this
// host unlocks encrypted devices.
func specEncrypted(spec, kind string, mappings map[string]Mapping, unlocked bool) (encrypted, how string) {
	if name, ok := strings.CutPrefix(spec, "/dev/mapper/"); ok {
		if m, ok := mappings[name]; ok {
			return "yes", string(m.Source)
		}
	}
	for _, prefix := range []string{"PARTUUID=", "PARTLABEL=", "/dev/disk/by-partuuid/"} {
		if strings.HasPrefix(spec, prefix) {
			return "no", "it stands on a partition itself"
		}
	}
	switch {
	case kind == "zfs" || kind == "bcachefs":
		return "unknown", kind + " encrypts by itself, which files at rest do not tell"
	case plainDevice(spec):
		return "no", "it stands on a partition itself"
	case unlocked:
		return "unknown", "files at rest do not tell on which device it stands"
	default:
		return "no", "nothing on this host unlocks encrypted devices"
	}
}

// plainDevice: the name of a disk or partition.
func plainDevice(spec string) bool {
	name, ok := strings.CutPrefix(spec, "/dev/")
	if !ok || strings.Contains(name, "/") {
		return false
	}
	for _, prefix := range []string{"sd", "hd", "vd", "xvd", "nvme", "mmcblk"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// holding finds the volume with the longest mount point above a path.
func holding(file string, volumes map[string]Volume) (Volume, bool) {
	for dir := path.Dir(path.Clean(file)); ; dir = path.Dir(dir) {
		if v, ok := volumes[dir]; ok {
			return v, true
		}
		if dir == "/" || dir == "." {
			return Volume{}, false
		}
	}
}
