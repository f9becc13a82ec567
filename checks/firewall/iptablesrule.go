package firewall

import (
	"strings"

	"isoscan/internal/facts"
)

// optionParser reads the options of one iptables rule (iptables(8),
// iptables-extensions(8)).
type optionParser struct {
	words []string
	pos   int
	t     *table
	r     *rule
	proto string
	// module is the extension that the last -m loaded.
	module string
	// logging: the target is one that logs.
	logging bool
}

func (t *table) iptablesRule(words []string, source facts.Source) *rule {
	p := &optionParser{words: words, t: t, r: &rule{source: source}}
	var target *part
	for p.pos < len(p.words) {
		negated := false
		if p.words[p.pos] == "!" {
			negated = true
			p.pos++
		}
		if v := p.option(negated); v != nil {
			target = v
		}
	}
	// The target is what happens when every match fits, wherever it stands.
	if p.logging {
		p.r.parts = append(p.r.parts, part{kind: isLog})
	}
	for _, x := range p.r.parts {
		p.r.refused = p.r.refused || !validPart(x)
	}
	if target != nil {
		p.r.parts = append(p.r.parts, *target)
	}
	return p.r
}

func (p *optionParser) arg() string {
	if p.pos < len(p.words) {
		p.pos++
		return p.words[p.pos-1]
	}
	return ""
}

func (p *optionParser) match(key string, negated bool, values ...string) {
	m := part{kind: isMatch, keys: []string{key}, op: "=="}
	if negated {
		m.op = "!="
	}
	for _, v := range values {
		if lo, hi, ok := strings.Cut(v, ":"); ok && strings.HasSuffix(key, "port") {
			if lo == "" {
				lo = "0"
			}
			if hi == "" {
				hi = "65535"
			}
			m.elements = append(m.elements, element{key: []value{{lo, hi}}})
			continue
		}
		m.elements = append(m.elements, element{key: []value{val(v)}})
	}
	p.r.parts = append(p.r.parts, m)
}

func (p *optionParser) opaque() {
	p.r.opaque = true
	p.r.parts = append(p.r.parts, part{kind: isOpaque})
}

// never adds a match that the tried packet does not fit, or, negated, does.
func (p *optionParser) never(negated bool) {
	p.match("meta pkttype", !negated, "0")
}

// option reads one option with its arguments; the part of a target if it is one.
func (p *optionParser) option(negated bool) *part {
	o := p.arg()
	v6 := p.t.family == "ip6"
	addr := func(name string) string {
		if v6 {
			return "ip6 " + name
		}
		return "ip " + name
	}
	switch o {
	case "-p", "--protocol", "--proto":
		p.proto = strings.ToLower(p.arg())
		if p.proto != "all" && p.proto != "0" {
			p.match("meta l4proto", negated, p.proto)
		}
	case "-s", "--source", "--src":
		p.match(addr("saddr"), negated, strings.Split(p.arg(), ",")...)
	case "-d", "--destination", "--dst":
		p.match(addr("daddr"), negated, strings.Split(p.arg(), ",")...)
	case "-i", "--in-interface":
		p.match("iifname", negated, wildcard(p.arg()))
	case "-o", "--out-interface":
		p.match("oifname", negated, wildcard(p.arg()))
	case "-m", "--match":
		p.module = p.arg()
		switch p.module {
		case "socket":
			p.opaque()
		case "rpfilter":
			// The tried packet comes the right way: --invert takes this back.
			if !contains(p.words[p.pos:], "--invert") {
				return nil
			}
			p.never(false)
		case "eui64", "rt", "frag", "hbh", "dst", "mh", "esp", "ah", "ipv6header":
			p.never(false)
		default:
			p.r.refused = p.r.refused || !uninterpreted[p.module]
		}
	case "-j", "--jump", "-g", "--goto":
		return p.target(p.arg(), o[len(o)-1] == 'g' || o == "--goto")
	case "-f", "--fragment":
		p.never(negated)
	case "-c", "--set-counters":
		p.arg()
		p.arg()
	default:
		p.extension(o, negated)
	}
	return nil
}

