package files

import (
	"errors"
	"path"
	"regexp"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

func (r *reader) boot() {
	r.facts.Boot = &Boot{}
	r.grub()
	r.systemdBoot()
	r.singleUser()
}

// grubConfigs are the places of GRUB's configuration; vendors' folders of the
// EFI partition are looked up.
func (r *reader) grubConfigs() (list []string, err error) {
	list = []string{"/boot/grub/grub.cfg", "/boot/grub2/grub.cfg"}
	vendors, err := r.h.ReadDir(r.ctx, "/boot/efi/EFI")
	if errors.Is(err, host.ErrNotExist) {
		return list, nil
	}
	for _, v := range vendors {
		list = append(list, path.Join("/boot/efi/EFI", v.Name, "grub.cfg"))
	}
	return list, err
}

var (
	grubSource     = regexp.MustCompile(`^\s*(configfile|source|\.)\s+\S*/grub2?/grub\.cfg`)
	grubSuperusers = regexp.MustCompile(`^\s*set\s+superusers\s*=\s*(.*)$`)
	grubPassword   = regexp.MustCompile(`^\s*(password|password_pbkdf2)\s+(\S+)\s+(\S+)`)
	grubUserCfg    = regexp.MustCompile(`(?m)^\s*GRUB2_PASSWORD\s*=\s*["']?(grub\.pbkdf2\.\S+)`)
)

// grub reads every configuration that GRUB may start from. The protection
// holds only when each of them has it.
func (r *reader) grub() {
	configs, err := r.grubConfigs()
	if err != nil {
		r.gaps.Add("boot.grub", err)
		return
	}
	g := &Grub{Present: facts.At(false, facts.File(configs[0]))}
	for _, c := range configs {
		b, err := r.h.ReadFile(r.ctx, c, host.ConfigLimit)
		if errors.Is(err, host.ErrNotExist) {
			continue
		}
		if err != nil {
			r.gaps.Add("boot.grub", err)
			return
		}
		user, err := r.h.ReadFile(r.ctx, path.Join(path.Dir(c), "user.cfg"), host.ConfigLimit)
		if err != nil && !errors.Is(err, host.ErrNotExist) {
			r.gaps.Add("boot.grub", err)
			return
		}
		one := parseGrub(c, string(b), string(user))
		if one == nil {
			continue // only leads to another configuration
		}
		if !g.Present.Value {
			g = one
			continue
		}
		worse(&g.Superusers, one.Superusers)
		worse(&g.Password, one.Password)
		worse(&g.Hashed, one.Hashed)
	}
	r.facts.Boot.Grub = g
}

func worse(a **facts.Sourced[bool], b *facts.Sourced[bool]) {
	if b != nil && (*a == nil || !b.Value) {
		*a = b
	}
}

// parseGrub reads one configuration, and the file beside it in which some
// distributions keep the password. Nil: the configuration only loads another.
func parseGrub(name, text, user string) *Grub {
	g := &Grub{
		Present: facts.At(true, facts.File(name)), Superusers: facts.AtPtr(false, facts.File(name)), Password: facts.AtPtr(false, facts.File(name)),
	}
	hasUser := grubUserCfg.MatchString(user)
	n, menu, stub := 0, false, false
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		src := facts.FileLine(name, n)
		menu = menu || strings.HasPrefix(strings.TrimSpace(line), "menuentry") || strings.Contains(line, "blscfg")
		stub = stub || grubSource.MatchString(line)
		if m := grubSuperusers.FindStringSubmatch(line); m != nil {
			named := strings.Trim(strings.TrimSpace(m[1]), `"' `) != ""
			// Where user.cfg holds the password, the names count only with it.
			if named && (hasUser || !strings.Contains(text, "GRUB2_PASSWORD")) {
				g.Superusers = facts.AtPtr(true, src)
			} else if !named {
				g.Superusers = facts.AtPtr(false, src)
			}
		}
		if m := grubPassword.FindStringSubmatch(line); m != nil {
			if strings.Contains(m[3], "GRUB2_PASSWORD") {
				if !hasUser {
					continue
				}
				src = facts.File(path.Join(path.Dir(name), "user.cfg"))
			}
			g.Password = facts.AtPtr(true, src)
			if hashed := m[1] == "password_pbkdf2"; g.Hashed == nil || !hashed {
				g.Hashed = facts.AtPtr(hashed, src)
			}
		}
	}
	if stub && !menu {
		return nil
	}
	return g
}

