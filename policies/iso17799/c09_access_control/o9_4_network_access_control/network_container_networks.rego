# METADATA
# title: Networks of containers are there on purpose
# description: >-
#   Container and virtual machine managers make a network of their own and forward packets into it, past the
#   filter rules of the host. On a host that needs none they only join what was divided.
# custom:
#   id: network-container-networks
#   controls: ["9.4.6"]
#   aspects: ["9.4.6/container-networks"]
#   severity: low
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - network.interfaces[*].kind
#     - network.interfaces[*].up
#     - network.interfaces[*].source
#     - network.configured[*].kind
#     - network.configured[*].source
#   partial: convict
#   remediation:
#     text: >-
#       Remove the manager where it is not needed, or its unused network ("docker network prune", "podman
#       network prune", "virsh net-destroy default; virsh net-autostart --disable default", "lxc network
#       delete"). Where containers are the purpose of this host, name their networks in
#       network_containers_allowed, and let firewall-forward-default-deny judge the filter.
#     command: ""
#   references: ["docker-network(1)", "podman-network(1)", "virsh(1)"]
package iso17799.c09_access_control.o9_4_network_access_control.network_container_networks

import data.lib.network
import data.lib.report
import data.params
import future.keywords.not

_live := {name: i |
	some name, i in input.network.interfaces
	i.up
	i.kind == "bridge"
	network.named(params.network_container_interfaces, name)
}

_written := {name: d |
	some name, d in input.network.configured
	d.kind == "bridge"
	network.named(params.network_container_interfaces, name)
}

_found := object.union(_written, _live)

evidence contains report.evidence(
	sprintf("%s among %s and %s: %s", [
		report.counted(count(_found), "network of containers", "networks of containers"),
		report.counted(count(input.network.interfaces), "interface", "interfaces"),
		report.counted(count(input.network.configured), "configured device", "configured devices"),
		_words,
	]),
	"/sys/class/net",
)

violations contains report.violation({
	"message": sprintf("networks of containers: %s is not in the network design", [name]),
	"resource": name,
	"observed": _where(name),
	"expected": sprintf("one of network_containers_allowed: %s", [_allowed]),
	"source": found.source,
}) if {
	some name, found in _found
	not network.named(params.network_containers_allowed, name)
}

_words := report.list(sort([name | some name, _ in _found])) if count(_found) > 0

_words := "none" if count(_found) == 0

_allowed := report.list(params.network_containers_allowed) if count(params.network_containers_allowed) > 0

_allowed := "none" if count(params.network_containers_allowed) == 0

_where(name) := "active" if _live[name]

_where(name) := "configured" if not _live[name]
