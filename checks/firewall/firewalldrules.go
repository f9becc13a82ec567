package firewall

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"isoscan/internal/facts"
)

// rules makes one chain a zone. Sources come before interfaces, and what
// neither binds belongs to the default zone (firewalld.zones(5)).
func (w *firewalld) rules(ctx context.Context) (*ruleset, error) {
	name := w.defaultZone()
	def := w.zones[name]
	rs := &ruleset{}
	t := rs.table("inet", "firewalld", "firewalld")
	in, fwd := t.chain("filter_INPUT"), t.chain("filter_FORWARD")
	for _, c := range []*chain{in, fwd} {
		c.kind, c.policy, c.source = "filter", "accept", facts.File(def.file)
		c.rules = append(c.rules,
			&rule{parts: []part{matching("ct state", "established", "related"), verdictPart("accept", "")}, source: c.source},
			&rule{parts: []part{matching("iifname", "lo"), verdictPart("accept", "")}, source: c.source},
			&rule{parts: []part{matching("ct state", "invalid"), verdictPart("drop", "")}, source: c.source})
	}
	in.hook, fwd.hook = "input", "forward"
	out := t.chain("filter_OUTPUT")
	out.kind, out.hook, out.policy, out.source = "filter", "output", "accept", facts.File(def.file)
	if v := strings.ToLower(w.settings["IPv6_rpfilter"]); v != "no" && v != "false" {
		// The reverse path of a packet decides; of ::1 it is loopback.
		pre := t.chain("filter_PREROUTING")
		pre.kind, pre.hook, pre.policy, pre.source = "filter", "prerouting", "accept", facts.File(fwConf)
		elsewhere := matching("iifname", "lo")
		elsewhere.op = "!="
		pre.rules = []*rule{{parts: []part{matching("ip6 saddr", "::1"), elsewhere, verdictPart("drop", "")}, source: pre.source}}
	}
	bindings, err := w.g.connectionZones(ctx)
	if err != nil {
		return nil, err
	}
	var bySource, byDevice []*rule
	for _, zone := range sortedKeys(w.zones) {
		z := w.zones[zone]
		if err := w.zoneChains(t, zone, z); err != nil {
			return nil, err
		}
		source := facts.File(z.file)
		for _, s := range z.Sources {
			if !s.binds() {
				continue
			}
			match := part{kind: isOpaque}
			if s.Address != nil && !isMAC(*s.Address) {
				match = matching(addressKey(*s.Address, "saddr"), *s.Address)
			}
			bySource = append(bySource, &rule{parts: []part{match, verdictPart("goto", zone)}, source: source})
		}
		var devices []string
		for _, i := range z.Interfaces {
			devices = append(devices, wildcard(*i.Name))
		}
		devices = append(devices, bindings[zone]...)
		for _, device := range devices {
			byDevice = append(byDevice, &rule{parts: []part{matching("iifname", device), verdictPart("goto", zone)}, source: source})
		}
	}
	// Each interface is put in front of those before it.
	slices.Reverse(byDevice)
	suffix := map[string]string{"filter_INPUT": "", "filter_FORWARD": " forward"}
	for _, c := range []*chain{in, fwd} {
		for _, r := range append(bySource, byDevice...) {
			last := len(r.parts) - 1
			parts := append(append([]part{}, r.parts[:last]...), verdictPart("goto", r.parts[last].verdict.target+suffix[c.name]))
			c.rules = append(c.rules, &rule{parts: parts, source: r.source})
		}
		c.rules = append(c.rules, &rule{parts: []part{verdictPart("goto", name+suffix[c.name])}, source: facts.File(def.file)})
	}
	return rs, nil
}

// zoneChains makes the chain of what reaches the host and that of what passes.
// Rich rules with a priority stand around all others; of the rest those that
// deny come first, whatever their order (firewalld.richlanguage(5)).
func (w *firewalld) zoneChains(t *table, name string, z *fwZone) error {
	c, source := t.chain(name), facts.File(z.file)
	c.source = source
	var before, logs, deny, allow, after []*rule
	rich := slices.Clone(z.Rules)
	slices.SortStableFunc(rich, func(a, b fwRule) int { return a.priority() - b.priority() })
	for _, r := range rich {
		if !r.counts() {
			continue
		}
		logged, made, err := w.richRule(r, source)
		if err != nil {
			return fmt.Errorf("%s: %w", z.file, err)
		}
		kind, _ := r.action()
		switch n := r.priority(); {
		case n < 0:
			before = append(append(before, logged...), made...)
		case n > 0:
			after = append(append(after, logged...), made...)
		case kind == "accept" || len(r.ForwardPorts) > 0:
			logs, allow = append(logs, logged...), append(allow, made...)
		default:
			logs, deny = append(logs, logged...), append(deny, made...)
		}
	}
	add := func(parts ...part) { allow = append(allow, &rule{parts: parts, source: source}) }
	for _, s := range z.Services {
		lists, err := w.service(*s.Name, 0)
		if err != nil {
			return err
		}
		for _, parts := range lists {
			add(append(parts, verdictPart("accept", ""))...)
		}
	}
	for _, p := range z.Protocols {
		add(matching("meta l4proto", *p.Value), verdictPart("accept", ""))
	}
	for _, p := range z.Ports {
		add(portPart(p, "dport"), verdictPart("accept", ""))
	}
	for _, p := range z.SourcePorts {
		add(portPart(p, "sport"), verdictPart("accept", ""))
	}
	for _, f := range z.ForwardPorts {
		if parts := forwarded(f, nil); parts != nil {
			before = append([]*rule{{parts: parts, source: source}}, before...)
		}
	}
	end := "reject"
	if z.Target != nil {
		end = fwTargets[*z.Target]
	}
	c.rules = slices.Concat(before, logs, deny, allow, after)
	f := t.chain(name + " forward")
	f.source = source
	for _, c := range []*chain{c, f} {
		if v := w.settings["LogDenied"]; end != "accept" && slices.Contains([]string{"all", "unicast", "broadcast", "multicast"}, v) {
			c.rules = append(c.rules, &rule{parts: []part{{kind: isLog}}, source: facts.File(fwConf)})
		}
		c.rules = append(c.rules, &rule{parts: []part{verdictPart(end, "")}, source: source})
	}
	return nil
}

