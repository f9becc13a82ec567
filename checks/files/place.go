package files

import "strings"

// place walks to a file as the kernel does and notes every step that somebody
// other than root, or than owner, can change.
func (r *reader) place(name string, owner uint32) (Place, error) {
	c, err := r.custody.Follow(r.ctx, name, owner)
	return Place{Exists: c.Exists, Weak: c.Weak}, err
}

// usualPath lists the folders where shells and daemons look for programs.
var usualPath = strings.Fields("/usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin /usr/games /usr/local/games /snap/bin")

func (r *reader) path() {
	r.facts.Path = map[string]Place{}
	for _, d := range usualPath {
		p, err := r.place(d, 0)
		switch {
		case err != nil:
			r.gaps.Add(keyed("path", d), err)
		case p.Exists:
			r.facts.Path[d] = p
		}
	}
}
