package firewall

import (
	"encoding/hex"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"isoscan/internal/facts"
)

// A value that firewalld refuses anywhere below /etc/firewalld makes it leave
// all of that out and load the zones as packaged. So every file is checked as
// firewalld checks it, and the first error makes the whole answer unknown.

// fwPort is a port, or ports, of a zone or service.
type fwPort struct {
	Port     *string `xml:"port,attr"`
	Protocol *string `xml:"protocol,attr"`
}

// fwNamed is an element with a name.
type fwNamed struct {
	Name *string `xml:"name,attr"`
}

// fwValue is an element with a value.
type fwValue struct {
	Value *string `xml:"value,attr"`
}

// fwForward is a port that is handed on.
type fwForward struct {
	fwPort
	ToPort string `xml:"to-port,attr"`
	ToAddr string `xml:"to-addr,attr"`
}

// fwAddress is a source or destination.
type fwAddress struct {
	Address *string `xml:"address,attr"`
	MAC     *string `xml:"mac,attr"`
	Set     *string `xml:"ipset,attr"`
	Invert  *string `xml:"invert,attr"`
}

func (a *fwAddress) inverted() bool {
	return a.Invert != nil && (strings.EqualFold(*a.Invert, "yes") || strings.EqualFold(*a.Invert, "true"))
}

// fwZone is a zone of firewalld.zone(5).
type fwZone struct {
	Target       *string     `xml:"target,attr"`
	Interfaces   []fwNamed   `xml:"interface"`
	Sources      []fwAddress `xml:"source"`
	Services     []fwNamed   `xml:"service"`
	Ports        []fwPort    `xml:"port"`
	Protocols    []fwValue   `xml:"protocol"`
	SourcePorts  []fwPort    `xml:"source-port"`
	ForwardPorts []fwForward `xml:"forward-port"`
	ICMPBlocks   []fwNamed   `xml:"icmp-block"`
	Rules        []fwRule    `xml:"rule"`
	file         string
}

// fwRule is a rich rule (firewalld.richlanguage(5)).
type fwRule struct {
	Family       *string     `xml:"family,attr"`
	Priority     *string     `xml:"priority,attr"`
	Sources      []fwAddress `xml:"source"`
	Destinations []fwAddress `xml:"destination"`
	Services     []fwNamed   `xml:"service"`
	Ports        []fwPort    `xml:"port"`
	Protocols    []fwValue   `xml:"protocol"`
	SourcePorts  []fwPort    `xml:"source-port"`
	ForwardPorts []fwForward `xml:"forward-port"`
	ICMPBlocks   []fwNamed   `xml:"icmp-block"`
	ICMPTypes    []fwNamed   `xml:"icmp-type"`
	Masquerade   []struct{}  `xml:"masquerade"`
	Clamp        []struct{}  `xml:"tcp-mss-clamp"`
	Log          []struct{}  `xml:"log"`
	NFLog        []struct{}  `xml:"nflog"`
	Audit        []struct{}  `xml:"audit"`
	Accept       []fwAction  `xml:"accept"`
	Reject       []fwAction  `xml:"reject"`
	Drop         []fwAction  `xml:"drop"`
	Mark         []fwAction  `xml:"mark"`
}

type fwAction struct {
	Limit *struct{} `xml:"limit"`
}

// fwService is a service of firewalld.service(5).
type fwService struct {
	Ports     []fwPort  `xml:"port"`
	Protocols []fwValue `xml:"protocol"`
	Includes  []struct {
		Service *string `xml:"service,attr"`
	} `xml:"include"`
	SourcePorts  []fwPort `xml:"source-port"`
	Destinations []struct {
		IPv4 string `xml:"ipv4,attr"`
		IPv6 string `xml:"ipv6,attr"`
	} `xml:"destination"`
}

// fwPolicy is a policy of firewalld.policy(5), as far as it is told apart from
// one that only lets ICMP in.
type fwPolicy struct {
	Target   string      `xml:"target,attr"`
	Services []fwNamed   `xml:"service"`
	Ports    []fwPort    `xml:"port"`
	Protocol []fwValue   `xml:"protocol"`
	SPorts   []fwPort    `xml:"source-port"`
	Forward  []fwForward `xml:"forward-port"`
	Rules    []fwRule    `xml:"rule"`
}

// onlyICMP tells whether the policy does nothing to TCP and UDP.
func (p *fwPolicy) onlyICMP() bool {
	if p.Target != "CONTINUE" || len(p.Services)+len(p.Ports)+len(p.Protocol)+len(p.SPorts)+len(p.Forward) > 0 {
		return false
	}
	return !slices.ContainsFunc(p.Rules, func(r fwRule) bool { return len(r.ICMPBlocks)+len(r.ICMPTypes) != 1 || r.elements() != 1 })
}

