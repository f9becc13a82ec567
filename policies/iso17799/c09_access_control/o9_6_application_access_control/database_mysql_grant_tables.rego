# METADATA
# title: MySQL and MariaDB check privileges
# description: >-
#   With skip-grant-tables the server asks for no password and lets everybody do everything. It is meant for
#   the minutes in which a lost password is set anew.
# custom:
#   id: database-mysql-grant-tables
#   controls: ["9.6.1", "9.4.4"]
#   aspects: ["9.6.1/database-access-rules", "9.4.4/unauthenticated-nfs-rsync-databases"]
#   severity: critical
#   scope: ["databases.mysql.present"]
#   needs:
#     - 'databases.mysql.settings[*].value'
#     - 'databases.mysql.settings[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Delete skip-grant-tables from the option files in /etc/mysql (Debian), /etc/my.cnf and /etc/my.cnf.d
#       (RHEL, SUSE, Alpine) and from the unit's arguments, then restart the server.
#     command: ""
#   references: ["MariaDB: Server System Variables", "MySQL manual, Server Command Options"]
package iso17799.c09_access_control.o9_6_application_access_control.database_mysql_grant_tables

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no MySQL or MariaDB server", input.databases.mysql.present.source) if {
	input.databases.mysql.present.value == false
}

evidence contains report.evidence(sprintf("skip-grant-tables = %s", [_option.value]), _option.source)

violations contains report.violation({
	"message": "every client may do everything without a password",
	"resource": "mysqld",
	"observed": sprintf("skip-grant-tables = %s", [_option.value]),
	"expected": "off",
	"source": _option.source,
}) if {
	_option.value == "on"
}

_option := input.databases.mysql.settings["skip-grant-tables"]
