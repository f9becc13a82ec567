package firewall

import (
	"net/netip"
	"slices"
	"sort"
	"strconv"
	"strings"

	"isoscan/internal/facts"
)

// Bounds of what is tried; past one the answer is unknown.
const (
	maxRules   = 20_000
	maxPorts   = 4_000
	maxSources = 64
	maxTargets = 32
	maxDevices = 64
)

// usualSource is a port that a client's kernel would choose, and that no rule
// has reason to name.
const usualSource = 41234

// The interfaces that the tried packets use: no rule has reason to name them.
const (
	anyDevice   = "\x01in"
	otherDevice = "\x01out"
)

// strangers are senders that no rule has reason to name, far apart, so that a
// rule for half of the Internet meets two of three.
var strangers = map[bool][]netip.Addr{
	false: {netip.MustParseAddr("45.33.32.156"), netip.MustParseAddr("91.189.91.39"), netip.MustParseAddr("203.29.77.18")},
	true:  {netip.MustParseAddr("2400:8902:1:2::3"), netip.MustParseAddr("2a00:1450:4001:82a::2004"), netip.MustParseAddr("2c0f:f248:1::5")},
}

// ownAddress stands for the host's, or for the receiver beyond it.
var ownAddress = map[bool]netip.Addr{
	false: netip.MustParseAddr("198.18.77.9"), true: netip.MustParseAddr("2001:2:0:77::9"),
}

// hooksOf lists the hooks that a packet passes on its way.
var hooksOf = map[string][]string{
	"input": {"prerouting", "input"}, "forward": {"prerouting", "forward", "postrouting"}, "output": {"output", "postrouting"},
}

// prober tries packets of one family at one hook.
type prober struct {
	rs   *ruleset
	ipv6 bool
	hook string
	// targets are the receivers that are tried.
	targets []netip.Addr
	// sources are the senders' ports that are tried: whoever sends chooses his
	// own, so that a port which opens to one of them is open.
	sources []uint16
	// rules counts those that packets can meet.
	rules int
}

// judgeFilter tells what becomes of packets. problems says why parts of the
// answer are absent.
func judgeFilter(rs *ruleset, ipv6 bool, hook string, none facts.Source) (f Filter, problems map[string]string) {
	f = Filter{Family: "ipv4", By: []string{}, Source: none}
	if ipv6 {
		f.Family = "ipv6"
	}
	problems = map[string]string{}
	p := &prober{rs: rs, ipv6: ipv6, hook: hook}
	f.Policy = p.policy(&f)
	ports, devices := p.named()
	if p.rules > maxRules || len(ports) > maxPorts || len(p.targets) > maxTargets || len(devices) > maxDevices || len(p.sources) > maxSources ||
		len(ports)*len(p.targets)*len(p.sources) > maxPorts*maxTargets {
		for _, field := range []string{"default", "open", "allowed", "open_interfaces", "stateful", "loopback_guard"} {
			problems[field] = "too many rules to follow"
		}
		return f, problems
	}
	spans := p.spans(ports)
	share := p.share(spans, anyDevice)
	f.Allowed = []string{}
	certain := true
	for _, s := range share {
		switch {
		case s.result == accepted:
			f.Allowed = append(f.Allowed, s.String())
		case s.result&accepted != 0:
			certain = false
		}
	}
	if !certain {
		f.Allowed = nil
		problems["allowed"] = "a rule is not understood: " + p.obscure()
	}
	sort.Strings(f.Allowed)
	def, open := mostly(share)
	if open == maybe {
		problems["default"] = "a rule is not understood: " + p.obscure()
		problems["open"] = problems["default"]
		problems["open_interfaces"] = problems["default"]
	} else {
		f.Default, f.Open = &def, ptr(open == yes)
	}
	f.Stateful = p.stateful(share)
	if hook == "input" {
		f.LoopbackGuard = p.guarded(f.Allowed)
	}
	f.OpenInterfaces = []string{}
	if open == no {
		for _, d := range devices {
			switch _, o := mostly(p.share(spans, d)); o {
			case yes:
				f.OpenInterfaces = append(f.OpenInterfaces, facts.Text(d))
			case maybe:
				problems["open_interfaces"] = "a rule is not understood: " + p.obscure()
			}
		}
	}
	if problems["open_interfaces"] != "" && len(f.OpenInterfaces) == 0 {
		f.OpenInterfaces = nil
	}
	limited, logged := p.statements()
	f.RateLimited, f.Logged = &limited, &logged
	return f, problems
}

func ptr[T any](v T) *T { return &v }

// policy tells the strictest policy of the hook's base chains, and notes which
// tools have one there.
func (p *prober) policy(f *Filter) *string {
	policy := "none"
	for _, t := range p.rs.tables {
		if t.dormant || !covers(t.family, p.ipv6) {
			continue
		}
		for _, name := range t.order {
			c := t.chains[name]
			if c.hook != p.hook || c.kind == "nat" {
				continue
			}
			if !contains(f.By, t.by) {
				f.By = append(f.By, t.by)
			}
			if policy == "none" || policy == "accept" && c.policy == "drop" {
				policy, f.Source = c.policy, c.source
			}
		}
	}
	sort.Strings(f.By)
	return &policy
}

