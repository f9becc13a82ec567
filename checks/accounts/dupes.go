package accounts

import (
	"slices"
	"sort"

	"isoscan/internal/facts"
)

// dupes collects who has which name or number.
type dupes map[string]*Duplicate

func (d dupes) add(id, name string, src facts.Source) {
	e := d[id]
	if e == nil {
		e = &Duplicate{ID: id}
		d[id] = e
	}
	e.Names = append(e.Names, name)
	e.Sources = append(e.Sources, src)
}

// several returns the ids with more than one line, sorted.
func (d dupes) several() []Duplicate {
	out := []Duplicate{}
	for _, e := range d {
		if len(e.Sources) > 1 {
			if names := slices.Compact(slices.Clone(e.Names)); len(names) == 1 {
				e.Names = names // one name, written several times
			}
			out = append(out, *e)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	return out
}
