# METADATA
# title: Redis clients of the network are met with TLS only
# description: >-
#   The protocol of Redis is plain text, passwords included. Over a network it needs TLS, or a tunnel.
# custom:
#   id: database-redis-transport
#   controls: ["10.2.3", "9.4.9"]
#   aspects: ["10.2.3/transport-authentication-exposed-services", "9.4.9/versions-configuration-services-found"]
#   severity: medium
#   scope: ["databases.redis.present"]
#   needs:
#     - 'databases.redis.present.source'
#     - 'databases.redis.instances[*].settings[*].value'
#     - 'databases.redis.instances[*].settings[*].source'
#     - 'databases.redis.instances[*].scope.value'
#     - 'databases.redis.instances[*].scope.source'
#   partial: convict
#   remediation:
#     text: >-
#       Set "port 0", "tls-port 6379", tls-cert-file, tls-key-file and tls-ca-cert-file in redis.conf, or
#       bind to loopback and use a tunnel; restart.
#     command: ""
#   references: ["Redis documentation, TLS"]
package iso17799.c10_systems_development_and_maintenance.o10_2_security_in_application_systems.database_redis_transport

import data.lib.databases
import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no Redis, Valkey or KeyDB", input.databases.redis.present.source) if {
	input.databases.redis.present.value == false
}

evidence contains report.evidence(
	sprintf("listens on %s, port %s, tls-port %s", [server.scope.value, server.settings.port.value, server.settings["tls-port"].value]),
	server.scope.source,
) if {
	some server in input.databases.redis.instances
}

evidence contains report.evidence("no server is configured", input.databases.redis.present.source) if {
	count(input.databases.redis.instances) == 0
}

violations contains report.violation({
	"message": "clients of the network connect without TLS",
	"resource": path,
	"observed": sprintf("port %s", [server.settings.port.value]),
	"expected": "port 0 and a tls-port, or loopback only",
	"source": server.scope.source,
}) if {
	some path, server in input.databases.redis.instances
	server.scope.value in databases.exposed
	server.settings.port.value != "0"
}
