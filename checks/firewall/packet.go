package firewall

import (
	"net/netip"
	"strconv"
	"strings"
)

// tri is an answer that may be unknown.
type tri int

const (
	no tri = iota
	maybe
	yes
)

func truth(b bool) tri {
	if b {
		return yes
	}
	return no
}

func (t tri) not() tri { return yes - t }

// packet is the first packet of a new connection, or one of an established
// one, that is tried against the rules.
type packet struct {
	ipv6        bool
	hook        string
	iif, oif    string
	src, dst    netip.Addr
	tcp         bool
	sport       uint16
	dport       uint16
	established bool
	// marked: some rule sets marks, so that the packet's cannot be told.
	marked bool
}

// Numbers of protocols, flags and states in the kernel's headers.
const (
	protoTCP, protoUDP = 6, 17
	flagSYN, flagACK   = 2, 16
	// maxSegment is the usual MSS of a SYN over Ethernet.
	maxSegment = 1460
	// ctEstablished and ctNew are bits of "ct state".
	ctEstablished, ctNew = 2, 8
)

// protocols by the names that nft and iptables use.
var protocols = map[string]uint64{
	"ip": 0, "hopopt": 0, "icmp": 1, "igmp": 2, "ipencap": 4, "ipip": 4, "ipv4": 4, "tcp": 6, "egp": 8, "igp": 9, "udp": 17, "dccp": 33, "ipv6": 41,
	"rsvp": 46, "gre": 47, "esp": 50, "ipsec-esp": 50, "ah": 51, "ipsec-ah": 51, "icmpv6": 58, "ipv6-icmp": 58,
	"eigrp": 88, "ospf": 89, "ospfigp": 89, "pim": 103, "comp": 108, "ipcomp": 108, "vrrp": 112, "l2tp": 115, "sctp": 132, "mh": 135, "udplite": 136,
}

// tcpFlags, ctStates and others are symbolic constants of nft(8).
var (
	tcpFlags = map[string]uint64{"fin": 1, "syn": 2, "rst": 4, "psh": 8, "ack": 16, "urg": 32, "ecn": 64, "cwr": 128, "none": 0, "all": 63}
	ctStates = map[string]uint64{"invalid": 1, "established": 2, "related": 4, "new": 8, "untracked": 64, "snat": 1024, "dnat": 2048}
	ctStatus = map[string]uint64{"none": 0, "expected": 1, "seen-reply": 2, "assured": 4, "confirmed": 8, "snat": 16, "dnat": 32, "dying": 512}
	pktTypes = map[string]uint64{"host": 0, "unicast": 0, "broadcast": 1, "multicast": 2, "other": 3}
	families = map[string]uint64{"ipv4": 2, "ipv6": 10}
	ethers   = map[string]uint64{"ip": 0x800, "arp": 0x806, "ip6": 0x86dd, "vlan": 0x8100, "8021q": 0x8100}
)

// test compares one field of the packet with one value of a rule. known is
// false for a field that cannot be told; absent is true when the packet has no
// such field, so that no comparison holds, not even "!=".
func (p packet) test(key string, mask *uint64, op string, bits bool, v value) (t tri, absent bool) {
	switch key {
	case "iifname", "iif", "oifname", "oif":
		name := p.iif
		if key[0] == 'o' {
			name = p.oif
		}
		if name == "" {
			return no, true
		}
		if v.to != "" {
			return maybe, false
		}
		return truth(sameInterface(name, v.text)), false
	case "ip saddr", "ip daddr", "ip6 saddr", "ip6 daddr":
		if p.ipv6 != strings.HasPrefix(key, "ip6") {
			return no, true
		}
		addr := p.src
		if strings.HasSuffix(key, "daddr") {
			addr = p.dst
		}
		if mask != nil || op != "==" && op != "!=" {
			return maybe, false
		}
		return sameAddress(addr, v), false
	case "fib type":
		want := "unicast"
		if p.hook == "input" {
			want = "local"
		}
		return truth(v.text == want), false
	case "fib saddr type":
		if p.src.IsLoopback() {
			return truth(v.text == "local"), false
		}
		return truth(v.text == "unicast"), false
	case "fib oif":
		// The way back to the sender leads out where the packet came in, but
		// for the addresses of loopback.
		back := !p.src.IsLoopback() || p.iif == "lo"
		return truth((v.text == "exists" || v.text == "true" || v.text == "1") == back), false
	case "ct direction":
		return truth(v.text == "original" || v.text == "0"), false
	case "ipsec", "meta secpath":
		return truth(v.text == "missing" || v.text == "0" || v.text == "false"), false
	case "ether saddr", "ether daddr":
		return no, false
	}
	n, names, st := p.number(key)
	if st != present {
		if st == missing {
			return no, true
		}
		return maybe, false
	}
	if mask != nil {
		n &= *mask
	}
	return compare(n, names, op, bits, v), false
}

