# METADATA
# title: The number of sessions is limited
# description: >-
#   Sessions without number let one account, or whoever took it over, use up
#   the host and hide among its own.
# custom:
#   id: pam-session-limits
#   controls: ["9.5.8"]
#   aspects: ["9.5.8/maximum-session-login-counts-high"]
#   severity: low
#   needs:
#     - 'passwords.log_on[*].kind'
#     - 'passwords.log_on[*].limits.value'
#     - 'passwords.log_on[*].limits.source'
#   roles: ["server"]
#   profile: strict
#   remediation:
#     text: >-
#       Add "session required pam_limits.so" to /etc/pam.d/login and
#       /etc/pam.d/sshd and set maxlogins in /etc/security/limits.conf.
#     command: ""
#   references: ["pam_limits(8)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.pam_session_limits

import data.lib.pam
import data.lib.report
import future.keywords.not

evidence contains report.evidence(sprintf("%s: pam_limits %v", [name, service.limits.value]), service.limits.source) if {
	some name, service in _doors
}

violations contains report.violation({
	"message": sprintf("%s does not ask pam_limits", [name]),
	"resource": pam.resource(name),
	"observed": "not in the stack",
	"expected": "pam_limits",
	"source": service.limits.source,
}) if {
	some name, service in _doors
	service.limits.value == false
}

# A file of shared auth lines has no other stack of its own.
_doors := {name: service | some name, service in pam.doors(input.passwords.log_on); service.kind == "log_on"}
