# METADATA
# title: PostgreSQL asks every client of the network for a proof
# description: >-
#   With the method trust PostgreSQL believes whatever user name a client gives, the superuser's included. A
#   line of that kind for clients of the network opens all data, and through COPY PROGRAM a shell, to
#   whoever reaches the port.
# custom:
#   id: database-postgresql-trust-network
#   controls: ["9.6.1", "9.4.4"]
#   aspects: ["9.6.1/database-access-rules", "9.4.4/unauthenticated-nfs-rsync-databases"]
#   severity: critical
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
#       Replace trust in pg_hba.conf by scram-sha-256 (and host by hostssl), narrow the address, then
#       reload: "pg_ctlcluster VERSION NAME reload" on Debian, "systemctl reload postgresql" on RHEL, SUSE
#       and Alpine's "rc-service postgresql reload". Set passwords first with \password in psql.
#     command: ""
#   references: ["PostgreSQL manual, The pg_hba.conf File"]
package iso17799.c09_access_control.o9_6_application_access_control.database_postgresql_trust_network

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
	"message": "clients of the network are believed without any proof",
	"resource": line.source,
	"observed": databases.entry(line),
	"expected": "scram-sha-256, cert, gss or another method that proves who connects",
	"source": line.source,
}) if {
	some line in _lines
	not line.shadowed
	line.method == "trust"
	line.clients in databases.remote
}
