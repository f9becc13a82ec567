package services

import (
	"cmp"
	"context"
	"path"
	"regexp"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/systemd"
)

// console finds the ways to a shell without a password: automatic log-on,
// rescue shells and Ctrl-Alt-Del.
func (g *gatherer) console(ctx context.Context, tree *systemd.Tree) {
	g.f.Autologin = map[string]facts.Sourced[string]{}
	waiting := tree.Waiting(ctx)
	look := func(name string, u *systemd.Unit) {
		if systemd.Type(name) != "service" {
			return
		}
		for _, e := range u.Values("Service", "ExecStart") {
			if user, ok := gettyAutologin(e.Value); ok {
				g.f.Autologin[facts.Text(name)] = facts.At(facts.Text(user), facts.FileLine(e.Path, e.Line))
			}
		}
	}
	for name, u := range tree.Units {
		if u.Load == "found" && u.AliasOf == "" {
			look(name, u)
		}
	}
	// Drop-ins that wait for a unit are as good as in force.
	for name, u := range waiting {
		look(name, u)
	}
	g.displayManagers(ctx)
	g.inittab(ctx)
	g.emergency(ctx, tree, waiting)
	g.burst(ctx, tree)
	if g.f.CtrlAltDel == nil {
		u := tree.Lookup(ctx, "ctrl-alt-del.target")
		switch u.Load {
		case "masked":
			g.f.CtrlAltDel = facts.AtPtr("masked", facts.File(u.Path))
		case "found":
			g.f.CtrlAltDel = facts.AtPtr(facts.Text(u.Real()), facts.File(u.Path))
		case "missing":
			if len(tree.Problems) > 0 {
				g.gaps.Add("ctrl_alt_del", tree.Problems[0].Err)
			} else if len(tree.Units) > 0 {
				g.f.CtrlAltDel = facts.AtPtr("none", facts.File("/usr/lib/systemd/system/ctrl-alt-del.target"))
			}
		}
	}
}

// burstActions are what CtrlAltDelBurstAction= may be: the emergency actions of
// systemd.unit(5), FailureAction=. Any other word is ignored.
var burstActions = strings.Fields(`none reboot reboot-force reboot-immediate poweroff poweroff-force poweroff-immediate
	exit exit-force soft-reboot soft-reboot-force kexec kexec-force halt halt-force halt-immediate`)

func isBurstAction(v string) bool { return slices.Contains(burstActions, v) }

// burst tells what more than seven presses of Ctrl-Alt-Del in two seconds do
// (systemd-system.conf(5)): the manager acts itself then, whatever
// ctrl-alt-del.target is.
func (g *gatherer) burst(ctx context.Context, tree *systemd.Tree) {
	switch init := g.f.Init; {
	case init != nil && init.Value == "none":
		g.gaps.AddReason("ctrl_alt_del_burst", "no init system was found", false)
		return
	case init != nil && init.Value != "systemd":
		g.f.CtrlAltDelBurst = facts.AtPtr("not counted", init.Source)
		return
	case init == nil && !g.unitsCount(tree):
		g.gaps.AddReason("ctrl_alt_del_burst", "the init system is not known", false)
		return
	}
	c := systemd.ReadConfig(ctx, g, "system.conf")
	if len(c.Problems) > 0 {
		g.gaps.Add("ctrl_alt_del_burst", c.Problems[0])
		return
	}
	g.f.CtrlAltDelBurst = facts.AtPtr("reboot-force", facts.Default("systemd"))
	if a, ok := c.Last("Manager", "CtrlAltDelBurstAction", isBurstAction); ok {
		g.f.CtrlAltDelBurst = facts.AtPtr(a.Value, facts.FileLine(a.Path, a.Line))
	}
}

// gettyAutologin finds "-a USER", "-aUSER" and "--autologin USER" of
// agetty(8) and mingetty(8), and a shell in place of login ("-n -l /bin/sh").
func gettyAutologin(command string) (user string, ok bool) {
	words := systemd.Words(command)
	if len(words) == 0 || !strings.Contains(path.Base(words[0]), "getty") {
		return "", false
	}
	for i := 1; i < len(words); i++ {
		w := words[i]
		switch {
		case (w == "-a" || w == "--autologin") && i+1 < len(words):
			return words[i+1], true
		case strings.HasPrefix(w, "--autologin="):
			return strings.TrimPrefix(w, "--autologin="), true
		case strings.HasPrefix(w, "-a") && !strings.HasPrefix(w, "--") && len(w) > 2:
			return w[2:], true
		case (w == "-l" || w == "--login-program") && i+1 < len(words) && isShell(words[i+1]):
			return "root", true
		}
	}
	return "", false
}

