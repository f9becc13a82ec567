package firewall

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"path"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// fwPort is a port, or ports, of a zone or service.
type fwPort struct {
	Port     string `xml:"port,attr"`
	Protocol string `xml:"protocol,attr"`
}

// fwZone is a zone of firewalld.zone(5).
type fwZone struct {
	Target     string `xml:"target,attr"`
	Interfaces []struct {
		Name string `xml:"name,attr"`
	} `xml:"interface"`
	Sources []struct {
		Address string `xml:"address,attr"`
		MAC     string `xml:"mac,attr"`
		Set     string `xml:"ipset,attr"`
	} `xml:"source"`
	Services []struct {
		Name string `xml:"name,attr"`
	} `xml:"service"`
	Ports     []fwPort `xml:"port"`
	Protocols []struct {
		Value string `xml:"value,attr"`
	} `xml:"protocol"`
	SourcePorts []fwPort  `xml:"source-port"`
	Forward     *struct{} `xml:"forward"`
	Masquerade  *struct{} `xml:"masquerade"`
	Rules       []fwRule  `xml:"rule"`
	file        string
}

// fwRule is a rich rule (firewalld.richlanguage(5)).
type fwRule struct {
	Family string `xml:"family,attr"`
	Source *struct {
		Address string `xml:"address,attr"`
		MAC     string `xml:"mac,attr"`
		Set     string `xml:"ipset,attr"`
		Invert  string `xml:"invert,attr"`
	} `xml:"source"`
	Destination *struct {
		Address string `xml:"address,attr"`
		Invert  string `xml:"invert,attr"`
	} `xml:"destination"`
	Service *struct {
		Name string `xml:"name,attr"`
	} `xml:"service"`
	Port     *fwPort `xml:"port"`
	Protocol *struct {
		Value string `xml:"value,attr"`
	} `xml:"protocol"`
	SourcePort  *fwPort   `xml:"source-port"`
	ICMPBlock   *struct{} `xml:"icmp-block"`
	ICMPType    *struct{} `xml:"icmp-type"`
	ForwardPort *struct{} `xml:"forward-port"`
	Masquerade  *struct{} `xml:"masquerade"`
	Log         *struct{} `xml:"log"`
	NFLog       *struct{} `xml:"nflog"`
	Accept      *fwAction `xml:"accept"`
	Reject      *fwAction `xml:"reject"`
	Drop        *fwAction `xml:"drop"`
	Mark        *struct{} `xml:"mark"`
}

type fwAction struct {
	Limit *struct{} `xml:"limit"`
}

// fwService is a service of firewalld.service(5).
type fwService struct {
	Ports     []fwPort `xml:"port"`
	Protocols []struct {
		Value string `xml:"value,attr"`
	} `xml:"protocol"`
	Includes []struct {
		Service string `xml:"service,attr"`
	} `xml:"include"`
	SourcePorts []fwPort `xml:"source-port"`
}

// firewalld builds the rules that firewalld makes of its zones.
func (g *gatherer) firewalld(ctx context.Context) {
	at, starts := g.startsAt(ctx, "firewalld")
	if !starts {
		if g.hasUnit(ctx, "firewalld") {
			g.f.Managers["firewalld"] = Manager{Enabled: true, Source: at}
		}
		return
	}
	m := Manager{Starts: true, Enabled: true, Source: at}
	rs, err := g.zones(ctx)
	if err == nil {
		err = g.direct(ctx)
	}
	if err != nil {
		g.uncertain(err)
	} else {
		m.Filters = ptr(rs.filters())
		g.boot.tables = append(g.boot.tables, rs.tables...)
	}
	g.f.Managers["firewalld"] = m
}

// direct refuses what goes past the zones and is not interpreted.
func (g *gatherer) direct(ctx context.Context) error {
	const file = "/etc/firewalld/direct.xml"
	b, err := g.read(ctx, file)
	if err != nil {
		return err
	}
	if strings.Contains(string(b), "<rule") || strings.Contains(string(b), "<passthrough") {
		return fmt.Errorf("%s: direct rules are not interpreted", file)
	}
	list, err := g.ReadDir(ctx, "/etc/firewalld/policies")
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		return err
	}
	for _, e := range list {
		if strings.HasSuffix(e.Name, ".xml") {
			return fmt.Errorf("/etc/firewalld/policies/%s: policies are not interpreted", facts.Text(e.Name))
		}
	}
	return nil
}

