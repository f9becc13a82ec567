# METADATA
# title: Zones are not copied by everyone
# description: >-
#   A copy of a zone is a map of the network: every host, what it is for, and where to begin.
# custom:
#   id: dns-transfer
#   controls: ["9.4.9", "9.4.4"]
#   aspects: ["9.4.9/versions-configuration-services-found", "9.4.4/unauthenticated-nfs-rsync-databases"]
#   severity: medium
#   scope: ["netservices.dns.present"]
#   needs:
#     - 'netservices.dns.present.source'
#     - 'netservices.dns.servers[*].product'
#     - 'netservices.dns.servers[*].transfers[*].value'
#     - 'netservices.dns.servers[*].transfers[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Set "allow-transfer { none; };" in options and "allow-transfer { key NAME; };" in the zones that
#       have secondaries (named.conf), then "rndc reload". Before BIND 9.20 the default is everyone.
#     command: ""
#   references: ["BIND 9 ARM, allow-transfer"]
package iso17799.c09_access_control.o9_4_network_access_control.dns_transfer

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no BIND, no Unbound and no dnsmasq", input.netservices.dns.present.source) if {
	input.netservices.dns.present.value == false
}

evidence contains report.evidence(
	sprintf("%s: %s", [
		report.counted(count(input.netservices.dns.servers), "name server", "name servers"),
		report.list(sort([sprintf("%s %s", [name, entry.value]) | some server in input.netservices.dns.servers; some name, entry in server.transfers])),
	]),
	input.netservices.dns.present.source,
)

violations contains report.violation({
	"message": sprintf("everyone may copy the zone %s", [name]),
	"resource": sprintf("%s %s", [server.product, name]),
	"observed": entry.value,
	"expected": "allow-transfer for a key, or none",
	"source": entry.source,
}) if {
	some server in input.netservices.dns.servers
	some name, entry in server.transfers
	entry.value == "all"
}
