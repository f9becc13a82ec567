# METADATA
# title: Sudo runs commands on a terminal of their own
# description: >-
#   Without it a command that stays in the background can push keystrokes into the caller's
#   terminal, and what it does after its end is not recorded.
# custom:
#   id: sudo-use-pty
#   controls: ["9.2.2", "8.4.2"]
#   aspects: ["9.2.2/sudoers-rules"]
#   severity: medium
#   scope: ["sudo.present"]
#   needs:
#     - 'sudo.defaults.use_pty.on'
#     - 'sudo.defaults.use_pty.value'
#     - 'sudo.defaults.use_pty.source'
#   remediation:
#     text: >-
#       Add "Defaults use_pty" with visudo (the default from sudo 1.9.14).
#     command: ""
#   references: ["sudoers(5)"]
package iso17799.c09_access_control.o9_2_user_access_management.sudo_use_pty

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no sudo program and no sudoers file", input.sudo.present.source) if {
	input.sudo.present.value == false
}

_setting := input.sudo.defaults.use_pty

evidence contains report.evidence(sprintf("use_pty: %s", [_setting.value]), _setting.source)

violations contains report.violation({
	"message": "sudo runs commands on the caller's own terminal",
	"resource": "use_pty",
	"observed": _setting.value,
	"expected": "on",
	"source": _setting.source,
}) if {
	not _setting.on
}
