# METADATA
# title: Words of the dictionary are refused as passwords
# description: >-
#   Guessing programs try every word of many languages, with the usual digits
#   behind it, before anything else.
# custom:
#   id: password-dictionary
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
#       Set "dictcheck = 1" in /etc/security/pwquality.conf, or delete the
#       line that turns it off, and install the word list: cracklib-runtime
#       on Debian, cracklib-dicts on Red Hat, cracklib-dict-full on SUSE.
#     command: ""
#   references: ["pwquality.conf(5)"]
package iso17799.c09_access_control.o9_3_user_responsibilities.password_dictionary

import data.lib.pam
import data.lib.report
import future.keywords.not

evidence contains report.evidence(sprintf("%s: dictionary check %v", [name, service.quality.dictionary_check]), service.quality.source) if {
	some name, service in _judged
}

evidence contains report.evidence(sprintf("%s: no module judges new passwords", [name]), service.quality.source) if {
	some name, service in _unjudged
}

# Where nothing judges new passwords nothing asks for this either.
violations contains report.violation({
	"message": sprintf("%s takes words of the dictionary", [name]),
	"resource": pam.resource(name),
	"observed": "no module",
	"expected": "dictionary check true",
	"source": service.quality.source,
}) if {
	some name, service in _unjudged
}

violations contains report.violation({
	"message": sprintf("%s takes words of the dictionary", [name]),
	"resource": pam.resource(name),
	"observed": sprintf("dictionary check %v", [service.quality.dictionary_check]),
	"expected": "dictionary check true",
	"source": service.quality.source,
}) if {
	some name, service in _judged
	service.quality.dictionary_check == false
}

unknown contains sprintf("%s: what %s asks for cannot be told", [name, service.quality.module]) if {
	some name, service in _people
	service.quality.module
	not name in object.keys(_judged)
}

_people := pam.people(input.passwords.change)

_judged[name] := service if {
	some name, service in _people
	is_boolean(service.quality.dictionary_check)
	is_string(service.quality.source)
}

_unjudged[name] := service if {
	some name, service in _people
	not service.quality.module
}
