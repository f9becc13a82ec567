# METADATA
# title: Old passwords cannot be used again
# description: >-
#   Who must change a password and may take the last one again has changed
#   nothing, and a password that leaked comes back to life.
# custom:
#   id: password-history
#   controls: ["9.3.1", "9.5.4"]
#   aspects: ["9.3.1/history-length-enforced-pam-equivalent", "9.5.4/pam-password-stack"]
#   severity: medium
#   needs:
#     - passwords.pam.value
#     - passwords.pam.source
#     - 'passwords.change[*].history.enforced'
#     - 'passwords.change[*].history.source'
#     - 'passwords.change[*].history'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Add "password required pam_pwhistory.so remember=12 use_authtok"
#       between pam_pwquality.so and pam_unix.so: on Debian and Ubuntu in
#       /etc/pam.d/common-password (or as a profile in /usr/share/pam-configs
#       for pam-auth-update), on Red Hat "authselect enable-feature with-
#       pwhistory" and /etc/security/pwhistory.conf, on SUSE "pam-config -a
#       --pwhistory", on Alpine /etc/pam.d/base-password. pam_unix.so needs
#       use_authtok.
#     command: ""
#   references: ["pam_pwhistory(8)", "pwhistory.conf(5)"]
package iso17799.c09_access_control.o9_3_user_responsibilities.password_history

import data.lib.pam
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s: %s remembered, enforced: %v", [
		name,
		report.counted(object.get(service.history, "remember", "no"), "old password", "old passwords"),
		service.history.enforced,
	]),
	service.history.source,
) if {
	some name, service in pam.people(input.passwords.change)
}

violations contains item if some item in pam.missing(input.passwords.pam, "without PAM nothing remembers old passwords")

violations contains report.violation({
	"message": sprintf("%s takes old passwords again: %s", [name, object.get(service.history, "why", "the module is not enforced")]),
	"resource": pam.resource(name),
	"observed": object.get(service.history, "module", "no module"),
	"expected": sprintf("%s refused", [report.counted(params.password_min_remember, "old password", "old passwords")]),
	"source": service.history.source,
}) if {
	some name, service in pam.people(input.passwords.change)
	service.history.enforced == false
}

violations contains report.violation({
	"message": sprintf("%s remembers %s only", [name, report.counted(service.history.remember, "old password", "old passwords")]),
	"resource": pam.resource(name),
	"observed": sprintf("remember %d", [service.history.remember]),
	"expected": sprintf("%d or more", [params.password_min_remember]),
	"source": service.history.source,
}) if {
	some name, service in pam.people(input.passwords.change)
	service.history.enforced
	service.history.remember < params.password_min_remember
}

unknown contains sprintf("%s: how many passwords are remembered cannot be told", [name]) if {
	some name, service in pam.people(input.passwords.change)
	service.history.enforced
	not is_number(service.history.remember)
}
