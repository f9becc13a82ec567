# METADATA
# title: No set-uid program can be changed by others
# description: >-
#   Who can write to such a program puts his own in its place.
# custom:
#   id: file-setuid-writable
#   controls: ["9.5.5", "9.2.2"]
#   aspects: ["9.5.5/set-uid-programs", "9.2.2/set-uid-capability-files"]
#   severity: critical
#   needs:
#     - 'files.setuid[*].mode'
#     - 'files.setuid[*].group_writable'
#     - 'files.setuid[*].world_writable'
#     - 'files.walk.entries'
#   partial: convict
#   remediation:
#     text: >-
#       chmod go-w FILE, and install it anew from its package.
#     command: ""
#   references: ["chmod(1)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.file_setuid_writable

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s among %s", [
		report.counted(count(input.files.setuid), "set-uid or set-gid program", "set-uid and set-gid programs"),
		report.counted(input.files.walk.entries, "file", "files"),
	]),
	"/",
)

_writable(program) if program.world_writable

_writable(program) if program.group_writable

violations contains report.violation({
	"message": sprintf("%s runs with the rights of its owner or group and can be changed by others", [name]),
	"resource": name,
	"observed": sprintf("mode %s", [program.mode]),
	"expected": "writable by its owner only",
	"source": name,
}) if {
	some name, program in input.files.setuid
	_writable(program)
}
