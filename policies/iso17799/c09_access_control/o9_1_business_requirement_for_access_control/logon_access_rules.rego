# METADATA
# title: Log-on is refused unless a rule allows it
# description: >-
#   access.conf says who may log on from where. It denies by default only when its last rule does.
# custom:
#   id: logon-access-rules
#   controls: ["9.1.1", "9.5.1"]
#   aspects: ["9.1.1/access-conf", "9.5.1/securetty-access-conf"]
#   severity: low
#   needs:
#     - 'logon.access.present'
#     - 'logon.access.rules'
#     - 'logon.access.default_deny'
#   profile: strict
#   remediation:
#     text: >-
#       List who may log on in /etc/security/access.conf, end it with "-:ALL:ALL", and put "account
#       required pam_access.so" into the PAM stacks of sshd and login. Keep a session open while you
#       try it.
#     command: ""
#   references: ["access.conf(5)", "pam_access(8)"]
package iso17799.c09_access_control.o9_1_business_requirement_for_access_control.logon_access_rules

import data.lib.report
import future.keywords.not

_access := input.logon.access

evidence contains report.evidence(
	sprintf("%s, the last denies everybody: %v", [report.counted(_access.rules, "rule", "rules"), _access.default_deny]),
	_access.present.source,
)

violations contains report.violation({
	"message": sprintf("access.conf has %s and does not end by denying everybody", [report.counted(_access.rules, "rule", "rules")]),
	"resource": "access.conf",
	"observed": report.counted(_access.rules, "rule", "rules"),
	"expected": "-:ALL:ALL as the last rule",
	"source": _access.present.source,
}) if {
	not _access.default_deny
}
