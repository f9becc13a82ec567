# METADATA
# title: Only root can change the sudoers files
# description: >-
#   Whoever can write to one of them grants himself everything. sudo refuses such a file until its
#   mode is put right, and then follows what was written meanwhile.
# custom:
#   id: sudo-file-modes
#   controls: ["9.2.2", "9.6.1"]
#   aspects: ["9.2.2/sudoers-rules", "9.6.1/permissions-identity-files"]
#   severity: critical
#   scope: ["sudo.present"]
#   needs:
#     - 'sudo.files[*].owner'
#     - 'sudo.files[*].mode'
#     - 'sudo.files[*].group_writable'
#     - 'sudo.files[*].world_writable'
#     - 'sudo.ignored[*].world_writable'
#   partial: convict
#   remediation:
#     text: >-
#       chown root:root and chmod 0440 each file; the folder 0750. Then read every line of a file
#       that others could write to.
#     command: ""
#   references: ["sudoers(5)", "visudo(8)"]
package iso17799.c09_access_control.o9_2_user_access_management.sudo_file_modes

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no sudo program and no sudoers file", input.sudo.present.source) if {
	input.sudo.present.value == false
}

evidence contains report.evidence(
	sprintf("%s: %s", [
		report.counted(count(input.sudo.files), "sudoers file or folder", "sudoers files and folders"),
		report.list(sort([sprintf("%s %s", [name, file.mode]) | some name, file in input.sudo.files])),
	]),
	input.sudo.present.source,
)

_wrong(file) := "writable by everybody" if file.world_writable

else := "writable by its group" if file.group_writable

else := sprintf("owned by user id %d", [file.owner]) if file.owner != 0

violations contains report.violation({
	"message": sprintf("%s is %s", [name, _wrong(file)]),
	"resource": name,
	"observed": sprintf("mode %s, owner %d", [file.mode, file.owner]),
	"expected": "owned by root, mode 0440",
	"source": name,
}) if {
	some name, file in input.sudo.files
}

violations contains report.violation({
	"message": sprintf("%s, which a new name would put in force, is writable by everybody", [name]),
	"resource": name,
	"observed": "writable by everybody",
	"expected": "owned by root, mode 0440",
	"source": name,
}) if {
	some name, file in input.sudo.ignored
	file.world_writable
}
