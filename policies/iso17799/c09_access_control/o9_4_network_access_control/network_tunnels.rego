# METADATA
# title: There is no tunnel beyond those of the network design
# description: >-
#   A tunnel or a private network is a way in and out that firewalls on the way cannot look into. One that was
#   set up for a day joins two networks for years.
# custom:
#   id: network-tunnels
#   controls: ["9.4.2"]
#   aspects: ["9.4.2/tunnels"]
#   severity: medium
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
#       Stop it and take it out: "systemctl disable --now wg-quick@NAME openvpn@NAME", ifupdown "ifdown NAME"
#       and its lines in /etc/network/interfaces, netplan "tunnels", "nmcli connection delete NAME", .netdev
#       files of systemd-networkd. Where it belongs to the design, name it in network_tunnels_allowed.
#     command: ""
#   references: ["ip-tunnel(8)", "wg-quick(8)", "systemd.netdev(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.network_tunnels

import data.lib.network
import data.lib.report
import data.params
import future.keywords.not

_live := {name: i |
	some name, i in input.network.interfaces
	i.up
	i.kind == "tunnel"
}

_written := {name: d |
	some name, d in input.network.configured
	d.kind == "tunnel"
}

_found := object.union(_written, _live)

evidence contains report.evidence(
	sprintf("%s among %s and %s: %s", [
		report.counted(count(_found), "tunnel", "tunnels"),
		report.counted(count(input.network.interfaces), "interface", "interfaces"),
		report.counted(count(input.network.configured), "configured device", "configured devices"),
		_words,
	]),
	"/sys/class/net",
)

violations contains report.violation({
	"message": sprintf("tunnels: %s is not in the network design", [name]),
	"resource": name,
	"observed": _where(name),
	"expected": sprintf("one of network_tunnels_allowed: %s", [_allowed]),
	"source": found.source,
}) if {
	some name, found in _found
	not network.named(params.network_tunnels_allowed, name)
}

_words := report.list(sort([name | some name, _ in _found])) if count(_found) > 0

_words := "none" if count(_found) == 0

_allowed := report.list(params.network_tunnels_allowed) if count(params.network_tunnels_allowed) > 0

_allowed := "none" if count(params.network_tunnels_allowed) == 0

_where(name) := "active" if _live[name]

_where(name) := "configured" if not _live[name]
