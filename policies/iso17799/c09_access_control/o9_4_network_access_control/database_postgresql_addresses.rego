# METADATA
# title: PostgreSQL listens only where it is meant to
# description: >-
#   Who cannot reach a database cannot try passwords on it, nor a hole in it. It listens on loopback, or on
#   the one network that its clients are in.
# custom:
#   id: database-postgresql-addresses
#   controls: ["9.4.9", "9.4.6", "9.6.1"]
#   aspects: ["9.4.9/versions-configuration-services-found", "9.4.6/services-bound-every-interface", "9.6.1/database-access-rules"]
#   severity: medium
#   scope: ["databases.postgresql.present"]
#   needs:
#     - 'databases.postgresql.present.source'
#     - 'databases.postgresql.clusters[*].scope.value'
#     - 'databases.postgresql.clusters[*].scope.source'
#   partial: convict
#   remediation:
#     text: >-
#       Set "listen_addresses = 'localhost'" in postgresql.conf (look at postgresql.auto.conf too: "ALTER
#       SYSTEM RESET listen_addresses"), restart; add network to the parameter database_listen_scopes where
#       the host serves others from one address.
#     command: ""
#   references: ["PostgreSQL manual, listen_addresses"]
package iso17799.c09_access_control.o9_4_network_access_control.database_postgresql_addresses

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no PostgreSQL", input.databases.postgresql.present.source) if {
	input.databases.postgresql.present.value == false
}

evidence contains report.evidence(sprintf("scope: %s", [cluster.scope.value]), cluster.scope.source) if {
	some cluster in input.databases.postgresql.clusters
}

evidence contains report.evidence("PostgreSQL without a cluster", input.databases.postgresql.present.source) if {
	count(input.databases.postgresql.clusters) == 0
}

violations contains report.violation({
	"message": "listens beyond the host",
	"resource": path,
	"observed": cluster.scope.value,
	"expected": concat(", ", params.database_listen_scopes),
	"source": cluster.scope.source,
}) if {
	some path, cluster in input.databases.postgresql.clusters
	not cluster.scope.value in params.database_listen_scopes
}
