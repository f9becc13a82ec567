package systemd

import (
	"path"
	"slices"
	"strings"
)

// state is what "systemctl is-enabled" says of a unit that is not masked.
func (t *Tree) state(u *Unit, f found) string {
	if path.Base(f.path) != u.Name && !IsInstance(f.name) {
		return "alias"
	}
	dir := path.Dir(f.path)
	switch {
	case strings.HasPrefix(dir, "/run/systemd/generator"):
		return "generated"
	case dir == "/run/systemd/transient":
		return "transient"
	}
	in := install(u.Settings, f.name)
	if s := t.links(f, in, true); s != "" {
		return s
	}
	// Known under a name that its [Install] does not give: in use indirectly.
	if t.links(f, in, false) != "" {
		return "indirect"
	}
	switch {
	case in.rules:
		return "disabled"
	case in.also:
		return "indirect"
	}
	return "static"
}

// installation is what the [Install] section says.
type installation struct {
	aliases []string
	// instance is DefaultInstance=.
	instance string
	// rules: something would be linked by "enable"; also: Also= is set.
	rules, also bool
}

func install(settings []Assignment, name string) installation {
	var in installation
	lists := map[string][]string{}
	for _, a := range settings {
		if a.Section != "Install" {
			continue
		}
		switch a.Key {
		case "Alias", "WantedBy", "RequiredBy", "UpheldBy", "Also":
			if a.Value == "" {
				lists[a.Key] = nil
			}
			lists[a.Key] = append(lists[a.Key], Words(a.Value)...)
		case "DefaultInstance":
			in.instance = a.Value
		}
	}
	switch Type(name) {
	case "service", "socket", "target", "device", "timer", "path":
		for _, alias := range lists["Alias"] {
			in.aliases = append(in.aliases, expand(alias, name))
		}
	}
	in.rules = len(in.aliases)+len(lists["WantedBy"])+len(lists["RequiredBy"])+len(lists["UpheldBy"]) > 0
	in.also = len(lists["Also"]) > 0
	return in
}

// known: a link of this name is one that "enable" would make.
func (in installation) known(linkName, unit string) bool {
	if linkName == unit || slices.Contains(in.aliases, linkName) {
		return true
	}
	return in.instance != "" && IsTemplate(unit) && strings.Replace(unit, "@.", "@"+in.instance+".", 1) == linkName
}

// links looks for links to a unit in dependency folders and beside units, and
// says in which state they put it, or "". With onlyKnown, links of a name that
// [Install] does not give do not count.
func (t *Tree) links(f found, in installation, onlyKnown bool) string {
	var runtime, elsewhere, linkedConfig, linkedRuntime, below bool
	for _, d := range t.dirs {
		hit, same := false, false
		match := func(l link, top bool) {
			byName := !below && l.name == f.name
			byDest := l.dest == f.name
			switch {
			case top && byName && byDest:
				same = true
			case (byName || byDest) && (!onlyKnown || in.known(l.name, f.name)):
				hit = true
			}
		}
		for _, dep := range d.deps {
			if !strings.HasSuffix(dep.folder, ".upholds") {
				match(dep.link, false)
			}
		}
		for _, l := range d.links {
			match(l, true)
		}
		isRuntime := strings.HasPrefix(d.path, "/run/")
		switch {
		case hit && d.path == persistentConfig:
			return "enabled"
		case hit && isRuntime:
			runtime = true
		case hit:
			elsewhere = true
		case same && d.path == persistentConfig:
			linkedConfig = true
		case same && isRuntime:
			linkedRuntime = true
		}
		// Links in directories after the unit's own are overridden by it.
		if strings.HasPrefix(f.path, d.path+"/") {
			below = true
		}
	}
	switch {
	case runtime:
		return "enabled-runtime"
	case elsewhere && IsInstance(f.name):
		return "static"
	case linkedConfig:
		return "linked"
	case linkedRuntime:
		return "linked-runtime"
	}
	return ""
}
