package ledger

import (
	"maps"
	"slices"
	"strings"
)

// Scope says which hosts a record is for: all of them, or those that match
// Hosts and Labels, where each that is given must match. The zero value matches
// none.
type Scope struct {
	All bool `json:"-"`
	// Names of hosts or ids of assets, with * for any characters and ? for one.
	Hosts []string `json:"hosts,omitempty" form:"pattern"`
	// Labels that the host's asset must carry, every one: its own keys role, environment, classification, location, owner and cost_centre, or labels. A host without an asset has none.
	Labels map[string]string `json:"labels,omitempty" form:"label"`
}

// Matches says whether the scope reaches the host of that name; asset is its
// entry in the register, nil when it has none.
func (s Scope) Matches(host string, asset *Asset) bool { return s.matches(host, asset, false) }

// matches is Matches for a host whose name in full may be claimed: it means
// something else of the register then.
func (s Scope) matches(host string, asset *Asset, claimed bool) bool {
	if s.All {
		return true
	}
	if len(s.Hosts) == 0 && len(s.Labels) == 0 {
		return false
	}
	if len(s.Hosts) > 0 && !s.names(host, asset, claimed) {
		return false
	}
	for key, want := range s.Labels {
		if asset == nil {
			return false
		}
		got, ok := asset.label(key)
		if key == "classification" {
			want = strings.ToLower(want)
		}
		if !ok || got != want {
			return false
		}
	}
	return true
}

func (s Scope) names(host string, asset *Asset, claimed bool) bool {
	return slices.ContainsFunc(s.Hosts, func(p string) bool {
		return host != "" && glob(p, host) && (!claimed || isPattern(p)) || asset != nil && glob(p, asset.ID)
	})
}

// Exact: only hosts named in full, no patterns and no labels.
func (s Scope) Exact() bool {
	return !s.All && len(s.Labels) == 0 && len(s.Hosts) > 0 && !slices.ContainsFunc(s.Hosts, isPattern)
}

// String tells in words which hosts it is for.
func (s Scope) String() string {
	if s.All {
		return "all hosts"
	}
	out := "hosts"
	if len(s.Hosts) == 1 && !isPattern(s.Hosts[0]) {
		out = "host"
	}
	if len(s.Hosts) > 0 {
		out += " " + strings.Join(s.Hosts, ", ")
	}
	for i, key := range sortedKeys(s.Labels) {
		word := " with "
		if i > 0 {
			word = " and "
		}
		out += word + key + " " + s.Labels[key]
	}
	if len(s.Hosts) == 0 && len(s.Labels) == 0 {
		return "no host"
	}
	return out
}

// key tells scopes apart: the same key matches the same hosts.
func (s Scope) key() string {
	if s.All {
		return "*"
	}
	var b strings.Builder
	for _, h := range s.Hosts {
		b.WriteString(h)
		b.WriteByte(0)
	}
	for _, k := range sortedKeys(s.Labels) {
		b.WriteByte(1)
		b.WriteString(k)
		b.WriteByte(0)
		b.WriteString(s.Labels[k])
	}
	return b.String()
}

func isPattern(s string) bool { return strings.ContainsAny(s, "*?") }

// glob matches the whole name: * is any characters, also none, ? is one
// character. It goes back to the last star only, so its time is bounded by the
// product of both lengths.
func glob(pattern, name string) bool {
	if !isPattern(pattern) {
		return pattern == name
	}
	p, n := []rune(pattern), []rune(name)
	star, mark := -1, 0
	i, j := 0, 0
	for j < len(n) {
		switch {
		case i < len(p) && p[i] == '*':
			star, mark = i, j
			i++
		case i < len(p) && (p[i] == '?' || p[i] == n[j]):
			i++
			j++
		case star >= 0:
			mark++
			i, j = star+1, mark
		default:
			return false
		}
	}
	for i < len(p) && p[i] == '*' {
		i++
	}
	return i == len(p)
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
