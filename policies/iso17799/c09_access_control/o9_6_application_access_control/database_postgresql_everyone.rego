# METADATA
# title: PostgreSQL names who may connect from where
# description: >-
#   A line for every address, every user and every database leaves the password as the only barrier, for the
#   superuser as well. Lines that name networks, databases and users hold even when a password is lost.
# custom:
#   id: database-postgresql-everyone
#   controls: ["9.6.1"]
#   aspects: ["9.6.1/database-access-rules"]
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
#       Name the network, the databases and the users in pg_hba.conf, such as "hostssl shop shop_app
#       10.1.2.0/24 scram-sha-256", and reload.
#     command: ""
#   references: ["PostgreSQL manual, The pg_hba.conf File"]
package iso17799.c09_access_control.o9_6_application_access_control.database_postgresql_everyone

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
	"message": "every address may try every user on every database",
	"resource": line.source,
	"observed": databases.entry(line),
	"expected": "a network, database and user that need it",
	"source": line.source,
}) if {
	some line in _lines
	not line.shadowed
	line.clients == "all"
	line.method != "reject"
	"all" in line.databases
	"all" in line.users
}
