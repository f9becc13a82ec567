package firewall

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"isoscan/internal/facts"
)

// parseJSON reads what "nft -j list ruleset" prints (libnftables-json(5)). The
// rules of iptables' nft back-end show there as "xt" expressions, which say
// nothing; such tables are read from iptables-save instead.
func parseJSON(text []byte, source facts.Source) (*ruleset, error) {
	var doc struct {
		Nftables []map[string]json.RawMessage `json:"nftables"`
	}
	if err := json.Unmarshal(text, &doc); err != nil {
		return nil, fmt.Errorf("reading the output of nft: %w", err)
	}
	if doc.Nftables == nil {
		return nil, fmt.Errorf("the output of nft holds no rule set")
	}
	rs := &ruleset{}
	type object struct {
		Family, Name, Table, Type, Hook, Policy, Chain string
		Flags                                          any
		Elem                                           []any
		Expr                                           []any
	}
	for _, entry := range doc.Nftables {
		for kind, raw := range entry {
			var o object
			dec := json.NewDecoder(bytes.NewReader(raw))
			dec.UseNumber()
			if kind != "table" && kind != "chain" && kind != "rule" && kind != "set" && kind != "map" {
				continue
			}
			if kind == "set" || kind == "map" {
				// A concatenated type is a list.
				var loose map[string]any
				if err := dec.Decode(&loose); err != nil {
					return nil, fmt.Errorf("reading the output of nft: %w", err)
				}
				family, _ := loose["family"].(string)
				table, _ := loose["table"].(string)
				name, _ := loose["name"].(string)
				elems, _ := loose["elem"].([]any)
				rs.table(family, table, "nftables").sets[name] = jsonSet(elems)
				continue
			}
			if err := dec.Decode(&o); err != nil {
				return nil, fmt.Errorf("reading the output of nft: %w", err)
			}
			switch kind {
			case "table":
				t := rs.table(o.Family, o.Name, "nftables")
				t.flagged = o.Flags != nil
			case "chain":
				c := rs.table(o.Family, o.Table, "nftables").chain(o.Name)
				c.kind, c.hook, c.policy, c.source = o.Type, o.Hook, o.Policy, source
				if c.hook != "" && c.policy == "" {
					c.policy = "accept"
				}
			case "rule":
				c := rs.table(o.Family, o.Table, "nftables").chain(o.Chain)
				c.rules = append(c.rules, jsonRule(o.Expr, source))
			}
		}
	}
	return rs, nil
}

func jsonSet(list []any) *set {
	s := &set{elements: []element{}}
	for _, e := range list {
		if pair, ok := e.([]any); ok && len(pair) == 2 {
			el := jsonElement(pair[0])
			el.verdict = jsonVerdict(pair[1])
			s.elements = append(s.elements, el)
			continue
		}
		s.elements = append(s.elements, jsonElement(e))
	}
	return s
}

func jsonRule(exprs []any, source facts.Source) *rule {
	r := &rule{source: source}
	for _, e := range exprs {
		m, ok := e.(map[string]any)
		if !ok || len(m) != 1 {
			r.parts = append(r.parts, part{kind: isOpaque})
			continue
		}
		for kind, arg := range m {
			r.parts = append(r.parts, jsonPart(kind, arg)...)
		}
	}
	return r
}

// jsonPart reads one expression of a rule; none for what decides nothing.
func jsonPart(kind string, arg any) []part {
	args, _ := arg.(map[string]any)
	switch kind {
	case "accept", "drop", "reject", "return", "continue", "jump", "goto", "queue":
		return []part{{kind: isVerdict, verdict: jsonVerdict(map[string]any{kind: arg})}}
	case "counter", "notrack", "masquerade", "snat", "dnat", "redirect", "tproxy", "dup", "fwd", "flow", "ct helper", "ct timeout", "ct expectation", "last":
		return nil
	case "log":
		return []part{{kind: isLog}}
	case "limit", "ct count", "quota":
		if args["rate"] == nil && args["val"] == nil {
			return []part{{kind: isUnder}}
		}
		if args["inv"] == true {
			return []part{{kind: isOver}}
		}
		return []part{{kind: isUnder}}
	case "set", "meter":
		text, _ := json.Marshal(args["stmt"])
		switch {
		case !bytes.Contains(text, []byte(`"limit"`)) && !bytes.Contains(text, []byte(`"ct count"`)) && !bytes.Contains(text, []byte(`"quota"`)):
			return nil
		case bytes.Contains(text, []byte(`"inv":true`)):
			return []part{{kind: isOver}}
		}
		return []part{{kind: isUnder}}
	case "mangle":
		if keys, _, ok := jsonKeys(args["key"]); ok {
			return []part{{kind: isChange, keys: keys}}
		}
		return nil
	case "vmap":
		keys, mask, ok := jsonKeys(args["key"])
		p := part{kind: isVerdictMap, keys: keys, mask: mask, op: "=="}
		if !ok {
			p.keys = []string{"?"}
		}
		if name, ok := args["data"].(string); ok {
			p.set = strings.TrimPrefix(name, "@")
		} else if data, ok := args["data"].(map[string]any); ok {
			list, _ := data["set"].([]any)
			p.elements = jsonSet(list).elements
		}
		return []part{p}
	case "match":
		return []part{jsonMatch(args)}
	}
	return []part{{kind: isOpaque}}
}

