# METADATA
# title: Nobody changes this host over unprotected SNMP
# description: >-
#   Write access lets its holder change routes and addresses, and where the agent is extended run commands.
#   A community is sent in the clear with every request, so whoever sees one has it.
# custom:
#   id: snmp-write
#   controls: ["9.4.5"]
#   aspects: ["9.4.5/debug-management-ports-reachable"]
#   severity: critical
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
#       Delete rwcommunity and rwuser lines, and "access" lines with a write view, from
#       /etc/snmp/snmpd.conf, or use "rwuser NAME priv"; restart snmpd.
#     command: ""
#   references: ["snmpd.conf(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.snmp_write

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
	"message": sprintf("%s may set values without encryption", [access.version]),
	"resource": access.source,
	"observed": netservices.grant(access),
	"expected": "no write access, or SNMPv3 with authPriv",
	"source": access.source,
}) if {
	some access in input.netservices.snmp.accesses
	access.write
	access.level != "priv"
}
