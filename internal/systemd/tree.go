package systemd

import (
	"context"
	"errors"
	"fmt"
	"path"
	"sort"
	"strings"

	"isoscan/internal/host"
)

// Bounds of what is read; past one the tree has a Problem.
const (
	fileLimit  = 1 << 20
	unitsLimit = 20_000
	chaseLimit = 40
)

// searchPath is where units are looked for, first hit wins; systemd.unit(5),
// table 1. The split-/usr directory /lib/systemd/system is put before
// generator.late when it is not the same directory as that in /usr.
var searchPath = []string{
	"/etc/systemd/system.control",
	"/run/systemd/system.control",
	"/run/systemd/transient",
	"/run/systemd/generator.early",
	"/etc/systemd/system",
	"/etc/systemd/system.attached",
	"/run/systemd/system",
	"/run/systemd/system.attached",
	"/run/systemd/generator",
	"/usr/local/lib/systemd/system",
	"/usr/lib/systemd/system",
	"/lib/systemd/system",
	"/run/systemd/generator.late",
}

const persistentConfig = "/etc/systemd/system"

// Problem is one thing that could not be read, so that the tree may lack a
// unit, a link or a setting.
type Problem struct {
	// Unit that it concerns, or empty for the tree as a whole.
	Unit string
	// Path of what could not be read.
	Path string
	Err  error
}

// Tree is every unit that the target's files define.
type Tree struct {
	// Units by each name that a file, link, dependency folder or, for an
	// instance, drop-in folder gives.
	Units map[string]*Unit
	// Problems in the order met.
	Problems []Problem
	// Dirs are the directories of the search path that exist.
	Dirs []string

	dirs  []*directory
	files host.Files
}

// Unit is one name and what stands behind it.
type Unit struct {
	Name string
	// Load is "found", "masked" or "missing" (a link to nothing, or an
	// instance without a template).
	Load string
	// Path of the fragment, or of the link that masks; empty when missing.
	Path string
	// AliasOf is the unit that the name stands for; empty for a real name.
	AliasOf string
	// State is what "systemctl is-enabled" says; empty when missing.
	State string
	// DropIns that were merged, in order.
	DropIns []string
	// Condition is a condition or assertion on a file, as "KEY=VALUE", that
	// does not hold, so that the unit is skipped; empty when none is known to
	// fail.
	Condition string
	// Settings of fragment and drop-ins in order; nil for a mask.
	Settings []Assignment
}

// directory is one of the search path, read whole.
type directory struct {
	path    string
	entries map[string]host.FileInfo
	links   []link
	// deps are links in NAME.wants, NAME.requires and NAME.upholds.
	deps []dependency
	// dropins holds the names of X.d folders.
	dropins map[string]bool
}

// link is a symbolic link and the base name of its text.
type link struct{ name, dest string }

type dependency struct {
	// of is the unit whose folder it is.
	of, folder string
	link
}

// Load reads every unit of a target. It fails only with the context; what it
// could not read is in Problems.
func Load(ctx context.Context, files host.Files) (*Tree, error) {
	t := &Tree{Units: map[string]*Unit{}, files: files}
	usr, usrErr := files.Stat(ctx, "/usr/lib/systemd/system")
	for _, dir := range searchPath {
		if dir == "/lib/systemd/system" && usrErr == nil {
			if lib, err := files.Stat(ctx, dir); err == nil && lib.Dev == usr.Dev && lib.Inode == usr.Inode {
				continue
			}
		}
		if err := t.readDirectory(ctx, dir); err != nil {
			return nil, err
		}
	}
	names := map[string]bool{}
	for _, d := range t.dirs {
		for name, info := range d.entries {
			if ValidName(name) && (info.IsRegular() || info.IsLink()) {
				names[name] = true
			}
		}
		for _, dep := range d.deps {
			if IsInstance(dep.name) {
				names[dep.name] = true
			}
		}
		// Drop-ins for an instance change what it runs, whoever starts it.
		for folder := range d.dropins {
			if name := strings.TrimSuffix(folder, ".d"); ValidName(name) && IsInstance(name) {
				names[name] = true
			}
		}
	}
	if len(names) > unitsLimit {
		t.problem("", persistentConfig, fmt.Errorf("more than %d units: %w", unitsLimit, host.ErrTooLarge))
	}
	sorted := make([]string, 0, len(names))
	for name := range names {
		sorted = append(sorted, name)
	}
	sort.Strings(sorted)
	if len(sorted) > unitsLimit {
		sorted = sorted[:unitsLimit]
	}
	for _, name := range sorted {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		t.Units[name] = t.load(ctx, name)
	}
	return t, nil
}

