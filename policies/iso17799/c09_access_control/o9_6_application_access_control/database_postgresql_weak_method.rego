# METADATA
# title: PostgreSQL authenticates network clients with a strong method
# description: >-
#   password sends the password itself, md5 a hash that is as good as the password to who has stolen it, and
#   ident believes what the client's own machine says. scram-sha-256 proves the password to both sides
#   without showing it.
# custom:
#   id: database-postgresql-weak-method
#   controls: ["9.6.1", "9.4.4"]
#   aspects: ["9.6.1/database-access-rules", "9.4.4/unauthenticated-nfs-rsync-databases"]
#   severity: medium
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
#       Set "password_encryption = scram-sha-256" in postgresql.conf, let every user set the password anew,
#       then replace md5, password and ident in pg_hba.conf by scram-sha-256 and reload.
#     command: ""
#   references: ["PostgreSQL manual, The pg_hba.conf File"]
package iso17799.c09_access_control.o9_6_application_access_control.database_postgresql_weak_method

import data.lib.databases
import data.lib.report
import data.params
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
	"message": sprintf("clients of the network prove who they are by %s only", [line.method]),
	"resource": line.source,
	"observed": databases.entry(line),
	"expected": "scram-sha-256, cert, gss, ldap over TLS or radius",
	"source": line.source,
}) if {
	some line in _lines
	not line.shadowed
	line.method in params.database_postgresql_weak_methods
	line.clients in databases.remote
}
