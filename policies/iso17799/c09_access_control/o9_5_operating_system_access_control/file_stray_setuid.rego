# METADATA
# title: Every set-uid program came with a package
# description: >-
#   A set-uid copy of a shell is the oldest back door. What no package brought was put there by a
#   person, and no update will ever correct it.
# custom:
#   id: file-stray-setuid
#   controls: ["9.5.5", "9.2.2"]
#   aspects: ["9.5.5/set-uid-programs", "9.2.2/set-uid-capability-files"]
#   severity: critical
#   needs:
#     - 'files.setuid[*].mode'
#     - 'files.setuid[*].packaged'
#     - 'files.setuid[*].owner'
#     - 'files.walk.entries'
#   partial: convict
#   remediation:
#     text: >-
#       chmod ug-s FILE, find out who put it there and what it is; then delete it, or list it in
#       file_setuid_allowed.
#     command: ""
#   references: ["chmod(1)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.file_stray_setuid

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s among %s", [
		report.counted(count(input.files.setuid), "set-uid or set-gid program", "set-uid and set-gid programs"),
		report.counted(input.files.walk.entries, "file", "files"),
	]),
	"/",
)

violations contains report.violation({
	"message": sprintf("%s runs with the rights of its owner or group, and no package brought it", [name]),
	"resource": name,
	"observed": sprintf("mode %s, owner %d, of no package", [program.mode, program.owner]),
	"expected": "no such bit on programs of no package",
	"source": name,
}) if {
	some name, program in input.files.setuid
	not program.packaged
	not name in params.file_setuid_allowed
}
