# METADATA
# title: No program that gives a shell has capabilities
# description: >-
#   Shells, interpreters, editors and file tools do what their caller says: a capability on one
#   is given to everybody for anything.
# custom:
#   id: walk-capabilities-shell
#   controls: ["9.2.2", "9.5.5"]
#   aspects: ["9.2.2/set-uid-capability-files", "9.5.5/set-uid-programs"]
#   severity: critical
#   needs:
#     - 'files.capabilities[*].permitted'
#     - 'files.capabilities[*].name'
#     - 'files.walk.entries'
#   partial: convict
#   remediation:
#     text: >-
#       setcap -r FILE. A service in an interpreted language gets its port from systemd or
#       AmbientCapabilities=CAP_NET_BIND_SERVICE in its unit.
#     command: ""
#   references: ["capabilities(7)"]
package iso17799.c09_access_control.o9_2_user_access_management.walk_capabilities_shell

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
	"message": sprintf("%s does for everybody whatever its capabilities allow", [name]),
	"resource": name,
	"observed": concat(" ", program.permitted),
	"expected": "no capabilities",
	"source": name,
}) if {
	some name, program in input.files.capabilities
	count(program.permitted) > 0
	regex.replace(program.name, `[0-9][0-9.]*$`, "") in params.file_setuid_never
}
