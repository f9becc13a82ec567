# METADATA
# title: A host in several networks does not join them
# description: >-
#   Networks are divided so that a break-in in one does not reach the next. A host that stands in two and
#   forwards packets, for IPv4 or IPv6, is the door between them.
# custom:
#   id: network-multi-homed
#   controls: ["9.4.6"]
#   aspects: ["9.4.6/multi-homed-host-forwards"]
#   severity: medium
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - network.interfaces[*].kind
#     - network.interfaces[*].up
#     - network.interfaces[*].networks
#     - network.interfaces[*].source
#     - sysctl.settings
#   partial: convict
#   remediation:
#     text: >-
#       Set net.ipv4.ip_forward = 0, net.ipv4.conf.all.forwarding = 0 and net.ipv6.conf.all.forwarding = 0 in
#       /etc/sysctl.d/99-hardening.conf and run "sysctl --system" (Alpine: /etc/sysctl.conf), or take the
#       second network away. A router or firewall says so in network_multi_homed_allowed.
#     command: ""
#   references: ["ip-sysctl (Linux documentation)", "sysctl.d(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.network_multi_homed

import data.lib.network
import data.lib.report
import data.params
import future.keywords.not

_joined := network.connecting(input.network.interfaces, params.network_container_interfaces)

_forwarding := {key |
	some key in {"net.ipv4.ip_forward", "net.ipv4.conf.all.forwarding", "net.ipv6.conf.all.forwarding"}
	some moment in {"live", "boot"}
	not input.sysctl.settings[key][moment].value in {"0"}
	input.sysctl.settings[key][moment].value
}

evidence contains report.evidence(
	sprintf("%s in networks of others: %s; forwarding is on for %d of 3 parameters", [
		report.counted(count(_joined), "interface", "interfaces"),
		report.list(sort([_shown(name, i) | some name, i in _joined])),
		count(_forwarding),
	]),
	"/sys/class/net",
)

_shown(name, i) := sprintf("%s (%s)", [name, concat(", ", i.networks)])

violations contains report.violation({
	"message": "the host stands in several networks and forwards between them",
	"resource": "forwarding",
	"observed": sprintf("%s; %s", [concat(", ", sort([name | some name, _ in _joined])), concat(", ", sort(_forwarding))]),
	"expected": "one network, or no forwarding",
	"source": "/sys/class/net",
}) if {
	count(_joined) > 1
	count(_forwarding) > 0
	params.network_multi_homed_allowed == false
}

unknown contains "the running kernel does not tell whether it forwards IPv4" if {
	count(_joined) > 1
	not input.sysctl.settings["net.ipv4.ip_forward"].live.value
}

unknown contains "nothing tells whether the next boot turns forwarding of IPv4 on" if {
	count(_joined) > 1
	not input.sysctl.settings["net.ipv4.ip_forward"].boot.value
}
