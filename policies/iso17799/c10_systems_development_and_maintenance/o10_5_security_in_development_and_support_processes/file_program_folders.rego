# METADATA
# title: Only root can add to the folders of programs
# description: >-
#   Every shell and every daemon looks for its programs in these folders.
# custom:
#   id: file-program-folders
#   controls: ["10.5.4", "9.5.5"]
#   aspects: ["10.5.4/writable-start-up-paths"]
#   severity: critical
#   needs:
#     - 'files.path[*].weak'
#   partial: convict
#   remediation:
#     text: >-
#       chown root:root FOLDER; chmod go-w FOLDER. On Debian a group staff with write access to
#       /usr/local is taken away with "rm /etc/staff-group-for-usr-local".
#     command: ""
#   references: ["hier(7)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.file_program_folders

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s: %s", [report.counted(count(input.files.path), "folder of programs", "folders of programs"), report.list(sort(object.keys(input.files.path)))]),
	"/etc",
)

violations contains report.violation({
	"message": sprintf("%s can be changed by others than root: %s", [name, report.list(place.weak)]),
	"resource": name,
	"observed": report.list(place.weak),
	"expected": "owned and writable by root only, with every folder above it",
	"source": name,
}) if {
	some name, place in input.files.path
	count(place.weak) > 0
}
