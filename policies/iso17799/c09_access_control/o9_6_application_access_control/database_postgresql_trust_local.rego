# METADATA
# title: PostgreSQL asks local clients for a proof
# description: >-
#   With the method trust on the socket or on loopback every account and every service of the host is any
#   database user it likes, the superuser included. One hole in any of them is then a hole in the database.
# custom:
#   id: database-postgresql-trust-local
#   controls: ["9.6.1", "9.4.4"]
#   aspects: ["9.6.1/database-access-rules", "9.4.4/unauthenticated-nfs-rsync-databases"]
#   severity: high
#   scope: ["databases.postgresql.present"]
#   needs:
#     - 'databases.postgresql.clusters[*].hba[*].type'
#     - 'databases.postgresql.clusters[*].hba[*].databases'
#     - 'databases.postgresql.clusters[*].hba[*].users'
#     - 'databases.postgresql.clusters[*].hba[*].address'
#     - 'databases.postgresql.clusters[*].hba[*].clients'
#     - 'databases.postgresql.clusters[*].hba[*].method'
#     - 'databases.postgresql.clusters[*].hba[*].shadowed'
#     - 'databases.postgresql.clusters[*].hba[*].source'
#     - 'databases.postgresql.present.source'
#   partial: convict
#   remediation:
#     text: >-
#       In pg_hba.conf use peer for "local" lines and scram-sha-256 for 127.0.0.1 and ::1, then reload
#       PostgreSQL.
#     command: ""
#   references: ["PostgreSQL manual, The pg_hba.conf File"]
package iso17799.c09_access_control.o9_6_application_access_control.database_postgresql_trust_local

import data.lib.databases
import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no PostgreSQL", input.databases.postgresql.present.source) if {
	input.databases.postgresql.present.value == false
}

evidence contains report.evidence(
	sprintf("%s of pg_hba.conf in %s, %s", [
		report.counted(count(_lines), "line", "lines"),
		report.counted(count(input.databases.postgresql.clusters), "cluster", "clusters"),
		_methods,
	]),
	input.databases.postgresql.present.source,
)

_methods := concat(", ", sort([sprintf("%s: %d", [method, n]) |
	some method in {line.method | some line in _lines}
	n := count([1 | some line in _lines; line.method == method])
]))

_lines := [line | some cluster in input.databases.postgresql.clusters; some line in cluster.hba]

violations contains report.violation({
	"message": "local clients are believed without any proof",
	"resource": line.source,
	"observed": databases.entry(line),
	"expected": "peer on the socket, scram-sha-256 on loopback",
	"source": line.source,
}) if {
	some line in _lines
	not line.shadowed
	line.method == "trust"
	line.clients in {"local", "loopback"}
}