// presence of a field in the packet.
type presence int

const (
	unknown presence = iota
	missing
	present
)

// number is a field that is a number, with the names of its values.
func (p packet) number(key string) (n uint64, names map[string]uint64, st presence) {
	proto := uint64(protoUDP)
	if p.tcp {
		proto = protoTCP
	}
	is := func(b bool, n uint64, names map[string]uint64) (uint64, map[string]uint64, presence) {
		if !b {
			return 0, nil, missing
		}
		return n, names, present
	}
	switch key {
	case "meta l4proto":
		return is(true, proto, protocols)
	case "ip protocol":
		return is(!p.ipv6, proto, protocols)
	case "ip6 nexthdr":
		return is(p.ipv6, proto, protocols)
	case "meta nfproto":
		return is(true, map[bool]uint64{false: 2, true: 10}[p.ipv6], families)
	case "meta protocol", "ether type":
		return is(true, map[bool]uint64{false: 0x800, true: 0x86dd}[p.ipv6], ethers)
	case "tcp dport", "udp dport", "th dport":
		return is(key[:2] == "th" || (key[:3] == "tcp") == p.tcp, uint64(p.dport), services)
	case "tcp sport", "udp sport", "th sport":
		return is(key[:2] == "th" || (key[:3] == "tcp") == p.tcp, uint64(p.sport), services)
	case "tcp flags":
		flags := uint64(flagSYN)
		if p.established {
			flags = flagACK
		}
		return is(p.tcp, flags, tcpFlags)
	case "tcp option maxseg size":
		return is(p.tcp && !p.established, maxSegment, nil)
	case "ct state":
		if p.established {
			return ctEstablished, ctStates, present
		}
		return ctNew, ctStates, present
	case "ct status":
		return 0, ctStatus, present
	case "meta pkttype":
		return 0, pktTypes, present
	case "meta mark", "ct mark":
		if p.marked {
			return 0, nil, unknown
		}
		return 0, nil, present
	case "ip frag-off", "ct zone", "ip dscp", "ip6 dscp":
		return 0, nil, present
	case "ip version":
		return is(true, map[bool]uint64{false: 4, true: 6}[p.ipv6], nil)
	}
	// Headers that a plain TCP or UDP packet does not have.
	first, _, _ := strings.Cut(key, " ")
	switch first {
	case "icmp", "icmpv6", "igmp", "sctp", "dccp", "udplite", "esp", "ah", "comp", "gre", "geneve", "gretap", "vxlan", "vlan", "arp", "mh", "rt", "frag", "hbh", "dst", "exthdr":
		return 0, nil, missing
	case "tcp":
		return 0, nil, map[bool]presence{true: unknown, false: missing}[p.tcp]
	case "udp":
		return 0, nil, map[bool]presence{false: unknown, true: missing}[p.tcp]
	}
	return 0, nil, unknown
}

// services are names of ports that rules use; unlisted names are unknown.
var services = map[string]uint64{
	"echo": 7, "discard": 9, "ftp-data": 20, "ftp": 21, "ssh": 22, "telnet": 23, "smtp": 25, "time": 37, "whois": 43, "domain": 53,
	"bootps": 67, "bootpc": 68, "tftp": 69, "gopher": 70, "finger": 79, "http": 80, "www": 80, "kerberos": 88, "pop3": 110, "sunrpc": 111,
	"auth": 113, "ident": 113, "nntp": 119, "ntp": 123, "epmap": 135, "netbios-ns": 137, "netbios-dgm": 138, "netbios-ssn": 139,
	"imap2": 143, "imap": 143, "snmp": 161, "snmp-trap": 162, "snmptrap": 162, "bgp": 179, "ldap": 389, "https": 443,
	"microsoft-ds": 445, "kpasswd": 464, "submissions": 465, "ssmtp": 465, "smtps": 465, "isakmp": 500, "syslog": 514, "printer": 515,
	"dhcpv6-client": 546, "dhcpv6-server": 547, "rtsp": 554, "submission": 587, "ipp": 631, "ldaps": 636, "domain-s": 853, "rsync": 873,
	"imaps": 993, "pop3s": 995, "socks": 1080, "openvpn": 1194, "ms-sql-s": 1433, "l2f": 1701, "l2tp": 1701, "radius": 1812,
	"radius-acct": 1813, "nfs": 2049, "mysql": 3306, "ms-wbt-server": 3389, "ipsec-nat-t": 4500, "sip": 5060, "xmpp-client": 5222,
	"mdns": 5353, "postgresql": 5432, "x11": 6000, "redis": 6379, "http-alt": 8080, "webcache": 8080, "git": 9418, "zabbix-agent": 10050,
}

