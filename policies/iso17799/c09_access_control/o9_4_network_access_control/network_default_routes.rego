# METADATA
# title: The host has the default routes that its network design has
# description: >-
#   A second default route is a second way out, past the firewall that watches the first: a modem, a tunnel or
#   a router of somebody else. Which of them is taken then depends on metrics that nobody looks at.
# custom:
#   id: network-default-routes
#   controls: ["9.4.2"]
#   aspects: ["9.4.2/default-routes"]
#   severity: low
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - network.default_routes[*].family
#     - network.default_routes[*].interface
#     - network.default_routes[*].gateway
#     - network.default_routes[*].source
#   remediation:
#     text: >-
#       Take the route out of the configuration of its interface: ifupdown "gateway" in
#       /etc/network/interfaces, netplan "routes", systemd-networkd Gateway= or UseRoutes=no, NetworkManager
#       "nmcli connection modify NAME ipv4.never-default yes". Where two are planned, say so in
#       network_default_routes_max.
#     command: ""
#   references: ["ip-route(8)", "interfaces(5)", "systemd.network(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.network_default_routes

import data.lib.report
import data.params
import future.keywords.not

_of[family] := {key | some key, route in input.network.default_routes; route.family == family} if {
	some family in {"ipv4", "ipv6"}
}

_tables := {"ipv4": "/proc/net/route", "ipv6": "/proc/net/ipv6_route"}

evidence contains report.evidence(
	sprintf("%s for %s: %s", [report.counted(count(routes), "default route", "default routes"), family, _words(routes)]),
	_tables[family],
) if {
	some family, routes in _of
}

violations contains report.violation({
	"message": sprintf("%s for %s", [report.counted(count(routes), "default route", "default routes"), family]),
	"resource": family,
	"observed": report.list(sort(routes)),
	"expected": sprintf("at most %d", [params.network_default_routes_max]),
	"source": _tables[family],
}) if {
	some family, routes in _of
	count(routes) > params.network_default_routes_max
}

_words(routes) := report.list(sort([route | some route in routes])) if count(routes) > 0

_words(routes) := "none" if count(routes) == 0
