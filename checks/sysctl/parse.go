package sysctl

import (
	"path"
	"strings"

	"isoscan/internal/facts"
)

// assignment is one line of a sysctl.d file.
type assignment struct {
	// key with dots between its parts; it may hold the wildcards of glob(7).
	key   string
	value string
	// exclude: the line names a key that wildcards must not set.
	exclude bool
	source  facts.Source
}

// parse reads one file as systemd-sysctl does (sysctl.d(5), CONFIGURATION
// FORMAT). Lines that it would complain about and pass over are returned apart.
func parse(file string, b []byte) (list []assignment, malformed []facts.Source) {
	n := 0
	for line := range strings.Lines(string(b)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' || line[0] == ';' {
			continue
		}
		at := facts.FileLine(file, n)
		key, value, ok := strings.Cut(line, "=")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		// A leading '-' with a value: errors in setting it do not matter.
		name, dash := strings.CutPrefix(key, "-")
		name = normalize(strings.TrimSpace(name))
		if name == "" || !ok && !dash {
			malformed = append(malformed, at)
			continue
		}
		list = append(list, assignment{key: name, value: strings.Join(strings.Fields(value), " "), exclude: !ok, source: at})
	}
	return list, malformed
}

// normalize gives a key its dots. When the first separator is a slash, slashes
// part the key and dots belong to names (net/ipv4/conf/eth0.100/rp_filter): such
// a dot is written as a slash, as sysctl(8) does.
func normalize(key string) string {
	i := strings.IndexAny(key, "./")
	if i < 0 || key[i] == '.' {
		return key
	}
	return strings.NewReplacer("/", ".", ".", "/").Replace(key)
}

func isGlob(key string) bool { return strings.ContainsAny(key, "*?[") }

// globMatch matches a key against a pattern part by part, for a wildcard does
// not cross a separator.
func globMatch(pattern, key string) bool {
	p, k := strings.Split(pattern, "."), strings.Split(key, ".")
	if len(p) != len(k) {
		return false
	}
	for i := range p {
		if ok, err := path.Match(p[i], k[i]); err != nil || !ok {
			return false
		}
	}
	return true
}

// resolve tells what key will be after all assignments. As systemd-sysctl does,
// a later line replaces an earlier one of the same key, whether it sets or
// excludes; a plain line, also one that excludes, beats every wildcard; and
// among wildcards the last one wins. Nil: nothing sets it.
func resolve(list []assignment, key string) *facts.Sourced[string] {
	last := map[string]int{}
	for i, a := range list {
		last[a.key] = i
	}
	at := -1
	if i, ok := last[key]; ok && !isGlob(key) {
		at = i
	} else {
		for k, i := range last {
			if isGlob(k) && i > at && !list[i].exclude && globMatch(k, key) {
				at = i
			}
		}
	}
	if at < 0 || list[at].exclude {
		return nil
	}
	return facts.AtPtr(facts.Text(list[at].value), list[at].source)
}
