# METADATA
# title: No file in an included folder is passed over by sudo
# description: >-
#   sudo skips names with a dot or a tilde. A rule or a limit in such a file looks as if it were in
#   force, and it comes into force with a new name.
# custom:
#   id: sudo-ignored-files
#   controls: ["9.2.2"]
#   aspects: ["9.2.2/sudoers-rules"]
#   severity: low
#   scope: ["sudo.present"]
#   needs:
#     - 'sudo.ignored[*].reason'
#   partial: convict
#   profile: strict
#   remediation:
#     text: >-
#       Rename the file without a dot when it is meant, after reading it, or delete it.
#     command: ""
#   references: ["sudoers(5)"]
package iso17799.c09_access_control.o9_2_user_access_management.sudo_ignored_files

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no sudo program and no sudoers file", input.sudo.present.source) if {
	input.sudo.present.value == false
}

evidence contains report.evidence(sprintf("%s passed over", [report.counted(count(input.sudo.ignored), "file", "files")]), input.sudo.present.source)

violations contains report.violation({
	"message": sprintf("sudo does not read %s: %s", [name, file.reason]),
	"resource": name,
	"observed": file.reason,
	"expected": "a name that sudo reads, or no such file",
	"source": name,
}) if {
	some name, file in input.sudo.ignored
	not _left_over(name)
}

# What package managers leave beside a file that was changed.
_left_over(name) if {
	some suffix in params.sudo_ignored_suffixes
	endswith(name, suffix)
}
