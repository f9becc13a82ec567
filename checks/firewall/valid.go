package firewall

import (
	"net/netip"
	"slices"
	"strings"
)

// A file with one word that nft or iptables-restore does not know is refused as
// a whole, and then nothing filters. So a word that is not known here makes the
// whole answer unknown: it may be a mistake of the file as well as ours.

// fields are what each selector of nft(8) can look at; of those not listed any
// field is taken for good.
var fields = map[string][]string{
	"ip":     {"version", "hdrlength", "dscp", "ecn", "length", "id", "frag-off", "ttl", "protocol", "checksum", "saddr", "daddr"},
	"ip6":    {"version", "dscp", "ecn", "flowlabel", "length", "nexthdr", "hoplimit", "saddr", "daddr"},
	"tcp":    {"sport", "dport", "sequence", "ackseq", "doff", "reserved", "flags", "window", "checksum", "urgptr"},
	"udp":    {"sport", "dport", "length", "checksum"},
	"th":     {"sport", "dport"},
	"sctp":   {"sport", "dport", "vtag", "checksum", "chunk"},
	"dccp":   {"sport", "dport", "type", "option"},
	"icmp":   {"type", "code", "checksum", "id", "sequence", "gateway", "mtu"},
	"icmpv6": {"type", "code", "checksum", "parameter-problem", "packet-too-big", "id", "sequence", "max-delay", "taddr", "daddr"},
	"igmp":   {"type", "mrt", "checksum", "group"},
	"ether":  {"saddr", "daddr", "type"},
	"vlan":   {"id", "dei", "cfi", "pcp", "type"},
	"ah":     {"nexthdr", "hdrlength", "reserved", "spi", "sequence"},
	"esp":    {"spi", "sequence"},
	"ct": {"state", "direction", "status", "mark", "expiration", "helper", "label", "count", "id", "l3proto", "protocol", "bytes", "packets", "avgpkt",
		"zone", "saddr", "daddr", "proto-src", "proto-dst", "src", "dst", "timeout", "expectation", "event", "secmark"},
	"meta": {"sdif", "sdifname", "bri_iifname", "bri_oifname", "ipsec", "nftrace", "broute", "secmark", "vlan", "skbmark"},
}

// knownField tells whether nft has the field; an empty list of a selector says
// nothing.
func knownField(selector, field string) bool {
	list, ok := fields[selector]
	return !ok || slices.Contains(list, field)
}

// namesOf are the names of a key's values, when it has a fixed list of them.
func namesOf(key string) (map[string]uint64, bool) {
	switch key {
	case "tcp flags":
		return tcpFlags, true
	case "ct state":
		return ctStates, true
	case "ct status":
		return ctStatus, true
	case "meta l4proto", "ip protocol", "ip6 nexthdr":
		return protocols, true
	case "meta nfproto":
		return families, true
	case "meta pkttype":
		return pktTypes, true
	}
	return services, strings.HasSuffix(key, "port")
}

// validPart tells whether every value of a match is one that the key can have.
func validPart(p part) bool {
	if p.kind != isMatch && p.kind != isVerdictMap {
		return true
	}
	for _, e := range p.elements {
		if len(e.key) != len(p.keys) && !(len(e.key) == 1 && e.key[0].text == "*") {
			return false
		}
		for i, v := range e.key {
			if v.text != "*" && !validValue(p.keys[i], v) {
				return false
			}
		}
		if p.kind == isVerdictMap && (e.verdict.kind == "" || e.verdict.kind == "unknown") {
			return false
		}
	}
	return true
}

func validValue(key string, v value) bool {
	switch key {
	case "ip saddr", "ip daddr", "ip6 saddr", "ip6 daddr":
		six := strings.HasPrefix(key, "ip6")
		if v.to != "" {
			from, err1 := netip.ParseAddr(v.text)
			to, err2 := netip.ParseAddr(v.to)
			return err1 == nil && err2 == nil && from.Is6() == six && to.Is6() == six
		}
		p, ok := parsePrefix(v.text)
		return ok && p.Addr().Is6() == six
	}
	if names, fixed := namesOf(key); fixed {
		_, ok := parseNumber(v.text, names)
		if ok && v.to != "" {
			_, ok = parseNumber(v.to, names)
		}
		return ok
	}
	return true
}

// uninterpreted are extensions of iptables whose options are passed over: a rule
// with one may fit or not.
var uninterpreted = map[string]bool{
	"owner": true, "set": true, "time": true, "string": true, "statistic": true, "u32": true, "bpf": true, "geoip": true, "ttl": true, "hl": true,
	"length": true, "tos": true, "dscp": true, "connbytes": true, "connlabel": true, "cgroup": true, "devgroup": true, "cpu": true, "helper": true,
	"realm": true, "ipvs": true, "cluster": true, "osf": true, "physdev": true, "quota": true, "policy": true, "sctp": true, "dccp": true, "socket": true,
	"conntrack": true, "addrtype": true, "recent": true, "hashlimit": true, "rateest": true, "ecn": true, "nfacct": true, "tcp": true, "rpfilter": true,
	"ipv6header": true, "esp": true, "ah": true, "rt": true, "frag": true, "hbh": true, "dst": true, "mh": true, "eui64": true, "connmark": true, "mark": true,
	"limit": true, "multiport": true, "iprange": true, "comment": true, "mac": true, "pkttype": true, "state": true, "icmp": true, "icmp6": true, "icmpv6": true,
	"tcpmss": true, "connlimit": true, "udp": true, "udplite": true, "dnetmap": true, "control": true,
}

// passedOver are the options that uninterpreted extensions have.
var passedOver = []string{
	"--uid-owner", "--gid-owner", "--socket-exists", "--suppl-groups", "--match-set", "--return-nomatch", "--timestart", "--timestop", "--datestart",
	"--datestop", "--weekdays", "--monthdays", "--kerneltz", "--contiguous", "--algo", "--from", "--to", "--string", "--hex-string", "--icase", "--mode",
	"--probability", "--every", "--packet", "--u32", "--bytecode", "--source-country", "--destination-country", "--src-cc", "--dst-cc", "--ttl-eq", "--ttl-lt", "--ttl-gt",
	"--hl-eq", "--hl-lt", "--hl-gt", "--length", "--tos", "--dscp", "--dscp-class", "--connbytes", "--connbytes-dir", "--connbytes-mode", "--cgroup", "--path",
	"--src-group", "--dst-group", "--cpu", "--helper", "--realm", "--physdev-in", "--physdev-out", "--physdev-is-bridged", "--physdev-is-in", "--physdev-is-out",
	"--quota", "--strict", "--reqid", "--spi", "--proto", "--tunnel-src", "--tunnel-dst", "--next", "--chunk-types", "--transparent", "--nowildcard",
	"--restore-skmark", "--ctproto", "--ctorigsrc", "--ctorigdst", "--ctreplsrc", "--ctrepldst", "--ctorigsrcport", "--ctorigdstport", "--ctreplsrcport",
	"--ctrepldstport", "--ctexpire", "--tcp-option", "--update-counters", "--packets-lt", "--packets-gt", "--packets-eq", "--soft", "--genre", "--log", "--label",
}
