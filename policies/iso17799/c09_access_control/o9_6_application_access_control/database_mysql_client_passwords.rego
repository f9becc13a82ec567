# METADATA
# title: No MySQL or MariaDB password lies where others can read it
# description: >-
#   Programs keep database passwords in option files. One that others can read gives the account, often
#   root's, to everybody who has a shell on the host.
# custom:
#   id: database-mysql-client-passwords
#   controls: ["9.6.1", "9.5.4"]
#   aspects: ["9.6.1/database-access-rules"]
#   severity: high
#   scope: ["databases.mysql.present"]
#   needs:
#     - 'databases.mysql.present.source'
#     - 'databases.mysql.client_files[*].mode'
#     - 'databases.mysql.client_files[*].other_readable'
#     - 'databases.mysql.client_files[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       chmod 600 the file and chown it to the account that uses it; then set a new password, for the old
#       one was readable.
#     command: ""
#   references: ["MySQL manual, Using Option Files", "chmod(1)"]
package iso17799.c09_access_control.o9_6_application_access_control.database_mysql_client_passwords

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s with a password, %d of them readable by others", [report.counted(count(_files), "option file", "option files"), count(_open)]),
	input.databases.mysql.present.source,
)

violations contains report.violation({
	"message": sprintf("%s holds a password that others can read", [path]),
	"resource": path,
	"observed": file.mode,
	"expected": "no permission for others",
	"source": file.source,
}) if {
	some path, file in _open
}

_files := input.databases.mysql.client_files

_open[path] := file if {
	some path, file in _files
	file.other_readable
}

not_applicable contains report.evidence("no MySQL or MariaDB server", input.databases.mysql.present.source) if {
	input.databases.mysql.present.value == false
	count(_files) == 0
}
