# METADATA
# title: Redis asks local clients for a password
# description: >-
#   On loopback every account and every service of the host can connect, and through a web application that
#   can be made to send requests so can strangers. A password keeps the data to those who are meant to have
#   it.
# custom:
#   id: database-redis-password
#   controls: ["9.6.1", "9.4.4"]
#   aspects: ["9.6.1/database-access-rules", "9.4.4/unauthenticated-nfs-rsync-databases"]
#   severity: medium
#   scope: ["databases.redis.present"]
#   needs:
#     - 'databases.redis.present.source'
#     - 'databases.redis.instances[*].open.value'
#     - 'databases.redis.instances[*].open.source'
#     - 'databases.redis.instances[*].scope.value'
#     - 'databases.redis.instances[*].scope.source'
#     - 'databases.redis.instances[*].passwordless[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Set requirepass to a long random text in redis.conf (mode 0640, group redis), or ACL users with
#       passwords and "user default off"; restart, and give the password to the clients.
#     command: ""
#   references: ["redis.conf: requirepass, aclfile"]
package iso17799.c09_access_control.o9_6_application_access_control.database_redis_password

import data.lib.databases
import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no Redis, Valkey or KeyDB", input.databases.redis.present.source) if {
	input.databases.redis.present.value == false
}

evidence contains report.evidence(
	sprintf("%s; of them %d reached from the network, %d open without a password", [
		report.counted(count(_servers), "server", "servers"),
		count([1 | some server in _servers; server.scope.value in databases.exposed]),
		count([1 | some server in _servers; server.open.value]),
	]),
	input.databases.redis.present.source,
)

_servers := input.databases.redis.instances

violations contains report.violation({
	"message": "clients need no password",
	"resource": path,
	"observed": "the user default is on without a password",
	"expected": "requirepass or ACL users with passwords",
	"source": server.open.source,
}) if {
	some path, server in _servers
	server.open.value
	server.scope.value != "none"
}

violations contains report.violation({
	"message": sprintf("the ACL user %s needs no password", [name]),
	"resource": sprintf("%s: %s", [path, name]),
	"observed": "on nopass",
	"expected": "a password, or off",
	"source": user.source,
}) if {
	some path, server in _servers
	some name, user in server.passwordless
}
