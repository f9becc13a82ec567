package firewall

import "strings"

// metaKeys may stand without "meta" before them.
var metaKeys = map[string]string{
	"iif": "iif", "iifname": "iifname", "oif": "oif", "oifname": "oifname", "mark": "meta mark", "pkttype": "meta pkttype",
	"iiftype": "meta iiftype", "oiftype": "meta oiftype", "iifgroup": "meta iifgroup", "oifgroup": "meta oifgroup",
	"skuid": "meta skuid", "skgid": "meta skgid", "l4proto": "meta l4proto", "protocol": "meta protocol", "nfproto": "meta nfproto",
	"cpu": "meta cpu", "cgroup": "meta cgroup", "rtclassid": "meta rtclassid", "ibrname": "meta ibrname", "obrname": "meta obrname",
	"length": "meta length", "priority": "meta priority", "random": "meta random", "secpath": "meta secpath", "time": "meta time", "day": "meta day", "hour": "meta hour",
	"iifkind": "meta iifkind", "oifkind": "meta oifkind",
}

// headers are the protocols whose fields are named after them.
var headers = map[string]bool{
	"ip": true, "ip6": true, "tcp": true, "udp": true, "udplite": true, "sctp": true, "dccp": true, "th": true, "icmp": true, "icmpv6": true,
	"igmp": true, "esp": true, "ah": true, "comp": true, "ether": true, "vlan": true, "arp": true, "frag": true, "hbh": true, "dst": true, "mh": true,
	"gre": true, "geneve": true, "vxlan": true, "gretap": true,
}

// selector reads what a match looks at and gives it its one name.
func (p *ruleParser) selector() (string, bool) {
	t := p.take()
	if t.quoted {
		return "", false
	}
	switch {
	case t.text == "meta":
		k := p.take().text
		if n, ok := metaKeys[k]; ok {
			return n, true
		}
		return "meta " + k, knownField("meta", k)
	case metaKeys[t.text] != "":
		return metaKeys[t.text], true
	case t.text == "tcp" && p.accept("option"), t.text == "ip" && p.accept("option"):
		k := t.text + " option " + p.take().text
		switch w := p.peek(); {
		case w.is("exists"), w.is("missing"):
		default:
			k += " " + p.take().text
		}
		return k, true
	case t.text == "exthdr":
		return "exthdr " + p.take().text, true
	case headers[t.text]:
		field := p.take().text
		return t.text + " " + field, knownField(t.text, field)
	case t.text == "ct":
		k := p.take().text
		if k == "original" || k == "reply" {
			k += " " + p.take().text
			if strings.HasSuffix(k, " ip") || strings.HasSuffix(k, " ip6") {
				k += " " + p.take().text
			}
		}
		return "ct " + k, strings.Contains(k, " ") || knownField("ct", k)
	case t.text == "fib":
		var of []string
		for {
			of = append(of, p.take().text)
			if !p.accept(".") {
				break
			}
		}
		return fibKey(of, p.take().text), true
	case t.text == "rt":
		k := p.take().text
		if k == "ipsec" {
			return "ipsec", true
		}
		switch k {
		case "type", "seg-left", "hdrlength", "nexthdr":
			return "rt " + k, true
		}
		return "route " + k, true
	case t.text == "socket":
		k := p.take().text
		if k == "cgroupv2" {
			p.pos += 2
		}
		return "socket " + k, true
	}
	return "", false
}

// fibKey names a route look-up: its result, of the sender or the receiver.
func fibKey(of []string, result string) string {
	switch {
	case result == "oif" || result == "oifname":
		if of[0] == "saddr" {
			return "fib oif"
		}
		return "fib daddr oif"
	case result == "type" && of[0] == "saddr":
		return "fib saddr type"
	case result == "type":
		return "fib type"
	}
	return "fib " + result
}
