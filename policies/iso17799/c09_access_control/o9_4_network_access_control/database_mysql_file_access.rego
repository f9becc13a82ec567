# METADATA
# title: MySQL and MariaDB read and write files in one folder only
# description: >-
#   With an empty secure-file-priv a user with the FILE privilege reads every file that the server can read
#   and writes new ones anywhere, such as into a web root.
# custom:
#   id: database-mysql-file-access
#   controls: ["9.4.9"]
#   aspects: ["9.4.9/versions-configuration-services-found"]
#   severity: low
#   profile: strict
#   scope: ["databases.mysql.present"]
#   needs:
#     - 'databases.mysql.settings[*].value'
#     - 'databases.mysql.settings[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Set "secure-file-priv = /var/lib/mysql-files" (made for the server's account, mode 0700) below
#       [mysqld] and restart.
#     command: ""
#   references: ["MariaDB: Server System Variables", "MySQL manual, Server Command Options"]
package iso17799.c09_access_control.o9_4_network_access_control.database_mysql_file_access

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no MySQL or MariaDB server", input.databases.mysql.present.source) if {
	input.databases.mysql.present.value == false
}

evidence contains report.evidence(sprintf("secure-file-priv = %s", [_option.value]), _option.source)

violations contains report.violation({
	"message": "files are read and written anywhere",
	"resource": "mysqld",
	"observed": sprintf("secure-file-priv = %s", [_option.value]),
	"expected": "a folder of its own, or NULL",
	"source": _option.source,
}) if {
	_option.value == ""
}

_option := input.databases.mysql.settings["secure-file-priv"]