func isShell(p string) bool {
	switch path.Base(p) {
	case "sh", "bash", "dash", "ash", "zsh", "ksh", "busybox":
		return true
	}
	return false
}

// displayConfigs are the display managers' files: the section and keys that
// turn automatic log-on on and name the account.
var displayConfigs = []struct {
	files    []string
	dirs     []string
	sections []string
	// enable must be true when it is not empty; user names the account.
	enable, user []string
}{
	{[]string{"/etc/gdm3/daemon.conf", "/etc/gdm3/custom.conf", "/etc/gdm/custom.conf"}, nil,
		[]string{"daemon"}, []string{"AutomaticLoginEnable", "TimedLoginEnable"}, []string{"AutomaticLogin", "TimedLogin"}},
	{[]string{"/etc/lightdm/lightdm.conf"}, []string{"/usr/share/lightdm/lightdm.conf.d", "/etc/lightdm/lightdm.conf.d"},
		[]string{"Seat:*", "SeatDefaults"}, nil, []string{"autologin-user"}},
	{[]string{"/etc/sddm.conf"}, []string{"/usr/lib/sddm/sddm.conf.d", "/etc/sddm.conf.d"},
		[]string{"Autologin"}, nil, []string{"User"}},
	{[]string{"/etc/lxdm/lxdm.conf", "/etc/lxdm/default.conf"}, nil, []string{"base"}, nil, []string{"autologin"}},
}

func (g *gatherer) displayManagers(ctx context.Context) {
	for _, dm := range displayConfigs {
		for _, p := range g.configs(ctx, "autologin", dm.files, dm.dirs) {
			data := g.config(ctx, "autologin", p)
			if data == nil {
				continue
			}
			last := map[string]systemd.Assignment{}
			for _, a := range systemd.Parse(p, data) {
				for _, s := range dm.sections {
					if strings.EqualFold(s, a.Section) {
						last[strings.ToLower(a.Key)] = a
					}
				}
			}
			for i, key := range dm.user {
				a := last[strings.ToLower(key)]
				if a.Value == "" {
					continue
				}
				if dm.enable != nil {
					if on, _ := systemd.Bool(last[strings.ToLower(dm.enable[i])].Value); !on {
						continue
					}
				}
				g.f.Autologin[p] = facts.At(facts.Text(a.Value), facts.FileLine(p, a.Line))
			}
		}
	}
	for _, p := range []string{"/etc/conf.d/xdm", "/etc/sysconfig/displaymanager"} {
		data := g.config(ctx, "autologin", p)
		n := 0
		for line := range strings.Lines(string(data)) {
			n++
			if user, ok := strings.CutPrefix(strings.TrimSpace(line), "DISPLAYMANAGER_AUTOLOGIN="); ok {
				if user = strings.Trim(user, `"'`); user != "" {
					g.f.Autologin[p] = facts.At(facts.Text(user), facts.FileLine(p, n))
				}
			}
		}
	}
}

var force = regexp.MustCompile(`SYSTEMD_SULOGIN_FORCE=["']?([^"'\s]+)`)

// emergency looks at what rescue.service and emergency.service run, and at
// SYSTEMD_SULOGIN_FORCE in them.
func (g *gatherer) emergency(ctx context.Context, tree *systemd.Tree, waiting map[string]*systemd.Unit) {
	if g.f.Emergency == nil {
		g.f.Emergency = map[string]Shell{}
	}
	for _, name := range []string{"rescue.service", "emergency.service"} {
		u := tree.Lookup(ctx, name)
		if w := waiting[name]; w != nil {
			u = w
		} else if u.Load != "found" {
			continue
		}
		s := Shell{Source: facts.File(facts.Text(u.Path))}
		for _, e := range u.Values("Service", "ExecStart") {
			s.Exec, s.Source = facts.Text(systemd.Command(e.Value)), facts.FileLine(e.Path, e.Line)
			s.Asks = strings.Contains(e.Value, "sulogin")
		}
		for _, e := range u.Values("Service", "Environment") {
			if m := force.FindStringSubmatch(e.Value); m != nil {
				if on, _ := systemd.Bool(m[1]); on {
					s.Forced, s.Source = true, facts.FileLine(e.Path, e.Line)
				}
			}
		}
		if u.Load == "missing" {
			// Drop-ins alone tell what they change, and nothing of the rest.
			if s.Exec == "" && !s.Forced {
				continue
			}
			if s.Exec == "" {
				s.Exec, s.Asks = "the unit's own shell", true
			}
		}
		g.f.Emergency[name] = s
	}
	for _, p := range tree.Problems {
		if p.Unit == "" || p.Unit == "rescue.service" || p.Unit == "emergency.service" {
			g.part("emergency", cmp.Or(p.Unit, p.Path), p.Err)
		}
	}
}
