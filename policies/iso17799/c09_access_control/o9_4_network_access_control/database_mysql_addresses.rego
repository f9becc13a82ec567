# METADATA
# title: MySQL and MariaDB listen only where they are meant to
# description: >-
#   MariaDB and MySQL listen on every address unless an option file says otherwise. Who cannot reach a
#   database cannot try passwords on it, nor a hole in it.
# custom:
#   id: database-mysql-addresses
#   controls: ["9.4.9", "9.4.6", "9.6.1"]
#   aspects: ["9.4.9/versions-configuration-services-found", "9.4.6/services-bound-every-interface", "9.6.1/database-access-rules"]
#   severity: medium
#   scope: ["databases.mysql.present"]
#   needs:
#     - 'databases.mysql.scope.value'
#     - 'databases.mysql.scope.source'
#     - 'databases.mysql.settings[*].value'
#   partial: convict
#   remediation:
#     text: >-
#       Set "bind-address = 127.0.0.1" (or skip-networking) below [mysqld]:
#       /etc/mysql/mariadb.conf.d/50-server.cnf or mysql.conf.d/mysqld.cnf on Debian, /etc/my.cnf.d/mariadb-
#       server.cnf on RHEL and Alpine, /etc/my.cnf on SUSE; restart. Add network to the parameter
#       database_listen_scopes where the host serves others from one address.
#     command: ""
#   references: ["MariaDB: bind-address", "MySQL manual, bind_address"]
package iso17799.c09_access_control.o9_4_network_access_control.database_mysql_addresses

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no MySQL or MariaDB server", input.databases.mysql.present.source) if {
	input.databases.mysql.present.value == false
}

evidence contains report.evidence(sprintf("listens on: %s", [_scope.value]), _scope.source)

violations contains report.violation({
	"message": "listens beyond the host",
	"resource": "mysqld",
	"observed": _observed,
	"expected": concat(", ", params.database_listen_scopes),
	"source": _scope.source,
}) if {
	not _scope.value in params.database_listen_scopes
}

default _observed := "bind-address unknown"

_observed := sprintf("bind-address = %s", [input.databases.mysql.settings["bind-address"].value])

_scope := input.databases.mysql.scope
