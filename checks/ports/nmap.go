package ports

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/Ullaakut/nmap/v3"
	"golang.org/x/sync/errgroup"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

const (
	// scanTime bounds all of nmap's work in the mode auto; fullTime in the mode
	// full. A nearer deadline of the caller wins.
	scanTime = 90 * time.Second
	fullTime = 5 * time.Minute
	// maxTargets bounds the addresses that are probed.
	maxTargets = 64
	// runsATarget bounds the runs of nmap that share one address's ports.
	runsATarget = 4
	// atOnce bounds the runs of nmap at the same time. They wait, mostly.
	atOnce = 6
)

const notInstalled = "nmap is not installed: apt-get install nmap (Debian), dnf install nmap (RHEL), " +
	"zypper install nmap (SUSE) or apk add nmap (Alpine), or accept that services stay unidentified"

// identify has nmap recognise what is behind the listeners. Whatever it cannot
// do is a gap below services (and unlisted_open) and of nothing else.
func identify(ctx context.Context, h host.Host, f *Facts, mode Mode, gaps *facts.Gaps) {
	fail := func(err error) {
		denied := errors.Is(err, host.ErrPermission)
		gaps.AddReason("services", facts.Reason(err), denied)
		if mode == Full {
			gaps.AddReason("unlisted_open", facts.Reason(err), denied)
		}
	}
	if mode == Off {
		fail(errors.New("nmap was switched off (--nmap off)"))
		return
	}
	local, err := localAddresses(ctx, h)
	if err != nil {
		fail(fmt.Errorf("addresses of this host: %w", err))
		return
	}
	bound := scanTime
	if mode == Full {
		bound = fullTime
	}
	ctx, cancel := context.WithTimeout(ctx, bound)
	defer cancel()
	if err := tryNmap(ctx, h); err != nil {
		fail(err)
		return
	}
	n := &prober{host: h, types: map[string]bool{}}
	f.Services = n.listeners(ctx, f.Listeners, local, gaps)
	if mode == Full {
		f.UnlistedOpen, err = n.unlisted(ctx, f.Listeners, local)
		if err != nil {
			gaps.Add("unlisted_open", err)
		}
	}
	if n.version != "" {
		f.Scanner.Version, f.Scanner.Types = &n.version, sortedKeys(n.types)
	}
}

// tryNmap finds out whether nmap can run at all, so that its absence is one
// gap and not one a listener.
func tryNmap(ctx context.Context, h host.Host) error {
	if !h.Has(host.CapRun) {
		return fmt.Errorf("nmap: %w", host.ErrUnsupported)
	}
	out, err := h.Run(ctx, "nmap", "--version")
	switch {
	case errors.Is(err, host.ErrNotExist):
		return errors.New(notInstalled)
	case err != nil:
		return err
	case out.ExitCode != 0:
		return fmt.Errorf("nmap --version ended with %d: %s", out.ExitCode, facts.Text(out.Stderr))
	}
	return nil
}

// prober runs nmap and notes what it said about itself.
type prober struct {
	host host.Host

	mu      sync.Mutex
	version string
	types   map[string]bool
}

// listeners probes each listener and returns what was recognised, by key.
func (n *prober) listeners(ctx context.Context, all map[string]Listener, local []netip.Addr, gaps *facts.Gaps) map[string]Service {
	services := map[string]Service{}
	sockets, protocols := map[string]netip.AddrPort{}, map[string]string{}
	var keys []string
	for _, key := range sortedKeys(all) {
		l := all[key]
		if l.Protocol == "udp" && !n.host.Has(host.CapPrivileged) {
			gaps.AddReason(elem("services", key), key+": nmap probes UDP as root only", true)
			continue
		}
		keys = append(keys, key)
		sockets[key] = netip.AddrPortFrom(netip.MustParseAddr(l.Address), uint16(l.Port))
		protocols[key] = l.Protocol
	}
	targets, unreachable := plan(keys, sockets, protocols, local)
	for _, key := range unreachable {
		gaps.AddReason(elem("services", key), key+": no address of this host leads to it, so it was not probed", false)
	}
	var runs []target
	for i, t := range targets {
		if i < maxTargets {
			runs = append(runs, t.split()...)
			continue
		}
		for _, keys := range t.ports {
			for _, key := range keys {
				gaps.AddReason(elem("services", key), fmt.Sprintf("%s: more than %d addresses listen; this one was not probed", key, maxTargets), false)
			}
		}
	}
	results := make([]scan, len(runs))
	errs := make([]error, len(runs))
	var g errgroup.Group
	g.SetLimit(atOnce)
	for i, t := range runs {
		g.Go(func() error {
			results[i], errs[i] = n.probe(ctx, t.address, t.protocol, portList(t.ports), true)
			return nil
		})
	}
	_ = g.Wait()
	for i, t := range runs {
		for port, keys := range t.ports {
			s, ok := results[i].services[port]
			for _, key := range keys {
				switch {
				case errs[i] != nil:
					gaps.AddReason(elem("services", key), key+": "+facts.Reason(errs[i]), errors.Is(errs[i], host.ErrPermission))
				case !ok:
					gaps.AddReason(elem("services", key), key+": nmap said nothing about this port", false)
				default:
					services[key] = s
				}
			}
		}
	}
	return services
}

