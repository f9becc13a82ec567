# METADATA
# title: Passwords that root sets are judged too
# description: >-
#   A password that an administrator gives out in a hurry is often the
#   weakest of all, and it is the one of root that matters most.
# custom:
#   id: password-quality-root
#   controls: ["9.3.1", "9.5.4"]
#   aspects: ["9.3.1/quality", "9.5.4/pam-password-stack"]
#   severity: low
#   needs:
#     - 'passwords.change[*].quality.enforced'
#     - 'passwords.change[*].quality.source'
#     - 'passwords.change[*].quality'
#   roles: ["server", "workstation", "laptop"]
#   profile: strict
#   remediation:
#     text: >-
#       Write "enforce_for_root" on a line of /etc/security/pwquality.conf.
#     command: ""
#   references: ["pwquality.conf(5)"]
package iso17799.c09_access_control.o9_3_user_responsibilities.password_quality_root

import data.lib.pam
import data.lib.report
import future.keywords.not

evidence contains report.evidence(sprintf("%s: enforced for root %v", [name, service.quality.enforce_for_root]), service.quality.source) if {
	some name, service in _judged
}

evidence contains report.evidence(sprintf("%s: no module judges new passwords", [name]), service.quality.source) if {
	some name, service in _unjudged
}

# Where nothing judges new passwords nothing asks for this either.
violations contains report.violation({
	"message": sprintf("%s lets root set weak passwords", [name]),
	"resource": pam.resource(name),
	"observed": "no module",
	"expected": "enforced for root true",
	"source": service.quality.source,
}) if {
	some name, service in _unjudged
}

violations contains report.violation({
	"message": sprintf("%s lets root set weak passwords", [name]),
	"resource": pam.resource(name),
	"observed": sprintf("enforced for root %v", [service.quality.enforce_for_root]),
	"expected": "enforced for root true",
	"source": service.quality.source,
}) if {
	some name, service in _judged
	service.quality.enforce_for_root == false
}

unknown contains sprintf("%s: what %s asks for cannot be told", [name, service.quality.module]) if {
	some name, service in _people
	service.quality.module
	not name in object.keys(_judged)
}

_people := pam.people(input.passwords.change)

_judged[name] := service if {
	some name, service in _people
	is_boolean(service.quality.enforce_for_root)
	is_string(service.quality.source)
}

_unjudged[name] := service if {
	some name, service in _people
	not service.quality.module
}
