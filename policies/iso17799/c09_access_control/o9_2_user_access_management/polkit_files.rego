# METADATA
# title: Rules of polkit can be changed by root only
# description: >-
#   Who can write a rule gives himself every action of root's.
# custom:
#   id: polkit-files
#   controls: ["9.2.2"]
#   aspects: ["9.2.2/sudoers-rules"]
#   severity: critical
#   scope:
#     - 'privilege.polkit.present'
#   needs:
#     - 'privilege.polkit.present'
#     - 'privilege.polkit.files[*].mode'
#     - 'privilege.polkit.files[*].weak'
#   partial: convict
#   remediation:
#     text: >-
#       chown root:root the file (root:polkitd for the folder /etc/polkit-1/rules.d, mode 0750)
#       and chmod go-w it and the folders on the way.
#     command: ""
#   references: ["polkit(8)"]
package iso17799.c09_access_control.o9_2_user_access_management.polkit_files

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("polkit is not installed", input.privilege.polkit.present.source) if {
	input.privilege.polkit.present.value == false
}

evidence contains report.evidence(report.counted(count(input.privilege.polkit.files), "file of rules", "files of rules"), input.privilege.polkit.present.source)

violations contains report.violation({
	"message": sprintf("%s can be changed by others", [name]),
	"resource": name,
	"observed": sprintf("mode %s; %s", [file.mode, concat(", ", file.weak)]),
	"expected": "root only",
	"source": name,
}) if {
	some name, file in input.privilege.polkit.files
	count([step | some step in file.weak; not _own(step)]) > 0
}

# polkitd owns this folder where the distribution made it so.
_own(step) if {
	some folder in params.polkit_own_folders
	startswith(step, sprintf("%s is owned by", [folder]))
}
