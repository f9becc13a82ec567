package packages

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"time"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/pkgdb"
)

// gatherRestart looks for code that still runs although newer is installed.
func gatherRestart(ctx context.Context, h host.Host, m pkgdb.Manager, installed []pkgdb.Package, f *Facts, gaps *facts.Gaps) {
	f.Kernel = &Kernel{Installed: map[string]KernelPackage{}}
	for _, p := range installed {
		if rel, ok := kernelRelease(m, p); ok {
			f.Kernel.Installed[facts.Text(rel)] = KernelPackage{Package: facts.Text(p.Name), Version: facts.Text(p.Version)}
		}
	}
	if len(f.Unread) > 0 {
		gaps.AddReason(`kernel.installed["unread"]`, f.Unread[0], false)
	}
	if !h.Has(host.CapSystem) {
		const why = "the target does not run here: a root file system has no kernel and no boot time"
		gaps.AddReason("kernel.running", why, false)
		gaps.AddReason("kernel.current", why, false)
		gaps.AddReason("reboot", why, false)
		return
	}
	f.Kernel.runs(ctx, h, gaps)
	f.Reboot = gatherReboot(ctx, h, m, installed, gaps)
}

func (k *Kernel) runs(ctx context.Context, h host.Host, gaps *facts.Gaps) {
	const file = "/proc/sys/kernel/osrelease"
	b, err := h.ReadFile(ctx, file, host.ConfigLimit)
	if err != nil {
		gaps.Add("kernel.running", err)
		gaps.Add("kernel.current", err)
		return
	}
	running := facts.Text(strings.TrimSpace(string(b)))
	k.Running = facts.AtPtr(running, facts.File(file))
	newest := ""
	for rel := range k.Installed {
		if flavour(rel) == flavour(running) && (newest == "" || newerKernel(rel, newest)) {
			newest = rel
		}
	}
	if newest != "" {
		current := newest == running || newerKernel(running, newest)
		k.Newest, k.Current = &newest, &current
	}
}

var (
	dpkgKernel = regexp.MustCompile(`^linux-image-(?:unsigned-)?([0-9]+\..*)$`)
	apkKernel  = regexp.MustCompile(`^linux-(lts|virt|stable|edge|rpi|rpi2|rpi4|asahi|openpax|gru|elm)$`)
	apkRelease = regexp.MustCompile(`^([0-9.]+)(?:_rc[0-9]+)?-r([0-9]+)$`)
)

// kernelRelease is what uname -r tells for the kernel of a package.
func kernelRelease(m pkgdb.Manager, p pkgdb.Package) (string, bool) {
	switch m {
	case pkgdb.Dpkg:
		if g := dpkgKernel.FindStringSubmatch(p.Name); g != nil && !strings.HasSuffix(p.Name, "-dbg") && !strings.HasSuffix(p.Name, "-dbgsym") {
			return g[1], true
		}
	case pkgdb.RPM:
		version := p.Version
		if _, v, ok := strings.Cut(version, ":"); ok {
			version = v
		}
		switch p.Name {
		case "kernel", "kernel-core", "kernel-uek", "kernel-uek-core", "kernel-rt", "kernel-rt-core":
			// kernel is an empty package since RHEL 8: kernel-core has the file,
			// and both give the same release.
			suffix := ""
			if strings.HasPrefix(p.Name, "kernel-rt") && !strings.Contains(version, ".rt") {
				suffix = "+rt"
			}
			return version + "." + p.Arch + suffix, true
		case "kernel-default", "kernel-azure", "kernel-longterm":
			// SUSE leaves the last part, the rebuild number, out of uname.
			return suseRelease(version) + "-" + strings.TrimPrefix(p.Name, "kernel-"), true
		}
	case pkgdb.APK:
		if g := apkKernel.FindStringSubmatch(p.Name); g != nil {
			if v := apkRelease.FindStringSubmatch(p.Version); v != nil {
				return v[1] + "-" + v[2] + "-" + g[1], true
			}
		}
	}
	return "", false
}

// suseRelease: 5.14.21-150500.55.7.1 is 5.14.21-150500.55.7 to uname.
func suseRelease(version string) string {
	v, r, ok := strings.Cut(version, "-")
	if !ok {
		return version
	}
	if parts := strings.Split(r, "."); len(parts) > 2 {
		r = strings.Join(parts[:len(parts)-1], ".")
	}
	return v + "-" + r
}