// unlisted looks at every TCP port of the loopback addresses for one that
// answers and is in no table. The table is read again afterwards, and each
// suspect is probed again: a port may have been opened meanwhile, and a
// connect scan of one's own host meets itself on ephemeral ports.
func (n *prober) unlisted(ctx context.Context, before map[string]Listener, local []netip.Addr) (map[string]Service, error) {
	found := map[string]Service{}
	for _, a := range local {
		if !a.IsLoopback() {
			continue
		}
		first, err := n.probe(ctx, a, "tcp", "T:1-65535", false)
		if err != nil {
			return nil, err
		}
		suspects, err := n.suspects(ctx, a, first, before)
		if err != nil {
			return nil, err
		}
		if len(suspects) == 0 {
			continue
		}
		second, err := n.probe(ctx, a, "tcp", portList(suspects), true)
		if err != nil {
			return nil, err
		}
		suspects, err = n.suspects(ctx, a, second, before)
		if err != nil {
			return nil, err
		}
		for port := range suspects {
			found[Key("tcp", a, port)] = second.services[port]
		}
	}
	return found, nil
}

// suspects are the open ports of a scan of a that no table lists, neither the
// earlier one nor one read now.
func (n *prober) suspects(ctx context.Context, a netip.Addr, s scan, before map[string]Listener) (map[uint16]bool, error) {
	now, err := n.host.Sockets(ctx)
	if err != nil {
		return nil, err
	}
	listed := map[uint16]bool{}
	note := func(protocol string, at netip.Addr, port uint16) {
		// An IPv6 wildcard may serve IPv4 as well.
		if protocol == "tcp" && (at == a || at.IsUnspecified()) {
			listed[port] = true
		}
	}
	for _, l := range before {
		note(l.Protocol, netip.MustParseAddr(l.Address), uint16(l.Port))
	}
	for _, l := range now {
		note(l.Protocol, l.Address, l.Port)
	}
	out := map[uint16]bool{}
	for port, service := range s.services {
		if service.State == "open" && !listed[port] {
			out[port] = true
		}
	}
	return out, nil
}

// probe runs nmap on one address of this host.
func (n *prober) probe(ctx context.Context, a netip.Addr, protocol, ports string, identify bool) (scan, error) {
	argv, err := arguments(ctx, a, protocol, ports, identify)
	if err != nil {
		return scan{}, err
	}
	out, err := n.host.Run(ctx, argv...)
	if err != nil {
		return scan{}, err
	}
	if out.ExitCode != 0 {
		return scan{}, fmt.Errorf("nmap ended with %d: %s", out.ExitCode, facts.Text(strings.TrimSpace(string(out.Stderr))))
	}
	s, err := parseScan(out.Stdout, facts.Command("nmap", a.String()))
	if err != nil {
		return scan{}, err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.version = s.version
	n.types[s.kind] = true
	return s, nil
}

// arguments builds nmap's command line. The target is an address of this host
// that went through netip, so it cannot be taken for an option.
func arguments(ctx context.Context, a netip.Addr, protocol, ports string, identify bool) ([]string, error) {
	limit := scanTime
	if deadline, ok := ctx.Deadline(); ok {
		// nmap should give up by itself, and say so, before it is killed.
		limit = max(time.Until(deadline)-time.Second, time.Second)
	}
	options := []nmap.Option{
		nmap.WithBinaryPath("nmap"), // found by the host, not by the library
		nmap.WithPorts(ports),
		nmap.WithSkipHostDiscovery(),
		nmap.WithDisabledDNSResolution(),
		nmap.WithNonInteractive(),
		nmap.WithHostTimeout(limit.Truncate(time.Millisecond)),
	}
	if protocol == "udp" {
		// Silence says little over UDP, and waiting for it takes most of the
		// time: likely probes only, and once.
		options = append(options, nmap.WithUDPScan(), nmap.WithMaxRetries(1))
	} else {
		options = append(options, nmap.WithConnectScan())
	}
	if identify {
		options = append(options, nmap.WithServiceInfo())
		if protocol == "udp" {
			options = append(options, nmap.WithVersionLight())
		}
	}
	if a.Is6() {
		options = append(options, nmap.WithIPv6Scanning())
	}
	options = append(options, nmap.WithTargets(a.String()))
	s, err := nmap.NewScanner(ctx, options...)
	if err != nil {
		return nil, fmt.Errorf("nmap: %w", err)
	}
	return append(append([]string{"nmap"}, s.Args()...), "-oX", "-"), nil
}

// portList writes ports as nmap's -p reads them.
func portList[V any](ports map[uint16]V) string {
	list := make([]uint16, 0, len(ports))
	for p := range ports {
		list = append(list, p)
	}
	slices.Sort(list)
	parts := make([]string, len(list))
	for i, p := range list {
		parts[i] = strconv.Itoa(int(p))
	}
	return strings.Join(parts, ",")
}

func readOptional(ctx context.Context, h host.Host, name string) ([]byte, error) {
	b, err := h.ReadFile(ctx, name, host.DatabaseLimit)
	if errors.Is(err, host.ErrNotExist) {
		return nil, nil // IPv6 is switched off
	}
	return b, err
}
