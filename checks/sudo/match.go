package sudo

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"isoscan/internal/parse/passwd"
)

// verdict of a match: sudo's lists answer allow, deny or nothing, and what
// only a running system could tell is maybe.
type verdict int

const (
	no verdict = iota
	maybe
	yes
)

func (v verdict) String() string { return [...]string{"no", "maybe", "yes"}[v] }

// account is one line of /etc/passwd.
type account struct {
	name     string
	uid, gid uint32
}

// matcher decides whom and where a list means.
type matcher struct {
	*book
	hostname string // empty: not known
	groups   []passwd.Group
}

// outcome of a list: the last element that matches decides (sudoers(5)).
type outcome struct {
	v   verdict
	via string
}

// users tells whether list means a. Kind is "User" or "Runas".
func (m *matcher) users(kind string, list []member, a account) outcome {
	leaves, _ := m.leaves(kind, list)
	unsure := false
	for i := len(leaves) - 1; i >= 0; i-- {
		l := leaves[i]
		switch m.user(l.member, a) {
		case yes:
			if l.negated {
				if unsure {
					return outcome{maybe, ""}
				}
				return outcome{no, ""}
			}
			l.negated = false
			return outcome{yes, l.String()}
		case maybe:
			// A doubtful exclusion excludes nobody for certain.
			if !l.negated {
				unsure = true
			}
		}
	}
	if unsure {
		return outcome{maybe, "netgroup or group plugin"}
	}
	return outcome{no, ""}
}

func (m *matcher) user(e member, a account) verdict {
	is := func(b bool) verdict {
		if b {
			return yes
		}
		return no
	}
	switch e.kind {
	case tokAll:
		return yes
	case tokNetgroup:
		return maybe
	case tokGroup:
		name := strings.TrimPrefix(e.text, "%")
		if strings.HasPrefix(name, ":") {
			return maybe
		}
		for _, g := range m.groups {
			if g.Name == name || strings.HasPrefix(name, "#") && name[1:] == strconv.FormatUint(uint64(g.GID), 10) {
				if g.GID == a.gid || slices.Contains(g.Members, a.name) {
					return yes
				}
			}
		}
		return is(strings.HasPrefix(name, "#") && name[1:] == strconv.FormatUint(uint64(a.gid), 10))
	}
	if id, ok := strings.CutPrefix(e.text, "#"); ok {
		return is(id == strconv.FormatUint(uint64(a.uid), 10))
	}
	return is(e.text == a.name)
}

// hosts tells whether list means this host.
func (m *matcher) hosts(list []member) verdict {
	leaves, _ := m.leaves("Host", list)
	unsure := false
	for i := len(leaves) - 1; i >= 0; i-- {
		switch l := leaves[i]; m.host(l.member) {
		case yes:
			if !l.negated {
				return yes
			}
			if unsure {
				return maybe
			}
			return no
		case maybe:
			unsure = unsure || !l.negated
		}
	}
	// Only exclusions: no element grants.
	if unsure {
		return maybe
	}
	return no
}

func (m *matcher) host(e member) verdict {
	switch {
	case e.kind == tokAll:
		return yes
	case e.kind == tokNetgroup || e.kind == tokNetwork || m.hostname == "":
		return maybe
	}
	short, _, _ := strings.Cut(m.hostname, ".")
	pattern := strings.ToLower(e.text)
	for _, name := range []string{strings.ToLower(m.hostname), strings.ToLower(short)} {
		if ok, err := path.Match(pattern, name); err == nil && ok || pattern == name {
			return yes
		}
	}
	if strings.EqualFold(e.text, "localhost") {
		return no
	}
	// A longer name may be this host's name in the DNS.
	if strings.HasPrefix(pattern, strings.ToLower(short)+".") && !strings.Contains(m.hostname, ".") {
		return maybe
	}
	return no
}
