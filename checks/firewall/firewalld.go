package firewall

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

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
	w := &firewalld{g: g, services: map[string]*fwService{}, zones: map[string]*fwZone{}, icmp: map[string]bool{}}
	err := w.read(ctx)
	var rs *ruleset
	if err == nil {
		rs, err = w.rules(ctx)
	}
	if err != nil {
		g.uncertain(err)
	} else {
		m.Filters = ptr(rs.filters())
		g.boot.tables = append(g.boot.tables, rs.tables...)
	}
	g.f.Managers["firewalld"] = m
}

// firewalld is its configuration, read whole.
type firewalld struct {
	g        *gatherer
	zones    map[string]*fwZone
	services map[string]*fwService
	icmp     map[string]bool
	// settings of firewalld.conf.
	settings map[string]string
}

const (
	fwEtc  = "/etc/firewalld"
	fwLib  = "/usr/lib/firewalld"
	fwConf = fwEtc + "/firewalld.conf"
)

// read takes the files of the package, then those of the administrator, which
// replace what has the same name.
func (w *firewalld) read(ctx context.Context) error {
	b, err := w.g.read(ctx, fwConf)
	if err != nil {
		return err
	}
	w.settings = fwSettings(string(b))
	for _, dir := range []string{fwLib, fwEtc} {
		err := first(
			w.files(ctx, dir+"/icmptypes", 1<<10, func(name, _ string, b []byte) error {
				w.icmp[name] = true
				return decodeXML(b, nil, &struct{}{})
			}),
			w.files(ctx, dir+"/ipsets", 1<<10, func(_, _ string, b []byte) error { return decodeXML(b, nil, &struct{}{}) }),
			w.files(ctx, dir+"/helpers", 1<<10, func(_, _ string, b []byte) error { return decodeXML(b, nil, &struct{}{}) }),
			w.files(ctx, dir+"/services", 1<<10, func(name, _ string, b []byte) error {
				s := &fwService{}
				w.services[name] = s
				if err := decodeXML(b, fwServiceKind, s); err != nil {
					return err
				}
				return s.check()
			}),
			// POST_<zone>_allow is a chain, whose name iptables limits.
			w.files(ctx, dir+"/zones", 17, func(name, file string, b []byte) error {
				z := &fwZone{file: facts.Text(file)}
				w.zones[name] = z
				if err := decodeXML(b, fwZoneKind, z); err != nil {
					return err
				}
				w.g.rulesFile(ctx, file)
				return z.check()
			}),
			w.files(ctx, dir+"/policies", 1<<10, func(_, _ string, b []byte) error {
				p := &fwPolicy{}
				if err := decodeXML(b, nil, p); err != nil {
					return err
				}
				if !p.onlyICMP() {
					return errors.New("policies are not interpreted")
				}
				return nil
			}))
		if err != nil {
			return err
		}
	}
	return first(w.direct(ctx), w.whole())
}