// forwarded is what a port that leads to another one of this host lets in: the
// translated packet is let in past all other rules. Whether anything listens
// there the packet filter does not tell.
func forwarded(f fwForward, head []part) []part {
	if f.ToAddr != "" {
		return nil
	}
	return append(slices.Clone(head), portPart(f.fwPort, "dport"), part{kind: isOpaque}, verdictPart("accept", ""))
}

func addressKey(address, dir string) string {
	if strings.Contains(address, ":") {
		return "ip6 " + dir
	}
	return "ip " + dir
}

func portPart(p fwPort, dir string) part {
	lo, hi, ok := strings.Cut(*p.Port, "-")
	lo, hi = strings.TrimSpace(lo), strings.TrimSpace(hi)
	if a, err := strconv.Atoi(lo); ok && err == nil {
		if b, err := strconv.Atoi(hi); err == nil && b < a {
			lo, hi = hi, lo
		}
	}
	v := value{text: lo, to: hi}
	return part{kind: isMatch, keys: []string{*p.Protocol + " " + dir}, op: "==", elements: []element{{key: []value{v}}}}
}

// richRule makes the rules of one rich rule: those that log, and those that
// decide.
func (w *firewalld) richRule(r fwRule, source facts.Source) (logs, made []*rule, err error) {
	var head []part
	if r.Family != nil {
		head = append(head, matching("meta nfproto", *r.Family))
	}
	for i, list := range [][]fwAddress{r.Sources, r.Destinations} {
		if len(list) == 0 {
			continue
		}
		a := list[0]
		m := part{kind: isOpaque}
		if a.Address != nil {
			m = matching(addressKey(*a.Address, []string{"saddr", "daddr"}[i]), *a.Address)
			if a.inverted() {
				m.op = "!="
			}
		}
		head = append(head, m)
	}
	if len(r.Log)+len(r.NFLog) > 0 {
		logs = append(logs, &rule{parts: append(slices.Clone(head), part{kind: isLog}), source: source})
	}
	for _, f := range r.ForwardPorts {
		if parts := forwarded(f, head); parts != nil {
			made = append(made, &rule{parts: parts, source: source})
		}
	}
	kind, limited := r.action()
	if kind == "" || kind == "mark" || len(r.ICMPBlocks)+len(r.ICMPTypes) > 0 {
		return logs, made, nil
	}
	add := func(middle ...part) {
		parts := append(slices.Clone(head), middle...)
		if limited {
			parts = append(parts, part{kind: isUnder})
		}
		made = append(made, &rule{parts: append(parts, verdictPart(kind, "")), source: source})
	}
	switch {
	case len(r.Services) > 0:
		lists, err := w.service(*r.Services[0].Name, 0)
		if err != nil {
			return nil, nil, err
		}
		for _, parts := range lists {
			add(parts...)
		}
	case len(r.Ports) > 0:
		add(portPart(r.Ports[0], "dport"))
	case len(r.SourcePorts) > 0:
		add(portPart(r.SourcePorts[0], "sport"))
	case len(r.Protocols) > 0:
		add(matching("meta l4proto", *r.Protocols[0].Value))
	default:
		add()
	}
	return logs, made, nil
}

// service lists what packets a service and those it includes are about. One
// with destinations is about packets to these addresses only, and about no
// family that it names none of.
func (w *firewalld) service(name string, depth int) ([][]part, error) {
	s := w.services[name]
	if s == nil || depth > 8 {
		return nil, fmt.Errorf("the service %q of firewalld is not understood", facts.Text(name))
	}
	var matches []part
	for _, p := range s.Ports {
		if *p.Port == "" {
			matches = append(matches, matching("meta l4proto", *p.Protocol))
			continue
		}
		matches = append(matches, portPart(p, "dport"))
	}
	for _, p := range s.Protocols {
		matches = append(matches, matching("meta l4proto", *p.Value))
	}
	for _, p := range s.SourcePorts {
		matches = append(matches, portPart(p, "sport"))
	}
	to := map[string]string{}
	for _, d := range s.Destinations {
		for key, address := range map[string]string{"ip daddr": d.IPv4, "ip6 daddr": d.IPv6} {
			if address != "" && to[key] == "" {
				to[key] = address
			}
		}
	}
	var out [][]part
	for _, m := range matches {
		if len(to) == 0 {
			out = append(out, []part{m})
		}
		for _, key := range sortedKeys(to) {
			out = append(out, []part{matching(key, to[key]), m})
		}
	}
	for _, i := range s.Includes {
		more, err := w.service(*i.Service, depth+1)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}
