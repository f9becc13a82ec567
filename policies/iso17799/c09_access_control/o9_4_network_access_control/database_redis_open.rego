# METADATA
# title: Redis asks clients of the network for a password
# description: >-
#   Whoever reaches a Redis without a password reads and deletes all data, and writes files of the host by
#   CONFIG SET dir, an SSH key for instance. Scanners find such a server within minutes.
# custom:
#   id: database-redis-open
#   controls: ["9.4.4", "9.6.1"]
#   aspects: ["9.4.4/unauthenticated-nfs-rsync-databases", "9.6.1/database-access-rules"]
#   severity: critical
#   scope: ["databases.redis.present"]
#   needs:
#     - 'databases.redis.present.source'
#     - 'databases.redis.instances[*].open.value'
#     - 'databases.redis.instances[*].open.source'
#     - 'databases.redis.instances[*].scope.value'
#     - 'databases.redis.instances[*].scope.source'
#     - 'databases.redis.instances[*].refuses'
#   partial: convict
#   remediation:
#     text: >-
#       Set requirepass (or ACL users and "user default off") and "bind 127.0.0.1 -::1" in
#       /etc/redis/redis.conf (/etc/redis.conf on older RHEL, /etc/valkey/valkey.conf for Valkey), keep
#       "protected-mode yes", and restart.
#     command: ""
#   references: ["redis.conf: requirepass, bind, protected-mode", "Redis documentation, Security"]
package iso17799.c09_access_control.o9_4_network_access_control.database_redis_open

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
	"message": "clients of the network need no password",
	"resource": path,
	"observed": sprintf("listens on %s, no password, protected mode does not turn clients away", [server.scope.value]),
	"expected": "a password, or loopback only",
	"source": server.open.source,
}) if {
	some path, server in _servers
	_reachable(server)
	server.refuses == "no"
}

unknown contains sprintf("%s: whether protected mode turns clients away depends on the release, which is not known", [path]) if {
	some path, server in _servers
	_reachable(server)
	server.refuses == "unknown"
}

_reachable(server) if {
	server.open.value
	server.scope.value in databases.exposed
}
