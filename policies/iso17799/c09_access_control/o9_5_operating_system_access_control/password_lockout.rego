# METADATA
# title: Wrong passwords lock an account
# description: >-
#   Without a limit a program may guess as long as it likes. Counting alone
#   does nothing: a locked account must stay shut even with the right
#   password.
# custom:
#   id: password-lockout
#   controls: ["9.5.2", "9.5.3"]
#   aspects: ["9.5.2/failed-attempt-lock-out", "9.5.3/pam-stack-sane"]
#   severity: high
#   needs:
#     - passwords.pam.value
#     - passwords.pam.source
#     - 'passwords.log_on[*].kind'
#     - 'passwords.log_on[*].lockout.enforced'
#     - 'passwords.log_on[*].lockout.source'
#     - 'passwords.log_on[*].lockout'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Debian and Ubuntu: put the lines of pam_faillock(8) into
#       /etc/pam.d/common-auth ("auth requisite pam_faillock.so preauth"
#       before pam_unix.so, "auth [default=die] pam_faillock.so authfail"
#       after it) and "account required pam_faillock.so" into common-account.
#       Red Hat: "authselect enable-feature with-faillock". SUSE: "pam-config
#       -a --faillock" or the same lines. Alpine: the same lines in
#       /etc/pam.d/base-auth. Set deny in /etc/security/faillock.conf.
#     command: ""
#   references: ["pam_faillock(8)", "faillock.conf(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.password_lockout

import data.lib.pam
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s: %s, enforced: %v, locks after %v", [name, object.get(service.lockout, "module", "no module"), service.lockout.enforced, _deny(service)]),
	service.lockout.source,
) if {
	some name, service in _doors
}

violations contains item if some item in pam.missing(input.passwords.pam, "without PAM nothing counts wrong passwords")

violations contains report.violation({
	"message": sprintf("%s may be tried without end: %s", [name, object.get(service.lockout, "why", "the module is not enforced")]),
	"resource": pam.resource(name),
	"observed": object.get(service.lockout, "module", "no module"),
	"expected": "pam_faillock, enforced",
	"source": service.lockout.source,
}) if {
	some name, service in _doors
	service.lockout.enforced == false
}

violations contains report.violation({
	"message": sprintf("%s locks an account after %s only", [name, report.counted(service.lockout.deny.value, "wrong password", "wrong passwords")]),
	"resource": pam.resource(name),
	"observed": sprintf("deny %d", [service.lockout.deny.value]),
	"expected": sprintf("%d or less", [params.password_max_attempts]),
	"source": service.lockout.deny.source,
}) if {
	some name, service in _doors
	service.lockout.enforced
	service.lockout.deny.value > params.password_max_attempts
}

unknown contains sprintf("%s: after how many wrong passwords it locks cannot be told", [name]) if {
	some name, service in _doors
	service.lockout.enforced
	not is_string(service.lockout.deny.source)
}

unknown contains sprintf("%s: after how many wrong passwords it locks cannot be told", [name]) if {
	some name, service in _doors
	service.lockout.enforced
	_deny(service) == "?"
}

_doors := pam.doors(input.passwords.log_on)

_deny(service) := object.get(object.get(service.lockout, "deny", {}), "value", "?")
