# METADATA
# title: PostgreSQL stores passwords as SCRAM verifiers
# description: >-
#   What md5 stores lets a thief log on without ever knowing the password, and is found by guessing in no
#   time. A SCRAM verifier is salted, slow, and no use to log on with.
# custom:
#   id: database-postgresql-password-hash
#   controls: ["9.5.4", "9.4.9"]
#   aspects: ["9.5.4/hash-method-cost", "9.4.9/versions-configuration-services-found"]
#   severity: medium
#   scope: ["databases.postgresql.present"]
#   needs:
#     - 'databases.postgresql.present.source'
#     - 'databases.postgresql.clusters[*].settings.password_encryption.value'
#     - 'databases.postgresql.clusters[*].settings.password_encryption.source'
#   partial: convict
#   remediation:
#     text: >-
#       Set "password_encryption = scram-sha-256" in postgresql.conf, reload, and let every user set the
#       password anew: stored ones stay as they are.
#     command: ""
#   references: ["PostgreSQL manual, password_encryption"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.database_postgresql_password_hash

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no PostgreSQL", input.databases.postgresql.present.source) if {
	input.databases.postgresql.present.value == false
}

evidence contains report.evidence(sprintf("password_encryption: %s", [cluster.settings.password_encryption.value]), cluster.settings.password_encryption.source) if {
	some cluster in input.databases.postgresql.clusters
}

evidence contains report.evidence("PostgreSQL without a cluster", input.databases.postgresql.present.source) if {
	count(input.databases.postgresql.clusters) == 0
}

violations contains report.violation({
	"message": "new passwords are stored in a weak form",
	"resource": path,
	"observed": cluster.settings.password_encryption.value,
	"expected": concat(", ", params.database_postgresql_password_hashes),
	"source": cluster.settings.password_encryption.source,
}) if {
	some path, cluster in input.databases.postgresql.clusters
	not cluster.settings.password_encryption.value in params.database_postgresql_password_hashes
}