// Lookup returns a unit by any name, an instance that no file names included:
// Load is "missing" when nothing stands behind it.
func (t *Tree) Lookup(ctx context.Context, name string) *Unit {
	if u := t.Units[name]; u != nil {
		return u
	}
	return t.load(ctx, name)
}

func (t *Tree) problem(unit, path string, err error) {
	t.Problems = append(t.Problems, Problem{Unit: unit, Path: path, Err: err})
}

func (t *Tree) readDirectory(ctx context.Context, dir string) error {
	list, err := t.files.ReadDir(ctx, dir)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if !errors.Is(err, host.ErrNotExist) {
			t.problem("", dir, err)
		}
		return nil
	}
	d := &directory{path: dir, entries: map[string]host.FileInfo{}, dropins: map[string]bool{}}
	for _, e := range list {
		d.entries[e.Name] = e
		p := path.Join(dir, e.Name)
		switch {
		case isFolder(e.Name):
			if !e.IsDir() && !t.leadsToFolder(ctx, p) {
				continue
			}
			if strings.HasSuffix(e.Name, ".d") {
				d.dropins[e.Name] = true
			} else {
				t.readDependencies(ctx, d, e.Name)
			}
		case e.IsLink():
			if dest, ok := t.readLink(ctx, p); ok {
				d.links = append(d.links, link{e.Name, path.Base(dest)})
			}
		case !e.IsRegular() && ValidName(e.Name):
			t.problem(e.Name, p, notRegular(p))
		}
	}
	t.dirs = append(t.dirs, d)
	t.Dirs = append(t.Dirs, dir)
	return nil
}

// isFolder tells whether a name is one that a folder beside the units has: of
// dependencies, or of drop-ins for a unit, a dash-prefix or a type.
func isFolder(name string) bool {
	dot := strings.LastIndexByte(name, '.')
	if dot <= 0 {
		return false
	}
	switch base := name[:dot]; name[dot:] {
	case ".wants", ".requires", ".upholds":
		return true
	case ".d":
		return ValidName(base) || ValidName("x."+base)
	}
	return false
}

// leadsToFolder tells whether a link leads to a folder. What stands in place of
// one and is none, nor a link to nothing, is a problem.
func (t *Tree) leadsToFolder(ctx context.Context, p string) bool {
	info, err := t.files.Stat(ctx, p)
	if err == nil && !info.IsDir() {
		err = fmt.Errorf("%s: no folder: %w", printable(p), host.ErrIrregular)
	}
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		t.problem("", p, err)
	}
	return err == nil
}

func notRegular(p string) error { return fmt.Errorf("%s: %w", printable(p), host.ErrIrregular) }

func (t *Tree) readDependencies(ctx context.Context, d *directory, folder string) {
	dot := strings.LastIndexByte(folder, '.')
	if dot <= 0 {
		return
	}
	switch folder[dot:] {
	case ".wants", ".requires", ".upholds":
	default:
		return
	}
	list, err := t.files.ReadDir(ctx, path.Join(d.path, folder))
	if err != nil {
		t.problem("", path.Join(d.path, folder), err)
		return
	}
	for _, e := range list {
		if ValidName(e.Name) && !e.IsLink() && !e.IsRegular() {
			t.problem("", path.Join(d.path, folder, e.Name), notRegular(path.Join(d.path, folder, e.Name)))
		}
		// The manager ignores what is no link.
		if !ValidName(e.Name) || !e.IsLink() {
			continue
		}
		if dest, ok := t.readLink(ctx, path.Join(d.path, folder, e.Name)); ok {
			d.deps = append(d.deps, dependency{
				of: folder[:dot], folder: path.Join(d.path, folder), link: link{e.Name, path.Base(dest)},
			})
		}
	}
}

func (t *Tree) readLink(ctx context.Context, p string) (string, bool) {
	dest, err := t.files.ReadLink(ctx, p)
	if err != nil {
		if !errors.Is(err, host.ErrNotExist) {
			t.problem("", p, err)
		}
		return "", false
	}
	return dest, true
}

// found is where the search for a name ended.
type found struct {
	// name that the fragment is loaded under: the alias's target.
	name string
	// path of the fragment, or of the mask.
	path   string
	masked bool
}

