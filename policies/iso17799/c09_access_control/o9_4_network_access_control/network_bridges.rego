# METADATA
# title: There is no bridge beyond those of the network design
# description: >-
#   A bridge joins two networks on the level of the cable: what one can send, the other receives, and no
#   routing rule is asked.
# custom:
#   id: network-bridges
#   controls: ["9.4.6"]
#   aspects: ["9.4.6/bridges"]
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
#       Take it down ("ip link set NAME down") and out of the configuration: /etc/network/interfaces
#       (bridge_ports), netplan "bridges", NetworkManager, systemd-networkd or ifcfg files. Where it belongs to
#       the design, name it in network_bridges_allowed; bridges of containers are judged by another rule.
#     command: ""
#   references: ["ip-link(8)", "bridge-utils-interfaces(5)", "systemd.netdev(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.network_bridges

import data.lib.network
import data.lib.report
import data.params
import future.keywords.not

_live := {name: i |
	some name, i in input.network.interfaces
	i.up
	i.kind == "bridge"
	not network.named(params.network_container_interfaces, name)
}

_written := {name: d |
	some name, d in input.network.configured
	d.kind == "bridge"
	not network.named(params.network_container_interfaces, name)
}

_found := object.union(_written, _live)

evidence contains report.evidence(
	sprintf("%s among %s and %s: %s", [
		report.counted(count(_found), "bridge", "bridges"),
		report.counted(count(input.network.interfaces), "interface", "interfaces"),
		report.counted(count(input.network.configured), "configured device", "configured devices"),
		_words,
	]),
	"/sys/class/net",
)

violations contains report.violation({
	"message": sprintf("bridges: %s is not in the network design", [name]),
	"resource": name,
	"observed": _where(name),
	"expected": sprintf("one of network_bridges_allowed: %s", [_allowed]),
	"source": found.source,
}) if {
	some name, found in _found
	not network.named(params.network_bridges_allowed, name)
}

_words := report.list(sort([name | some name, _ in _found])) if count(_found) > 0

_words := "none" if count(_found) == 0

_allowed := report.list(params.network_bridges_allowed) if count(params.network_bridges_allowed) > 0

_allowed := "none" if count(params.network_bridges_allowed) == 0

_where(name) := "active" if _live[name]

_where(name) := "configured" if not _live[name]