func jsonMatch(args map[string]any) part {
	keys, mask, ok := jsonKeys(args["left"])
	op, _ := args["op"].(string)
	if !ok {
		return part{kind: isOpaque}
	}
	p := part{kind: isMatch, keys: keys, mask: mask, op: op}
	if op == "in" {
		p.op, p.bits = "==", true
	}
	switch right := args["right"].(type) {
	case string:
		if name, ok := strings.CutPrefix(right, "@"); ok {
			p.set = name
			return p
		}
		p.elements = []element{jsonElement(right)}
	case map[string]any:
		if list, ok := right["set"].([]any); ok {
			for _, e := range list {
				p.elements = append(p.elements, jsonElement(e))
			}
			return p
		}
		p.elements = []element{jsonElement(right)}
	case []any:
		// A list without "set" is flags of which one is enough.
		var words []string
		for _, e := range right {
			words = append(words, fmt.Sprint(e))
		}
		p.elements = one(strings.Join(words, "|"))
	default:
		p.elements = []element{jsonElement(right)}
	}
	return p
}

// jsonKeys names what an expression looks at, as the text form does.
func jsonKeys(left any) (keys []string, mask *uint64, ok bool) {
	m, isMap := left.(map[string]any)
	if !isMap || len(m) != 1 {
		return nil, nil, false
	}
	str := func(of any, name string) string {
		args, _ := of.(map[string]any)
		s, _ := args[name].(string)
		return s
	}
	for kind, arg := range m {
		switch kind {
		case "concat":
			list, _ := arg.([]any)
			for _, e := range list {
				k, mask, ok := jsonKeys(e)
				if !ok || mask != nil {
					return nil, nil, false
				}
				keys = append(keys, k...)
			}
			return keys, nil, len(keys) > 0
		case "&":
			list, _ := arg.([]any)
			if len(list) != 2 {
				return nil, nil, false
			}
			keys, inner, ok := jsonKeys(list[0])
			if !ok || inner != nil {
				return nil, nil, false
			}
			n, ok := jsonMask(list[1], keys[0])
			return keys, &n, ok
		case "payload":
			if p := str(arg, "protocol"); p != "" {
				return []string{p + " " + str(arg, "field")}, nil, true
			}
			return []string{"payload raw"}, nil, true
		case "meta":
			k := str(arg, "key")
			if n, ok := metaKeys[k]; ok {
				return []string{n}, nil, true
			}
			return []string{"meta " + k}, nil, true
		case "ct":
			k := str(arg, "key")
			if dir := str(arg, "dir"); dir != "" {
				k = dir + " " + k
			}
			return []string{"ct " + k}, nil, true
		case "fib":
			args, _ := arg.(map[string]any)
			of := []string{""}
			switch f := args["flags"].(type) {
			case string:
				of[0] = f
			case []any:
				for _, x := range f {
					if s := fmt.Sprint(x); s == "saddr" || s == "daddr" {
						of[0] = s
					}
				}
			}
			return []string{fibKey(of, str(arg, "result"))}, nil, true
		case "tcp option", "ip option":
			k := kind + " " + str(arg, "name")
			if f := str(arg, "field"); f != "" {
				k += " " + f
			}
			return []string{k}, nil, true
		case "exthdr":
			return []string{strings.TrimSpace("exthdr " + str(arg, "name") + " " + str(arg, "field"))}, nil, true
		case "rt":
			return []string{"route " + str(arg, "key")}, nil, true
		case "socket":
			return []string{"socket " + str(arg, "key")}, nil, true
		case "ipsec":
			return []string{"ipsec"}, nil, true
		}
	}
	return nil, nil, false
}

func jsonMask(v any, key string) (uint64, bool) {
	names := map[string]map[string]uint64{"tcp flags": tcpFlags, "ct state": ctStates, "ct status": ctStatus}[key]
	switch x := v.(type) {
	case []any:
		var sum uint64
		for _, e := range x {
			n, ok := jsonMask(e, key)
			if !ok {
				return 0, false
			}
			sum |= n
		}
		return sum, true
	case map[string]any:
		if list, ok := x["|"].([]any); ok {
			return jsonMask(list, key)
		}
		return 0, false
	}
	return parseNumber(fmt.Sprint(v), names)
}

// jsonElement reads a value, a range, a prefix, a concatenation, or one of
// these with a time-out around it.
func jsonElement(v any) element {
	if m, ok := v.(map[string]any); ok {
		if c, ok := m["concat"].([]any); ok {
			var e element
			for _, x := range c {
				e.key = append(e.key, jsonValue(x))
			}
			return e
		}
		if inner, ok := m["elem"].(map[string]any); ok {
			return jsonElement(inner["val"])
		}
	}
	return element{key: []value{jsonValue(v)}}
}

func jsonValue(v any) value {
	switch x := v.(type) {
	case string:
		return val(x)
	case json.Number:
		return val(x.String())
	case float64:
		return val(strconv.FormatFloat(x, 'f', -1, 64))
	case bool:
		return val(strconv.FormatBool(x))
	case map[string]any:
		if p, ok := x["prefix"].(map[string]any); ok {
			return val(fmt.Sprintf("%v/%v", p["addr"], p["len"]))
		}
		if r, ok := x["range"].([]any); ok && len(r) == 2 {
			return value{fmt.Sprint(r[0]), fmt.Sprint(r[1])}
		}
		if list, ok := x["|"].([]any); ok {
			var words []string
			for _, e := range list {
				words = append(words, jsonValue(e).text)
			}
			return val(strings.Join(words, "|"))
		}
		if e, ok := x["elem"].(map[string]any); ok {
			return jsonValue(e["val"])
		}
	}
	return value{text: "\x00"}
}

func jsonVerdict(v any) verdict {
	m, _ := v.(map[string]any)
	for kind, arg := range m {
		switch kind {
		case "accept", "drop", "reject", "return", "continue", "queue":
			return verdict{kind, ""}
		case "jump", "goto":
			args, _ := arg.(map[string]any)
			target, _ := args["target"].(string)
			return verdict{kind, target}
		}
	}
	return verdict{"unknown", ""}
}
