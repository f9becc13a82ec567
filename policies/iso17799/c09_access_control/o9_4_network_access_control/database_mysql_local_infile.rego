# METADATA
# title: MySQL and MariaDB take no files from clients
# description: >-
#   With local-infile the server may ask a client for any file that the client can read, and a query with
#   LOAD DATA LOCAL that an attacker slips into a web application brings those files in.
# custom:
#   id: database-mysql-local-infile
#   controls: ["9.4.9", "9.6.1"]
#   aspects: ["9.4.9/versions-configuration-services-found", "9.6.1/database-access-rules"]
#   severity: low
#   scope: ["databases.mysql.present"]
#   needs:
#     - 'databases.mysql.settings[*].value'
#     - 'databases.mysql.settings[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Set "local-infile = 0" below [mysqld] in the option files (see "mysqld --help --verbose" for their
#       order) and restart.
#     command: ""
#   references: ["MariaDB: Server System Variables", "MySQL manual, Server Command Options"]
package iso17799.c09_access_control.o9_4_network_access_control.database_mysql_local_infile

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no MySQL or MariaDB server", input.databases.mysql.present.source) if {
	input.databases.mysql.present.value == false
}

evidence contains report.evidence(sprintf("local-infile = %s", [_option.value]), _option.source)

violations contains report.violation({
	"message": "clients' files can be loaded with LOAD DATA LOCAL",
	"resource": "mysqld",
	"observed": sprintf("local-infile = %s", [_option.value]),
	"expected": "off",
	"source": _option.source,
}) if {
	_option.value == "on"
}

_option := input.databases.mysql.settings["local-infile"]