func compare(n uint64, names map[string]uint64, op string, bits bool, v value) tri {
	lo, ok := parseNumber(v.text, names)
	if !ok {
		return maybe
	}
	hi := lo
	if v.to != "" {
		if hi, ok = parseNumber(v.to, names); !ok {
			return maybe
		}
	}
	switch op {
	case "==", "!=":
		if bits && v.to == "" {
			return truth(n&lo != 0 || n == 0 && lo == 0)
		}
		return truth(lo <= n && n <= hi)
	case "<":
		return truth(n < lo)
	case ">":
		return truth(n > lo)
	case "<=":
		return truth(n <= lo)
	case ">=":
		return truth(n >= lo)
	}
	return maybe
}

// parseNumber reads a number, a name, or names joined with '|' or ','.
func parseNumber(text string, names map[string]uint64) (uint64, bool) {
	if n, err := strconv.ParseUint(text, 0, 64); err == nil {
		return n, true
	}
	// A leading zero is no octal in port lists.
	if n, err := strconv.ParseUint(text, 10, 64); err == nil {
		return n, true
	}
	var sum uint64
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return r == '|' || r == ',' }) {
		w = strings.ToLower(strings.TrimSpace(w))
		n, ok := names[w]
		if !ok {
			var err error
			if n, err = strconv.ParseUint(w, 0, 64); err != nil {
				return 0, false
			}
		}
		sum |= n
	}
	return sum, strings.Trim(text, "|, ") != ""
}

// sameInterface compares names; the rule's may end in a wildcard. "1" is the
// index of loopback in every namespace.
func sameInterface(name, pattern string) bool {
	if pattern == "1" {
		pattern = "lo"
	}
	if prefix, wild := strings.CutSuffix(pattern, "*"); wild && !strings.HasSuffix(prefix, `\`) {
		return strings.HasPrefix(name, prefix)
	}
	return name == pattern
}

func sameAddress(a netip.Addr, v value) tri {
	if v.to != "" {
		from, err1 := netip.ParseAddr(v.text)
		to, err2 := netip.ParseAddr(v.to)
		if err1 != nil || err2 != nil {
			return maybe
		}
		return truth(from.Compare(a) <= 0 && a.Compare(to) <= 0)
	}
	p, ok := parsePrefix(v.text)
	if !ok {
		return maybe
	}
	return truth(p.Contains(a))
}

// parsePrefix reads an address, a prefix, or an address with a dotted mask.
func parsePrefix(s string) (netip.Prefix, bool) {
	if !strings.Contains(s, "/") {
		a, err := netip.ParseAddr(s)
		if err != nil {
			return netip.Prefix{}, false
		}
		return netip.PrefixFrom(a, a.BitLen()), true
	}
	if p, err := netip.ParsePrefix(s); err == nil {
		return p.Masked(), true
	}
	addr, mask, _ := strings.Cut(s, "/")
	a, err1 := netip.ParseAddr(addr)
	m, err2 := netip.ParseAddr(mask)
	if err1 != nil || err2 != nil || !a.Is4() || !m.Is4() {
		return netip.Prefix{}, false
	}
	bits, b := 0, m.As4()
	for i := range 32 {
		if b[i/8]&(0x80>>(i%8)) == 0 {
			break
		}
		bits++
	}
	p := netip.PrefixFrom(a, bits).Masked()
	// A mask with holes is no prefix.
	full := netip.PrefixFrom(netip.AddrFrom4([4]byte{255, 255, 255, 255}), bits).Masked().Addr()
	return p, full == m
}

func itoa(n uint64) string { return strconv.FormatUint(n, 10) }
