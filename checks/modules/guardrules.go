package modules

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// guardRule is one rule of usbguard-rules.conf(5).
type guardRule struct {
	target string
	attrs  map[string]guardValues
}

// guardValues is what a rule says of one attribute: an operator and its values.
type guardValues struct {
	op     string
	values []string
}

// guardOperators join several values; equals is meant where none is written.
var guardOperators = []string{"all-of", "one-of", "none-of", "equals", "equals-ordered", "match-all"}

// guardValue is how one value of each attribute is written.
var guardValue = map[string]*regexp.Regexp{
	"id":                regexp.MustCompile(`^(?:[0-9A-Fa-f]{4}:(?:[0-9A-Fa-f]{4}|\*)|\*:\*)`),
	"hash":              guardString,
	"parent-hash":       guardString,
	"name":              guardString,
	"serial":            guardString,
	"via-port":          guardString,
	"with-connect-type": guardString,
	"label":             guardString,
	"with-interface":    regexp.MustCompile(`^[0-9A-Fa-f]{2}:(?:[0-9A-Fa-f]{2}:(?:[0-9A-Fa-f]{2}|\*)|\*:\*)`),
	"if":                regexp.MustCompile(`^!?(?:true|false|localtime\([0-9:-]+\)|(?:allowed-matches|rule-applied|rule-evaluated)(?:\([^()]*\))?|random(?:\([0-9.]+\))?)`),
}

var (
	guardString = regexp.MustCompile(`^"(?:[^"\\]|\\(?:["\\]|x[0-9A-Fa-f]{2}))*"`)
	guardWord   = regexp.MustCompile(`^[a-z-]+`)
	guardSpace  = regexp.MustCompile(`^[ \t]+`)
)

// parseGuardRule reads one line; nil without an error is an empty line or a
// comment. Nothing may stand before the target or behind the last value.
func parseGuardRule(line string) (*guardRule, error) {
	if line == "" || strings.HasPrefix(strings.TrimLeft(line, " \t"), "#") {
		return nil, nil
	}
	rest := line
	take := func(re *regexp.Regexp) string {
		s := re.FindString(rest)
		rest = rest[len(s):]
		return s
	}
	r := &guardRule{target: take(guardWord), attrs: map[string]guardValues{}}
	if !slices.Contains([]string{"allow", "block", "reject", "match", "device"}, r.target) {
		return nil, fmt.Errorf("a rule begins with allow, block or reject")
	}
	for first := true; rest != ""; first = false {
		if take(guardSpace) == "" || rest == "" {
			return nil, fmt.Errorf("column %d: not understood", len(line)-len(rest)+1)
		}
		if rest[0] == '#' {
			break
		}
		name := take(guardWord)
		if id := guardValue["id"].FindString(name + rest); first && id != "" {
			// The identity may follow the target without its word.
			rest = (name + rest)[len(id):]
			r.attrs["id"] = guardValues{"equals", []string{id}}
			continue
		}
		value, known := guardValue[name]
		if _, twice := r.attrs[name]; !known || twice || take(guardSpace) == "" {
			return nil, fmt.Errorf("column %d: not an attribute", len(line)-len(rest)+1)
		}
		v, err := guardList(&rest, value)
		if err != nil {
			return nil, fmt.Errorf("column %d: %w", len(line)-len(rest)+1, err)
		}
		r.attrs[name] = v
	}
	return r, nil
}

// guardList reads a value, or several in braces behind an operator.
func guardList(rest *string, value *regexp.Regexp) (guardValues, error) {
	v := guardValues{op: "equals"}
	if op := guardWord.FindString(*rest); slices.Contains(guardOperators, op) {
		v.op = op
		*rest = (*rest)[len(op):]
		space := guardSpace.FindString(*rest)
		*rest = (*rest)[len(space):]
		if space == "" || !strings.HasPrefix(*rest, "{") {
			return v, fmt.Errorf("%s takes values in braces", op)
		}
	}
	if !strings.HasPrefix(*rest, "{") {
		s := value.FindString(*rest)
		if s == "" {
			return v, fmt.Errorf("not a value")
		}
		*rest = (*rest)[len(s):]
		v.values = []string{s}
		return v, nil
	}
	*rest = (*rest)[1:]
	for apart := true; ; {
		space := guardSpace.FindString(*rest)
		*rest = (*rest)[len(space):]
		if strings.HasPrefix(*rest, "}") && len(v.values) > 0 {
			*rest = (*rest)[1:]
			return v, nil
		}
		s := value.FindString(*rest)
		if s == "" || !apart && space == "" {
			return v, fmt.Errorf("not a list of values")
		}
		*rest = (*rest)[len(s):]
		v.values, apart = append(v.values, s), false
	}
}

