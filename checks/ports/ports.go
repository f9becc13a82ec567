package ports

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"sort"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// Mode says how far nmap is used.
type Mode string

// The modes.
const (
	// Off: nmap does not run.
	Off Mode = "off"
	// Auto: nmap probes the ports that the kernel says are listening.
	Auto Mode = "auto"
	// Full: it probes every TCP port of the loopback addresses as well, and
	// what answers without being listed is a fact.
	Full Mode = "full"
)

// source is where the listeners come from.
var source = facts.SystemAPI("sockets")

// Gather returns the function that reads what listens, with nmap used as mode
// says; the empty one is auto.
func Gather(mode Mode) func(context.Context, host.Host, *facts.Gaps) (*Facts, error) {
	if mode == "" {
		mode = Auto
	}
	return func(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
		if !slices.Contains([]Mode{Off, Auto, Full}, mode) {
			return nil, fmt.Errorf("nmap mode %q is none of off, auto and full", mode)
		}
		if h.Kind() != host.Local || !h.Has(host.CapSystem) {
			return nil, fmt.Errorf("%w: files at rest have no listening sockets; scan the running host", facts.ErrNotApplicable)
		}
		sockets, err := h.Sockets(ctx)
		if err != nil {
			return nil, err
		}
		f := &Facts{Scanner: Scanner{Mode: string(mode)}, Source: source}
		byPID := processes(ctx, h, f, gaps)
		f.Listeners = listeners(sockets, byPID, readPortRange(ctx, h, gaps), h.Has(host.CapPrivileged), gaps)
		identify(ctx, h, f, mode, gaps)
		return f, nil
	}
}

// processes indexes what runs, and notes the kernel's own servers. It is nil
// when processes cannot be told.
func processes(ctx context.Context, h host.Host, f *Facts, gaps *facts.Gaps) map[int32]host.Process {
	list, err := h.Processes(ctx)
	if err != nil {
		gaps.Add("listeners[*].processes", err)
		gaps.Add("kernel_servers", err)
		return nil
	}
	byPID := make(map[int32]host.Process, len(list))
	servers := map[string]bool{}
	for _, p := range list {
		byPID[p.PID] = p
		// Kernel threads are children of kthreadd, which is process 2.
		if p.PPID == 2 && p.Exe == "" {
			for _, name := range []string{"nfsd", "lockd", "ksmbd"} {
				if p.Name == name || name == "ksmbd" && len(p.Name) > 5 && p.Name[:6] == "ksmbd:" {
					servers[name] = true
				}
			}
		}
	}
	f.KernelServers = sortedKeys(servers)
	return byPID
}

// listeners turns sockets into facts. Several sockets of one address and port
// are one listener with several owners.
func listeners(sockets []host.Socket, byPID map[int32]host.Process, ephemeral *portRange, root bool, gaps *facts.Gaps) map[string]Listener {
	out := make(map[string]Listener, len(sockets))
	hidden := map[string]string{} // why an owner of this listener cannot be told
	hint := "is not visible to this user; run as root"
	if root {
		hint = "is not visible from here, though this is root: it belongs to another container, or its descriptors are sealed off"
	}
	for _, s := range sockets {
		key := Key(s.Protocol, s.Address, s.Port)
		l, seen := out[key]
		if !seen {
			l = newListener(s, ephemeral)
			l.Processes = []Process{}
		}
		switch p, ok := byPID[s.PID]; {
		case byPID == nil: // its gap is recorded
			l.Processes = nil
		case s.Unowned:
		case s.PID == 0:
			hidden[key] = "the process that owns it " + hint
		case !ok:
			hidden[key] = fmt.Sprintf("process %d, which owned it, has ended", s.PID)
		case !slices.ContainsFunc(l.Processes, func(q Process) bool { return q.PID == int(p.PID) }):
			l.Processes = append(l.Processes, newProcess(p))
		}
		out[key] = l
	}
	for _, key := range sortedKeys(out) {
		l := out[key]
		if why, ok := hidden[key]; ok {
			gaps.AddReason(elem("listeners", key)+".processes", key+": "+why, !root)
			l.Processes = nil
			out[key] = l
			continue
		}
		for _, p := range l.Processes {
			if p.Exe == nil && !isKernelThread(byPID[int32(p.PID)]) {
				reason := fmt.Sprintf("%s: the executable of process %d %s", key, p.PID, hint)
				// An element of a list has no path of its own.
				gaps.AddReason(elem("listeners", key)+".processes[*].exe", reason, !root)
				gaps.AddReason(elem("listeners", key)+".processes[*].deleted", reason, !root)
			}
		}
	}
	for key, l := range out {
		l.Label = label(key, l.Processes)
		out[key] = l
	}
	return out
}

// label names a listener for people: "tcp/0.0.0.0/22 (sshd, ssh.service)".
func label(key string, owners []Process) string {
	var names []string
	for _, p := range owners {
		for _, name := range []string{p.Name, p.Unit} {
			if name != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	if len(names) == 0 {
		return key
	}
	return facts.Text(key + " (" + strings.Join(names, ", ") + ")")
}

func isKernelThread(p host.Process) bool { return p.PID == 2 || p.PPID == 2 }

func newListener(s host.Socket, ephemeral *portRange) Listener {
	l := Listener{
		Protocol: s.Protocol, Address: s.Address.String(), Port: int(s.Port),
		IPv6: s.Address.Is6(), Scope: scopeOf(s.Address),
	}
	l.Exposed = l.Scope != "loopback"
	if ephemeral != nil {
		in := ephemeral.first <= l.Port && l.Port <= ephemeral.last
		l.Ephemeral = &in
	}
	return l
}

func newProcess(p host.Process) Process {
	out := Process{
		PID: int(p.PID), Name: facts.Text(p.Name), UID: int(p.UID), Unit: facts.Text(p.Unit),
	}
	if p.Exe != "" {
		exe, deleted := facts.Text(p.Exe), p.Deleted
		out.Exe, out.Deleted = &exe, &deleted
	}
	return out
}

func scopeOf(a netip.Addr) string {
	switch {
	case a.IsUnspecified():
		return "all"
	case a.IsLoopback():
		return "loopback"
	default:
		return "specific"
	}
}

// readPortRange returns the kernel's ephemeral ports, or nil with a gap.
func readPortRange(ctx context.Context, h host.Host, gaps *facts.Gaps) *portRange {
	const name = "/proc/sys/net/ipv4/ip_local_port_range" // for IPv6 as well, see ip(7)
	b, err := h.ReadFile(ctx, name, host.ConfigLimit)
	if err == nil {
		var r portRange
		if r, err = parsePortRange(b); err == nil {
			return &r
		}
		err = fmt.Errorf("%s: %w", name, err)
	}
	gaps.Add("listeners[*].ephemeral", err)
	return nil
}

// Key names a listener.
func Key(protocol string, a netip.Addr, port uint16) string {
	return protocol + "/" + a.String() + "/" + strconv.Itoa(int(port))
}

// elem is the path of one value of a map of the facts.
func elem(name, key string) string { return name + "[" + strconv.Quote(key) + "]" }

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
