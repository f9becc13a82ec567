# METADATA
# title: A locked account stays locked for a while
# description: >-
#   A lock that opens after seconds slows a guessing program down hardly at
#   all.
# custom:
#   id: password-lock-time
#   controls: ["9.5.2"]
#   aspects: ["9.5.2/failed-attempt-lock-out"]
#   severity: medium
#   needs:
#     - 'passwords.log_on[*].kind'
#     - 'passwords.log_on[*].lockout.enforced'
#     - 'passwords.log_on[*].lockout.source'
#     - 'passwords.log_on[*].lockout'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Set "unlock_time = 900" in /etc/security/faillock.conf, or 0 where an
#       administrator shall open accounts by hand ("faillock --user NAME
#       --reset"), and no unlock_time= behind pam_faillock.so in /etc/pam.d,
#       which would override it.
#     command: ""
#   references: ["faillock.conf(5)", "pam_faillock(8)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.password_lock_time

import data.lib.pam
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s: locked for %s", [name, _shown(service.lockout.unlock_seconds.value)]),
	service.lockout.unlock_seconds.source,
) if {
	some name, service in _locking
}

violations contains report.violation({
	"message": sprintf("%s opens a locked account after %s", [name, report.counted(service.lockout.unlock_seconds.value, "second", "seconds")]),
	"resource": pam.resource(name),
	"observed": report.counted(service.lockout.unlock_seconds.value, "second", "seconds"),
	"expected": sprintf("%s or more, or until an administrator opens it", [report.counted(params.password_min_lock_seconds, "second", "seconds")]),
	"source": service.lockout.unlock_seconds.source,
}) if {
	some name, service in _locking
	service.lockout.unlock_seconds.value > 0
	service.lockout.unlock_seconds.value < params.password_min_lock_seconds
}

violations contains report.violation({
	"message": sprintf("%s locks no account", [name]),
	"resource": pam.resource(name),
	"observed": "no lock",
	"expected": sprintf("%s or more", [report.counted(params.password_min_lock_seconds, "second", "seconds")]),
	"source": service.lockout.source,
}) if {
	some name, service in pam.doors(input.passwords.log_on)
	service.lockout.enforced == false
}

unknown contains sprintf("%s: how long it locks cannot be told", [name]) if {
	some name, service in pam.doors(input.passwords.log_on)
	service.lockout.enforced
	not name in object.keys(_locking)
}

_locking[name] := service if {
	some name, service in pam.doors(input.passwords.log_on)
	service.lockout.enforced
	is_number(service.lockout.unlock_seconds.value)
	is_string(service.lockout.unlock_seconds.source)
}

_shown(seconds) := report.counted(seconds, "second", "seconds") if seconds > 0

_shown(0) := "good: only an administrator opens it"
