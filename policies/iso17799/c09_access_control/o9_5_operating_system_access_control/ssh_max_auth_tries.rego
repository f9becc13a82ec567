# METADATA
# title: SSH ends a connection after a few failed tries
# description: >-
#   Many tries in one connection make guessing quick, and only the second
#   half of them is recorded.
# custom:
#   id: ssh-max-auth-tries
#   controls: ["9.5.2", "9.4.3"]
#   aspects: ["9.5.2/failed-attempt-lock-out"]
#   severity: medium
#   scope: ["sshd.present"]
#   needs: ["sshd.effective.user.maxauthtries", "sshd.effective.root.maxauthtries", "sshd.users"]
#   remediation:
#     text: >-
#       Set MaxAuthTries to the expected number or less. Set it in
#       /etc/ssh/sshd_config, before any Include that sets it otherwise
#       (the first value counts), or in the first file of
#       /etc/ssh/sshd_config.d where the distribution includes that folder.
#       Check with "sshd -t" and reload: "systemctl reload ssh" on Debian
#       and Ubuntu, "systemctl reload sshd" on Red Hat and SUSE,
#       "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.ssh_max_auth_tries

import data.lib.report
import data.lib.sshd
import data.params
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.shown("MaxAuthTries", _places)

violations contains report.violation({
	"message": sprintf("too many tries in one connection for %s", [who]),
	"resource": place.resource,
	"observed": sprintf("MaxAuthTries %s", [place.value]),
	"expected": sprintf("%d or less", [params.ssh_max_auth_tries]),
	"source": place.source,
}) if {
	some who, place in _places
	sshd.number(place.value) > params.ssh_max_auth_tries
}

_places := sshd.places(
	input.sshd.effective.user.maxauthtries,
	input.sshd.effective.root.maxauthtries,
	input.sshd.users,
	"maxauthtries",
)
