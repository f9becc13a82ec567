package mobile

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"isoscan/internal/facts"
)

// sessions are the programs that show that a desktop is installed.
var sessions = []struct{ name, program string }{
	{"gnome", "/usr/bin/gnome-shell"}, {"kde", "/usr/bin/plasmashell"}, {"xfce", "/usr/bin/xfce4-session"},
	{"mate", "/usr/bin/mate-session"}, {"cinnamon", "/usr/bin/cinnamon-session"}, {"lxqt", "/usr/bin/lxqt-session"}, {"lxde", "/usr/bin/lxsession"},
}

// desktops reads how each installed desktop locks. Of those that keep their
// settings elsewhere, that they are there is all that is told.
func (g *gatherer) desktops() {
	g.f.Desktops = map[string]Desktop{}
	for _, s := range sessions {
		if g.first(element("desktops", s.name), s.program) == "" {
			continue
		}
		d := Desktop{Source: facts.File(s.program)}
		switch s.name {
		case "gnome":
			g.gnome(&d)
		case "kde":
			g.kde(&d)
		default:
			for _, field := range []string{"lock", "idle_seconds", "delay_seconds", "fixed"} {
				g.gaps.AddReason(element("desktops", s.name)+"."+field, "the settings of "+s.name+" are not read", false)
			}
		}
		g.f.Desktops[s.name] = d
	}
}

// gnome reads the system's dconf databases (dconf(7)): the profile lists them,
// and the first that has a key wins. A lock in any of them fixes the key.
func (g *gatherer) gnome(d *Desktop) {
	const session, saver, media = "org/gnome/desktop/session", "org/gnome/desktop/screensaver", "org/gnome/desktop/media-handling"
	field := element("desktops", "gnome")
	db := g.dconf("user", field)
	if g.missing(field) {
		return
	}
	d.Known, d.Fixed = true, []string{}
	lock := db.value(saver, "lock-enabled", "true")
	d.Lock = facts.AtPtr(isTrue(lock.Value), lock.Source)
	d.Idle = seconds(db.value(session, "idle-delay", "300"))
	d.Delay = seconds(db.value(saver, "lock-delay", "0"))
	mount, never := db.value(media, "automount", "true"), db.value(media, "autorun-never", "false")
	d.Automount = facts.AtPtr(isTrue(mount.Value), mount.Source)
	d.Autorun = facts.AtPtr(!isTrue(never.Value), never.Source)
	for name, key := range map[string]string{"lock": saver + "/lock-enabled", "idle": session + "/idle-delay", "delay": saver + "/lock-delay", "automount": media + "/automount", "autorun": media + "/autorun-never"} {
		if db.locks["/"+key] {
			d.Fixed = append(d.Fixed, name)
		}
	}
	slices.Sort(d.Fixed)
}

// seconds reads "uint32 300". A value that is no number is taken for never.
func seconds(v facts.Sourced[string]) *facts.Sourced[int] {
	n, _ := strconv.Atoi(strings.TrimSpace(strings.TrimPrefix(v.Value, "uint32")))
	return facts.AtPtr(n, v.Source)
}

// dconf is what the system's databases of one profile say.
type dconf struct {
	values map[string]facts.Sourced[string]
	locks  map[string]bool
}

func (d dconf) value(section, key, otherwise string) facts.Sourced[string] {
	if v, ok := d.values[section+"/"+key]; ok {
		return v
	}
	return facts.At(otherwise, facts.Default("GNOME"))
}

// dconf reads /etc/dconf/profile/NAME and the key files of its system-db
// lines. Of the files of one database the last one that has a key wins.
func (g *gatherer) dconf(profile, field string) dconf {
	out := dconf{values: map[string]facts.Sourced[string]{}, locks: map[string]bool{}}
	content, found := g.text("/etc/dconf/profile/"+profile, field)
	if !found {
		content = "" // without a profile there is no system database
	}
	for _, line := range strings.Split(content, "\n") {
		line, _, _ = strings.Cut(line, "#")
		name, ok := strings.CutPrefix(strings.TrimSpace(line), "system-db:")
		if !ok || name == "" || strings.Contains(name, "/") {
			continue
		}
		dir := "/etc/dconf/db/" + name + ".d"
		files, _ := g.list(dir, "", field)
		here := map[string]facts.Sourced[string]{}
		for _, p := range files {
			g.keys(p, field, here)
		}
		for key, v := range here {
			if _, ok := out.values[key]; !ok {
				out.values[key] = v
			}
		}
		locks, _ := g.list(dir+"/locks", "", field)
		for _, p := range locks {
			text, _ := g.text(p, field)
			for _, l := range strings.Split(text, "\n") {
				if l = strings.TrimSpace(l); strings.HasPrefix(l, "/") {
					out.locks[l] = true
				}
			}
		}
	}
	return out
}

func (g *gatherer) keys(p, field string, into map[string]facts.Sourced[string]) {
	text, _ := g.text(p, field)
	for _, s := range parseINI(text) {
		into[s.section+"/"+s.key] = facts.At(facts.Text(s.value), facts.FileLine(facts.Text(p), s.line))
	}
}

