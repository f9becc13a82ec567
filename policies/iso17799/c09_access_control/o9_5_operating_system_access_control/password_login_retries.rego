# METADATA
# title: The console allows few attempts at a time
# description: >-
#   Each attempt in one go saves the guesser the pause of a new log-on, and
#   the line in the log.
# custom:
#   id: password-login-retries
#   controls: ["9.5.2"]
#   aspects: ["9.5.2/failed-attempt-lock-out"]
#   severity: low
#   needs:
#     - passwords.login_defs.LOGIN_RETRIES.value
#     - passwords.login_defs.LOGIN_RETRIES.source
#     - passwords.login_defs.LOGIN_RETRIES.number
#   remediation:
#     text: >-
#       Set LOGIN_RETRIES 3 in /etc/login.defs (on SUSE in a file of
#       /etc/login.defs.d).
#     command: ""
#   references: ["login.defs(5)", "login(1)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.password_login_retries

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(sprintf("LOGIN_RETRIES %s", [_setting.value]), _setting.source)

violations contains report.violation({
	"message": sprintf("login allows %s in one go", [report.counted(_setting.number, "attempt", "attempts")]),
	"resource": "LOGIN_RETRIES",
	"observed": _setting.value,
	"expected": sprintf("from 1 to %d", [params.password_max_login_retries]),
	"source": _setting.source,
}) if {
	not _setting.number in numbers.range(1, params.password_max_login_retries)
}

_setting := input.passwords.login_defs.LOGIN_RETRIES
