# METADATA
# title: No program with capabilities can be changed by others
# description: >-
#   Writing to such a file takes its capabilities away, but who may replace or restore it, or
#   owns it, decides what runs with them.
# custom:
#   id: walk-capabilities-writable
#   controls: ["9.2.2", "9.5.5"]
#   aspects: ["9.2.2/set-uid-capability-files", "9.5.5/set-uid-programs"]
#   severity: critical
#   needs:
#     - 'files.capabilities[*].mode'
#     - 'files.capabilities[*].owner'
#     - 'files.capabilities[*].group_writable'
#     - 'files.capabilities[*].world_writable'
#     - 'files.walk.entries'
#   partial: convict
#   remediation:
#     text: >-
#       chown root:root FILE, chmod go-w FILE, then set the capability again with setcap, for
#       chown takes it away.
#     command: ""
#   references: ["capabilities(7)"]
package iso17799.c09_access_control.o9_2_user_access_management.walk_capabilities_writable

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s with capabilities among %s: %s", [
		report.counted(count(input.files.capabilities), "program", "programs"),
		report.counted(input.files.walk.entries, "file", "files"),
		report.list(sort(object.keys(input.files.capabilities))),
	]),
	"/",
)

violations contains report.violation({
	"message": sprintf("others than root can change %s, which has capabilities", [name]),
	"resource": name,
	"observed": sprintf("mode %s, owner %d", [program.mode, program.owner]),
	"expected": "owned by root, writable by root only",
	"source": name,
}) if {
	some name, program in input.files.capabilities
	_open(program)
}

_open(program) if program.owner != 0

_open(program) if program.group_writable

_open(program) if program.world_writable
