# METADATA
# title: Zones are changed with a key only
# description: >-
#   Whoever may update a zone sends this host's names, mail and certificates elsewhere. Datagrams of an
#   update are easily forged, so an address proves nothing.
# custom:
#   id: dns-update
#   controls: ["9.4.4", "10.2.3"]
#   aspects: ["9.4.4/unauthenticated-nfs-rsync-databases", "10.2.3/transport-authentication-exposed-services"]
#   severity: high
#   scope: ["netservices.dns.present"]
#   needs:
#     - 'netservices.dns.present.source'
#     - 'netservices.dns.servers[*].product'
#     - 'netservices.dns.servers[*].updates[*].value'
#     - 'netservices.dns.servers[*].updates[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Write "allow-update { key NAME; };" or an update-policy in the zone of named.conf, with a key from
#       "tsig-keygen NAME", then "rndc reload".
#     command: ""
#   references: ["BIND 9 ARM, allow-update", "RFC 3007"]
package iso17799.c09_access_control.o9_4_network_access_control.dns_update

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no BIND, no Unbound and no dnsmasq", input.netservices.dns.present.source) if {
	input.netservices.dns.present.value == false
}

evidence contains report.evidence(
	sprintf("%s: %s", [
		report.counted(count(input.netservices.dns.servers), "name server", "name servers"),
		report.list(sort([sprintf("%s %s", [name, entry.value]) | some server in input.netservices.dns.servers; some name, entry in server.updates])),
	]),
	input.netservices.dns.present.source,
)

violations contains report.violation({
	"message": sprintf("the zone %s is changed on an address's word", [name]),
	"resource": sprintf("%s %s", [server.product, name]),
	"observed": entry.value,
	"expected": "a key, or none",
	"source": entry.source,
}) if {
	some server in input.netservices.dns.servers
	some name, entry in server.updates
	entry.value in {"host", "network", "all"}
}