var flavourStart = regexp.MustCompile(`^[0-9][0-9.]*(?:-rc[0-9]+)?(?:\+(?:deb[0-9]+(?:u[0-9]+)?|bpo(?:\.[0-9]+)?))?(?:[-+~][0-9][0-9a-z.+~]*)*`)

// flavour is what follows the numbers of a release: "amd64", "cloud-amd64",
// "generic", "lts"; kernels of one flavour replace each other. The form of
// RHEL ends in the architecture.
func flavour(rel string) string {
	if i := strings.LastIndexByte(rel, '.'); i >= 0 {
		switch tail, _, _ := strings.Cut(rel[i+1:], "+"); tail {
		case "x86_64", "aarch64", "ppc64le", "s390x", "i686", "riscv64":
			f := rel[i+1:]
			if strings.Contains(rel, "uek") {
				f += " uek"
			}
			return f
		}
	}
	return strings.TrimLeft(rel[len(flavourStart.FindString(rel)):], "-.+")
}

// newerKernel orders releases of one flavour by their numbers.
func newerKernel(a, b string) bool {
	c, err := pkgdb.Compare(pkgdb.Dpkg, strings.ReplaceAll(a, "_", "."), strings.ReplaceAll(b, "_", "."))
	return err == nil && c > 0
}

// core are the packages whose old code runs until the next boot.
var core = regexp.MustCompile(`^(?:linux-image-.*|kernel(?:-core|-rt|-rt-core|-uek|-default)?|linux-(?:lts|virt|stable)|linux-firmware|libc6|glibc|musl|` +
	`systemd|systemd-libs|libsystemd0|systemd-sysv|dbus|dbus-daemon|dbus-broker|libdbus-1-3|libssl3|libssl3t64|libssl1\.1|openssl-libs|libopenssl3|libopenssl1_1|` +
	`gnutls|libgnutls30|libgnutls30t64|intel-microcode|amd64-microcode|microcode_ctl|udev)$`)

func gatherReboot(ctx context.Context, h host.Host, m pkgdb.Manager, installed []pkgdb.Package, gaps *facts.Gaps) *Reboot {
	boot, err := h.Boot(ctx)
	if err != nil {
		gaps.Add("reboot", err)
		return nil
	}
	r := &Reboot{Flag: facts.At(false, "/run/reboot-required"), Packages: []string{}, Boot: boot.UTC().Truncate(time.Second), Core: map[string]time.Time{}}
	for _, file := range []string{"/run/reboot-required", "/run/reboot-needed", "/var/run/reboot-required"} {
		_, err := h.Stat(ctx, file)
		if err == nil {
			r.Flag = facts.At(true, facts.File(file))
			break
		}
		if !errors.Is(err, host.ErrNotExist) {
			gaps.Add("reboot", err)
			return nil
		}
	}
	const list = "/run/reboot-required.pkgs"
	b, err := h.ReadFile(ctx, list, host.ConfigLimit)
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		gaps.Add("reboot.packages", err)
		r.Packages = nil
	} else {
		seen := map[string]bool{}
		for _, l := range strings.Fields(string(b)) {
			if !seen[l] && len(r.Packages) < 100 {
				seen[l] = true
				r.Packages = append(r.Packages, facts.Text(l))
			}
		}
	}
	for _, p := range installed {
		if !core.MatchString(p.Name) {
			continue
		}
		at := p.InstalledAt
		if m == pkgdb.Dpkg {
			// dpkg writes the list of files anew at each installation.
			at, err = dpkgListTime(ctx, h, p)
			if err != nil {
				gaps.Add(`reboot.core["unread"]`, err)
				continue
			}
		}
		if at.IsZero() {
			continue
		}
		if old, seen := r.Core[p.Name]; !seen || at.After(old) {
			r.Core[facts.Text(p.Name)] = at
		}
	}
	if m == pkgdb.APK {
		gaps.AddReason(`reboot.core["unread"]`, "apk does not record when a package was installed", false)
	}
	return r
}

func dpkgListTime(ctx context.Context, h host.Host, p pkgdb.Package) (time.Time, error) {
	var err error
	for _, file := range []string{"/var/lib/dpkg/info/" + p.Name + ":" + p.Arch + ".list", "/var/lib/dpkg/info/" + p.Name + ".list"} {
		var info host.FileInfo
		if info, err = h.Stat(ctx, file); err == nil {
			return info.ModTime.UTC().Truncate(time.Second), nil
		}
		if !errors.Is(err, host.ErrNotExist) {
			break
		}
	}
	return time.Time{}, err
}
