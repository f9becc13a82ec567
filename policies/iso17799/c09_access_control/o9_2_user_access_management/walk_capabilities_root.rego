# METADATA
# title: No program gives capabilities that amount to root
# description: >-
#   With one of these a program can become root, read or write every file, load code into the
#   kernel or look into every process. It is as good as the set-uid bit, and less visible.
# custom:
#   id: walk-capabilities-root
#   controls: ["9.2.2", "9.5.5"]
#   aspects: ["9.2.2/set-uid-capability-files", "9.5.5/set-uid-programs"]
#   severity: critical
#   needs:
#     - 'files.capabilities[*].permitted'
#     - 'files.capabilities[*].effective'
#     - 'files.walk.entries'
#   partial: convict
#   remediation:
#     text: >-
#       setcap -r FILE, and let the service have what it needs from its unit
#       (AmbientCapabilities=, with NoNewPrivileges=yes); or list the program in
#       walk_capabilities_root_allowed.
#     command: ""
#   references: ["capabilities(7)"]
package iso17799.c09_access_control.o9_2_user_access_management.walk_capabilities_root

import data.lib.report
import data.params
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
	"message": sprintf("whoever runs %s can become root with it", [name]),
	"resource": name,
	"observed": concat(" ", sort(_strong(program))),
	"expected": "none of these capabilities",
	"source": name,
}) if {
	some name, program in input.files.capabilities
	count(_strong(program)) > 0
	not name in params.walk_capabilities_root_allowed
}

_strong(program) := {c | some c in program.permitted; c in params.walk_capabilities_root}
