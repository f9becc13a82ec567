package sshd

import (
	"errors"
	"net/netip"
	"strconv"
	"strings"
)

// connection is what Match blocks are evaluated against.
type connection struct {
	user string
	// groups of the user; nil when there is no such account, to which no Group
	// criterion applies.
	groups []string
	// address and host of the client.
	address, host string
	// localAddress is empty when it is not known: the criterion never matches.
	localAddress string
	localPort    int
	// invalid: the user does not exist.
	invalid bool
}

// matchPattern matches s against a pattern with * and ?, as in PATTERNS of
// ssh_config(5).
func matchPattern(s, pattern string) bool {
	si, pi, star, mark := 0, 0, -1, 0
	for si < len(s) {
		switch {
		case pi < len(pattern) && pattern[pi] == '*':
			star, mark = pi, si
			pi++
		case pi < len(pattern) && (pattern[pi] == '?' || pattern[pi] == s[si]):
			si++
			pi++
		case star >= 0:
			mark++
			si, pi = mark, star+1
		default:
			return false
		}
	}
	for pi < len(pattern) && pattern[pi] == '*' {
		pi++
	}
	return pi == len(pattern)
}

// matchPatternList returns 1 for a match, -1 when a negated pattern matches
// and 0 otherwise.
func matchPatternList(s, list string, lower bool) int {
	got := 0
	for len(list) > 0 {
		p := list
		if i := strings.IndexByte(list, ','); i >= 0 {
			p, list = list[:i], list[i+1:]
		} else {
			list = ""
		}
		negated := strings.HasPrefix(p, "!")
		p = strings.TrimPrefix(p, "!")
		// sshd keeps a pattern in 1,024 bytes and takes a longer one for no match.
		if len(p) >= 1023 {
			return 0
		}
		if lower {
			p = asciiLower(p)
		}
		if matchPattern(s, p) {
			if negated {
				return -1
			}
			got = 1
		}
	}
	return got
}

func asciiLower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

var errAddressList = errors.New("invalid address list")

// matchAddressList matches an address ("" only checks the list) against CIDR
// networks and patterns: 1, 0 or -1 as matchPatternList.
func matchAddressList(addr, list string) (int, error) {
	var try netip.Addr
	if addr != "" {
		a, err := netip.ParseAddr(addr)
		if err != nil {
			return 0, nil
		}
		try = a.Unmap()
	}
	got := 0
	for _, p := range strings.Split(list, ",") {
		negated := strings.HasPrefix(p, "!")
		p = strings.TrimPrefix(p, "!")
		if p == "" {
			return 0, errAddressList
		}
		hit := false
		prefix, isNet, err := parseNetwork(p)
		switch {
		case err != nil:
			return 0, err
		case isNet:
			hit = addr != "" && prefix.Contains(try)
		default:
			hit = addr != "" && matchPattern(addr, p)
		}
		if hit && negated {
			return -1, nil
		}
		if hit {
			got = 1
		}
	}
	return got, nil
}

// parseNetwork reads an address or a network in CIDR form. isNet is false for
// anything else, which sshd takes for a pattern; a mask that does not fit its
// address is an error.
func parseNetwork(s string) (p netip.Prefix, isNet bool, err error) {
	host, mask, hasMask := strings.Cut(s, "/")
	a, perr := netip.ParseAddr(host)
	if perr != nil {
		return p, false, nil
	}
	a = a.WithZone("")
	if !hasMask {
		return netip.PrefixFrom(a, a.BitLen()), true, nil
	}
	n, nerr := strconv.Atoi(mask)
	if nerr != nil || mask[0] < '0' || mask[0] > '9' || n > 128 {
		return p, false, nil
	}
	if n > a.BitLen() {
		return p, false, errAddressList
	}
	p = netip.PrefixFrom(a, n)
	if p.Masked() != p {
		return p, false, errAddressList
	}
	return p, true, nil
}

