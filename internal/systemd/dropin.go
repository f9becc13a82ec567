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

// mergeDropIns adds the *.conf of the folders that systemd.unit(5) names, by
// file name; of two files with one name the first directory's counts.
func (t *Tree) mergeDropIns(ctx context.Context, u *Unit, real string) {
	chosen := map[string]string{}
	for _, folder := range dropInFolders(real) {
		for _, d := range t.dirs {
			if !d.dropins[folder] {
				continue
			}
			dir := path.Join(d.path, folder)
			list, err := t.files.ReadDir(ctx, dir)
			if err != nil {
				t.problem(u.Name, dir, err)
				continue
			}
			for _, e := range list {
				if strings.HasSuffix(e.Name, ".conf") && chosen[e.Name] == "" {
					chosen[e.Name] = path.Join(dir, e.Name)
				}
			}
		}
	}
	names := make([]string, 0, len(chosen))
	for n := range chosen {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		p := chosen[n]
		if final, masked := t.chase(ctx, p); masked || final == "/dev/null" {
			continue
		}
		data, err := t.files.ReadFile(ctx, p, fileLimit)
		if err != nil {
			if !errors.Is(err, host.ErrNotExist) {
				t.problem(u.Name, p, err)
			}
			continue
		}
		if hasNoSection(data) {
			t.problem(u.Name, p, fmt.Errorf("%s: %w", printable(p), errNoSection))
		}
		u.DropIns = append(u.DropIns, p)
		u.Settings = append(u.Settings, Parse(p, data)...)
	}
}

// dropInFolders lists the drop-in folders of a unit, most specific first: its
// own, its template's, those of its dash-prefixes, and that of its type.
func dropInFolders(name string) []string {
	out := []string{name + ".d"}
	suffix := "." + Type(name)
	base := strings.TrimSuffix(name, suffix)
	if template, instance, ok := Template(name); ok {
		if instance != "" {
			out = append(out, template+".d")
		}
		base, _, _ = strings.Cut(base, "@")
	}
	for i := len(base) - 1; i > 0; i-- {
		if base[i] == '-' && i < len(base)-1 {
			out = append(out, base[:i+1]+suffix+".d")
		}
	}
	return append(out, suffix[1:]+".d")
}
