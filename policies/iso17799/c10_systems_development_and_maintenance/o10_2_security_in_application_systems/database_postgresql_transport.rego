# METADATA
# title: PostgreSQL clients of the network are met with TLS only
# description: >-
#   Without TLS every query and every answer can be read and changed on its way. A line of type host or
#   hostnossl lets clients connect in the clear, and with ssl off all of them do.
# custom:
#   id: database-postgresql-transport
#   controls: ["10.2.3", "9.4.9"]
#   aspects: ["10.2.3/transport-authentication-exposed-services", "9.4.9/versions-configuration-services-found"]
#   severity: medium
#   scope: ["databases.postgresql.present"]
#   needs:
#     - 'databases.postgresql.present.source'
#     - 'databases.postgresql.clusters[*].hba[*].type'
#     - 'databases.postgresql.clusters[*].hba[*].databases'
#     - 'databases.postgresql.clusters[*].hba[*].users'
#     - 'databases.postgresql.clusters[*].hba[*].address'
#     - 'databases.postgresql.clusters[*].hba[*].clients'
#     - 'databases.postgresql.clusters[*].hba[*].method'
#     - 'databases.postgresql.clusters[*].hba[*].shadowed'
#     - 'databases.postgresql.clusters[*].hba[*].source'
#     - 'databases.postgresql.clusters[*].settings.ssl.value'
#     - 'databases.postgresql.clusters[*].settings.ssl.source'
#     - 'databases.postgresql.clusters[*].scope.value'
#   partial: convict
#   remediation:
#     text: >-
#       Set "ssl = on" with ssl_cert_file and ssl_key_file in postgresql.conf, write hostssl in place of
#       host in pg_hba.conf for addresses other than loopback, and restart. Debian's clusters have a self-
#       made certificate already; it should become a proper one.
#     command: ""
#   references: ["PostgreSQL manual, Secure TCP/IP Connections with SSL"]
package iso17799.c10_systems_development_and_maintenance.o10_2_security_in_application_systems.database_postgresql_transport

import data.lib.databases
import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no PostgreSQL", input.databases.postgresql.present.source) if {
	input.databases.postgresql.present.value == false
}

evidence contains report.evidence(
	sprintf("listens on %s, ssl %s, %s for network clients", [cluster.scope.value, cluster.settings.ssl.value, report.counted(count(_remote(cluster)), "line", "lines")]),
	cluster.settings.ssl.source,
) if {
	some cluster in input.databases.postgresql.clusters
}

evidence contains report.evidence("PostgreSQL without a cluster", input.databases.postgresql.present.source) if {
	count(input.databases.postgresql.clusters) == 0
}

_remote(cluster) := [line |
	some line in cluster.hba
	line.clients in databases.remote
	not line.shadowed
	line.method != "reject"
]

violations contains report.violation({
	"message": "clients of the network, and TLS is off",
	"resource": path,
	"observed": "ssl off",
	"expected": "ssl on",
	"source": cluster.settings.ssl.source,
}) if {
	some path, cluster in _reached
	cluster.settings.ssl.value != "on"
}

violations contains report.violation({
	"message": "clients of the network may connect without TLS",
	"resource": line.source,
	"observed": databases.entry(line),
	"expected": "hostssl",
	"source": line.source,
}) if {
	some cluster in _reached
	some line in _remote(cluster)
	not line.type in {"hostssl", "hostgssenc"}
}

# Who listens on loopback alone meets no client of the network.
_reached[path] := cluster if {
	some path, cluster in input.databases.postgresql.clusters
	cluster.scope.value in {"network", "all"}
	count(_remote(cluster)) > 0
}
