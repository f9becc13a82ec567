# METADATA
# title: An empty password opens nothing
# description: >-
#   With nullok an account without a password is an open door, at the console
#   as well as over every service that asks PAM.
# custom:
#   id: pam-nullok
#   controls: ["9.5.3", "9.2.3"]
#   aspects: ["9.5.3/pam-stack-sane", "9.2.3/empty-default-passwords"]
#   severity: medium
#   needs:
#     - 'passwords.log_on[*].nullok.value'
#     - 'passwords.log_on[*].nullok.source'
#   remediation:
#     text: >-
#       Take nullok away from the pam_unix.so line of the auth stack:
#       /etc/pam.d/common-auth on Debian and SUSE, "authselect enable-feature
#       without-nullok" on Red Hat, /etc/pam.d/base-auth on Alpine.
#     command: ""
#   references: ["pam_unix(8)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.pam_nullok

import data.lib.pam
import data.lib.report
import future.keywords.not

evidence contains report.evidence(sprintf("%s: nullok %v", [name, service.nullok.value]), service.nullok.source) if {
	some name, service in input.passwords.log_on
}

violations contains report.violation({
	"message": sprintf("%s takes empty passwords", [name]),
	"resource": pam.resource(name),
	"observed": "nullok",
	"expected": "no nullok",
	"source": service.nullok.source,
}) if {
	some name, service in input.passwords.log_on
	service.nullok.value
}
