package network

import "isoscan/internal/facts"

// Facts is how the host is connected.
type Facts struct {
	// Interfaces of the running system (/sys/class/net).
	Interfaces map[string]Interface `json:"interfaces,omitzero" jsonschema:"network interfaces of this network namespace, by name; absent on a host that does not run"`
	// DefaultRoutes of /proc/net/route and /proc/net/ipv6_route.
	DefaultRoutes map[string]Route `json:"default_routes,omitzero" jsonschema:"default routes by FAMILY/INTERFACE/GATEWAY; absent on a host that does not run"`
	// Configured devices: what files tell about bridges, tunnels and the like.
	Configured map[string]Device `json:"configured,omitzero" jsonschema:"devices that configuration files make (ifupdown, netplan, NetworkManager, systemd-networkd, ifcfg, WireGuard), by name"`
	// NameServers of resolv.conf(5), and those behind a local stub.
	NameServers []NameServer `json:"name_servers,omitzero" jsonschema:"name servers in the order in which they are asked; empty when resolv.conf names none"`
	Search      []string     `json:"search,omitzero" jsonschema:"search domains of resolv.conf"`
	// Proxies that programs are told to use, without names and passwords.
	Proxies map[string]Proxy `json:"proxies,omitzero" jsonschema:"proxies that files set for every user or for the package manager, by FILE:LINE"`
	// HostsOddities are lines of /etc/hosts that mislead.
	HostsOddities []HostsEntry `json:"hosts_oddities,omitzero" jsonschema:"entries of /etc/hosts that send localhost elsewhere, or a name of the Internet to an address of its own choice"`
	HostsEntries  *int         `json:"hosts_entries,omitzero" jsonschema:"number of names in /etc/hosts"`
}

// Interface is one network interface.
type Interface struct {
	Kind        string       `json:"kind" jsonschema:"loopback, ethernet, wireless, bridge, bond, vlan, tunnel, veth, dummy or other"`
	Up          bool         `json:"up" jsonschema:"administratively up"`
	Promiscuous bool         `json:"promiscuous" jsonschema:"takes in every packet on the wire, and is no port of a bridge or bond"`
	Master      string       `json:"master" jsonschema:"bridge or bond that it belongs to; empty for none"`
	Physical    bool         `json:"physical" jsonschema:"a device is behind it"`
	Networks    []string     `json:"networks,omitzero" jsonschema:"networks that it is in directly, as prefixes, without link-local and multicast ones"`
	Source      facts.Source `json:"source"`
}

// Route is one default route.
type Route struct {
	Family    string       `json:"family" jsonschema:"ipv4 or ipv6"`
	Interface string       `json:"interface" jsonschema:"name of the interface"`
	Gateway   string       `json:"gateway" jsonschema:"address of the router; 0.0.0.0 or :: for none"`
	Metric    int          `json:"metric" jsonschema:"the lowest is taken"`
	Source    facts.Source `json:"source"`
}

// Device is what a configuration file makes.
type Device struct {
	Kind   string       `json:"kind" jsonschema:"ethernet, wireless, bridge, bond, vlan, tunnel or other"`
	Source facts.Source `json:"source"`
}

// NameServer is one that is asked.
type NameServer struct {
	Address string       `json:"address" jsonschema:"IP address, without a zone or port"`
	Scope   string       `json:"scope" jsonschema:"loopback, private (RFC 1918, unique local or link-local) or public"`
	Source  facts.Source `json:"source"`
}

// Proxy is one that programs are told to use.
type Proxy struct {
	Variable    string       `json:"variable" jsonschema:"what sets it, such as http_proxy or Acquire::http::Proxy"`
	Host        string       `json:"host" jsonschema:"host and port, never a name or password"`
	Credentials bool         `json:"credentials" jsonschema:"the setting holds a user name or password"`
	Source      facts.Source `json:"source"`
}

// HostsEntry is one odd line of hosts(5).
type HostsEntry struct {
	Name    string       `json:"name"`
	Address string       `json:"address"`
	Why     string       `json:"why" jsonschema:"localhost (does not lead to loopback), vendor (a source of updates or trust is sent elsewhere)"`
	Source  facts.Source `json:"source"`
}