func wildcard(name string) string {
	if prefix, ok := strings.CutSuffix(name, "+"); ok {
		return prefix + "*"
	}
	return name
}

// target is what -j names: a verdict, a chain, or something that goes on.
func (p *optionParser) target(name string, isGoto bool) *part {
	verdictOf := func(kind, to string) *part { v := verdictPart(kind, to); return &v }
	// What follows are the target's own options.
	switch name {
	case "ACCEPT", "DROP", "RETURN":
		return verdictOf(strings.ToLower(name), "")
	case "REJECT":
		p.skipArgument("--reject-with")
		return verdictOf("reject", "")
	case "TARPIT", "STEAL", "DELUDE", "CHAOS":
		p.pos = len(p.words)
		return verdictOf("drop", "")
	case "LOG", "NFLOG", "AUDIT", "ULOG":
		p.logging = true
		p.pos = len(p.words)
		return nil
	case "NFQUEUE", "QUEUE":
		p.pos = len(p.words)
		return verdictOf("queue", "")
	case "DNAT", "SNAT", "MASQUERADE", "REDIRECT", "NETMAP":
		p.pos = len(p.words)
		return verdictOf("accept", "")
	}
	if passing[name] {
		if name == "MARK" || name == "CONNMARK" {
			p.r.parts = append(p.r.parts, part{kind: isChange, keys: []string{"meta mark"}})
		}
		p.pos = len(p.words)
		return nil
	}
	if isGoto {
		return verdictOf("goto", name)
	}
	return verdictOf("jump", name)
}

func (p *optionParser) skipArgument(option string) {
	if p.pos+1 < len(p.words) && p.words[p.pos] == option {
		p.pos += 2
	}
}

func (p *optionParser) port(dir string) string {
	switch p.proto {
	case "tcp", "6":
		return "tcp " + dir
	case "udp", "17":
		return "udp " + dir
	}
	return "th " + dir
}

