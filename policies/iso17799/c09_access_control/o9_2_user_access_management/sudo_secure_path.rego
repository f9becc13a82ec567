# METADATA
# title: Sudo looks programs up in folders that are fixed
# description: >-
#   Without secure_path the caller's own search path decides which program a command without a path
#   is, in sudo and in every script it starts.
# custom:
#   id: sudo-secure-path
#   controls: ["9.2.2"]
#   aspects: ["9.2.2/sudoers-rules"]
#   severity: medium
#   scope: ["sudo.present"]
#   needs:
#     - 'sudo.defaults.secure_path.on'
#     - 'sudo.defaults.secure_path.value'
#     - 'sudo.defaults.secure_path.source'
#   remediation:
#     text: >-
#       Add 'Defaults secure_path="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"'
#       with visudo; no empty or relative element.
#     command: ""
#   references: ["sudoers(5)"]
package iso17799.c09_access_control.o9_2_user_access_management.sudo_secure_path

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no sudo program and no sudoers file", input.sudo.present.source) if {
	input.sudo.present.value == false
}

_setting := input.sudo.defaults.secure_path

evidence contains report.evidence(sprintf("secure_path: %s", [_setting.value]), _setting.source)

violations contains report.violation({
	"message": "secure_path is not set: the caller's search path counts",
	"resource": "secure_path",
	"observed": _setting.value,
	"expected": "fixed folders",
	"source": _setting.source,
}) if {
	not _setting.on
}

violations contains report.violation({
	"message": sprintf("secure_path has an element that is no absolute path: %q", [element]),
	"resource": "secure_path",
	"observed": _setting.value,
	"expected": "absolute paths",
	"source": _setting.source,
}) if {
	_setting.on
	some element in split(_setting.value, ":")
	not startswith(element, "/")
}
