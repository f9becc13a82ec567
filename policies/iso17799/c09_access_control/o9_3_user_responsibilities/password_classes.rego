# METADATA
# title: New passwords mix kinds of character
# description: >-
#   A password of lower case letters alone is found among words and names.
#   Each further kind of character makes the list of guesses longer.
# custom:
#   id: password-classes
#   controls: ["9.3.1", "9.5.4"]
#   aspects: ["9.3.1/quality", "9.5.4/pam-password-stack"]
#   severity: medium
#   needs:
#     - 'passwords.change[*].quality.enforced'
#     - 'passwords.change[*].quality.source'
#     - 'passwords.change[*].quality'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Set "minclass = 3" in /etc/security/pwquality.conf, or negative
#       credits (dcredit = -1 and so on), and no other value behind
#       pam_pwquality.so in /etc/pam.d. An organisation that asks for long
#       phrases instead sets password_min_classes to 0.
#     command: ""
#   references: ["pwquality.conf(5)"]
package iso17799.c09_access_control.o9_3_user_responsibilities.password_classes

import data.lib.pam
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s: %s", [name, report.counted(service.quality.min_classes, "kind of character", "kinds of character")]),
	service.quality.source,
) if {
	some name, service in _judged
}

evidence contains report.evidence(sprintf("%s: no module judges new passwords", [name]), service.quality.source) if {
	some name, service in _unjudged
}

# Where nothing judges new passwords nothing asks for this either.
violations contains report.violation({
	"message": sprintf("%s takes passwords of too few kinds of character", [name]),
	"resource": pam.resource(name),
	"observed": "no module",
	"expected": report.counted(params.password_min_classes, "kind of character", "kinds of character"),
	"source": service.quality.source,
}) if {
	some name, service in _unjudged
}

violations contains report.violation({
	"message": sprintf("%s takes passwords of too few kinds of character", [name]),
	"resource": pam.resource(name),
	"observed": report.counted(service.quality.min_classes, "kind of character", "kinds of character"),
	"expected": report.counted(params.password_min_classes, "kind of character", "kinds of character"),
	"source": service.quality.source,
}) if {
	some name, service in _judged
	service.quality.min_classes < params.password_min_classes
}

unknown contains sprintf("%s: what %s asks for cannot be told", [name, service.quality.module]) if {
	some name, service in _people
	service.quality.module
	not name in object.keys(_judged)
}

_people := pam.people(input.passwords.change)

_judged[name] := service if {
	some name, service in _people
	is_number(service.quality.min_classes)
	is_string(service.quality.source)
}

_unjudged[name] := service if {
	some name, service in _people
	not service.quality.module
}