// zones makes one chain a zone. Sources come before interfaces, and what
// neither binds belongs to the default zone (firewalld.zones(5)).
func (g *gatherer) zones(ctx context.Context) (*ruleset, error) {
	name := "public"
	const conf = "/etc/firewalld/firewalld.conf"
	b, err := g.read(ctx, conf)
	if err != nil {
		return nil, err
	}
	if v, line := assigned(string(b), "DefaultZone"); line > 0 && v != "" {
		name = v
	}
	zones, err := g.zoneFiles(ctx)
	if err != nil {
		return nil, err
	}
	def := zones[name]
	if def == nil {
		return nil, fmt.Errorf("%s: there is no zone %s", conf, facts.Text(name))
	}
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
	bindings, err := g.connectionZones(ctx)
	if err != nil {
		return nil, err
	}
	var bySource, byDevice []*rule
	for _, zone := range sortedKeys(zones) {
		z := zones[zone]
		if err := g.zoneChains(ctx, t, zone, z); err != nil {
			return nil, err
		}
		source := facts.File(z.file)
		for _, s := range z.Sources {
			r := &rule{source: source}
			switch {
			case s.Address != "":
				r.parts = append(r.parts, matching(addressKey(s.Address, "saddr"), s.Address))
			default:
				r.parts = append(r.parts, part{kind: isOpaque})
			}
			bySource = append(bySource, &rule{parts: append(r.parts, verdictPart("goto", zone)), source: source})
		}
		for _, i := range z.Interfaces {
			byDevice = append(byDevice, &rule{parts: []part{matching("iifname", wildcard(i.Name)), verdictPart("goto", zone)}, source: source})
		}
		for _, device := range bindings[zone] {
			byDevice = append(byDevice, &rule{parts: []part{matching("iifname", device), verdictPart("goto", zone)}, source: source})
		}
	}
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
func (g *gatherer) zoneChains(ctx context.Context, t *table, name string, z *fwZone) error {
	c, source := t.chain(name), facts.File(z.file)
	c.source = source
	add := func(parts ...part) { c.rules = append(c.rules, &rule{parts: parts, source: source}) }
	for _, r := range z.Rules {
		if err := g.richRule(ctx, c, r, source); err != nil {
			return err
		}
	}
	var ports []fwPort
	var protocols []string
	for _, s := range z.Services {
		p, proto, err := g.service(ctx, s.Name, 0)
		if err != nil {
			return err
		}
		ports, protocols = append(ports, p...), append(protocols, proto...)
	}
	for _, p := range z.Protocols {
		protocols = append(protocols, p.Value)
	}
	for _, p := range append(ports, z.Ports...) {
		add(portPart(p, "dport"), verdictPart("accept", ""))
	}
	for _, p := range z.SourcePorts {
		add(portPart(p, "sport"), verdictPart("accept", ""))
	}
	for _, p := range protocols {
		add(matching("meta l4proto", p), verdictPart("accept", ""))
	}
	end := map[string]string{"ACCEPT": "accept", "DROP": "drop", "": "reject", "default": "reject", "%%REJECT%%": "reject"}[z.Target]
	if end == "" {
		return fmt.Errorf("%s: the target %q is not understood", z.file, facts.Text(z.Target))
	}
	add(verdictPart(end, ""))
	f := t.chain(name + " forward")
	f.source = source
	// Packets between interfaces of one zone pass where it says so.
	if z.Forward != nil {
		end = "accept"
	}
	f.rules = []*rule{{parts: []part{verdictPart(end, "")}, source: source}}
	return nil
}

func addressKey(address, dir string) string {
	if strings.Contains(address, ":") {
		return "ip6 " + dir
	}
	return "ip " + dir
}

func portPart(p fwPort, dir string) part {
	lo, hi, ok := strings.Cut(p.Port, "-")
	v := val(lo)
	if ok {
		v.to = hi
	}
	return part{kind: isMatch, keys: []string{p.Protocol + " " + dir}, op: "==", elements: []element{{key: []value{v}}}}
}

// richRule adds a rich rule to a zone's chain.
func (g *gatherer) richRule(ctx context.Context, c *chain, r fwRule, source facts.Source) error {
	var head []part
	if r.Family != "" {
		head = append(head, matching("meta nfproto", r.Family))
	}
	addr := func(address, dir, invert string) {
		m := matching(addressKey(address, dir), address)
		if invert == "yes" || invert == "true" || invert == "True" {
			m.op = "!="
		}
		head = append(head, m)
	}
	if r.Source != nil {
		if r.Source.Address == "" {
			head = append(head, part{kind: isOpaque})
		} else {
			addr(r.Source.Address, "saddr", r.Source.Invert)
		}
	}
	if r.Destination != nil && r.Destination.Address != "" {
		addr(r.Destination.Address, "daddr", r.Destination.Invert)
	}
	if r.Log != nil || r.NFLog != nil {
		c.rules = append(c.rules, &rule{parts: append(append([]part{}, head...), part{kind: isLog}), source: source})
	}
	kind, action := "", (*fwAction)(nil)
	switch {
	case r.Accept != nil:
		kind, action = "accept", r.Accept
	case r.Reject != nil:
		kind, action = "reject", r.Reject
	case r.Drop != nil:
		kind, action = "drop", r.Drop
	}
	if kind == "" || r.ICMPBlock != nil || r.ICMPType != nil || r.ForwardPort != nil || r.Masquerade != nil {
		return nil
	}
	add := func(middle ...part) {
		parts := append(append([]part{}, head...), middle...)
		if action.Limit != nil {
			parts = append(parts, part{kind: isUnder})
		}
		c.rules = append(c.rules, &rule{parts: append(parts, verdictPart(kind, "")), source: source})
	}
	switch {
	case r.Service != nil:
		ports, protocols, err := g.service(ctx, r.Service.Name, 0)
		if err != nil {
			return err
		}
		for _, p := range ports {
			add(portPart(p, "dport"))
		}
		for _, p := range protocols {
			add(matching("meta l4proto", p))
		}
	case r.Port != nil:
		add(portPart(*r.Port, "dport"))
	case r.SourcePort != nil:
		add(portPart(*r.SourcePort, "sport"))
	case r.Protocol != nil:
		add(matching("meta l4proto", r.Protocol.Value))
	default:
		add()
	}
	return nil
}

// folders of firewalld: the administrator's files hide those of the package.
var fwFolders = []string{"/etc/firewalld", "/usr/lib/firewalld"}

func (g *gatherer) zoneFiles(ctx context.Context) (map[string]*fwZone, error) {
	zones := map[string]*fwZone{}
	for _, dir := range fwFolders {
		list, err := g.ReadDir(ctx, dir+"/zones")
		if err != nil && !errors.Is(err, host.ErrNotExist) {
			return nil, err
		}
		for _, e := range list {
			name, ok := strings.CutSuffix(e.Name, ".xml")
			if !ok || zones[name] != nil {
				continue
			}
			file := path.Join(dir, "zones", e.Name)
			b, err := g.ReadFile(ctx, file, host.ConfigLimit)
			if err != nil {
				return nil, err
			}
			z := &fwZone{file: facts.Text(file)}
			if err := xml.Unmarshal(b, z); err != nil {
				return nil, fmt.Errorf("%s: %w", z.file, err)
			}
			g.rulesFile(ctx, file)
			zones[name] = z
		}
	}
	return zones, nil
}

// service reads the ports and protocols of a service and what it includes.
func (g *gatherer) service(ctx context.Context, name string, depth int) ([]fwPort, []string, error) {
	if depth > 8 || strings.ContainsAny(name, "/\x00") || name == "" {
		return nil, nil, fmt.Errorf("the service %q of firewalld is not understood", facts.Text(name))
	}
	for _, dir := range fwFolders {
		file := path.Join(dir, "services", name+".xml")
		b, err := g.read(ctx, file)
		if err != nil {
			return nil, nil, err
		}
		if b == nil {
			continue
		}
		var s fwService
		if err := xml.Unmarshal(b, &s); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", facts.Text(file), err)
		}
		ports, protocols := s.Ports, []string{}
		for _, p := range s.Protocols {
			protocols = append(protocols, p.Value)
		}
		for _, i := range s.Includes {
			p, proto, err := g.service(ctx, i.Service, depth+1)
			if err != nil {
				return nil, nil, err
			}
			ports, protocols = append(ports, p...), append(protocols, proto...)
		}
		return ports, protocols, nil
	}
	// firewalld passes over a service that it does not have.
	return nil, nil, fmt.Errorf("firewalld has no service %s", facts.Text(name))
}

