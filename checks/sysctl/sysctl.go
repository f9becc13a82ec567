// Package sysctl gathers kernel parameters: their live values from /proc/sys,
// and the values that the next boot will give them, from sysctl.d(5) files with
// the precedence of systemd-sysctl. It does not know which values are good.
package sysctl

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:    "sysctl",
		Title: "Kernel parameters",
		Description: "Live values from /proc/sys, and the values after the next boot from the sysctl.d folders " +
			"as systemd-sysctl orders them.",
	}
}

// folders in the order of precedence: a file hides those of the same name in
// later folders (sysctl.d(5)).
var folders = []string{"/etc/sysctl.d", "/run/sysctl.d", "/usr/local/lib/sysctl.d", "/usr/lib/sysctl.d", "/lib/sysctl.d"}

const (
	maxFiles = 500
	// valueLimit bounds one parameter's value, in bytes.
	valueLimit = 4096
	procSys    = "/proc/sys/"
)

// Gather reads the parameters.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	f := &Facts{Settings: map[string]Setting{}, Files: []string{}, Malformed: []facts.Source{}}
	list, complete := f.readFiles(ctx, h, gaps)
	interfaces := []string{"all", "default"}
	if h.Has(host.CapSystem) {
		interfaces = f.interfaces(ctx, h, gaps, interfaces)
	}
	for key, def := range f.keys(interfaces) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var s Setting
		exists := true
		if h.Has(host.CapSystem) {
			s.Live, exists = live(ctx, h, gaps, key)
		}
		// A parameter that the running kernel does not have, no line can set.
		if complete && exists {
			s.Boot = resolve(list, key)
			if s.Boot == nil && def != "" {
				s.Boot = facts.AtPtr(def, facts.Default("Linux"))
			}
		}
		if exists {
			f.Settings[key] = s
		}
	}
	if complete {
		f.anyInterface(list)
	}
	f.ipv6(gaps)
	return f, nil
}

// anyInterface adds what wildcards will set for interfaces that are not there
// yet, or that a tree does not tell, as the interface "*".
func (f *Facts) anyInterface(list []assignment) {
	for family, keys := range interfaceKeys {
		for k := range keys {
			key := fmt.Sprintf("net.%s.conf.*.%s", family, k)
			if v := resolve(list, key); v != nil {
				f.Settings[key] = Setting{Boot: v}
			}
		}
	}
}

// ipv6 tells whether IPv6 matters on this host.
func (f *Facts) ipv6(gaps *facts.Gaps) {
	const key = "net.ipv6.conf.all.disable_ipv6"
	s, has := f.Settings[key]
	switch {
	case !has:
		f.IPv6 = facts.AtPtr(false, facts.File(procSys+"net"))
	case s.Boot == nil:
		gaps.AddReason("ipv6", "whether IPv6 is switched off at boot cannot be told", false)
	case s.Boot.Value == "1" && (s.Live == nil || s.Live.Value == "1"):
		f.IPv6 = facts.AtPtr(false, s.Boot.Source)
	default:
		f.IPv6 = facts.AtPtr(true, s.Boot.Source)
	}
}

// keys lists every parameter looked at, with its default.
func (f *Facts) keys(interfaces []string) map[string]string {
	out := map[string]string{}
	for k, d := range watched {
		out[k] = d
	}
	for family, keys := range interfaceKeys {
		for _, i := range interfaces {
			for k, d := range keys {
				def := ""
				switch i {
				case "all":
					def = d[0]
				case "default":
					def = d[1]
				}
				// An interface's name may hold a dot, which sysctl writes as a slash.
				out[fmt.Sprintf("net.%s.conf.%s.%s", family, strings.ReplaceAll(i, ".", "/"), k)] = def
			}
		}
	}
	return out
}

// interfaces adds the running kernel's interfaces to the list.
func (f *Facts) interfaces(ctx context.Context, h host.Host, gaps *facts.Gaps, list []string) []string {
	for _, family := range []string{"ipv4", "ipv6"} {
		dir := procSys + "net/" + family + "/conf"
		entries, err := h.ReadDir(ctx, dir)
		if errors.Is(err, host.ErrNotExist) {
			continue // the family is not compiled in
		}
		if err != nil {
			gaps.Add("settings", fmt.Errorf("interfaces: %w", err))
			continue
		}
		for _, e := range entries {
			if !slices.Contains(list, e.Name) {
				list = append(list, e.Name)
			}
		}
	}
	return list
}

