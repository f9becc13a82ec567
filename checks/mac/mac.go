package mac

import (
	"context"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/systemd"
)

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:    "mac",
		Title: "Mandatory access control",
		Description: "AppArmor and SELinux: what the running kernel enforces (securityfs, selinuxfs, /proc), what the profiles, " +
			"the configuration and the kernel's arguments bring at the next boot.",
	}
}

type reader struct {
	ctx  context.Context
	h    host.Host
	gaps *facts.Gaps
	f    *Facts
}

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	if _, err := h.Stat(ctx, "/etc"); err != nil {
		return nil, err
	}
	r := &reader{ctx: ctx, h: h, gaps: gaps, f: &Facts{}}
	r.apparmor()
	r.selinux()
	r.arguments()
	r.lsm()
	r.labels()
	return r.f, nil
}

func (r *reader) running() bool { return r.h.Kind() == host.Local && r.h.Has(host.CapSystem) }

const notRunning = "the host does not run here"

// read returns a small file; false when it is not there. An error is a gap.
func (r *reader) read(name, field string) (string, bool) {
	b, err := r.h.ReadFile(r.ctx, name, host.ConfigLimit)
	if errors.Is(err, host.ErrNotExist) {
		return "", false
	}
	if err != nil {
		r.gaps.Add(field, err)
		return "", false
	}
	return string(b), true
}

// exists returns the first of these that is there.
func (r *reader) exists(field string, names ...string) (string, bool) {
	for _, n := range names {
		_, err := r.h.Stat(r.ctx, n)
		if err == nil {
			return n, true
		}
		if !errors.Is(err, host.ErrNotExist) {
			r.gaps.Add(field, err)
		}
	}
	return names[0], false
}

const profileDir = "/etc/apparmor.d"

func (r *reader) apparmor() {
	a := &AppArmor{}
	r.f.AppArmor = a
	p, ok := r.exists("apparmor.installed", "/sbin/apparmor_parser", "/usr/sbin/apparmor_parser", "/usr/bin/apparmor_parser")
	a.Installed = facts.At(ok, facts.File(p))
	if ok {
		a.AtBoot = r.atBoot()
	} else {
		a.AtBoot = facts.AtPtr(false, facts.File(p))
	}
	r.profiles()
	if !r.running() {
		r.gaps.AddReason("apparmor.enabled", notRunning, false)
		r.gaps.AddReason("apparmor.loaded", notRunning, false)
		return
	}
	const switched = "/sys/module/apparmor/parameters/enabled"
	b, err := r.h.ReadFile(r.ctx, switched, host.ConfigLimit)
	switch {
	case err == nil:
		a.Enabled = facts.AtPtr(strings.TrimSpace(string(b)) == "Y", facts.File(switched))
	case errors.Is(err, host.ErrNotExist):
		if _, ok := r.exists("apparmor.enabled", "/sys/module"); !ok {
			r.gaps.AddReason("apparmor.enabled", "/sys is not mounted", false)
			return
		}
		a.Enabled = facts.AtPtr(false, facts.File("/sys/module"))
	default:
		r.gaps.Add("apparmor.enabled", err)
		r.gaps.Add("apparmor.loaded", err)
		return
	}
	if !a.Enabled.Value {
		a.Loaded = map[string]string{}
		return
	}
	const list = "/sys/kernel/security/apparmor/profiles"
	b, err = r.h.ReadFile(r.ctx, list, host.ConfigLimit)
	if err != nil {
		r.gaps.Add("apparmor.loaded", err)
		return
	}
	a.Loaded = map[string]string{}
	for n, m := range parseLoaded(string(b)) {
		a.Loaded[facts.Text(n)] = facts.Text(m)
	}
}

// atBoot: systemd pulls the unit in, or an init script's link does.
func (r *reader) atBoot() *facts.Sourced[bool] {
	tree, err := systemd.Load(r.ctx, r.h)
	if err != nil {
		r.gaps.Add("apparmor.at_boot", err)
		return nil
	}
	const unit = "apparmor.service"
	if s, ok := tree.Starts()[unit]; ok {
		return facts.AtPtr(true, facts.Source(s.Source))
	}
	for _, p := range tree.Problems {
		if p.Unit == "" || p.Unit == unit {
			r.gaps.Add("apparmor.at_boot", p.Err)
			return nil
		}
	}
	if u := tree.Units[unit]; u != nil {
		return facts.AtPtr(false, facts.File(u.Path))
	}
	p, ok := r.exists("apparmor.at_boot", "/etc/runlevels/boot/apparmor", "/etc/runlevels/default/apparmor", "/etc/rcS.d/S01apparmor", "/etc/rc.d/rc3.d/S01boot.apparmor")
	return facts.AtPtr(ok, facts.File(p))
}

