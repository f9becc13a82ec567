# METADATA
# title: SNMP answers to no well-known community
# description: >-
#   A community such as public is the first thing that a scanner tries. It opens the host's interfaces,
#   processes, users and software to everybody, and with write access its network settings.
# custom:
#   id: snmp-well-known-community
#   controls: ["9.4.5", "9.4.4"]
#   aspects: ["9.4.5/debug-management-ports-reachable", "9.4.4/unauthenticated-nfs-rsync-databases"]
#   severity: high
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
#       Delete rocommunity, rwcommunity and com2sec lines with public, private and the like from
#       /etc/snmp/snmpd.conf, and use SNMPv3: "net-snmp-create-v3-user -ro -A ... -X ... -a SHA-256 -x AES
#       monitor", then "rouser monitor priv". Restart snmpd.
#     command: ""
#   references: ["snmpd.conf(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.snmp_well_known_community

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
	"message": sprintf("a well-known community may %s", [netservices.does(access)]),
	"resource": access.source,
	"observed": netservices.grant(access),
	"expected": "SNMPv3 with authPriv, or a long random community from named hosts",
	"source": access.source,
}) if {
	some access in input.netservices.snmp.accesses
	access.well_known
	access.clients != "loopback"
}
