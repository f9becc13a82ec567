# METADATA
# title: SNMPv3 users have modern algorithms
# description: >-
#   MD5 and DES have been broken for decades: a recorded exchange gives the passphrase to a patient
#   computer.
# custom:
#   id: snmp-algorithms
#   controls: ["10.2.3", "9.4.9"]
#   aspects: ["10.2.3/transport-authentication-exposed-services", "9.4.9/versions-configuration-services-found"]
#   severity: medium
#   scope: ["netservices.snmp.present"]
#   needs:
#     - 'netservices.snmp.present.source'
#     - 'netservices.snmp.users[*].auth'
#     - 'netservices.snmp.users[*].priv'
#     - 'netservices.snmp.users[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Stop snmpd, make the account anew with "net-snmp-create-v3-user -ro -A ... -X ... -a SHA-256 -x AES
#       NAME", delete the old createUser line, and start it.
#     command: ""
#   references: ["snmpd.conf(5), createUser", "RFC 7860"]
package iso17799.c10_systems_development_and_maintenance.o10_2_security_in_application_systems.snmp_algorithms

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no SNMP agent", input.netservices.snmp.present.source) if {
	input.netservices.snmp.present.value == false
}

evidence contains report.evidence(
	sprintf("%s in the configuration", [report.counted(count(input.netservices.snmp.users), "SNMPv3 account", "SNMPv3 accounts")]),
	input.netservices.snmp.present.source,
)

violations contains report.violation({
	"message": sprintf("the account %s has weak algorithms", [name]),
	"resource": name,
	"observed": trim_space(sprintf("%s %s", [user.auth, user.priv])),
	"expected": "SHA-256 or better with AES",
	"source": user.source,
}) if {
	some name, user in input.netservices.snmp.users
	some algorithm in {user.auth, user.priv}
	algorithm in params.snmp_weak_algorithms
}
