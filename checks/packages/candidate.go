package packages

import (
	"sort"

	"isoscan/internal/pkgdb"
)

// aptPackage is an installed package with everything that the indexes offer.
type aptPackage struct {
	name, arch, source string
	installed          string
	held               bool
	offers             []offer
}

// aptPolicy computes priorities as apt_preferences(5) tells.
type aptPolicy struct {
	pins []pin
	// files are the priorities of whole indexes, after general pins.
	files map[*aptIndex]int
}

// newPolicy applies the general records: the first that matches an index sets
// its priority. defaultRelease is APT::Default-Release, or empty.
func newPolicy(pins []pin, defaultRelease string, indexes []*aptIndex) *aptPolicy {
	p := &aptPolicy{files: map[*aptIndex]int{}}
	var general []pin
	if defaultRelease != "" {
		if terms, err := releaseTerms(defaultRelease); err == nil {
			general = append(general, pin{kind: "release", terms: terms, priority: 990})
		}
	}
	for _, r := range pins {
		if r.packages == nil {
			general = append(general, r)
		} else {
			p.pins = append(p.pins, r)
		}
	}
	for _, ix := range indexes {
		prio := 500
		if ix.rel.notAutomatic {
			prio = 1
			if ix.rel.butAutomatic {
				prio = 100
			}
		}
		for _, r := range general {
			if r.matchesIndex(ix) {
				prio = r.priority
				break
			}
		}
		p.files[ix] = prio
	}
	return p
}

// version is one version with the indexes that offer it.
type version struct {
	text      string
	from      []offer
	installed bool
}

// priority is that of one version of a package.
func (p *aptPolicy) priority(pkg *aptPackage, v version) int {
	best, any := 0, false
	raise := func(n int) {
		if !any || n > best {
			best, any = n, true
		}
	}
	usable := v.installed
	for _, o := range v.from {
		raise(p.files[o.index])
		usable = usable || p.files[o.index] != neverPin
	}
	if v.installed {
		raise(100) // dpkg's status file
	}
	for _, r := range p.pins {
		if !r.appliesTo(pkg.name, pkg.source) {
			continue
		}
		matches := len(v.from) == 0 && r.matchesVersion(v.text, nil)
		for _, o := range v.from {
			matches = matches || r.matchesVersion(v.text, o.index)
		}
		if matches {
			if r.priority == neverPin || usable {
				return r.priority
			}
			break
		}
	}
	return best
}

// candidate is the version that apt would install; ok is false when none is
// newer than the installed one. odd are versions that are none.
func (p *aptPolicy) candidate(pkg *aptPackage, configured bool) (v version, ok bool, odd []string) {
	versions, odd := pkg.versions(configured)
	best := -1
	var chosen *version
	for i := range versions {
		prio := p.priority(pkg, versions[i])
		if prio == 0 || prio <= best {
			continue
		}
		if prio < 1000 && compare(versions[i].text, pkg.installed) < 0 {
			continue
		}
		best, chosen = prio, &versions[i]
	}
	if chosen == nil || compare(chosen.text, pkg.installed) <= 0 {
		return version{}, false, odd
	}
	return *chosen, true, odd
}

// versions lists the installed version and what is offered, newest first.
func (p *aptPackage) versions(configured bool) (out []version, odd []string) {
	at := map[string]int{p.installed: 0}
	out = []version{{text: p.installed, installed: true}}
	for _, o := range p.offers {
		if configured && !o.index.configured {
			continue
		}
		i, seen := at[o.version]
		if !seen {
			if _, err := pkgdb.Compare(pkgdb.Dpkg, o.version, p.installed); err != nil {
				odd = append(odd, p.name+": "+err.Error())
				continue
			}
			i = len(out)
			at[o.version] = i
			out = append(out, version{text: o.version})
		}
		out[i].from = append(out[i].from, o)
	}
	sort.SliceStable(out, func(i, j int) bool { return compare(out[i].text, out[j].text) > 0 })
	return out, odd
}

// compare orders two versions that are known to be valid.
func compare(a, b string) int {
	c, _ := pkgdb.Compare(pkgdb.Dpkg, a, b)
	return c
}
