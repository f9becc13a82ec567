# METADATA
# title: New accounts get passwords that age
# description: >-
#   What login.defs says is copied into each account when it is made.
#   Defaults without a term make every later account one whose password never
#   runs out.
# custom:
#   id: password-ageing-defaults
#   controls: ["9.2.3", "9.5.4"]
#   aspects: ["9.2.3/ageing", "9.5.4/login-defs"]
#   severity: medium
#   needs:
#     - passwords.login_defs.PASS_MAX_DAYS.value
#     - passwords.login_defs.PASS_MAX_DAYS.source
#     - passwords.login_defs.PASS_MAX_DAYS.number
#     - passwords.login_defs.PASS_MIN_DAYS.value
#     - passwords.login_defs.PASS_MIN_DAYS.source
#     - passwords.login_defs.PASS_MIN_DAYS.number
#     - passwords.login_defs.PASS_WARN_AGE.value
#     - passwords.login_defs.PASS_WARN_AGE.source
#     - passwords.login_defs.PASS_WARN_AGE.number
#   remediation:
#     text: >-
#       Set PASS_MAX_DAYS 90, PASS_MIN_DAYS 1 and PASS_WARN_AGE 7 in
#       /etc/login.defs (Debian, Red Hat; on SUSE in a file of
#       /etc/login.defs.d, on Alpine after installing shadow). Accounts that
#       exist keep what they have: "chage -M 90 -m 1 -W 7 NAME".
#     command: ""
#   references: ["login.defs(5)", "chage(1)"]
package iso17799.c09_access_control.o9_2_user_access_management.password_ageing_defaults

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(sprintf("%s %s", [key, _setting[key].value]), _setting[key].source) if some key, _ in _wanted

violations contains report.violation({
	"message": sprintf("%s is %s", [key, _setting[key].value]),
	"resource": key,
	"observed": _setting[key].value,
	"expected": _wanted[key],
	"source": _setting[key].source,
}) if {
	some key in _bad
}

_wanted := {
	"PASS_MAX_DAYS": sprintf("%d or less", [params.password_max_days]),
	"PASS_MIN_DAYS": sprintf("%d or more", [params.password_min_days]),
	"PASS_WARN_AGE": sprintf("%d or more", [params.password_warn_days]),
}

_setting := {
	"PASS_MAX_DAYS": input.passwords.login_defs.PASS_MAX_DAYS,
	"PASS_MIN_DAYS": input.passwords.login_defs.PASS_MIN_DAYS,
	"PASS_WARN_AGE": input.passwords.login_defs.PASS_WARN_AGE,
}

_bad contains "PASS_MAX_DAYS" if _setting.PASS_MAX_DAYS.number > params.password_max_days

_bad contains "PASS_MAX_DAYS" if _setting.PASS_MAX_DAYS.number < 0

_bad contains "PASS_MIN_DAYS" if _setting.PASS_MIN_DAYS.number < params.password_min_days

_bad contains "PASS_WARN_AGE" if _setting.PASS_WARN_AGE.number < params.password_warn_days