// named lists what rules name: ports where the outcome can change and
// interfaces. It sets the receivers and the senders' ports that are tried.
func (p *prober) named() (ports []uint16, devices []string) {
	seen, source := map[uint16]bool{}, map[uint16]bool{}
	device, target := map[string]bool{}, map[netip.Addr]bool{}
	for _, t := range p.rs.tables {
		if t.dormant || !covers(t.family, p.ipv6) {
			continue
		}
		for _, c := range t.reachable(hooksOf[p.hook]...) {
			p.rules += len(c.rules)
			for _, r := range c.rules {
				for _, part := range r.parts {
					if part.kind != isMatch && part.kind != isVerdictMap {
						continue
					}
					for i, key := range part.keys {
						for _, e := range t.elementsOf(part) {
							if i < len(e.key) {
								p.note(key, e.key[i], seen, source, device, target)
							}
						}
					}
				}
			}
		}
	}
	ports = append(ports, 0)
	for n := range seen {
		ports = append(ports, n)
	}
	slices.Sort(ports)
	for d := range device {
		devices = append(devices, d)
	}
	sort.Strings(devices)
	p.targets = []netip.Addr{ownAddress[p.ipv6]}
	for a := range target {
		p.targets = append(p.targets, a)
	}
	slices.SortFunc(p.targets, netip.Addr.Compare)
	for n := range source {
		if n != usualSource {
			p.sources = append(p.sources, n)
		}
	}
	slices.Sort(p.sources)
	p.sources = append([]uint16{usualSource}, p.sources...)
	return slices.Compact(ports), devices
}

func (p *prober) note(key string, v value, ports, sources map[uint16]bool, devices map[string]bool, targets map[netip.Addr]bool) {
	switch {
	case strings.HasSuffix(key, "port"):
		lo, ok := parseNumber(v.text, services)
		hi := lo
		if v.to != "" {
			hi, ok = parseNumber(v.to, services)
		}
		if !ok || lo > 65535 || hi > 65535 {
			return
		}
		if strings.HasSuffix(key, "sport") {
			// What this host sends from a port is the choice of its own services.
			if p.hook == "output" {
				return
			}
			sources[uint16(lo)] = true
			if lo > 1 {
				sources[uint16(lo-1)] = true // for "<"
			}
			if hi < 65535 {
				sources[uint16(hi+1)] = true // for ">" and "!="
			}
			return
		}
		ports[uint16(lo)] = true
		if hi < 65535 {
			ports[uint16(hi+1)] = true
		}
	case key == "iifname" || key == "iif":
		if v.text != "lo" && v.text != "1" && v.text != "*" && p.hook != "output" {
			devices[v.text] = true
		}
	case p.hook == "input" && (key == "ip daddr" || key == "ip6 daddr"):
		// The host may have any address that its rules name.
		if a, ok := parsePrefix(v.text); ok && v.to == "" && a.Addr().Is6() == p.ipv6 && !a.Addr().IsMulticast() && !a.Addr().IsLoopback() &&
			a.Bits() > 0 && a.Addr() != netip.AddrFrom4([4]byte{255, 255, 255, 255}) {
			targets[a.Addr()] = true
		}
	}
}

// span is a range of ports with one outcome.
type span struct {
	tcp    bool
	lo, hi uint16
	result outcome
}

func (s span) String() string {
	text := "udp/"
	if s.tcp {
		text = "tcp/"
	}
	if s.lo == s.hi {
		return text + strconv.Itoa(int(s.lo))
	}
	return text + strconv.Itoa(int(s.lo)) + "-" + strconv.Itoa(int(s.hi))
}

// spans cuts all ports where a rule may change the outcome.
func (p *prober) spans(cuts []uint16) []span {
	var out []span
	for _, tcp := range []bool{true, false} {
		for i, lo := range cuts {
			hi := uint16(65535)
			if i+1 < len(cuts) {
				hi = cuts[i+1] - 1
			}
			out = append(out, span{tcp: tcp, lo: lo, hi: hi})
		}
	}
	return out
}

// share tries every span over an interface and joins neighbours of one outcome.
func (p *prober) share(spans []span, device string) []span {
	var out []span
	for _, s := range spans {
		s.result = p.try(s.tcp, s.lo, device, false)
		if n := len(out) - 1; n >= 0 && out[n].tcp == s.tcp && out[n].result == s.result {
			out[n].hi = s.hi
			continue
		}
		out = append(out, s)
	}
	return out
}

// try tells what becomes of packets to one port: accepted when most strangers
// reach it at one of the host's addresses, from one of the ports that they may
// choose. Answers of known connections come from an unnamed port alone: a rule
// for one port of theirs remembers no connection.
func (p *prober) try(tcp bool, port uint16, device string, established bool) outcome {
	best := dropped
	sources := p.sources
	if established {
		sources = sources[:1]
	}
	for i, target := range p.targets {
		for j, source := range sources {
			result := p.vote(packet{ipv6: p.ipv6, tcp: tcp, dst: target, sport: source, dport: port, iif: device, established: established})
			if result == accepted {
				return accepted
			}
			if i+j == 0 || result&accepted != 0 {
				best = result
			}
		}
	}
	return best
}