// profiles reads the files at the top of the profiles' folder.
func (r *reader) profiles() {
	const field = "apparmor.profiles"
	list, err := r.h.ReadDir(r.ctx, profileDir)
	if errors.Is(err, host.ErrNotExist) {
		r.f.AppArmor.Profiles = map[string]Profile{}
		return
	}
	if err != nil {
		r.gaps.Add(field, err)
		return
	}
	out := map[string]Profile{}
	for i, e := range list {
		if e.IsDir() || !isProfile(e.Name) {
			continue
		}
		name := path.Join(profileDir, e.Name)
		at := fmt.Sprintf("%s[%q]", field, facts.Text(name))
		if i >= 3000 {
			r.gaps.AddReason(at, "more than 3000 files of profiles", false)
			break
		}
		b, err := r.h.ReadFile(r.ctx, name, host.ConfigLimit)
		if err != nil {
			if !errors.Is(err, host.ErrNotExist) && !errors.Is(err, host.ErrIrregular) {
				r.gaps.Add(at, err)
			}
			continue
		}
		disabled, complain := r.linked("disable", e.Name, at), r.linked("force-complain", e.Name, at)
		// Files that other packages brought are refused by nobody where there is no parser.
		parsed := parseProfiles(string(b))
		if parsed.err != nil && r.f.AppArmor.Installed.Value {
			r.gaps.Add(at, fmt.Errorf("%s: %w", facts.Text(name), parsed.err))
		}
		for _, i := range parsed.includes {
			if _, err := r.h.Stat(r.ctx, path.Join(profileDir, i)); errors.Is(err, host.ErrNotExist) && r.f.AppArmor.Installed.Value && !r.elsewhere() {
				r.gaps.AddReason(at, fmt.Sprintf("%s: apparmor_parser refuses the file: there is no %s", facts.Text(name), facts.Text(i)), false)
			}
		}
		for _, p := range parsed.profiles {
			prof := Profile{Mode: p.mode, Source: facts.FileLine(facts.Text(name), p.line)}
			if complain {
				prof.Mode, prof.Source = "complain", facts.File(path.Join(profileDir, "force-complain", facts.Text(e.Name)))
			}
			if disabled {
				prof.Disabled, prof.Source = true, facts.File(path.Join(profileDir, "disable", facts.Text(e.Name)))
			}
			out[facts.Text(p.name)] = prof
		}
	}
	r.f.AppArmor.Profiles = out
}

// elsewhere tells whether the parser looks for included files in more folders.
func (r *reader) elsewhere() bool {
	for _, name := range []string{"/etc/apparmor/parser.conf", "/etc/apparmor/subdomain.conf"} {
		b, err := r.h.ReadFile(r.ctx, name, host.ConfigLimit)
		if err != nil && !errors.Is(err, host.ErrNotExist) || includeOption.Match(b) {
			return true
		}
	}
	return false
}

var includeOption = regexp.MustCompile(`(?m)^\s*(?:I|Include|b|base)\s*=?\s*/`)

// linked tells whether a link keeps a file from being loaded as it is. One that
// leads nowhere does not.
func (r *reader) linked(dir, name, field string) bool {
	_, err := r.h.Stat(r.ctx, path.Join(profileDir, dir, name))
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		r.gaps.Add(field, err)
	}
	return err == nil
}

// isProfile leaves out what the parser leaves out (apparmor_parser's list of
// ignored suffixes).
func isProfile(name string) bool {
	if strings.HasPrefix(name, ".") || name == "README" {
		return false
	}
	for _, s := range strings.Fields(".dpkg-new .dpkg-old .dpkg-dist .dpkg-bak .dpkg-remove .pacsave .pacnew .rpmnew .rpmsave .orig .rej ~ ,v") {
		if strings.HasSuffix(name, s) {
			return false
		}
	}
	return true
}

