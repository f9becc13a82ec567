# METADATA
# title: Names are not asked of public servers without need
# description: >-
#   Every name that a host looks up tells what it does. A public server learns the names of inner hosts,
#   answers past the organisation's filters, and cannot resolve what is inside.
# custom:
#   id: network-public-name-servers
#   controls: ["9.4.9"]
#   aspects: ["9.4.9/versions-configuration-services-found"]
#   severity: low
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - network.name_servers[*].address
#     - network.name_servers[*].scope
#     - network.name_servers[*].source
#   partial: convict
#   remediation:
#     text: >-
#       Use the organisation's own servers, in /etc/resolv.conf or in what writes it (DNS= of
#       /etc/systemd/resolved.conf, dns-nameservers of ifupdown, netplan, NetworkManager ipv4.dns). Where a
#       public server or one of the provider is meant, name it in network_name_servers_allowed.
#     command: ""
#   references: ["resolv.conf(5)", "resolved.conf(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.network_public_name_servers

import data.lib.report
import data.params
import future.keywords.not

_public := {server.address | some server in input.network.name_servers; server.scope == "public"}

evidence contains report.evidence(
	sprintf("name servers with public addresses: %d of %d", [count(_public), count(input.network.name_servers)]),
	"/etc/resolv.conf",
)

violations contains report.violation({
	"message": sprintf("names are asked of %s", [server.address]),
	"resource": server.address,
	"observed": "a public address",
	"expected": "an inner name server, or one of network_name_servers_allowed",
	"source": server.source,
}) if {
	some server in input.network.name_servers
	server.scope == "public"
	not server.address in {address | some address in params.network_name_servers_allowed}
}
