# METADATA
# title: Name servers keep their version to themselves
# description: >-
#   A query for version.bind tells a stranger which holes to try.
# custom:
#   id: dns-version
#   controls: ["9.4.9"]
#   aspects: ["9.4.9/versions-configuration-services-found"]
#   severity: low
#   scope: ["netservices.dns.present"]
#   needs:
#     - 'netservices.dns.present.source'
#     - 'netservices.dns.servers[*].product'
#     - 'netservices.dns.servers[*].version.value'
#     - 'netservices.dns.servers[*].version.source'
#   partial: convict
#   remediation:
#     text: >-
#       BIND: version "none"; in options of named.conf. Unbound: "hide-version: yes" and "hide-identity:
#       yes" in unbound.conf. dnsmasq: "no-ident". Reload.
#     command: ""
#   references: ["BIND 9 ARM, version", "unbound.conf(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.dns_version

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no BIND, no Unbound and no dnsmasq", input.netservices.dns.present.source) if {
	input.netservices.dns.present.value == false
}

evidence contains report.evidence(
	sprintf("%s, %s", [
		report.counted(count(input.netservices.dns.servers), "name server", "name servers"),
		report.counted(count([1 | some server in input.netservices.dns.servers; server.version.value]), "tells its version", "tell their version"),
	]),
	input.netservices.dns.present.source,
)

violations contains report.violation({
	"message": sprintf("%s tells its version to whoever asks", [server.product]),
	"resource": path,
	"observed": "version shown",
	"expected": "hidden",
	"source": server.version.source,
}) if {
	some path, server in input.netservices.dns.servers
	server.version.value
}