// files hands over each XML file of a folder.
func (w *firewalld) files(ctx context.Context, dir string, longest int, take func(name, file string, b []byte) error) error {
	list, err := w.g.ReadDir(ctx, dir)
	if errors.Is(err, host.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range list {
		if err := ctx.Err(); err != nil {
			return err
		}
		file := path.Join(dir, e.Name)
		name, ok := strings.CutSuffix(e.Name, ".xml")
		if !ok {
			if strings.HasSuffix(dir, "/zones") && e.IsDir() && strings.HasPrefix(dir, fwEtc) {
				// The zones of a folder are joined to one of the folder's name.
				if inside, err := w.g.ReadDir(ctx, file); err != nil || len(inside) > 0 {
					return fmt.Errorf("%s: a folder of zones is not interpreted", facts.Text(file))
				}
			}
			continue
		}
		b, err := w.g.ReadFile(ctx, file, host.ConfigLimit)
		if err != nil {
			return err
		}
		if err := first(fwName(name, longest), take(name, file, b)); err != nil {
			return fmt.Errorf("%s: %w", facts.Text(file), err)
		}
	}
	return nil
}

// direct refuses what goes past the zones and is not interpreted.
func (w *firewalld) direct(ctx context.Context) error {
	const file = fwEtc + "/direct.xml"
	b, err := w.g.read(ctx, file)
	if err != nil {
		return err
	}
	if strings.Contains(string(b), "<rule") || strings.Contains(string(b), "<passthrough") {
		return fmt.Errorf("%s: direct rules are not interpreted", file)
	}
	return nil
}

// whole checks what only the whole configuration can tell: names that lead
// nowhere, and interfaces and sources that two zones claim.
func (w *firewalld) whole() error {
	for _, name := range []string{"block", "drop", "trusted"} {
		if w.zones[name] == nil {
			return fmt.Errorf("%s: firewalld does not start without the zone %s", fwLib+"/zones", name)
		}
	}
	for _, name := range sortedKeys(w.services) {
		for _, i := range w.services[name].Includes {
			if w.services[*i.Service] == nil {
				return fmt.Errorf("firewalld has no service %s, which %s includes", facts.Text(*i.Service), facts.Text(name))
			}
		}
	}
	claimed := map[string]string{}
	for _, name := range sortedKeys(w.zones) {
		z := w.zones[name]
		var claims []string
		for _, i := range z.Interfaces {
			claims = append(claims, "interface "+*i.Name)
		}
		for _, s := range z.Sources {
			if s.binds() && s.Address != nil {
				claims = append(claims, "source "+*s.Address)
			} else if s.binds() {
				claims = append(claims, "source ipset "+*s.Set)
			}
		}
		slices.Sort(claims)
		for _, c := range slices.Compact(claims) {
			if other := claimed[c]; other != "" {
				return fmt.Errorf("%s: the %s is in the zone %s as well", z.file, facts.Text(c), facts.Text(other))
			}
			claimed[c] = name
		}
		used, icmp := append([]fwNamed{}, z.Services...), append([]fwNamed{}, z.ICMPBlocks...)
		for _, r := range z.Rules {
			if r.counts() {
				used, icmp = append(used, r.Services...), append(append(icmp, r.ICMPBlocks...), r.ICMPTypes...)
			}
		}
		for _, s := range used {
			if w.services[*s.Name] == nil {
				return fmt.Errorf("%s: firewalld has no service %s", z.file, facts.Text(*s.Name))
			}
		}
		for _, i := range icmp {
			if !w.icmp[*i.Name] {
				return fmt.Errorf("%s: firewalld has no ICMP type %s", z.file, facts.Text(*i.Name))
			}
		}
	}
	return nil
}

// fwSettings reads firewalld.conf(5): NAME = VALUE, the first one of a name
// counts, and a line with another "=" is none.
func fwSettings(text string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		pair := strings.Split(line, "=")
		if line == "" || line[0] == '#' || line[0] == ';' || len(pair) != 2 {
			continue
		}
		key, value := strings.TrimSpace(pair[0]), strings.TrimSpace(pair[1])
		if _, seen := out[key]; !seen && value != "" {
			out[key] = value
		}
	}
	return out
}

// defaultZone is the one of the configuration, or what firewalld takes in
// place of one that does not exist.
func (w *firewalld) defaultZone() string {
	for _, name := range []string{w.settings["DefaultZone"], "public", "external"} {
		if name != "" && w.zones[name] != nil {
			return name
		}
	}
	return "block"
}

// connectionZones reads which zone NetworkManager and ifcfg files give to
// interfaces, by zone.
func (g *gatherer) connectionZones(ctx context.Context) (map[string][]string, error) {
	out := map[string][]string{}
	for _, dir := range []string{"/etc/NetworkManager/system-connections", "/run/NetworkManager/system-connections", "/usr/lib/NetworkManager/system-connections",
		"/etc/sysconfig/network-scripts", "/etc/sysconfig/network"} {
		list, err := g.ReadDir(ctx, dir)
		if err != nil && !errors.Is(err, host.ErrNotExist) {
			return nil, err
		}
		for _, e := range list {
			ifcfg := strings.HasPrefix(e.Name, "ifcfg-")
			if !ifcfg && strings.HasPrefix(dir, "/etc/sysconfig/") || !e.IsRegular() || strings.HasPrefix(e.Name, ".") || strings.HasSuffix(e.Name, "~") {
				continue
			}
			b, err := g.ReadFile(ctx, path.Join(dir, e.Name), host.ConfigLimit)
			if err != nil {
				return nil, err
			}
			zone, device := keyfileZone(string(b))
			if ifcfg {
				zone, _ = assigned(string(b), "ZONE")
				device, _ = assigned(string(b), "DEVICE")
			}
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

// keyfileZone reads zone and interface-name of nm-settings-keyfile(5), section
// [connection]; the last one counts.
func keyfileZone(text string) (zone, device string) {
	section := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			section = strings.Trim(line, "[]")
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !ok || section != "connection" {
			continue
		}
		switch strings.TrimSpace(key) {
		case "zone":
			zone = strings.TrimSpace(value)
		case "interface-name":
			device = strings.TrimSpace(value)
		}
	}
	return zone, device
}
