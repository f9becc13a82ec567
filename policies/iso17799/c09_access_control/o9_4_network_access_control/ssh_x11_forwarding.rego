# METADATA
# title: SSH does not forward X11
# description: >-
#   X11 forwarding opens the display of the user's own computer to programs
#   on this host, which can read every key that is pressed there.
#   (DisableForwarding is not taken into account: up to OpenSSH 9.9 it left
#   X11 and agent forwarding on.)
# custom:
#   id: ssh-x11-forwarding
#   controls: ["9.4.2", "9.4.3", "9.4.7"]
#   aspects: ["9.4.2/tunnels"]
#   severity: medium
#   scope: ["sshd.present"]
#   needs: ["sshd.effective.user.x11forwarding", "sshd.effective.root.x11forwarding", "sshd.users"]
#   remediation:
#     text: >-
#       Set "X11Forwarding no"; allow it in a Match block for those who
#       need it. Set it in /etc/ssh/sshd_config, before any Include that
#       sets it otherwise (the first value counts), or in the first file of
#       /etc/ssh/sshd_config.d where the distribution includes that folder.
#       Check with "sshd -t" and reload: "systemctl reload ssh" on Debian
#       and Ubuntu, "systemctl reload sshd" on Red Hat and SUSE,
#       "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.ssh_x11_forwarding

import data.lib.report
import data.lib.sshd
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.shown("X11Forwarding", _places)

violations contains report.violation({
	"message": sprintf("X11 is forwarded for %s", [who]),
	"resource": place.resource,
	"observed": sprintf("X11Forwarding %s", [place.value]),
	"expected": "no",
	"source": place.source,
}) if {
	some who, place in _places
	not place.value in {"no"}
}

_places := sshd.places(
	input.sshd.effective.user.x11forwarding,
	input.sshd.effective.root.x11forwarding,
	input.sshd.users,
	"x11forwarding",
)
