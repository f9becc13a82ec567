# METADATA
# title: No program that gives a shell has the set-uid bit
# description: >-
#   Shells, editors, interpreters and file tools were never written to run for others: with the bit,
#   every user has the rights of their owner.
# custom:
#   id: file-setuid-shell
#   controls: ["9.5.5", "9.2.2"]
#   aspects: ["9.5.5/set-uid-programs", "9.2.2/set-uid-capability-files"]
#   severity: critical
#   needs:
#     - 'files.setuid[*].mode'
#     - 'files.setuid[*].name'
#     - 'files.walk.entries'
#   partial: convict
#   remediation:
#     text: >-
#       chmod ug-s FILE; on Debian look at dpkg-statoverride --list too. Then look for what was done
#       with it.
#     command: ""
#   references: ["chmod(1)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.file_setuid_shell

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
	"message": sprintf("%s gives a shell or any file with the rights of its owner or group", [name]),
	"resource": name,
	"observed": sprintf("mode %s", [program.mode]),
	"expected": "no set-uid or set-gid bit",
	"source": name,
}) if {
	some name, program in input.files.setuid
	regex.replace(program.name, `[0-9][0-9.]*$`, "") in params.file_setuid_never
}
