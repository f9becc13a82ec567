# METADATA
# title: The monitor of file integrity has a record to compare with
# description: >-
#   AIDE compares the files with its database. Where that is missing or empty it runs on time and
#   finds nothing, or finds everything new, and a change stays unseen.
# custom:
#   id: integrity-database
#   controls: ["8.1.2", "9.7.2", "10.5.4"]
#   aspects: ["8.1.2/file-integrity-monitor-installed"]
#   severity: medium
#   scope: ["integrity.aide.present.value", "integrity.aide.present.source"]
#   needs: ["integrity.aide"]
#   remediation:
#     text: >-
#       Make sure that the files are as they should be, then make the database. Debian: "aideinit". RHEL: "aide
#       --init", then "mv /var/lib/aide/aide.db.new.gz /var/lib/aide/aide.db.gz". SUSE and Alpine:
#       likewise, with the names of database_out= and database_in= in /etc/aide.conf. Keep a copy where
#       this host cannot change it.
#     command: ""
#   references: ["aide(1)", "aide.conf(5)"]
package iso17799.c08_communications_and_operations_management.o8_1_operational_procedures_and_responsibilities.integrity_database

import data.lib.report
import future.keywords.not

_aide := input.integrity.aide

not_applicable contains report.evidence("AIDE is not installed", _aide.present.source) if {
	_aide.present.value == false
}

evidence contains report.evidence(
	sprintf("%s names %s, of %s and written %s", [_aide.config, _file.path, report.counted(_file.bytes, "byte", "bytes"), _file.modified]),
	_file.source,
)

evidence contains report.evidence(sprintf("%s names %s, which is not there", [_aide.config, _file.path]), _file.source) if {
	_file.exists == false
}

violations contains report.violation({
	"message": "AIDE's configuration names no database",
	"resource": _aide.config,
	"observed": "no database_in=",
	"expected": "database_in=file:PATH",
	"source": _aide.config,
}) if {
	_aide.named == false
}

violations contains report.violation({
	"message": "AIDE has no database to compare with",
	"resource": _file.path,
	"observed": "no such file",
	"expected": "a database of how the files were",
	"source": _file.source,
}) if {
	_file.exists == false
}

violations contains report.violation({
	"message": "AIDE's database is empty",
	"resource": _file.path,
	"observed": "0 bytes",
	"expected": "a database of how the files were",
	"source": _file.source,
}) if {
	_file.bytes == 0
}

unknown contains "AIDE is installed without a configuration in the usual places" if {
	_aide.present.value
	not "config" in object.keys(_aide)
}

unknown contains sprintf("the database is named as %s, which cannot be looked at", [_aide.database.kind]) if {
	_aide.database.kind != "file"
}

_file := _aide.database if _aide.database.kind == "file"
