# METADATA
# title: No program, library or kernel module can be changed by everybody
# description: >-
#   Who can write to a program puts his own code into it, and it runs with the rights of whoever
#   starts it next: a colleague, a service, root.
# custom:
#   id: file-programs-open
#   controls: ["10.5.4", "9.5.5"]
#   aspects: ["10.5.4/writable-start-up-paths"]
#   severity: critical
#   needs:
#     - 'files.walk.world_writable.count'
#     - 'files.walk.world_writable.items[*].path'
#     - 'files.walk.world_writable.items[*].owner'
#     - 'files.walk.world_writable.items[*].mode'
#     - 'files.walk.entries'
#   partial: convict
#   remediation:
#     text: >-
#       Find out who changed the file and when, compare it with its package (dpkg --verify, rpm -V),
#       put the genuine one back, then chmod go-w FILE and chown root:root FILE.
#     command: ""
#   references: ["hier(7)", "chmod(1)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.file_programs_open

import data.lib.report
import data.params
import future.keywords.not

_found := input.files.walk.world_writable

_open := [item |
	some item in _found.items
	some folder in params.file_program_trees
	startswith(item.path, folder)
	not _excepted(item.path)
]

_excepted(path) if {
	some pattern in params.file_walk_exceptions
	glob.match(pattern, null, path)
}

evidence contains report.evidence(
	sprintf("%d of %s can be changed by everybody, %d of them in %s", [
		_found.count,
		report.counted(input.files.walk.entries, "file", "files"),
		count(_open),
		report.list(params.file_program_trees),
	]),
	"/",
)

violations contains report.violation({
	"message": sprintf("%s, which programs run or load, can be changed by everybody", [item.path]),
	"resource": item.path,
	"observed": sprintf("mode %s, user id %d", [item.mode, item.owner]),
	"expected": "writable by root only",
	"source": item.path,
}) if {
	some item in _open
}
