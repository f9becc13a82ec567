package systemd

import (
	"path"
	"sort"
	"strings"
)

// Start says how a unit comes to run after boot.
type Start struct {
	// Via is "boot", or what triggers the unit later: "socket", "timer", "path".
	Via string
	// Source is the link or setting that pulls it in.
	Source string
	// Condition is what keeps the unit from starting all the same; see Unit.
	Condition string
}

// skeleton stands for the targets that every systemd has, in a tree that holds
// units but not the manager's own ones, such as a configuration backup.
var skeleton = []string{
	"graphical.target", "multi-user.target", "basic.target", "sysinit.target", "local-fs.target",
	"sockets.target", "timers.target", "paths.target", "slices.target", "getty.target", "swap.target",
}

// DefaultTarget is the target of a normal boot. assumed: no file names it, so
// the manager's built-in graphical.target is taken.
func (t *Tree) DefaultTarget() (name, source string, assumed bool) {
	u := t.Units["default.target"]
	if u == nil || u.Load == "missing" {
		return "graphical.target", "", true
	}
	for _, d := range t.dirs {
		if _, ok := d.entries["default.target"]; ok {
			return u.Real(), path.Join(d.path, "default.target"), false
		}
	}
	return u.Real(), u.Path, false
}

// Starts lists what the default target pulls in, directly or through others,
// and what sockets, timers and paths among it trigger; by real name. Units
// that a condition is known to keep from starting are left out.
func (t *Tree) Starts() map[string]Start {
	out := t.Pulled()
	for name, s := range out {
		if s.Condition != "" {
			delete(out, name)
		}
	}
	return out
}

// Pulled is Starts with the units that a condition keeps from starting. Device,
// D-Bus and hot-plug activation are not followed. What a skipped socket or
// timer would trigger is left out.
func (t *Tree) Pulled() map[string]Start {
	out := map[string]Start{}
	target, source, assumed := t.DefaultTarget()
	roots := []string{target}
	if assumed {
		roots, source = skeleton, "default: systemd"
	}
	index := t.pulledIn()
	type item struct {
		name string
		Start
	}
	var queue, later []item
	for _, r := range roots {
		queue = append(queue, item{r, Start{Via: "boot", Source: source}})
	}
	for len(queue)+len(later) > 0 {
		if len(queue) == 0 {
			queue, later = later, nil
		}
		it := queue[0]
		queue = queue[1:]
		name, u := it.name, t.Units[it.name]
		if u == nil && IsInstance(name) {
			template, _, _ := Template(name)
			u = t.Units[template]
		} else if u != nil {
			name = u.Real()
		}
		if _, seen := out[name]; seen {
			continue
		}
		if u == nil || u.Load != "found" {
			if !assumed || !isSkeleton(name) {
				continue
			}
			u = &Unit{Name: name}
		}
		it.Condition = u.Condition
		out[name] = it.Start
		for _, key := range []string{"Requires", "Wants", "BindsTo", "Upholds"} {
			for _, dep := range u.Words("Unit", key) {
				queue = append(queue, item{dep, Start{Via: it.Via, Source: u.Path}})
			}
		}
		for _, n := range namesOf(name) {
			for _, dep := range index[n] {
				queue = append(queue, item{dep.name, Start{Via: it.Via, Source: path.Join(dep.folder, dep.name)}})
			}
		}
		if defaults, ok := u.Last("Unit", "DefaultDependencies"); !ok || !isNo(defaults.Value) {
			switch Type(name) {
			case "service", "socket", "timer", "path":
				queue = append(queue, item{"sysinit.target", Start{Via: it.Via, Source: u.Path}})
			}
		}
		if it.Condition != "" {
			continue
		}
		for _, triggered := range triggers(u, name) {
			later = append(later, item{triggered, Start{Via: Type(name), Source: u.Path}})
		}
	}
	return out
}

// pulledIn indexes the dependency folders by the unit that they belong to.
func (t *Tree) pulledIn() map[string][]dependency {
	index := map[string][]dependency{}
	for _, d := range t.dirs {
		for _, dep := range d.deps {
			of := dep.of
			if u := t.Units[of]; u != nil {
				of = u.Real()
			}
			index[of] = append(index[of], dep)
		}
	}
	for of := range index {
		sort.SliceStable(index[of], func(i, j int) bool { return index[of][i].name < index[of][j].name })
	}
	return index
}

// namesOf are the names whose dependency folders count for a unit.
func namesOf(name string) []string {
	if template, instance, ok := Template(name); ok && instance != "" {
		return []string{name, template}
	}
	return []string{name}
}

// triggers lists what a socket, timer or path unit starts.
func triggers(u *Unit, name string) []string {
	base := strings.TrimSuffix(name, "."+Type(name))
	switch Type(name) {
	case "socket":
		if w := u.Words("Socket", "Service"); len(w) > 0 {
			return w
		}
		if accept, ok := u.Last("Socket", "Accept"); ok {
			if yes, _ := Bool(accept.Value); yes {
				return []string{base + "@.service"}
			}
		}
		return []string{base + ".service"}
	case "timer", "path":
		section := map[string]string{"timer": "Timer", "path": "Path"}[Type(name)]
		if w := u.Words(section, "Unit"); len(w) > 0 {
			return w
		}
		return []string{base + ".service"}
	}
	return nil
}

func isSkeleton(name string) bool {
	for _, s := range skeleton {
		if s == name {
			return true
		}
	}
	return false
}

func isNo(value string) bool {
	v, ok := Bool(value)
	return ok && !v
}
