# METADATA
# title: Sudo starts commands with a clean environment
# description: >-
#   With the caller's own environment a program can be made to load other libraries, modules and
#   configuration as root.
# custom:
#   id: sudo-env-reset
#   controls: ["9.2.2"]
#   aspects: ["9.2.2/sudoers-rules"]
#   severity: high
#   scope: ["sudo.present"]
#   needs:
#     - 'sudo.defaults.env_reset.on'
#     - 'sudo.defaults.env_reset.value'
#     - 'sudo.defaults.env_reset.source'
#   remediation:
#     text: >-
#       Remove "Defaults !env_reset" with visudo; keep the few variables that are needed with
#       env_keep.
#     command: ""
#   references: ["sudoers(5)"]
package iso17799.c09_access_control.o9_2_user_access_management.sudo_env_reset

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no sudo program and no sudoers file", input.sudo.present.source) if {
	input.sudo.present.value == false
}

_setting := input.sudo.defaults.env_reset

evidence contains report.evidence(sprintf("env_reset: %s", [_setting.value]), _setting.source)

violations contains report.violation({
	"message": "sudo hands the caller's whole environment to root",
	"resource": "env_reset",
	"observed": _setting.value,
	"expected": "on",
	"source": _setting.source,
}) if {
	not _setting.on
}