func (r *reader) systemdBoot() {
	s := &SystemdBoot{Present: facts.At(false, facts.File("/boot/loader/loader.conf"))}
	for _, c := range []string{"/boot/loader/loader.conf", "/boot/efi/loader/loader.conf", "/efi/loader/loader.conf"} {
		b, err := r.h.ReadFile(r.ctx, c, host.ConfigLimit)
		if errors.Is(err, host.ErrNotExist) {
			continue
		}
		if err != nil {
			r.gaps.Add("boot.systemd_boot", err)
			return
		}
		s.Present = facts.At(true, facts.File(c))
		// loader.conf(5): the editor is on unless turned off.
		s.Editor = facts.AtPtr(true, facts.Default("systemd-boot"))
		n := 0
		for line := range strings.Lines(string(b)) {
			n++
			if f := strings.Fields(line); len(f) == 2 && f[0] == "editor" {
				on := slices.Contains([]string{"1", "yes", "y", "true", "t", "on"}, strings.ToLower(f[1]))
				s.Editor = facts.AtPtr(on, facts.FileLine(c, n))
			}
		}
		break
	}
	r.facts.Boot.SystemdBoot = s
}

// singleUser tells how the maintenance modes start: systemd's two units with
// their drop-ins, inittab(5), OpenRC's rc.conf.
func (r *reader) singleUser() {
	out := map[string]SingleUser{}
	ok := true
	for _, unit := range []string{"rescue.service", "emergency.service"} {
		files, err := r.unitFiles(unit)
		if err != nil {
			r.gaps.Add("boot.single_user", err)
			return
		}
		var cur *SingleUser
		for _, f := range files {
			b, err := r.h.ReadFile(r.ctx, f, host.ConfigLimit)
			if err != nil {
				r.gaps.Add("boot.single_user", err)
				return
			}
			cur = parseUnit(cur, f, string(b))
		}
		if cur != nil {
			out[unit] = *cur
		}
	}
	if b, err := r.h.ReadFile(r.ctx, "/etc/inittab", host.ConfigLimit); err == nil {
		if s := parseInittab(string(b)); s != nil {
			out["inittab"] = *s
		}
	} else {
		ok = ok && errors.Is(err, host.ErrNotExist)
	}
	if b, err := r.h.ReadFile(r.ctx, "/etc/rc.conf", host.ConfigLimit); err == nil {
		n := 0
		for line := range strings.Lines(string(b)) {
			n++
			if v, found := strings.CutPrefix(strings.TrimSpace(line), "rc_shell="); found {
				v = strings.Trim(v, `"'`)
				out["rc_shell"] = SingleUser{strings.HasSuffix(v, "sulogin"), facts.Text(v), facts.FileLine("/etc/rc.conf", n)}
			}
		}
	} else {
		ok = ok && errors.Is(err, host.ErrNotExist)
	}
	if !ok {
		r.gaps.AddReason(keyed("boot.single_user", "inittab"), "/etc/inittab or /etc/rc.conf could not be read", false)
	}
	r.facts.Boot.SingleUser = out
}

// unitFiles lists the unit's own file and its drop-ins in the order of use.
func (r *reader) unitFiles(unit string) ([]string, error) {
	var files []string
	dirs := []string{"/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system"}
	drops := map[string]string{}
	for _, d := range dirs {
		info, err := r.h.Lstat(r.ctx, path.Join(d, unit))
		if err != nil && !errors.Is(err, host.ErrNotExist) {
			return nil, err
		}
		if err == nil && files == nil {
			if target, err := r.h.ReadLink(r.ctx, path.Join(d, unit)); info.IsLink() && err == nil && target == "/dev/null" {
				return nil, nil // masked: there is no such mode
			}
			files = []string{path.Join(d, unit)}
		}
		list, err := r.h.ReadDir(r.ctx, path.Join(d, unit+".d"))
		if err != nil && !errors.Is(err, host.ErrNotExist) {
			return nil, err
		}
		for _, e := range list {
			if strings.HasSuffix(e.Name, ".conf") && drops[e.Name] == "" {
				drops[e.Name] = path.Join(d, unit+".d", e.Name)
			}
		}
	}
	if files == nil && len(drops) == 0 {
		return nil, nil
	}
	names := make([]string, 0, len(drops))
	for n := range drops {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		files = append(files, drops[n])
	}
	return files, nil
}

func parseUnit(cur *SingleUser, file, text string) *SingleUser {
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		src := facts.FileLine(file, n)
		if v, ok := strings.CutPrefix(line, "ExecStart="); ok {
			if v = strings.TrimLeft(strings.TrimSpace(v), "-@:+!"); v == "" {
				cur = nil
				continue
			}
			cur = &SingleUser{strings.Contains(v, "sulogin"), facts.Text(v), src}
		}
		if v, ok := strings.CutPrefix(line, "Environment="); ok && strings.Contains(v, "SYSTEMD_SULOGIN_FORCE=1") && cur != nil {
			cur.Authenticated, cur.Source = false, src
		}
	}
	return cur
}

// parseInittab finds the line of runlevel S (inittab(5)).
func parseInittab(text string) *SingleUser {
	n := 0
	for line := range strings.Lines(text) {
		n++
		f := strings.SplitN(strings.TrimSpace(line), ":", 4)
		if len(f) == 4 && !strings.HasPrefix(line, "#") && strings.ContainsAny(f[1], "S") && f[2] == "wait" {
			return &SingleUser{strings.Contains(f[3], "sulogin"), facts.Text(f[3]), facts.FileLine("/etc/inittab", n)}
		}
	}
	return nil
}