// live reads one parameter of the running kernel; exists is false when the
// kernel has none of that name.
func live(ctx context.Context, h host.Host, gaps *facts.Gaps, key string) (v *facts.Sourced[string], exists bool) {
	file := procSys + strings.NewReplacer(".", "/", "/", ".").Replace(key)
	b, err := h.ReadFile(ctx, file, valueLimit)
	if errors.Is(err, host.ErrNotExist) {
		return nil, false
	}
	if err != nil {
		gaps.Add(facts.Path{{Key: "settings"}, {Key: key}, {Key: "live"}}.String(), err)
		return nil, true
	}
	return facts.AtPtr(facts.Text(strings.Join(strings.Fields(string(b)), " ")), facts.File(file)), true
}

// readFiles reads the configuration in the order in which it is applied. What
// cannot be read may set anything, so then no boot value can be told.
func (f *Facts) readFiles(ctx context.Context, h host.Host, gaps *facts.Gaps) (list []assignment, complete bool) {
	complete = true
	gap := func(err error) {
		complete = false
		gaps.Add("settings[*].boot", err)
	}
	byName := map[string]string{}
	for _, dir := range folders {
		entries, err := h.ReadDir(ctx, dir)
		if errors.Is(err, host.ErrNotExist) {
			continue
		}
		if err != nil {
			gap(err)
			continue
		}
		for _, e := range entries {
			if strings.HasSuffix(e.Name, ".conf") && byName[e.Name] == "" {
				byName[e.Name] = path.Join(dir, e.Name)
			}
		}
	}
	var names []string
	for n := range byName {
		names = append(names, n)
	}
	slices.Sort(names)
	if len(names) > maxFiles {
		gap(fmt.Errorf("%d files in sysctl.d, more than the %d that are read", len(names), maxFiles))
		return nil, false
	}
	var files []string
	for _, n := range names {
		files = append(files, byName[n])
	}
	files = append(files, others(ctx, h, gap)...)
	for _, file := range files {
		// A link to /dev/null masks the files of the same name.
		if target, err := h.ReadLink(ctx, file); err == nil && path.Clean(target) == "/dev/null" {
			continue
		}
		b, err := h.ReadFile(ctx, file, host.ConfigLimit)
		if errors.Is(err, host.ErrNotExist) {
			continue // a dangling link: systemd-sysctl passes over it
		}
		if err != nil {
			gap(err)
			continue
		}
		f.Files = append(f.Files, facts.Text(file))
		more, bad := parse(file, b)
		list = append(list, more...)
		f.Malformed = append(f.Malformed, bad...)
	}
	return list, complete
}

// others are the files that are applied after sysctl.d: /etc/sysctl.conf where
// no systemd is installed and sysctl(8) is (sysctl --system of procps and
// OpenRC read it last; systemd-sysctl only through a link in sysctl.d), and ufw's own file when ufw
// is on (ufw-framework(8), IPT_SYSCTL).
func others(ctx context.Context, h host.Host, gap func(error)) []string {
	var files []string
	exists := func(file string) bool {
		_, err := h.Stat(ctx, file)
		if err != nil && !errors.Is(err, host.ErrNotExist) {
			gap(err)
		}
		return err == nil
	}
	systemd := exists("/usr/lib/systemd/systemd") || exists("/lib/systemd/systemd")
	if !systemd && slices.ContainsFunc(sysctlPrograms, exists) && exists("/etc/sysctl.conf") {
		files = append(files, "/etc/sysctl.conf")
	}
	if shellValue(ctx, h, gap, "/etc/ufw/ufw.conf", "ENABLED") == "yes" {
		file := shellValue(ctx, h, gap, "/etc/default/ufw", "IPT_SYSCTL")
		if strings.HasPrefix(file, "/") && exists(file) {
			files = append(files, file)
		}
	}
	return files
}

// sysctlPrograms are procps' and BusyBox's.
var sysctlPrograms = []string{"/usr/sbin/sysctl", "/sbin/sysctl", "/usr/bin/sysctl", "/bin/sysctl"}

// shellValue is the last KEY=value of a file of such lines; empty without one.
func shellValue(ctx context.Context, h host.Host, gap func(error), file, key string) string {
	b, err := h.ReadFile(ctx, file, host.ConfigLimit)
	if err != nil {
		if !errors.Is(err, host.ErrNotExist) {
			gap(err)
		}
		return ""
	}
	value := ""
	for line := range strings.Lines(string(b)) {
		if v, ok := strings.CutPrefix(strings.TrimSpace(line), key+"="); ok {
			value = strings.Trim(strings.TrimSpace(v), `"'`)
		}
	}
	return strings.TrimSpace(value)
}
