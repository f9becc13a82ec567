# METADATA
# title: Sudo keeps no variable that decides what root loads
# description: >-
#   LD_PRELOAD, PYTHONPATH and their like make a program run code of the caller's choice as root.
# custom:
#   id: sudo-env-keep
#   controls: ["9.2.2", "10.5.4"]
#   aspects: ["9.2.2/sudoers-rules", "10.5.4/preload-files"]
#   severity: high
#   scope: ["sudo.present"]
#   needs:
#     - 'sudo.defaults.env_keep.list'
#     - 'sudo.defaults.env_keep.source'
#     - 'sudo.exceptions[*].name'
#     - 'sudo.exceptions[*].value'
#     - 'sudo.exceptions[*].source'
#   remediation:
#     text: >-
#       Take the variable out of env_keep with visudo.
#     command: ""
#   references: ["sudoers(5)", "ld.so(8)"]
package iso17799.c09_access_control.o9_2_user_access_management.sudo_env_keep

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no sudo program and no sudoers file", input.sudo.present.source) if {
	input.sudo.present.value == false
}

_keep := input.sudo.defaults.env_keep

evidence contains report.evidence(sprintf("env_keep adds %s: %s", [report.counted(count(_keep.list), "variable", "variables"), report.list(_keep.list)]), _keep.source)

_dangerous(variable) if {
	some pattern in params.sudo_dangerous_variables
	glob.match(pattern, null, variable)
}

violations contains report.violation({
	"message": sprintf("sudo keeps %s of the caller's environment", [variable]),
	"resource": variable,
	"observed": report.list(_keep.list),
	"expected": sprintf("without %s", [variable]),
	"source": _keep.source,
}) if {
	some variable in _keep.list
	_dangerous(variable)
}

violations contains report.violation({
	"message": sprintf("sudo keeps %s of the caller's environment, for some", [variable]),
	"resource": variable,
	"observed": exception.value,
	"expected": sprintf("without %s", [variable]),
	"source": exception.source,
}) if {
	some exception in input.sudo.exceptions
	exception.name == "env_keep"
	not startswith(exception.value, "-=")
	some variable in split(trim_prefix(exception.value, "+="), " ")
	_dangerous(variable)
}
