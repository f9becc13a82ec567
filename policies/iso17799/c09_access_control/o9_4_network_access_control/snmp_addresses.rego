# METADATA
# title: The SNMP agent listens only where it is asked from
# description: >-
#   An agent on every address answers networks that have no business with it. Its protocol is old, its
#   parsers have had holes, and it is used to flood others.
# custom:
#   id: snmp-addresses
#   controls: ["9.4.5", "9.4.6"]
#   aspects: ["9.4.5/debug-management-ports-reachable", "9.4.6/services-bound-every-interface"]
#   severity: medium
#   scope: ["netservices.snmp.present"]
#   needs:
#     - 'netservices.snmp.present.source'
#     - 'netservices.snmp.scope.value'
#     - 'netservices.snmp.scope.source'
#   partial: convict
#   remediation:
#     text: >-
#       Set "agentaddress udp:127.0.0.1:161" or the address of the management network in
#       /etc/snmp/snmpd.conf (the unit's arguments count as well), and restart snmpd.
#     command: ""
#   references: ["snmpd(8), listening addresses"]
package iso17799.c09_access_control.o9_4_network_access_control.snmp_addresses

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no SNMP agent", input.netservices.snmp.present.source) if {
	input.netservices.snmp.present.value == false
}

evidence contains report.evidence(sprintf("listens on: %s", [input.netservices.snmp.scope.value]), input.netservices.snmp.present.source)

violations contains report.violation({
	"message": "the agent listens on every address",
	"resource": "snmpd",
	"observed": input.netservices.snmp.scope.value,
	"expected": concat(", ", params.snmp_listen_scopes),
	"source": input.netservices.snmp.scope.source,
}) if {
	not input.netservices.snmp.scope.value in params.snmp_listen_scopes
}
