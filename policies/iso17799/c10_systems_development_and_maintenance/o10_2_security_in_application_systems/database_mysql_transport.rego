# METADATA
# title: MySQL and MariaDB clients of the network are met with TLS only
# description: >-
#   Without require_secure_transport a client may talk in the clear, so that queries and answers can be read
#   and changed on their way.
# custom:
#   id: database-mysql-transport
#   controls: ["10.2.3", "9.4.9"]
#   aspects: ["10.2.3/transport-authentication-exposed-services", "9.4.9/versions-configuration-services-found"]
#   severity: medium
#   scope: ["databases.mysql.present"]
#   needs:
#     - 'databases.mysql.settings[*].value'
#     - 'databases.mysql.settings[*].source'
#     - 'databases.mysql.scope.value'
#   partial: convict
#   remediation:
#     text: >-
#       Set ssl-cert, ssl-key and "require-secure-transport = ON" below [mysqld] (MariaDB 10.5, MySQL 5.7
#       and later) and restart; before, let accounts REQUIRE SSL.
#     command: ""
#   references: ["MariaDB: Server System Variables", "MySQL manual, Server Command Options"]
package iso17799.c10_systems_development_and_maintenance.o10_2_security_in_application_systems.database_mysql_transport

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no MySQL or MariaDB server", input.databases.mysql.present.source) if {
	input.databases.mysql.present.value == false
}

evidence contains report.evidence(sprintf("require-secure-transport = %s", [_option.value]), _option.source)

violations contains report.violation({
	"message": "clients of the network may connect without TLS",
	"resource": "mysqld",
	"observed": sprintf("require-secure-transport = %s", [_option.value]),
	"expected": "on",
	"source": _option.source,
}) if {
	input.databases.mysql.scope.value in {"network", "all"}
	_option.value != "on"
}

_option := input.databases.mysql.settings["require-secure-transport"]