// fwProtocols are what ports may belong to.
var fwProtocols = []string{"tcp", "udp", "sctp", "dccp"}

// check refuses what firewalld refuses of a port.
func (p fwPort) check() error {
	if p.Port == nil || p.Protocol == nil {
		return fmt.Errorf("a port without its number or protocol")
	}
	if !slices.Contains(fwProtocols, *p.Protocol) {
		return fmt.Errorf("the protocol %q has no ports", facts.Text(*p.Protocol))
	}
	if !fwRange(*p.Port) {
		return fmt.Errorf("the port %q is not understood", facts.Text(*p.Port))
	}
	return nil
}

// fwRange: "22", "ssh" or "1000-2000", either end first.
func fwRange(s string) bool {
	from, to, ranged := strings.Cut(s, "-")
	if n, err := strconv.Atoi(s); err == nil {
		return n >= 0 && n <= 65535
	}
	if !ranged {
		_, known := services[s]
		return known
	}
	a, err1 := strconv.Atoi(strings.TrimSpace(from))
	b, err2 := strconv.Atoi(strings.TrimSpace(to))
	return err1 == nil && err2 == nil && min(a, b) >= 0 && max(a, b) <= 65535
}

// fwIsProtocol: a number or a name of protocols(5).
func fwIsProtocol(s string) bool {
	if n, err := strconv.Atoi(s); err == nil {
		return n >= 0 && n <= 255
	}
	_, known := protocols[s]
	return known || slices.Contains([]string{"igmp", "ipip", "gre", "esp", "ah", "vrrp", "ospf", "ospfigp", "pim", "l2tp", "ipv6", "ipv6-icmp", "icmp"}, s)
}

// first returns the first error.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func each[T any](list []T, check func(T) error) error {
	for _, x := range list {
		if err := check(x); err != nil {
			return err
		}
	}
	return nil
}

func named(n fwNamed) error {
	if n.Name == nil {
		return fmt.Errorf("an element without its name")
	}
	return nil
}

func valued(v fwValue) error {
	if v.Value == nil || !fwIsProtocol(*v.Value) {
		return fmt.Errorf("a protocol that is not understood")
	}
	return nil
}

// check refuses what firewalld refuses of a zone.
func (z *fwZone) check() error {
	if z.Target != nil {
		if _, ok := fwTargets[*z.Target]; !ok {
			return fmt.Errorf("the target %q is not understood", facts.Text(*z.Target))
		}
	}
	return first(each(z.Interfaces, named), each(z.Services, named), each(z.ICMPBlocks, named),
		each(z.Ports, fwPort.check), each(z.SourcePorts, fwPort.check), each(z.Protocols, valued),
		each(z.ForwardPorts, func(f fwForward) error {
			if f.ToPort == "" && f.ToAddr == "" || f.ToPort != "" && !fwRange(f.ToPort) || f.ToAddr != "" && !isAddress(f.ToAddr, "") {
				return fmt.Errorf("a forward-port leads nowhere")
			}
			return f.check()
		}),
		each(z.Sources, func(a fwAddress) error {
			if a.binds() && a.Address != nil && !isAddress(*a.Address, "ipv4") && !isAddress(*a.Address, "ipv6") && !isMAC(*a.Address) {
				return fmt.Errorf("the source %q is no address", facts.Text(*a.Address))
			}
			return nil
		}),
		each(z.Rules, fwRule.check))
}

// binds tells whether a source of a zone counts: one address or one set, and
// not all others.
func (a *fwAddress) binds() bool {
	return (a.Address != nil) != (a.Set != nil) && a.Invert == nil
}

// fwTargets are the targets of a zone; firewalld calls the default one
// {chain}_{zone} inside.
var fwTargets = map[string]string{"ACCEPT": "accept", "DROP": "drop", "%%REJECT%%": "reject", "default": "reject", "{chain}_{zone}": "reject"}

// isMAC: six pairs of hexadecimal digits between colons, as check_mac of
// firewalld's functions.py has it.
func isMAC(s string) bool {
	pairs := strings.Split(s, ":")
	return len(pairs) == 6 && !slices.ContainsFunc(pairs, func(p string) bool {
		_, err := hex.DecodeString(p)
		return err != nil || len(p) != 2
	})
}

// isAddress: an address or network of the family; any address for none.
func isAddress(s, family string) bool {
	if family == "" {
		_, err := netip.ParseAddr(s)
		return err == nil
	}
	p, ok := parsePrefix(s)
	return ok && p.Addr().Is4() == (family == "ipv4")
}

// elements counts what a rule is about.
func (r fwRule) elements() int {
	return len(r.Services) + len(r.Ports) + len(r.Protocols) + len(r.SourcePorts) + len(r.ForwardPorts) + len(r.ICMPBlocks) + len(r.ICMPTypes) + len(r.Masquerade) + len(r.Clamp)
}