// kde reads kscreenlockerrc. [$i] behind a key or group fixes it.
func (g *gatherer) kde(d *Desktop) {
	const p, program = "/etc/xdg/kscreenlockerrc", "KDE Plasma"
	field := element("desktops", "kde")
	content, _ := g.text(p, field)
	if g.missing(field) {
		return
	}
	d.Known, d.Fixed = true, []string{}
	fixedAll := strings.Contains(content, "[Daemon][$i]") || strings.HasPrefix(strings.TrimSpace(content), "[$i]")
	var plain []setting
	fixed := map[string]bool{}
	for _, s := range parseINI(content) {
		if key, ok := strings.CutSuffix(s.key, "[$i]"); ok {
			s.key, fixed[key] = key, true
		}
		plain = append(plain, s)
	}
	lock := value(plain, p, "daemon", "autolock", "true", program)
	d.Lock = facts.AtPtr(isTrue(lock.Value), lock.Source)
	idle := value(plain, p, "daemon", "timeout", "5", program)
	d.Idle = seconds(idle)
	d.Idle.Value *= 60 // minutes
	d.Delay = seconds(value(plain, p, "daemon", "lockgrace", "5", program))
	for name, key := range map[string]string{"lock": "autolock", "idle": "timeout", "delay": "lockgrace"} {
		if fixedAll || fixed[key] {
			d.Fixed = append(d.Fixed, name)
		}
	}
	slices.Sort(d.Fixed)
}

// greeters reads the configuration of log-on screens.
func (g *gatherer) greeters() {
	g.f.Greeters = map[string]Greeter{}
	if at := g.first(element("greeters", "gdm"), "/usr/sbin/gdm3", "/usr/sbin/gdm"); at != "" {
		g.gdm(at)
	}
	if at := g.first(element("greeters", "lightdm"), "/usr/sbin/lightdm"); at != "" {
		g.lightdm(at)
	}
}

func (g *gatherer) gdm(at string) {
	field := element("greeters", "gdm")
	db := g.dconf("gdm", field)
	// Debian's own place for the same settings, which counts before the profile's.
	g.keys("/etc/gdm3/greeter.dconf-defaults", field, db.values)
	main := "/etc/gdm3/daemon.conf"
	content, found := g.text(main, field)
	if !found {
		main = "/etc/gdm/custom.conf"
		content, _ = g.text(main, field)
	}
	if g.missing(field) {
		return
	}
	s := parseINI(content)
	const screen = "org/gnome/login-screen"
	hide, banner := db.value(screen, "disable-user-list", "false"), db.value(screen, "banner-message-enable", "false")
	xdmcp := value(s, main, "xdmcp", "enable", "false", "gdm")
	none := facts.At("none", facts.Default("gdm"))
	g.f.Greeters["gdm"] = Greeter{HideUsers: yesNo(hide), Banner: yesNo(banner), XDMCP: yesNo(xdmcp), Guest: none, VNC: none, Source: facts.File(at)}
}

func yesNo(v facts.Sourced[string]) facts.Sourced[string] {
	return facts.At(map[bool]string{true: "yes", false: "no"}[isTrue(v.Value)], v.Source)
}

// lightdm reads lightdm.conf.d of /usr and /etc, then lightdm.conf; later ones win.
func (g *gatherer) lightdm(at string) {
	field := element("greeters", "lightdm")
	var files []string
	for _, dir := range []string{"/usr/share/lightdm/lightdm.conf.d", "/etc/lightdm/lightdm.conf.d"} {
		found, _ := g.list(dir, ".conf", field)
		files = append(files, found...)
	}
	files = append(files, "/etc/lightdm/lightdm.conf")
	off := facts.At("no", facts.Default("lightdm"))
	out := Greeter{HideUsers: off, Banner: facts.At("none", off.Source), Guest: off, XDMCP: off, VNC: off, Source: facts.File(at)}
	// There is no guest without the script that makes the account.
	script := g.first(field, "/usr/sbin/guest-account", "/usr/lib/lightdm/guest-account") != ""
	if script {
		out.Guest.Value = "yes"
	}
	for _, p := range files {
		content, _ := g.text(p, field)
		for _, s := range parseINI(content) {
			v := yesNo(facts.At(s.value, facts.FileLine(facts.Text(p), s.line)))
			switch section, _, _ := strings.Cut(s.section, ":"); {
			case (section == "seat" || section == "seatdefaults") && s.key == "greeter-hide-users":
				out.HideUsers = v
			case (section == "seat" || section == "seatdefaults") && s.key == "allow-guest":
				if !script {
					v.Value = "no"
				}
				out.Guest = v
			case section == "xdmcpserver" && s.key == "enabled":
				out.XDMCP = v
			case section == "vncserver" && s.key == "enabled":
				out.VNC = v
			}
		}
	}
	if g.missing(field) {
		return
	}
	g.f.Greeters[path.Base(at)] = out
}
