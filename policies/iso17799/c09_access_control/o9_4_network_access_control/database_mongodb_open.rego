# METADATA
# title: MongoDB asks clients for a password
# description: >-
#   Without security.authorization everybody who reaches MongoDB is its administrator. Such databases are
#   found, copied, wiped and held to ransom by scripts.
# custom:
#   id: database-mongodb-open
#   controls: ["9.4.4", "9.6.1"]
#   aspects: ["9.4.4/unauthenticated-nfs-rsync-databases", "9.6.1/database-access-rules"]
#   severity: critical
#   scope: ["databases.mongodb.present"]
#   needs:
#     - 'databases.mongodb.present.source'
#     - 'databases.mongodb.instances[*].scope.value'
#     - 'databases.mongodb.instances[*].scope.source'
#     - 'databases.mongodb.instances[*].authorization.value'
#     - 'databases.mongodb.instances[*].authorization.source'
#   partial: convict
#   remediation:
#     text: >-
#       Make an administrator with db.createUser, then set "security.authorization: enabled" and
#       "net.bindIp: 127.0.0.1" in /etc/mongod.conf (/etc/mongodb.conf in Debian's old packages), and
#       restart.
#     command: ""
#   references: ["MongoDB manual, security.authorization"]
package iso17799.c09_access_control.o9_4_network_access_control.database_mongodb_open

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no MongoDB", input.databases.mongodb.present.source) if {
	input.databases.mongodb.present.value == false
}

evidence contains report.evidence(sprintf("listens on %s, authorization: %v", [instance.scope.value, instance.authorization.value]), instance.authorization.source) if {
	some instance in input.databases.mongodb.instances
}

evidence contains report.evidence("nothing is configured", input.databases.mongodb.present.source) if {
	count(input.databases.mongodb.instances) == 0
}

violations contains report.violation({
	"message": sprintf("clients need no password, and it listens on %s", [instance.scope.value]),
	"resource": path,
	"observed": "authorization disabled",
	"expected": "authorization enabled",
	"source": instance.authorization.source,
}) if {
	some path, instance in input.databases.mongodb.instances
	instance.scope.value != "none"
	not instance.authorization.value == true
}