// search finds the file behind a name, following aliases. ok is false when
// there is none.
func (t *Tree) search(ctx context.Context, name string) (f found, ok bool) {
	for range chaseLimit {
		next := ""
		f, next, ok = t.lookup(ctx, name, name)
		if !ok && next == "" && IsInstance(name) {
			template, _, _ := Template(name)
			f, next, ok = t.lookup(ctx, template, name)
		}
		if next == "" {
			return f, ok
		}
		name = next
	}
	t.problem(name, name, fmt.Errorf("unit %s: %w", printable(name), host.ErrLoop))
	return found{}, false
}

// lookup looks for file in the search path on behalf of the unit name. next
// is the name to search instead when a link leads to a unit of another name.
func (t *Tree) lookup(ctx context.Context, file, name string) (f found, next string, ok bool) {
	for _, d := range t.dirs {
		e, here := d.entries[file]
		if !here {
			continue
		}
		p := path.Join(d.path, file)
		switch {
		case e.IsRegular():
			return found{name, p, e.Size == 0}, "", true
		case e.IsLink():
			final, masked := t.chase(ctx, p)
			if masked {
				return found{name, p, true}, "", true
			}
			base := path.Base(final)
			if base == file {
				info, err := t.files.Stat(ctx, final)
				if err == nil && info.IsRegular() {
					return found{name, final, false}, "", true
				}
				if err == nil {
					err = notRegular(final)
				}
				if !errors.Is(err, host.ErrNotExist) {
					t.problem(name, p, err)
				}
				continue
			}
			if !ValidName(base) {
				continue
			}
			if IsTemplate(base) && IsInstance(name) {
				base = instanceOf(base, name)
			}
			if base == name {
				// An instance through a link between templates.
				return found{name, final, false}, "", true
			}
			return found{}, base, false
		}
	}
	return found{}, "", false
}

// chase follows a link to its end and tells whether that is a mask: /dev/null,
// present or not, or an empty file.
func (t *Tree) chase(ctx context.Context, p string) (final string, masked bool) {
	for range chaseLimit {
		if p == "/dev/null" {
			return p, true
		}
		info, err := t.files.Lstat(ctx, p)
		if err != nil {
			return p, false
		}
		if !info.IsLink() {
			return p, info.IsRegular() && info.Size == 0
		}
		dest, err := t.files.ReadLink(ctx, p)
		if err != nil {
			return p, false
		}
		if !path.IsAbs(dest) {
			dest = path.Join(path.Dir(p), dest)
		}
		p = path.Clean(dest)
	}
	return p, false
}

// load resolves one name and reads what stands behind it.
func (t *Tree) load(ctx context.Context, name string) *Unit {
	u := &Unit{Name: name}
	f, ok := t.search(ctx, name)
	if !ok {
		u.Load = "missing"
		return u
	}
	u.Path = f.path
	if f.name != name {
		u.AliasOf = f.name
	}
	if f.masked {
		u.Load, u.State = "masked", "masked"
		if strings.HasPrefix(f.path, "/run/") {
			u.State = "masked-runtime"
		}
		return u
	}
	u.Load = "found"
	data, err := t.files.ReadFile(ctx, f.path, fileLimit)
	if err != nil {
		t.problem(name, f.path, err)
	} else if u.Settings = Parse(f.path, data); hasNoSection(data) {
		t.problem(name, f.path, fmt.Errorf("%s: %w", printable(f.path), errNoSection))
	}
	t.mergeDropIns(ctx, u, f.name)
	u.State = t.state(u, f)
	u.Condition = t.failedCondition(ctx, u)
	return u
}

func printable(s string) string { return strings.ToValidUTF8(s, "?") }

// Waiting are the units of which drop-ins are there and no fragment, by name:
// what they set holds as soon as the unit is installed. Load is "missing".
func (t *Tree) Waiting(ctx context.Context) map[string]*Unit {
	out := map[string]*Unit{}
	for _, d := range t.dirs {
		for folder := range d.dropins {
			name := strings.TrimSuffix(folder, ".d")
			if !ValidName(name) || out[name] != nil {
				continue
			}
			known := t.Units[name]
			if known == nil {
				known = t.load(ctx, name)
			}
			if known.Load != "missing" {
				continue
			}
			u := &Unit{Name: name, Load: "missing"}
			t.mergeDropIns(ctx, u, name)
			if len(u.DropIns) > 0 {
				out[name] = u
			}
		}
	}
	return out
}
