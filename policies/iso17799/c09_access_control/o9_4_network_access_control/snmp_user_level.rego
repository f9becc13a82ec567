# METADATA
# title: SNMPv3 users authenticate and encrypt
# description: >-
#   A user at the level noauth needs no proof at all, and one at auth sends everything readable. Version 3
#   protects only at the level priv.
# custom:
#   id: snmp-user-level
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
#   partial: convict
#   remediation:
#     text: >-
#       Write "rouser NAME priv" in /etc/snmp/snmpd.conf (the default is auth) and make the user with a
#       privacy passphrase; restart snmpd.
#     command: ""
#   references: ["snmpd.conf(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.snmp_user_level

import data.lib.netservices
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no SNMP agent", input.netservices.snmp.present.source) if {
	input.netservices.snmp.present.value == false
}

evidence contains report.evidence(
	sprintf("%s: %s", [report.counted(count(input.netservices.snmp.accesses), "grant", "grants"), netservices.grants(input.netservices.snmp.accesses)]),
	input.netservices.snmp.present.source,
)

violations contains report.violation({
	"message": sprintf("an SNMPv3 user needs no more than %s", [access.level]),
	"resource": access.source,
	"observed": netservices.grant(access),
	"expected": concat(", ", params.snmp_user_levels),
	"source": access.source,
}) if {
	some access in input.netservices.snmp.accesses
	access.version == "v3"
	not access.level in params.snmp_user_levels
}
