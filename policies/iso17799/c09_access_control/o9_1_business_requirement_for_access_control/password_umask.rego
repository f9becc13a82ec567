# METADATA
# title: New files are closed to others
# description: >-
#   The umask decides who may read what a person creates without thinking of
#   it. The one of login.defs holds wherever nothing else sets one.
# custom:
#   id: password-umask
#   controls: ["9.1.1", "9.6.1"]
#   aspects: ["9.1.1/default-deny-umask"]
#   severity: medium
#   needs:
#     - passwords.login_defs.UMASK.value
#     - passwords.login_defs.UMASK.source
#     - passwords.login_defs.UMASK.number
#   remediation:
#     text: >-
#       Set UMASK 027 in /etc/login.defs (on SUSE in a file of
#       /etc/login.defs.d; on Alpine /etc/profile decides too) and see that
#       pam_umask.so is in the session stack.
#     command: ""
#   references: ["login.defs(5)", "umask(2)", "pam_umask(8)"]
package iso17799.c09_access_control.o9_1_business_requirement_for_access_control.password_umask

import data.lib.passwords
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(sprintf("UMASK %s", [_setting.value]), _setting.source)

violations contains report.violation({
	"message": sprintf("UMASK %s leaves new files open to others", [_setting.value]),
	"resource": "UMASK",
	"observed": _setting.value,
	"expected": sprintf("all bits of %s", [params.password_umask_bits]),
	"source": _setting.source,
}) if {
	bits.and(_setting.number, _wanted) != _wanted
}

_setting := input.passwords.login_defs.UMASK

_wanted := passwords.octal(params.password_umask_bits)
