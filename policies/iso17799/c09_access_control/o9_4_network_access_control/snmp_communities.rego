# METADATA
# title: SNMP versions 1 and 2c do not leave the host
# description: >-
#   SNMPv1 and v2c show the community and all values to whoever listens on the way, and any address can be
#   forged in their datagrams. Version 3 proves and encrypts.
# custom:
#   id: snmp-communities
#   controls: ["9.4.5", "10.2.3"]
#   aspects: ["9.4.5/debug-management-ports-reachable", "10.2.3/transport-authentication-exposed-services"]
#   severity: medium
#   scope: ["netservices.snmp.present"]
#   needs:
#     - 'netservices.snmp.present.source'
#     - 'netservices.snmp.accesses[*].version'
#     - 'netservices.snmp.accesses[*].well_known'
#     - 'netservices.snmp.accesses[*].write'
#     - 'netservices.snmp.accesses[*].clients'
#     - 'netservices.snmp.accesses[*].level'
#     - 'netservices.snmp.accesses[*].directive'
#     - 'netservices.snmp.accesses[*].source'
#     - 'netservices.snmp.scope.value'
#     - 'netservices.snmp.scope.source'
#   partial: convict
#   remediation:
#     text: >-
#       Replace communities by SNMPv3 users with authPriv in /etc/snmp/snmpd.conf, or set "agentaddress
#       127.0.0.1" where only programs of this host ask; restart snmpd.
#     command: ""
#   references: ["snmpd.conf(5)", "RFC 3414"]
package iso17799.c09_access_control.o9_4_network_access_control.snmp_communities

import data.lib.netservices
import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no SNMP agent", input.netservices.snmp.present.source) if {
	input.netservices.snmp.present.value == false
}

evidence contains report.evidence(
	sprintf("%s: %s", [report.counted(count(input.netservices.snmp.accesses), "grant", "grants"), netservices.grants(input.netservices.snmp.accesses)]),
	input.netservices.snmp.present.source,
)

violations contains report.violation({
	"message": "a community is taken from the network",
	"resource": access.source,
	"observed": netservices.grant(access),
	"expected": "SNMPv3, or the agent on loopback",
	"source": access.source,
}) if {
	input.netservices.snmp.scope.value in {"network", "all"}
	some access in input.netservices.snmp.accesses
	access.version == "v1v2c"
	access.clients != "loopback"
}
