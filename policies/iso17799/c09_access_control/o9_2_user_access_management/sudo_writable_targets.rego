# METADATA
# title: Programs that sudo runs as root can be changed by root only
# description: >-
#   Who can write to the program of a rule, or to a folder on the way to it, decides what root runs.
# custom:
#   id: sudo-writable-targets
#   controls: ["9.2.2", "10.5.4", "9.5.5"]
#   aspects: ["9.2.2/sudoers-rules", "10.5.4/writable-start-up-paths"]
#   severity: critical
#   scope: ["sudo.present"]
#   needs:
#     - 'sudo.targets[*].weak'
#   partial: convict
#   remediation:
#     text: >-
#       Give the file and each folder above it to root and take the others' right to write: chown
#       root:root PATH; chmod go-w PATH. Programs for sudo do not belong into home folders.
#     command: ""
#   references: ["sudoers(5)"]
package iso17799.c09_access_control.o9_2_user_access_management.sudo_writable_targets

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no sudo program and no sudoers file", input.sudo.present.source) if {
	input.sudo.present.value == false
}

evidence contains report.evidence(
	sprintf("%s that rules name or search", [report.counted(count(input.sudo.targets), "program or folder", "programs and folders")]),
	input.sudo.present.source,
)

violations contains report.violation({
	"message": sprintf("%s can be changed by others than root: %s", [name, report.list(target.weak)]),
	"resource": name,
	"observed": report.list(target.weak),
	"expected": "owned and writable by root only",
	"source": name,
}) if {
	some name, target in input.sudo.targets
	count(target.weak) > 0
}
