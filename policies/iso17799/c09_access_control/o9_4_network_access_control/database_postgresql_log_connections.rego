# METADATA
# title: PostgreSQL records who connects
# description: >-
#   Without a record of connections nobody can tell later who was in the database when something went wrong,
#   or that passwords were being tried.
# custom:
#   id: database-postgresql-log-connections
#   controls: ["9.4.9"]
#   aspects: ["9.4.9/versions-configuration-services-found"]
#   severity: low
#   scope: ["databases.postgresql.present"]
#   needs:
#     - 'databases.postgresql.present.source'
#     - 'databases.postgresql.clusters[*].settings.log_connections.value'
#     - 'databases.postgresql.clusters[*].settings.log_connections.source'
#   partial: convict
#   remediation:
#     text: >-
#       Set "log_connections = on" in postgresql.conf and reload.
#     command: ""
#   references: ["PostgreSQL manual, log_connections"]
package iso17799.c09_access_control.o9_4_network_access_control.database_postgresql_log_connections

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no PostgreSQL", input.databases.postgresql.present.source) if {
	input.databases.postgresql.present.value == false
}

evidence contains report.evidence(sprintf("log_connections: %s", [cluster.settings.log_connections.value]), cluster.settings.log_connections.source) if {
	some cluster in input.databases.postgresql.clusters
}

evidence contains report.evidence("PostgreSQL without a cluster", input.databases.postgresql.present.source) if {
	count(input.databases.postgresql.clusters) == 0
}

violations contains report.violation({
	"message": "connections are not recorded",
	"resource": path,
	"observed": cluster.settings.log_connections.value,
	"expected": "on",
	"source": cluster.settings.log_connections.source,
}) if {
	some path, cluster in input.databases.postgresql.clusters
	cluster.settings.log_connections.value in {"off", ""}
}
