# METADATA
# title: SSH refuses empty passwords
# description: >-
#   With empty passwords allowed, any account that has none is open to
#   whoever knows its name, from everywhere the server can be reached.
# custom:
#   id: ssh-empty-passwords
#   controls: ["9.4.3", "9.5.3"]
#   aspects: ["9.4.3/ssh-vpn-authentication-methods"]
#   severity: critical
#   scope: ["sshd.present"]
#   needs:
#     - "sshd.effective.user.permitemptypasswords"
#     - "sshd.effective.root.permitemptypasswords"
#     - "sshd.users"
#   remediation:
#     text: >-
#       Set "PermitEmptyPasswords no", and lock or set the password of the
#       accounts that have none. Set it in /etc/ssh/sshd_config, before any
#       Include that sets it otherwise (the first value counts), or in the
#       first file of /etc/ssh/sshd_config.d where the distribution
#       includes that folder. Check with "sshd -t" and reload: "systemctl
#       reload ssh" on Debian and Ubuntu, "systemctl reload sshd" on Red
#       Hat and SUSE, "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.ssh_empty_passwords

import data.lib.report
import data.lib.sshd
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.shown("PermitEmptyPasswords", _places)

violations contains report.violation({
	"message": sprintf("%s may log on with an empty password", [who]),
	"resource": place.resource,
	"observed": sprintf("PermitEmptyPasswords %s", [place.value]),
	"expected": "no",
	"source": place.source,
}) if {
	some who, place in _places
	not place.value in {"no"}
}

_places := sshd.places(
	input.sshd.effective.user.permitemptypasswords,
	input.sshd.effective.root.permitemptypasswords,
	input.sshd.users,
	"permitemptypasswords",
)
