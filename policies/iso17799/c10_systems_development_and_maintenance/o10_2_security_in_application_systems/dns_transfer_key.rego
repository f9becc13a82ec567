# METADATA
# title: Zones are copied with a key only
# description: >-
#   An address can be forged or taken over; a TSIG key proves to both servers who the other is, and that
#   nothing was changed on the way.
# custom:
#   id: dns-transfer-key
#   controls: ["10.2.3", "9.4.4"]
#   aspects: ["10.2.3/transport-authentication-exposed-services", "9.4.4/unauthenticated-nfs-rsync-databases"]
#   severity: medium
#   profile: strict
#   scope: ["netservices.dns.present"]
#   needs:
#     - 'netservices.dns.present.source'
#     - 'netservices.dns.servers[*].product'
#     - 'netservices.dns.servers[*].transfers[*].value'
#     - 'netservices.dns.servers[*].transfers[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Make a key with "tsig-keygen NAME", put it into named.conf of both servers, and write "allow-
#       transfer { key NAME; };" in the zone and "server ADDRESS { keys { NAME; }; };" on the secondary;
#       then "rndc reload".
#     command: ""
#   references: ["RFC 8945", "tsig-keygen(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_2_security_in_application_systems.dns_transfer_key

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
	"message": sprintf("the zone %s is copied on an address's word", [name]),
	"resource": sprintf("%s %s", [server.product, name]),
	"observed": entry.value,
	"expected": "key",
	"source": entry.source,
}) if {
	some server in input.netservices.dns.servers
	some name, entry in server.transfers
	entry.value in {"host", "network", "all"}
}
