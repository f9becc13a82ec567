# METADATA
# title: The configuration of doas is right and root's
# description: >-
#   Who can write it grants himself everything. doas refuses a file with one wrong line, and
#   then nobody can act as root in an emergency.
# custom:
#   id: doas-files
#   controls: ["9.2.2"]
#   aspects: ["9.2.2/sudoers-rules"]
#   severity: high
#   scope:
#     - 'privilege.doas.present'
#   needs:
#     - 'privilege.doas.present'
#     - 'privilege.doas.files[*].mode'
#     - 'privilege.doas.files[*].weak'
#     - 'privilege.doas.errors'
#   partial: convict
#   remediation:
#     text: >-
#       chown root:root /etc/doas.conf, chmod 0600 it; "doas -C /etc/doas.conf" shows what is
#       wrong in it.
#     command: ""
#   references: ["doas.conf(5)"]
package iso17799.c09_access_control.o9_2_user_access_management.doas_files

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("doas is not installed", input.privilege.doas.present.source) if {
	input.privilege.doas.present.value == false
}

evidence contains report.evidence(report.counted(count(input.privilege.doas.files), "configuration file", "configuration files"), "/etc/doas.conf")

violations contains report.violation({
	"message": sprintf("%s can be changed by others", [name]),
	"resource": name,
	"observed": sprintf("mode %s; %s", [file.mode, concat(", ", file.weak)]),
	"expected": "root only",
	"source": name,
}) if {
	some name, file in input.privilege.doas.files
	count(file.weak) > 0
}

violations contains report.violation({
	"message": sprintf("doas does not understand %s", [at]),
	"resource": at,
	"observed": why,
	"expected": "a rule",
	"source": at,
}) if {
	some at, why in input.privilege.doas.errors
}
