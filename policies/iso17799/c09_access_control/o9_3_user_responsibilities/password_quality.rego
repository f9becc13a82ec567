# METADATA
# title: New passwords are judged before they are taken
# description: >-
#   Without a check people choose names, dates and words of the dictionary,
#   and guessing programs begin with just those. A check that pam_unix can
#   get round is none.
# custom:
#   id: password-quality
#   controls: ["9.3.1", "9.5.4"]
#   aspects: ["9.3.1/quality", "9.5.4/pam-password-stack"]
#   severity: high
#   needs:
#     - passwords.pam.value
#     - passwords.pam.source
#     - 'passwords.change[*].quality.enforced'
#     - 'passwords.change[*].quality.source'
#     - 'passwords.change[*].quality'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Debian and Ubuntu: install libpam-pwquality, which puts the module
#       into /etc/pam.d/common-password. Red Hat: "authselect select sssd"
#       has it. SUSE: "pam-config -a --pwquality". Alpine: add "password
#       requisite pam_pwquality.so" to /etc/pam.d/base-password. The line
#       must come before pam_unix.so, be requisite, and pam_unix.so needs
#       use_authtok.
#     command: ""
#   references: ["pam_pwquality(8)", "pam.conf(5)"]
package iso17799.c09_access_control.o9_3_user_responsibilities.password_quality

import data.lib.pam
import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s: %s, enforced: %v", [name, object.get(service.quality, "module", "no module"), service.quality.enforced]),
	service.quality.source,
) if {
	some name, service in pam.people(input.passwords.change)
}

violations contains item if some item in pam.missing(input.passwords.pam, "without PAM nothing judges new passwords")

violations contains report.violation({
	"message": sprintf("%s takes weak passwords: %s", [name, object.get(service.quality, "why", "the module is not enforced")]),
	"resource": pam.resource(name),
	"observed": object.get(service.quality, "module", "no module"),
	"expected": "pam_pwquality before pam_unix, enforced",
	"source": service.quality.source,
}) if {
	some name, service in pam.people(input.passwords.change)
	service.quality.enforced == false
}