// vote tells what becomes of most strangers' packets.
func (p *prober) vote(k packet) outcome {
	count := map[outcome]int{}
	for _, from := range strangers[p.ipv6] {
		k.src = from
		count[p.send(k)]++
	}
	switch n := len(strangers[p.ipv6]); {
	case 2*count[accepted] > n:
		return accepted
	case 2*(count[dropped]+count[rejected]) > n && count[rejected] > count[dropped]:
		return rejected
	case 2*(count[dropped]+count[rejected]) > n:
		return dropped
	}
	return accepted | dropped
}

func (p *prober) send(k packet) outcome {
	k.hook = p.hook
	switch p.hook {
	case "forward":
		k.oif = otherDevice
	case "output":
		k.iif, k.oif = "", otherDevice
		k.src, k.dst = k.dst, k.src
	}
	o := p.rs.judge(k, hooksOf[p.hook]...)
	if o&accepted == 0 && o&rejected != 0 {
		return rejected
	}
	if o&accepted == 0 {
		return dropped
	}
	if o != accepted {
		return accepted | dropped
	}
	return accepted
}

// mostly tells what becomes of most ports of either protocol, and whether one
// of the two is open.
func mostly(spans []span) (name string, open tri) {
	open = no
	name = "drop"
	for _, tcp := range []bool{false, true} {
		size := map[outcome]int{}
		for _, s := range spans {
			if s.tcp == tcp {
				size[s.result] += int(s.hi) - int(s.lo) + 1
			}
		}
		unsure := size[accepted|dropped]
		switch {
		case 2*size[accepted] >= 65536:
			return "accept", yes
		case 2*(size[accepted]+unsure) >= 65536:
			open = maybe
		case size[rejected] > size[dropped]:
			name = "reject"
		default:
			name = "drop"
		}
	}
	return name, open
}

// stateful tries an answer to a known connection where a new one does not pass.
func (p *prober) stateful(spans []span) *bool {
	for _, s := range spans {
		if s.result&accepted != 0 || !s.tcp {
			continue
		}
		switch p.try(true, s.hi, anyDevice, true) {
		case accepted:
			return ptr(true)
		case accepted | dropped:
			return nil
		}
		return ptr(false)
	}
	return ptr(false)
}

// guarded tries forged loopback senders on the ports that are open.
func (p *prober) guarded(allowed []string) *bool {
	from := netip.MustParseAddr("127.0.0.9")
	if p.ipv6 {
		from = netip.MustParseAddr("::1")
	}
	if allowed == nil {
		return nil
	}
	for _, a := range allowed {
		proto, ports, _ := strings.Cut(a, "/")
		low, _, _ := strings.Cut(ports, "-")
		n, err := strconv.ParseUint(low, 10, 16)
		if err != nil {
			return nil
		}
		for _, source := range p.sources {
			if p.send(packet{ipv6: p.ipv6, tcp: proto == "tcp", src: from, dst: p.targets[0], sport: source, dport: uint16(n), iif: anyDevice})&accepted != 0 {
				return ptr(false)
			}
		}
	}
	return ptr(true)
}

// statements tells whether rules limit rates and log.
func (p *prober) statements() (limited, logged bool) {
	for _, t := range p.rs.tables {
		if t.dormant || !covers(t.family, p.ipv6) {
			continue
		}
		for _, c := range t.reachable(hooksOf[p.hook]...) {
			for _, r := range c.rules {
				limit, log, ends := false, false, false
				for _, part := range r.parts {
					limit = limit || part.kind == isUnder || part.kind == isOver
					log = log || part.kind == isLog
					ends = ends || part.kind == isVerdict
				}
				logged = logged || log
				// The limit of a line that only logs limits no connection.
				limited = limited || limit && (ends || !log) && !p.icmpOnly(r)
			}
		}
	}
	return limited, logged
}

// icmpOnly: a limit of pings says nothing of connections.
func (p *prober) icmpOnly(r *rule) bool {
	for _, part := range r.parts {
		for i, key := range part.keys {
			if strings.HasPrefix(key, "icmp") {
				return true
			}
			for _, e := range part.elements {
				if key == "meta l4proto" && i < len(e.key) && strings.Contains(e.key[i].text, "icmp") {
					return true
				}
			}
		}
	}
	return false
}

// obscure names the first rule that is not understood.
func (p *prober) obscure() string {
	for _, t := range p.rs.tables {
		if t.dormant || !covers(t.family, p.ipv6) {
			continue
		}
		for _, c := range t.reachable(hooksOf[p.hook]...) {
			for _, r := range c.rules {
				for _, part := range r.parts {
					if part.kind == isOpaque {
						return string(r.source)
					}
				}
			}
		}
	}
	return "a set, mark or program decides"
}
