# METADATA
# title: Name servers look up names for their own networks only
# description: >-
#   A resolver that works for everybody is used to flood others with answers, and strangers can try to plant
#   forged names in its cache.
# custom:
#   id: dns-recursion
#   controls: ["9.4.9"]
#   aspects: ["9.4.9/versions-configuration-services-found"]
#   severity: high
#   scope: ["netservices.dns.present"]
#   needs:
#     - 'netservices.dns.present.source'
#     - 'netservices.dns.servers[*].product'
#     - 'netservices.dns.servers[*].recursion[*].value'
#     - 'netservices.dns.servers[*].recursion[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       BIND: "allow-recursion { localnets; localhost; };" or "recursion no;" in options of
#       /etc/bind/named.conf.options (Debian), /etc/named.conf (RHEL, SUSE), /etc/bind/named.conf (Alpine),
#       then "rndc reload". Unbound: access-control for own networks only in unbound.conf. dnsmasq: "local-service", or interface= and
#       listen-address= with inner ones, in /etc/dnsmasq.conf.
#     command: ""
#   references: ["BIND 9 ARM, allow-recursion", "unbound.conf(5), access-control", "dnsmasq(8)"]
package iso17799.c09_access_control.o9_4_network_access_control.dns_recursion

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no BIND, no Unbound and no dnsmasq", input.netservices.dns.present.source) if {
	input.netservices.dns.present.value == false
}

evidence contains report.evidence(
	sprintf("%s: %s", [
		report.counted(count(input.netservices.dns.servers), "name server", "name servers"),
		report.list(sort([sprintf("%s %s", [name, entry.value]) | some server in input.netservices.dns.servers; some name, entry in server.recursion])),
	]),
	input.netservices.dns.present.source,
)

violations contains report.violation({
	"message": "names are looked up for everyone",
	"resource": sprintf("%s %s", [server.product, name]),
	"observed": entry.value,
	"expected": "own networks only",
	"source": entry.source,
}) if {
	some server in input.netservices.dns.servers
	some name, entry in server.recursion
	entry.value == "all"
}