// criterion is one attribute of a Match line.
type criterion struct{ name, value string }

// parseCriteria reads the arguments of a Match line, in the way of the release.
// "all" stands alone; "invalid-user" (9.9) has no value.
func parseCriteria(v version, args *arguments) ([]criterion, error) {
	next := args.next
	if v.before(version{9, 9}) {
		c := cursor{text: args.rest}
		next = c.word
	}
	var out []criterion
	for {
		name, ok := next()
		if !ok || name == "" && v.before(version{9, 9}) || strings.HasPrefix(name, "#") {
			break
		}
		lower := asciiLower(name)
		value := ""
		switch {
		case lower == "all":
			arg, more := next()
			if len(out) > 0 || more && arg != "" && !strings.HasPrefix(arg, "#") {
				return nil, errors.New("'all' cannot be combined with other Match attributes")
			}
			args.consume()
			return []criterion{{name: "all"}}, nil
		case lower == "invalid-user" && !v.before(version{9, 9}):
			out = append(out, criterion{name: lower})
			continue
		}
		inline := false
		if !v.before(version{10, 0}) {
			if n, val, has := strings.Cut(name, "="); has {
				lower, value, inline = asciiLower(n), val, true
			}
		}
		if !inline {
			value, _ = next()
		}
		if value == "" || strings.HasPrefix(value, "#") {
			return nil, errors.New("missing Match criteria for " + lower)
		}
		switch lower {
		case "user", "group", "host":
		case "rdomain":
			if v.before(version{7, 9}) {
				return nil, errors.New("unsupported Match attribute " + lower)
			}
		case "version":
			if v.before(version{10, 0}) {
				return nil, errors.New("unsupported Match attribute " + lower)
			}
		case "address", "localaddress":
			if _, err := matchAddressList("", value); err != nil {
				return nil, errors.New("invalid Match " + lower + " argument")
			}
		case "localport":
			if _, ok := parsePort(value); !ok {
				return nil, errors.New("invalid LocalPort on Match line")
			}
		default:
			return nil, errors.New("unsupported Match attribute " + lower)
		}
		out = append(out, criterion{name: lower, value: value})
	}
	if len(out) == 0 {
		return nil, errors.New("one or more attributes required for Match")
	}
	args.consume()
	return out, nil
}

// matches tells whether the connection meets every criterion.
func (c *connection) matches(list []criterion, release string) bool {
	for _, k := range list {
		if !c.meets(k, release) {
			return false
		}
	}
	return true
}

func (c *connection) meets(k criterion, release string) bool {
	switch k.name {
	case "all":
		return true
	case "invalid-user":
		return c.invalid
	case "user":
		return matchPatternList(c.user, k.value, false) == 1
	case "group":
		return matchGroups(c.groups, k.value)
	case "host":
		return matchPatternList(asciiLower(c.host), k.value, true) == 1
	case "address":
		r, err := matchAddressList(c.address, k.value)
		return err == nil && r == 1
	case "localaddress":
		if c.localAddress == "" {
			return false
		}
		r, err := matchAddressList(c.localAddress, k.value)
		return err == nil && r == 1
	case "localport":
		p, _ := parsePort(k.value)
		return p == c.localPort
	case "version":
		return release != "" && matchPatternList(release, k.value, false) == 1
	}
	return false
}

// matchGroups: one group must match, and none may match a negated pattern.
func matchGroups(groups []string, list string) bool {
	found := false
	for _, g := range groups {
		switch matchPatternList(g, list, false) {
		case -1:
			return false
		case 1:
			found = true
		}
	}
	return found
}

// formatCriteria writes them as one line for a person.
func formatCriteria(list []criterion) string {
	parts := make([]string, len(list))
	for i, k := range list {
		parts[i] = strings.TrimSpace(k.name + " " + k.value)
	}
	return strings.Join(parts, " ")
}
