# METADATA
# title: Every program with capabilities came with a package
# description: >-
#   A capability on a file is a quieter set-uid bit: ls does not show it. What no package
#   brought was given it by a person, and no update will ever correct it.
# custom:
#   id: walk-capabilities-packaged
#   controls: ["9.2.2", "9.5.5"]
#   aspects: ["9.2.2/set-uid-capability-files", "9.5.5/set-uid-programs"]
#   severity: high
#   needs:
#     - 'files.capabilities[*].permitted'
#     - 'files.capabilities[*].packaged'
#     - 'files.walk.entries'
#   partial: convict
#   remediation:
#     text: >-
#       Find out who set it and what for ("getcap -r / 2>/dev/null" lists them all); take it
#       away with "setcap -r FILE", or list the file in walk_capabilities_allowed.
#     command: ""
#   references: ["capabilities(7)", "setcap(8)"]
package iso17799.c09_access_control.o9_2_user_access_management.walk_capabilities_packaged

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
	"message": sprintf("%s gives capabilities to whoever runs it, and no package brought it", [name]),
	"resource": name,
	"observed": concat(" ", program.permitted),
	"expected": "no capabilities on programs of no package",
	"source": name,
}) if {
	some name, program in input.files.capabilities
	count(program.permitted) > 0
	not program.packaged
	not name in params.walk_capabilities_allowed
}
