# METADATA
# title: A wrong password costs time
# description: >-
#   A pause of a second or two bothers nobody who mistyped, and turns a
#   thousand guesses into half an hour.
# custom:
#   id: password-fail-delay
#   controls: ["9.5.2"]
#   aspects: ["9.5.2/failed-attempt-lock-out"]
#   severity: low
#   needs:
#     - 'passwords.log_on[*].kind'
#     - 'passwords.log_on[*].delay_ms.value'
#     - 'passwords.log_on[*].delay_ms.source'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Take nodelay away from pam_unix.so, or add "auth optional
#       pam_faildelay.so delay=2000000" (microseconds) to /etc/pam.d/login,
#       on Red Hat to the profile of authselect.
#     command: ""
#   references: ["pam_faildelay(8)", "pam_unix(8)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.password_fail_delay

import data.lib.pam
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(sprintf("%s waits %d ms", [name, service.delay_ms.value]), service.delay_ms.source) if {
	some name, service in pam.doors(input.passwords.log_on)
}

violations contains report.violation({
	"message": sprintf("%s asks for no pause after a wrong password", [name]),
	"resource": pam.resource(name),
	"observed": sprintf("%d ms", [service.delay_ms.value]),
	"expected": sprintf("%d ms or more", [params.password_min_fail_delay_ms]),
	"source": service.delay_ms.source,
}) if {
	some name, service in pam.doors(input.passwords.log_on)
	service.delay_ms.value < params.password_min_fail_delay_ms
}