// check refuses what makes firewalld refuse the whole file: an attribute that
// is missing, or a priority that is no number. A rule that is wrong otherwise
// is only left out.
func (r fwRule) check() error {
	if r.Priority != nil {
		if _, err := strconv.Atoi(strings.TrimSpace(*r.Priority)); err != nil {
			return fmt.Errorf("the priority %q is no number", facts.Text(*r.Priority))
		}
	}
	whole := func(p fwPort) error {
		if p.Port == nil || p.Protocol == nil {
			return fmt.Errorf("a port without its number or protocol")
		}
		return nil
	}
	return first(each(r.Services, named), each(r.ICMPBlocks, named), each(r.ICMPTypes, named), each(r.Ports, whole), each(r.SourcePorts, whole),
		each(r.ForwardPorts, func(f fwForward) error { return whole(f.fwPort) }),
		each(r.Protocols, func(v fwValue) error {
			if v.Value == nil {
				return fmt.Errorf("a protocol without its value")
			}
			return nil
		}))
}

// priority orders rules; 0 without one.
func (r fwRule) priority() int {
	if r.Priority == nil {
		return 0
	}
	n, _ := strconv.Atoi(strings.TrimSpace(*r.Priority))
	return n
}

// action is the rule's verdict: accept, reject, drop, mark or empty.
func (r fwRule) action() (kind string, limited bool) {
	for _, a := range []struct {
		kind string
		list []fwAction
	}{{"accept", r.Accept}, {"reject", r.Reject}, {"drop", r.Drop}, {"mark", r.Mark}} {
		if len(a.list) > 0 {
			return a.kind, a.list[0].Limit != nil
		}
	}
	return "", false
}

// counts tells whether firewalld takes the rule at all (its log names those
// that it leaves out): one element, one action, a family where an address is
// named, and something that the rule is about.
func (r fwRule) counts() bool {
	kind, _ := r.action()
	family := ""
	if r.Family != nil {
		if family = *r.Family; family != "ipv4" && family != "ipv6" {
			return false
		}
	}
	actions, logs := len(r.Accept)+len(r.Reject)+len(r.Drop)+len(r.Mark), len(r.Log)+len(r.NFLog)
	n := r.priority()
	if r.elements() > 1 || actions > 1 || len(r.Sources) > 1 || n < -32768 || n > 32767 {
		return false
	}
	for _, list := range [][]fwAddress{r.Sources, r.Destinations} {
		for i := range list[:min(1, len(list))] {
			if !list[i].fits(family) {
				return false
			}
		}
	}
	if family == "" && (len(r.Destinations) > 0 || len(r.ForwardPorts) > 0) {
		return false
	}
	if r.elements() == 0 && (logs == 0 || n == 0) && (kind == "" || len(r.Sources)+len(r.Destinations) == 0 && n == 0) {
		return false
	}
	special := len(r.ICMPBlocks) + len(r.ForwardPorts) + len(r.Masquerade) + len(r.Clamp)
	if special == 0 && logs+len(r.Audit)+actions == 0 || special > 0 && kind != "" {
		return false
	}
	for _, p := range append(append([]fwPort{}, r.Ports...), r.SourcePorts...) {
		if p.check() != nil {
			return false
		}
	}
	return each(r.Protocols, valued) == nil
}

// fits tells whether a rule's source or destination is right.
func (a *fwAddress) fits(family string) bool {
	named := 0
	for _, s := range []*string{a.Address, a.MAC, a.Set} {
		if s != nil {
			named++
		}
	}
	switch {
	case named != 1:
		return false
	case a.Address != nil:
		return family != "" && isAddress(*a.Address, family)
	case a.MAC != nil:
		return isMAC(*a.MAC)
	}
	return *a.Set != ""
}

// check refuses what firewalld refuses of a service.
func (s *fwService) check() error {
	for _, p := range s.Ports {
		if p.Port != nil && *p.Port == "" && p.Protocol != nil && fwIsProtocol(*p.Protocol) {
			continue
		}
		if err := p.check(); err != nil {
			return err
		}
	}
	for _, i := range s.Includes {
		if i.Service == nil {
			return fmt.Errorf("an include without its service")
		}
	}
	return first(each(s.SourcePorts, fwPort.check), each(s.Protocols, valued))
}

// fwName refuses names of files that firewalld refuses. limit is the longest.
func fwName(name string, limit int) error {
	bad := strings.ContainsFunc(name, func(r rune) bool {
		return r != '_' && r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	if name == "" || bad || len(name) > limit {
		return fmt.Errorf("the name %q is not taken", facts.Text(name))
	}
	return nil
}
