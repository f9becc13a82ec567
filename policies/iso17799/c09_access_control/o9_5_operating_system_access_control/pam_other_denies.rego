# METADATA
# title: Unknown programs get nothing from PAM
# description: >-
#   A program without a file of its own gets the stacks of "other". If these
#   let people in, a new or forgotten service is open from its first minute.
# custom:
#   id: pam-other-denies
#   controls: ["9.5.3"]
#   aspects: ["9.5.3/pam-stack-sane"]
#   severity: low
#   needs:
#     - passwords.pam.value
#     - passwords.pam.source
#     - passwords.other.denies
#     - passwords.other.allows
#     - passwords.other.source
#   profile: strict
#   remediation:
#     text: >-
#       Write "auth required pam_deny.so" and the same for account, password
#       and session into /etc/pam.d/other, with pam_warn.so before each. See
#       first which programs use it: each needs a file in /etc/pam.d.
#     command: ""
#   references: ["pam.conf(5)", "pam_deny(8)", "pam_warn(8)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.pam_other_denies

import data.lib.pam
import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("other denies %s", [report.list(input.passwords.other.denies)]),
	input.passwords.other.source,
)

violations contains report.violation({
	"message": sprintf("other lets programs without a file of their own do %s", [report.list(input.passwords.other.allows)]),
	"resource": pam.resource("other"),
	"observed": report.list(input.passwords.other.allows),
	"expected": "none",
	"source": input.passwords.other.source,
}) if {
	count(input.passwords.other.allows) > 0
}