// extension reads an option of a match extension.
func (p *optionParser) extension(o string, negated bool) {
	switch o {
	case "--dport", "--destination-port":
		p.match(p.port("dport"), negated, p.arg())
	case "--sport", "--source-port":
		p.match(p.port("sport"), negated, p.arg())
	case "--dports", "--destination-ports":
		p.match(p.port("dport"), negated, strings.Split(p.arg(), ",")...)
	case "--sports", "--source-ports":
		p.match(p.port("sport"), negated, strings.Split(p.arg(), ",")...)
	case "--ports", "--port":
		// Either side: the opened port is what counts here.
		p.match(p.port("dport"), negated, strings.Split(p.arg(), ",")...)
	case "--ctstate", "--state":
		p.match("ct state", negated, strings.Split(strings.ToLower(p.arg()), ",")...)
	case "--ctstatus":
		p.match("ct status", negated, strings.Split(strings.ToLower(p.arg()), ",")...)
	case "--ctdir":
		p.match("ct direction", negated, strings.ToLower(p.arg()))
	case "--syn":
		p.flags(0x17, flagSYN, negated)
	case "--tcp-flags":
		mask, ok1 := parseNumber(p.arg(), tcpFlags)
		comp, ok2 := parseNumber(p.arg(), tcpFlags)
		if !ok1 || !ok2 {
			p.opaque()
			return
		}
		p.flags(mask, comp, negated)
	case "--icmp-type", "--icmpv6-type":
		p.arg()
		p.never(negated)
	case "--dst-type":
		p.match("fib type", negated, strings.Split(strings.ToLower(p.arg()), ",")...)
	case "--src-type":
		p.match("fib saddr type", negated, strings.Split(strings.ToLower(p.arg()), ",")...)
	case "--pkt-type":
		p.match("meta pkttype", negated, p.arg())
	case "--mac-source":
		p.match("ether saddr", negated, p.arg())
	case "--src-range":
		p.addressRange("saddr", negated)
	case "--dst-range":
		p.addressRange("daddr", negated)
	case "--mark":
		p.mark(negated)
	case "--limit", "--hashlimit-upto", "--hashlimit", "--connlimit-upto":
		p.arg()
		p.r.parts = append(p.r.parts, part{kind: under(!negated)})
	case "--hashlimit-above", "--connlimit-above":
		p.arg()
		p.r.parts = append(p.r.parts, part{kind: under(negated)})
	case "--set":
		if p.module != "recent" {
			p.opaque()
		}
	case "--update", "--rcheck", "--remove":
		// The list of recent senders does not hold the first packet's.
		p.r.parts = append(p.r.parts, part{kind: under(negated)})
	case "--pol":
		p.match("ipsec", negated != (p.arg() == "ipsec"), "missing")
	case "--mss":
		v := p.arg()
		lo, hi, ok := strings.Cut(v, ":")
		m := part{kind: isMatch, keys: []string{"tcp option maxseg size"}, op: "==", elements: []element{{key: []value{{lo, hi}}}}}
		if !ok {
			m.elements[0].key[0] = val(v)
		}
		if negated {
			m.op = "!="
		}
		p.r.parts = append(p.r.parts, m)
	case "--comment", "--limit-burst", "--hashlimit-burst", "--hashlimit-name", "--hashlimit-mode", "--hashlimit-srcmask", "--hashlimit-dstmask",
		"--hashlimit-htable-size", "--hashlimit-htable-max", "--hashlimit-htable-expire", "--hashlimit-htable-gcinterval",
		"--connlimit-mask", "--name", "--seconds", "--hitcount", "--mask", "--dir",
		// The header that these look into is not there: see "-m".
		"--rt-type", "--rt-segsleft", "--rt-len", "--fragid", "--fraglen", "--hbh-len", "--hbh-opts", "--dst-len", "--dst-opts",
		"--ahspi", "--espspi", "--mh-type", "--header":
		p.arg()
	case "--connlimit-saddr", "--connlimit-daddr", "--rsource", "--rdest", "--rttl", "--reap", "--invert", "--loose", "--validmark", "--accept-local", "--limit-iface-in":
	default:
		// Its arguments end before the next option.
		p.opaque()
		if !uninterpreted[p.module] || !contains(passedOver, o) {
			p.r.refused = true
		}
		for p.pos < len(p.words) && !strings.HasPrefix(p.words[p.pos], "-") && p.words[p.pos] != "!" {
			p.pos++
		}
	}
}

func under(is bool) partKind {
	if is {
		return isUnder
	}
	return isOver
}

func (p *optionParser) flags(mask, comp uint64, negated bool) {
	m := part{kind: isMatch, keys: []string{"tcp flags"}, mask: &mask, op: "==", elements: one(itoa(comp))}
	if negated {
		m.op = "!="
	}
	p.r.parts = append(p.r.parts, m)
}

func (p *optionParser) addressRange(dir string, negated bool) {
	key := "ip " + dir
	if p.t.family == "ip6" {
		key = "ip6 " + dir
	}
	from, to, _ := strings.Cut(p.arg(), "-")
	m := part{kind: isMatch, keys: []string{key}, op: "==", elements: []element{{key: []value{{from, to}}}}}
	if negated {
		m.op = "!="
	}
	p.r.parts = append(p.r.parts, m)
}

func (p *optionParser) mark(negated bool) {
	text, maskText, masked := strings.Cut(p.arg(), "/")
	m := part{kind: isMatch, keys: []string{"meta mark"}, op: "==", elements: one(text)}
	if masked {
		n, ok := parseNumber(maskText, nil)
		if !ok {
			p.opaque()
			return
		}
		m.mask = &n
	}
	if negated {
		m.op = "!="
	}
	p.r.parts = append(p.r.parts, m)
}
