# METADATA
# title: Sudo asks people for their own password
# description: >-
#   Without authentication an open session is root. With rootpw or targetpw everybody shares root's
#   password, and nobody can be told apart or shut out alone.
# custom:
#   id: sudo-authenticate
#   controls: ["9.2.2", "9.5.3"]
#   aspects: ["9.2.2/sudoers-rules"]
#   severity: high
#   scope: ["sudo.present"]
#   needs:
#     - 'sudo.defaults.authenticate.on'
#     - 'sudo.defaults.authenticate.source'
#     - 'sudo.defaults.rootpw.on'
#     - 'sudo.defaults.rootpw.source'
#     - 'sudo.defaults.targetpw.on'
#     - 'sudo.defaults.targetpw.source'
#     - 'sudo.defaults.runaspw.on'
#     - 'sudo.defaults.runaspw.source'
#     - 'sudo.defaults[*].on'
#     - 'sudo.defaults[*].source'
#     - 'sudo.exceptions[*].name'
#     - 'sudo.exceptions[*].on'
#     - 'sudo.exceptions[*].for'
#     - 'sudo.exceptions[*].source'
#   remediation:
#     text: >-
#       Remove "Defaults !authenticate", rootpw, targetpw and runaspw with visudo, also where they
#       stand for some users only. SUSE ships targetpw together with a rule for everybody: remove
#       both.
#     command: ""
#   references: ["sudoers(5)"]
package iso17799.c09_access_control.o9_2_user_access_management.sudo_authenticate

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no sudo program and no sudoers file", input.sudo.present.source) if {
	input.sudo.present.value == false
}

_wanted := {"authenticate": true, "rootpw": false, "targetpw": false, "runaspw": false}

evidence contains report.evidence(
	sprintf("authenticate %v, rootpw %v, targetpw %v, runaspw %v", [input.sudo.defaults[name].on | some name in ["authenticate", "rootpw", "targetpw", "runaspw"]]),
	input.sudo.defaults.authenticate.source,
)

violations contains report.violation({
	"message": sprintf("%s is %s", [name, {true: "on", false: "off"}[input.sudo.defaults[name].on]]),
	"resource": name,
	"observed": {true: "on", false: "off"}[input.sudo.defaults[name].on],
	"expected": {true: "on", false: "off"}[wanted],
	"source": input.sudo.defaults[name].source,
}) if {
	some name, wanted in _wanted
	input.sudo.defaults[name].on != wanted
}

violations contains report.violation({
	"message": sprintf("%s is %s for %s", [exception.name, {true: "on", false: "off"}[exception.on], report.list(exception.for)]),
	"resource": sprintf("%s for %s", [exception.name, report.list(exception.for)]),
	"observed": {true: "on", false: "off"}[exception.on],
	"expected": {true: "on", false: "off"}[_wanted[exception.name]],
	"source": exception.source,
}) if {
	some exception in input.sudo.exceptions
	exception.on != _wanted[exception.name]
	exception.for != ["root"]
}
