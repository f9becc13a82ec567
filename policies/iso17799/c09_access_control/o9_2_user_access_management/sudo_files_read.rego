# METADATA
# title: Sudo reads every sudoers file and understands each line
# description: >-
#   A file that sudo refuses, or a line that it cannot parse, is a rule or a limit that somebody
#   believes in and that is not there. With a broken main file nobody can act as root in an
#   emergency.
# custom:
#   id: sudo-files-read
#   controls: ["9.2.2"]
#   aspects: ["9.2.2/sudoers-rules"]
#   severity: medium
#   scope: ["sudo.present"]
#   needs:
#     - 'sudo.files'
#     - 'sudo.errors'
#   partial: convict
#   remediation:
#     text: >-
#       Run "visudo -c", which names each line, and correct it with "visudo -f FILE".
#     command: ""
#   references: ["visudo(8)"]
package iso17799.c09_access_control.o9_2_user_access_management.sudo_files_read

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no sudo program and no sudoers file", input.sudo.present.source) if {
	input.sudo.present.value == false
}

evidence contains report.evidence(
	sprintf("%s, %s with errors", [
		report.counted(count(input.sudo.files), "sudoers file or folder", "sudoers files and folders"),
		report.counted(count(input.sudo.errors), "line", "lines"),
	]),
	input.sudo.present.source,
)

violations contains report.violation({
	"message": sprintf("sudo reports: %s", [object.get(error, "message", "an error")]),
	"resource": object.get(error, "source", "sudoers"),
	"observed": object.get(error, "message", "an error"),
	"expected": "no error from visudo -c",
	"source": object.get(error, "source", ""),
}) if {
	some error in input.sudo.errors
}

violations contains report.violation({
	"message": sprintf("sudo does not read %s: %s", [name, file.refused]),
	"resource": name,
	"observed": file.refused,
	"expected": "owned by root, mode 0440",
	"source": name,
}) if {
	some name, file in input.sudo.files
	file.refused
}
