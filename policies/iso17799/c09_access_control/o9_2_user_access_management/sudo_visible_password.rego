# METADATA
# title: Sudo does not show the password
# description: >-
#   With visiblepw sudo asks for the password where it cannot turn the echo off, and it stays on the
#   screen or in a log.
# custom:
#   id: sudo-visible-password
#   controls: ["9.2.2"]
#   aspects: ["9.2.2/sudoers-rules"]
#   severity: medium
#   scope: ["sudo.present"]
#   needs:
#     - 'sudo.defaults.visiblepw.on'
#     - 'sudo.defaults.visiblepw.value'
#     - 'sudo.defaults.visiblepw.source'
#   remediation:
#     text: >-
#       Remove "Defaults visiblepw" with visudo.
#     command: ""
#   references: ["sudoers(5)"]
package iso17799.c09_access_control.o9_2_user_access_management.sudo_visible_password

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no sudo program and no sudoers file", input.sudo.present.source) if {
	input.sudo.present.value == false
}

_setting := input.sudo.defaults.visiblepw

evidence contains report.evidence(sprintf("visiblepw: %s", [_setting.value]), _setting.source)

violations contains report.violation({
	"message": "sudo asks for passwords in the clear",
	"resource": "visiblepw",
	"observed": _setting.value,
	"expected": "off",
	"source": _setting.source,
}) if {
	_setting.on
}