// guardDevice is a storage device that somebody may bring: its interfaces, and
// how the port says that it is connected.
type guardDevice struct {
	interfaces []string
	connect    string
}

// guardStorage gives the rules, by their place in the list, that let in storage
// devices without naming one. The first rule that fits decides, so for every
// device that may come the rules are followed from the first: one that surely
// fits is the last, and one that may fit counts when it allows.
func guardStorage(rules []*guardRule) []int {
	found := map[int]bool{}
	for _, d := range guardDevices(rules) {
		for i, r := range rules {
			may, must := r.fits(d)
			if may && r.target != "block" && r.target != "reject" {
				found[i] = true
			}
			if must {
				break
			}
		}
	}
	out := []int{}
	for i := range rules {
		if found[i] {
			out = append(out, i)
		}
	}
	return out
}

// guardDevices are sticks, and devices that are a stick and something else, made
// of the interfaces that the rules speak of.
func guardDevices(rules []*guardRule) []guardDevice {
	storage, others := []string{"08:06:50", "08:06:62"}, []string{"03:01:01"}
	for _, r := range rules {
		for _, v := range r.attrs["with-interface"].values {
			v = strings.ToLower(strings.Replace(strings.Replace(v, ":*:*", ":06:50", 1), ":*", ":50", 1))
			list := &others
			if strings.HasPrefix(v, "08:") {
				list = &storage
			}
			if !slices.Contains(*list, v) && len(*list) < 30 {
				*list = append(*list, v)
			}
		}
	}
	var sets [][]string
	for i, s := range storage {
		sets = append(sets, []string{s})
		for _, o := range others {
			sets = append(sets, []string{s, o}, []string{o, s})
		}
		for _, o := range storage[i+1:] {
			sets = append(sets, []string{s, o}, []string{o, s})
		}
	}
	var out []guardDevice
	for _, set := range sets {
		// A fixed part of the machine (hardwired) is not brought along.
		for _, connect := range []string{`"hotplug"`, `"unknown"`, `"not used"`, `""`} {
			out = append(out, guardDevice{set, connect})
		}
	}
	return out
}

// fits tells whether a device may, and whether it must, fit the rule. What names
// one device does not fit one that nobody knows; of what anybody can choose
// (name, serial number, port) nothing is sure.
func (r *guardRule) fits(d guardDevice) (may, must bool) {
	may, must = true, true
	for name, v := range r.attrs {
		m, s := true, true
		switch name {
		case "label":
		case "with-interface":
			m = v.holds(d.interfaces, guardInterface)
			s = m
		case "with-connect-type":
			m = v.holds([]string{d.connect}, func(a, b string) bool { return a == b })
			s = m
		case "id":
			any, vendor := slices.Contains(v.values, "*:*"), slices.ContainsFunc(v.values, func(s string) bool { return strings.HasSuffix(s, ":*") })
			if v.op == "none-of" {
				m, s = !any, !vendor
			} else {
				m, s = vendor && (len(v.values) == 1 || v.op == "one-of" || v.op == "match-all"), any && (len(v.values) == 1 || v.op == "one-of" || v.op == "match-all")
			}
		case "via-port", "parent-hash":
			s = false
		case "name", "serial", "hash":
			if v.op != "none-of" {
				m, s = name != "hash" && slices.Contains(v.values, `""`), false
			}
		case "if":
			only := len(v.values) == 1 && v.op != "none-of"
			m, s = !only || v.values[0] != "false" && v.values[0] != "!true", only && (v.values[0] == "true" || v.values[0] == "!false")
		}
		may, must = may && m, must && s
	}
	return may, must
}

// guardInterface tells whether a pattern such as 08:*:* fits an interface.
func guardInterface(pattern, value string) bool {
	return strings.HasPrefix(value, strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(pattern), "*"), "*:"))
}

// holds applies the operator to what a device has.
func (v guardValues) holds(have []string, fit func(pattern, value string) bool) bool {
	named := func(p string) bool { return slices.ContainsFunc(have, func(h string) bool { return fit(p, h) }) }
	meant := func(h string) bool { return slices.ContainsFunc(v.values, func(p string) bool { return fit(p, h) }) }
	all := func(list []string, ok func(string) bool) bool {
		return !slices.ContainsFunc(list, func(s string) bool { return !ok(s) })
	}
	switch v.op {
	case "all-of":
		return all(v.values, named)
	case "one-of":
		return slices.ContainsFunc(v.values, named)
	case "none-of":
		return !slices.ContainsFunc(v.values, named)
	case "match-all":
		return all(have, meant)
	case "equals-ordered":
		if len(have) != len(v.values) {
			return false
		}
		for i := range have {
			if !fit(v.values[i], have[i]) {
				return false
			}
		}
		return true
	}
	return len(have) == len(v.values) && all(v.values, named) && all(have, meant)
}