func (r *reader) selinux() {
	s := &SELinux{}
	const config = "/etc/selinux/config"
	b, err := r.h.ReadFile(r.ctx, config, host.ConfigLimit)
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		r.gaps.Add("selinux", err)
		return
	}
	r.f.SELinux = s
	text, ok := string(b), err == nil
	s.Installed = facts.At(ok, facts.File(config))
	if !ok {
		// Without it no policy is loaded.
		s.Configured = facts.AtPtr("disabled", facts.File(config))
	} else {
		mode, kind := parseSELinux(text)
		if mode.line > 0 {
			s.Configured = facts.AtPtr(mode.value, facts.FileLine(config, mode.line))
		} else {
			r.gaps.AddReason("selinux.configured", config+": no line SELINUX= with a known mode", false)
		}
		if kind.value != "" && !strings.Contains(kind.value, "/") {
			s.Type = facts.AtPtr(facts.Text(kind.value), facts.Default("libselinux"))
			if kind.line > 0 {
				s.Type.Source = facts.FileLine(config, kind.line)
			}
			dir := path.Join("/etc/selinux", kind.value, "policy")
			list, err := r.h.ReadDir(r.ctx, dir)
			if err != nil && !errors.Is(err, host.ErrNotExist) {
				r.gaps.Add("selinux.policy", err)
			} else {
				s.Policy = facts.AtPtr(slices.ContainsFunc(list, func(i host.FileInfo) bool { return strings.HasPrefix(i.Name, "policy.") }), facts.File(facts.Text(dir)))
			}
			s.Permissive = r.permissive(kind.value)
		} else {
			r.gaps.AddReason("selinux.type", config+": SELINUXTYPE= names no folder", false)
			r.gaps.AddReason("selinux.policy", config+": SELINUXTYPE= names no folder", false)
			r.gaps.AddReason("selinux.permissive", config+": SELINUXTYPE= names no folder", false)
		}
	}
	if !r.running() {
		r.gaps.AddReason("selinux.running", notRunning, false)
		return
	}
	const enforce = "/sys/fs/selinux/enforce"
	b, err = r.h.ReadFile(r.ctx, enforce, host.ConfigLimit)
	switch {
	case err == nil && strings.TrimSpace(string(b)) == "1":
		s.Running = facts.AtPtr("enforcing", facts.File(enforce))
	case err == nil:
		s.Running = facts.AtPtr("permissive", facts.File(enforce))
	case errors.Is(err, host.ErrNotExist):
		s.Running = facts.AtPtr("disabled", facts.File(enforce))
	default:
		r.gaps.Add("selinux.running", err)
	}
}

// permissive lists the modules that semanage-permissive(8) makes.
func (r *reader) permissive(kind string) []string {
	out := []string{}
	for _, base := range []string{path.Join("/var/lib/selinux", kind, "active/modules"), path.Join("/etc/selinux", kind, "active/modules")} {
		for _, prio := range r.dir(base) {
			for _, m := range r.dir(path.Join(base, prio)) {
				if d, ok := strings.CutPrefix(m, "permissive_"); ok {
					out = append(out, facts.Text(d))
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (r *reader) dir(name string) []string {
	list, err := r.h.ReadDir(r.ctx, name)
	if err != nil && !errors.Is(err, host.ErrNotExist) && !errors.Is(err, host.ErrIrregular) {
		r.gaps.Add(`selinux.permissive["`+facts.Text(name)+`"]`, err)
	}
	var out []string
	for _, i := range list {
		out = append(out, i.Name)
	}
	return out
}

// arguments reads what the boot loader gives the kernel.
func (r *reader) arguments() {
	r.f.Arguments = map[string]facts.Sourced[string]{}
	files := strings.Fields("/boot/grub/grub.cfg /boot/grub2/grub.cfg /boot/grub2/grubenv /boot/grub/grubenv /etc/kernel/cmdline /boot/extlinux/extlinux.conf /boot/extlinux.conf")
	for _, dir := range []string{"/boot/loader/entries", "/boot/efi/loader/entries"} {
		list, err := r.h.ReadDir(r.ctx, dir)
		if err != nil && !errors.Is(err, host.ErrNotExist) {
			r.gaps.Add(fmt.Sprintf("arguments[%q]", dir+"/*"), err)
		}
		for i, e := range list {
			if strings.HasSuffix(e.Name, ".conf") && i < 200 {
				files = append(files, path.Join(dir, e.Name))
			}
		}
	}
	if r.running() {
		files = append(files, "/proc/cmdline")
	}
	for _, f := range files {
		text, _ := r.read(f, fmt.Sprintf("arguments[%q]", facts.Text(f)))
		for arg, n := range parseArguments(text) {
			r.f.Arguments[arg+"@"+facts.Text(f)] = facts.At(arg, facts.FileLine(facts.Text(f), n))
		}
	}
}

func (r *reader) lsm() {
	const file = "/sys/kernel/security/lsm"
	if !r.running() {
		r.gaps.AddReason("lsm", notRunning, false)
		return
	}
	b, err := r.h.ReadFile(r.ctx, file, host.ConfigLimit)
	if err != nil {
		r.gaps.Add("lsm", err)
		return
	}
	r.f.LSM = facts.AtPtr(strings.Split(facts.Text(strings.TrimSpace(string(b))), ","), facts.File(file))
}

// labels asks each process with an executable what confines it.
func (r *reader) labels() {
	if !r.running() {
		r.gaps.AddReason("labels", notRunning, false)
		return
	}
	procs, err := r.h.Processes(r.ctx)
	if err != nil {
		r.gaps.Add("labels", err)
		return
	}
	r.f.Labels = map[string]string{}
	for i, p := range procs {
		if p.Exe == "" || i > 20_000 {
			continue
		}
		b, err := r.h.ReadFile(r.ctx, fmt.Sprintf("/proc/%d/attr/current", p.PID), host.ConfigLimit)
		if err != nil {
			continue // it ended, or no module gives labels: no label is known
		}
		r.f.Labels[fmt.Sprint(p.PID)] = facts.Text(strings.TrimRight(string(b), "\x00\n"))
	}
}