// connectionZones reads which zone NetworkManager and ifcfg files give to
// interfaces, by zone.
func (g *gatherer) connectionZones(ctx context.Context) (map[string][]string, error) {
	out := map[string][]string{}
	for _, dir := range []string{"/etc/NetworkManager/system-connections", "/etc/sysconfig/network-scripts", "/etc/sysconfig/network"} {
		list, err := g.ReadDir(ctx, dir)
		if err != nil && !errors.Is(err, host.ErrNotExist) {
			return nil, err
		}
		for _, e := range list {
			ifcfg := strings.HasPrefix(e.Name, "ifcfg-")
			if !ifcfg && !strings.HasSuffix(e.Name, ".nmconnection") || !e.IsRegular() {
				continue
			}
			b, err := g.ReadFile(ctx, path.Join(dir, e.Name), host.ConfigLimit)
			if err != nil {
				return nil, err
			}
			zone, _ := assigned(string(b), map[bool]string{true: "ZONE", false: "zone"}[ifcfg])
			device, _ := assigned(string(b), map[bool]string{true: "DEVICE", false: "interface-name"}[ifcfg])
			if device == "" {
				device = strings.TrimSuffix(strings.TrimPrefix(e.Name, "ifcfg-"), ".nmconnection")
			}
			if zone != "" {
				out[zone] = append(out[zone], device)
			}
		}
	}
	return out, nil
}
