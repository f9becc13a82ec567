// Package ports tells what listens on the network: the sockets and their
// owners from the running system, and what nmap recognises behind them.
package ports

import "isoscan/internal/facts"

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:    "ports",
		Title: "Listening ports and network services",
		Description: "Listening TCP and bound UDP sockets of the running system with their owning processes " +
			"and units; nmap recognises service and version on just those ports.",
	}
}

// Facts is what listens. Sources: proc_net(5), proc_pid_fd(5), nmap(1).
type Facts struct {
	// Listeners by "protocol/address/port", as "tcp/0.0.0.0/22".
	Listeners map[string]Listener `json:"listeners,omitzero" jsonschema:"listening TCP sockets and bound, unconnected UDP sockets of this network namespace, by protocol/address/port such as tcp/0.0.0.0/22"`
	// Services by the same keys.
	Services map[string]Service `json:"services,omitzero" jsonschema:"what nmap recognised behind each listener, by the same keys; absent when nmap was off, absent from the host or failed"`
	// UnlistedOpen is looked for in the mode full only.
	UnlistedOpen map[string]Service `json:"unlisted_open,omitzero" jsonschema:"TCP ports of the loopback addresses that answer but are in no table of the kernel, by protocol/address/port; looked for only with nmap in full mode, and absent otherwise"`
	// KernelServers are kernel threads that serve the network.
	KernelServers []string     `json:"kernel_servers,omitzero" jsonschema:"names of running kernel threads that serve network ports by themselves, sorted (nfsd, lockd, ksmbd)"`
	Scanner       Scanner      `json:"scanner" jsonschema:"how nmap was used"`
	Source        facts.Source `json:"source" jsonschema:"where the listeners were seen"`
}

// Listener is one socket that waits for whoever comes.
type Listener struct {
	// Label is for messages: rules look at the other fields.
	Label    string `json:"label" jsonschema:"key and, where they are known, names of the owners, for people to read"`
	Protocol string `json:"protocol" jsonschema:"tcp or udp"`
	Address  string `json:"address" jsonschema:"local address; 0.0.0.0 and :: are every address"`
	Port     int    `json:"port" jsonschema:"local port"`
	IPv6     bool   `json:"ipv6" jsonschema:"bound to an IPv6 address (:: may serve IPv4 as well)"`
	Scope    string `json:"scope" jsonschema:"loopback, all (every address) or specific (one address of an interface)"`
	Exposed  bool   `json:"exposed" jsonschema:"reachable over a network: any scope but loopback; packet filters are not regarded"`
	// Ephemeral ports are given out by the kernel, so the number tells nothing.
	Ephemeral *bool `json:"ephemeral,omitzero" jsonschema:"the port is in the range that the kernel gives out by itself (ip_local_port_range)"`
	// Processes is nil when the owner could not be told, and empty when no
	// process has the socket.
	Processes []Process `json:"processes,omitzero" jsonschema:"owning processes, one of each service that shares the port; empty when no process of the machine has the socket (served by the kernel, or by a process that hides); absent when it could not be told"`
}

// Process owns a listener.
type Process struct {
	PID  int     `json:"pid" jsonschema:"process id"`
	Name string  `json:"name" jsonschema:"the kernel's name of the process, at most 15 bytes"`
	Exe  *string `json:"exe,omitzero" jsonschema:"path of the executable; absent when it could not be read"`
	// Deleted: an upgrade has replaced it, or somebody hides it.
	Deleted *bool  `json:"deleted,omitzero" jsonschema:"the executable was removed or replaced since the process started; absent when exe is"`
	UID     int    `json:"uid" jsonschema:"effective user id"`
	Unit    string `json:"unit" jsonschema:"systemd unit; empty when the process belongs to none"`
}

// Service is what nmap says about one port.
type Service struct {
	Protocol string `json:"protocol" jsonschema:"tcp or udp"`
	Address  string `json:"address" jsonschema:"the address that was probed"`
	Port     int    `json:"port" jsonschema:"the port that was probed"`
	State    string `json:"state" jsonschema:"as nmap saw it: open, closed, filtered, unfiltered, open|filtered or closed|filtered"`
	// Identified: an answer was recognised. A name that nmap took from its
	// table of port numbers is no observation and is left out.
	Identified bool         `json:"identified" jsonschema:"nmap recognised the service by its answers"`
	Name       string       `json:"name" jsonschema:"protocol that is spoken, such as ssh or http; empty when not identified"`
	TLS        bool         `json:"tls" jsonschema:"spoken inside TLS"`
	Product    string       `json:"product" jsonschema:"program behind it; empty when not recognised"`
	Version    string       `json:"version" jsonschema:"its version; empty when not recognised"`
	ExtraInfo  string       `json:"extra_info" jsonschema:"what else nmap says, such as the protocol's version; empty for nothing"`
	CPEs       []string     `json:"cpes,omitzero" jsonschema:"Common Platform Enumeration names; absent when not identified"`
	Source     facts.Source `json:"source" jsonschema:"where it was seen"`
}

// Scanner is how nmap was used.
type Scanner struct {
	Mode string `json:"mode" jsonschema:"off, auto or full, as the user asked"`
	// Version and Types are absent when nmap did not run.
	Version *string  `json:"version,omitzero" jsonschema:"nmap's version; absent when it did not run"`
	Types   []string `json:"types,omitzero" jsonschema:"kinds of scan that nmap did, sorted: connect, syn, udp"`
}
