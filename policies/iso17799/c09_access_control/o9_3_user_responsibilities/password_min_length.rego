# METADATA
# title: New passwords are long enough
# description: >-
#   Each character multiplies the guesses that a password stands. Length does
#   more than any mixture of characters, and credits that shorten it undo it.
# custom:
#   id: password-min-length
#   controls: ["9.3.1", "9.5.4"]
#   aspects: ["9.3.1/quality", "9.5.4/pam-password-stack", "9.3.1/history-length-enforced-pam-equivalent"]
#   severity: high
#   needs:
#     - 'passwords.change[*].quality.enforced'
#     - 'passwords.change[*].quality.source'
#     - 'passwords.change[*].quality'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Set "minlen = 14" in /etc/security/pwquality.conf (Debian, Red Hat,
#       SUSE), with no positive credit (dcredit, ucredit, lcredit, ocredit)
#       and no minlen= behind pam_pwquality.so in /etc/pam.d, which would
#       override it. On Alpine give pam_passwdqc or pam_pwquality its
#       argument in /etc/pam.d/base-password.
#     command: ""
#   references: ["pwquality.conf(5)"]
package iso17799.c09_access_control.o9_3_user_responsibilities.password_min_length

import data.lib.pam
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(sprintf("%s: %s", [name, report.counted(service.quality.min_length, "character", "characters")]), service.quality.length_source) if {
	some name, service in _judged
}

evidence contains report.evidence(sprintf("%s: no module judges new passwords", [name]), service.quality.source) if {
	some name, service in _unjudged
}

# Where nothing judges new passwords nothing asks for this either.
violations contains report.violation({
	"message": sprintf("%s takes passwords that are too short", [name]),
	"resource": pam.resource(name),
	"observed": "no module",
	"expected": report.counted(params.password_min_length, "character", "characters"),
	"source": service.quality.source,
}) if {
	some name, service in _unjudged
}

violations contains report.violation({
	"message": sprintf("%s takes passwords that are too short", [name]),
	"resource": pam.resource(name),
	"observed": report.counted(service.quality.min_length, "character", "characters"),
	"expected": report.counted(params.password_min_length, "character", "characters"),
	"source": service.quality.length_source,
}) if {
	some name, service in _judged
	service.quality.min_length < params.password_min_length
}

unknown contains sprintf("%s: what %s asks for cannot be told", [name, service.quality.module]) if {
	some name, service in _people
	service.quality.module
	not name in object.keys(_judged)
}

_people := pam.people(input.passwords.change)

_judged[name] := service if {
	some name, service in _people
	is_number(service.quality.min_length)
	is_string(service.quality.length_source)
}

_unjudged[name] := service if {
	some name, service in _people
	not service.quality.module
}
