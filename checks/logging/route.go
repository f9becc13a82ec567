package logging

import (
	"cmp"
	"slices"

	"isoscan/internal/facts"
)

// flow follows messages of every kind through the rules of a daemon.
type flow struct {
	// files and remotes hold which kinds reach them for certain.
	files, remotes map[string]*mask
	// dropped holds where kinds are thrown away.
	dropped map[string]*mask
	order   []string
	filters map[string]string
}

func newFlow() *flow {
	return &flow{files: map[string]*mask{}, remotes: map[string]*mask{}, dropped: map[string]*mask{}, filters: map[string]string{}}
}

func add(to map[string]*mask, key string, m message) {
	if to[key] == nil {
		to[key] = &mask{}
	}
	to[key][m.facility] |= 1 << m.severity
}

// drop notes that a rule throws a kind away, or only some messages of it.
func (f *flow) drop(at facts.Source, filter string, m message, whole bool) {
	key := string(at)
	if _, ok := f.filters[key]; !ok {
		f.filters[key] = filter
		f.order = append(f.order, key)
		f.dropped[key] = &mask{}
	}
	if whole {
		add(f.dropped, key, m)
	}
}

// all calls do for each kind of message.
func all(do func(message)) {
	for fac, name := range facilities {
		if name == "" {
			continue
		}
		for sev := range severities {
			do(message{fac, sev})
		}
	}
}

// upToInfo are the bits of the severities from emerg to info.
const upToInfo = 1<<(info+1) - 1

// routes sums up what was followed.
func (f *flow) routes() map[string]Route {
	out := map[string]Route{}
	for fac, name := range facilities {
		if name == "" {
			continue
		}
		r := Route{Files: []string{}, Remotes: []string{}, Unkept: []string{}, Unsent: []string{}, Dropped: []string{}}
		var kept, sent uint8
		for p, m := range f.files {
			kept |= m[fac]
			if m[fac]&upToInfo == upToInfo {
				r.Files = append(r.Files, p)
			}
		}
		for p, m := range f.remotes {
			sent |= m[fac]
			if m[fac]&upToInfo == upToInfo {
				r.Remotes = append(r.Remotes, p)
			}
		}
		for p, m := range f.dropped {
			if m[fac]&upToInfo != 0 {
				r.Dropped = append(r.Dropped, p)
			}
		}
		for sev := range info + 1 {
			if (kept|sent)&(1<<sev) == 0 {
				r.Unkept = append(r.Unkept, severities[sev])
			}
			if sent&(1<<sev) == 0 {
				r.Unsent = append(r.Unsent, severities[sev])
			}
		}
		slices.Sort(r.Files)
		slices.Sort(r.Remotes)
		slices.Sort(r.Dropped)
		out[name] = r
	}
	return out
}

// whole tells whether a remote gets everything from emerg to info.
func (f *flow) whole(remote string) bool {
	m := f.remotes[remote]
	if m == nil {
		return false
	}
	for fac, name := range facilities {
		if name != "" && m[fac]&upToInfo != upToInfo {
			return false
		}
	}
	return true
}

func (f *flow) discards() []Discard {
	out := []Discard{}
	for _, key := range f.order {
		d := Discard{Filter: f.filters[key], Whole: []string{}, Source: facts.Source(key)}
		for fac, name := range facilities {
			if name != "" && f.dropped[key][fac]&upToInfo != 0 {
				d.Whole = append(d.Whole, name)
			}
		}
		slices.Sort(d.Whole)
		out = append(out, d)
	}
	slices.SortStableFunc(out, func(a, b Discard) int { return cmp.Compare(a.Source, b.Source) })
	return out
}
