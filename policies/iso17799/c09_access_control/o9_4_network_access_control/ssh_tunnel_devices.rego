# METADATA
# title: SSH makes no network tunnels
# description: >-
#   A tunnel device joins the networks on its two ends and leads past every
#   packet filter between them.
# custom:
#   id: ssh-tunnel-devices
#   controls: ["9.4.2", "9.4.7"]
#   aspects: ["9.4.2/tunnels"]
#   severity: medium
#   scope: ["sshd.present"]
#   needs: ["sshd.effective.user.permittunnel", "sshd.effective.root.permittunnel", "sshd.users"]
#   remediation:
#     text: >-
#       Set "PermitTunnel no". Set it in /etc/ssh/sshd_config, before any
#       Include that sets it otherwise (the first value counts), or in the
#       first file of /etc/ssh/sshd_config.d where the distribution
#       includes that folder. Check with "sshd -t" and reload: "systemctl
#       reload ssh" on Debian and Ubuntu, "systemctl reload sshd" on Red
#       Hat and SUSE, "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.ssh_tunnel_devices

import data.lib.report
import data.lib.sshd
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.shown("PermitTunnel", _places)

violations contains report.violation({
	"message": sprintf("tunnel devices may be made by %s", [who]),
	"resource": place.resource,
	"observed": sprintf("PermitTunnel %s", [place.value]),
	"expected": "no",
	"source": place.source,
}) if {
	some who, place in _places
	not place.value in {"no"}
}

_places := sshd.places(
	input.sshd.effective.user.permittunnel,
	input.sshd.effective.root.permittunnel,
	input.sshd.users,
	"permittunnel",
)
