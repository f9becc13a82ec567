# METADATA
# title: No interface listens to the traffic of others
# description: >-
#   An interface that takes in every packet is what a sniffer leaves. Network sensors and bridges do so on
#   purpose; elsewhere somebody reads along.
# custom:
#   id: network-promiscuous
#   controls: ["10.5.4"]
#   aspects: ["10.5.4/promiscuous-interfaces"]
#   severity: medium
#   needs:
#     - network.interfaces[*].promiscuous
#     - network.interfaces[*].source
#   partial: convict
#   remediation:
#     text: >-
#       Find who listens ("ss -0lp" lists packet sockets and their programs, as does /proc/net/packet), end it,
#       and treat the host as broken into when nobody knows it. "ip link set NAME promisc off" resets a flag
#       that was set by hand. Name the interfaces of a sensor in network_promiscuous_allowed.
#     command: ""
#   references: ["packet(7)", "ss(8)", "ip-link(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.network_promiscuous

import data.lib.network
import data.lib.report
import data.params
import future.keywords.not

_found := {name | some name, i in input.network.interfaces; i.promiscuous}

evidence contains report.evidence(
	sprintf("interfaces that take in every packet: %d of %d", [count(_found), count(input.network.interfaces)]),
	"/sys/class/net",
) if {
	count(input.network.interfaces) > 0
}

violations contains report.violation({
	"message": sprintf("%s takes in every packet on the wire", [name]),
	"resource": name,
	"observed": "promiscuous",
	"expected": "not promiscuous, or one of network_promiscuous_allowed",
	"source": input.network.interfaces[name].source,
}) if {
	some name in _found
	not network.named(params.network_promiscuous_allowed, name)
}
