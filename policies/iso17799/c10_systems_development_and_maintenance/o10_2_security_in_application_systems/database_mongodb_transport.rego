# METADATA
# title: MongoDB clients of the network are met with TLS only
# description: >-
#   Without TLS queries and answers can be read and changed on their way.
# custom:
#   id: database-mongodb-transport
#   controls: ["10.2.3", "9.4.9"]
#   aspects: ["10.2.3/transport-authentication-exposed-services", "9.4.9/versions-configuration-services-found"]
#   severity: medium
#   scope: ["databases.mongodb.present"]
#   needs:
#     - 'databases.mongodb.present.source'
#     - 'databases.mongodb.instances[*].scope.value'
#     - 'databases.mongodb.instances[*].scope.source'
#     - 'databases.mongodb.instances[*].tls.value'
#     - 'databases.mongodb.instances[*].tls.source'
#   partial: convict
#   remediation:
#     text: >-
#       Set "net.tls.mode: requireTLS" with certificateKeyFile and CAFile in /etc/mongod.conf and restart.
#     command: ""
#   references: ["MongoDB manual, net.tls.mode"]
package iso17799.c10_systems_development_and_maintenance.o10_2_security_in_application_systems.database_mongodb_transport

import data.lib.databases
import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no MongoDB", input.databases.mongodb.present.source) if {
	input.databases.mongodb.present.value == false
}

evidence contains report.evidence(sprintf("listens on %s, TLS: %s", [instance.scope.value, instance.tls.value]), instance.tls.source) if {
	some instance in input.databases.mongodb.instances
}

evidence contains report.evidence("nothing is configured", input.databases.mongodb.present.source) if {
	count(input.databases.mongodb.instances) == 0
}

violations contains report.violation({
	"message": "clients of the network may connect without TLS",
	"resource": path,
	"observed": instance.tls.value,
	"expected": "requireTLS, or loopback only",
	"source": instance.tls.source,
}) if {
	some path, instance in input.databases.mongodb.instances
	instance.scope.value in databases.exposed
	instance.tls.value != "requireTLS"
}
