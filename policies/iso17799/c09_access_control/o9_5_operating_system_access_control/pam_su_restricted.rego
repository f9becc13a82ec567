# METADATA
# title: Only administrators may use su
# description: >-
#   Whoever may call su can try the passwords of others, root first, from any
#   account that was taken over. A group that may is short and known.
# custom:
#   id: pam-su-restricted
#   controls: ["9.5.5"]
#   aspects: ["9.5.5/access-su"]
#   severity: low
#   needs:
#     - 'passwords.su[*].restricted'
#     - 'passwords.su[*].source'
#     - passwords.su
#   profile: strict
#   remediation:
#     text: >-
#       Put "auth required pam_wheel.so use_uid" behind the pam_rootok.so
#       line of /etc/pam.d/su (Debian and Ubuntu: make the group wheel or add
#       group=sudo; on Red Hat, SUSE and Alpine take the comment sign away).
#     command: ""
#   references: ["pam_wheel(8)", "su(1)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.pam_su_restricted

import data.lib.pam
import data.lib.report
import future.keywords.not

evidence contains report.evidence(sprintf("%s: restricted %v", [name, su.restricted]), su.source) if {
	some name, su in input.passwords.su
}

violations contains report.violation({
	"message": sprintf("everybody may use %s: %s", [name, object.get(su, "why", "not restricted")]),
	"resource": pam.resource(name),
	"observed": object.get(su, "module", "no restriction"),
	"expected": "pam_wheel",
	"source": su.source,
}) if {
	some name, su in input.passwords.su
	su.restricted == false
}
