# METADATA
# title: SSH does not forward TCP connections
# description: >-
#   A forwarded connection takes any protocol through the SSH port, past
#   every packet filter between the two ends, in either direction.
# custom:
#   id: ssh-tcp-forwarding
#   controls: ["9.4.2", "9.4.7", "9.4.3"]
#   aspects: ["9.4.2/tunnels", "9.4.7/inbound-outbound-filter-rules"]
#   severity: low
#   scope: ["sshd.present"]
#   needs:
#     - "sshd.effective.user.allowtcpforwarding"
#     - "sshd.effective.root.allowtcpforwarding"
#     - "sshd.effective.user.disableforwarding"
#     - "sshd.effective.root.disableforwarding"
#     - "sshd.users"
#   remediation:
#     text: >-
#       Set "AllowTcpForwarding no" or "DisableForwarding yes"; allow it in
#       a Match block, with PermitOpen, for those who need it. Set it in
#       /etc/ssh/sshd_config, before any Include that sets it otherwise
#       (the first value counts), or in the first file of
#       /etc/ssh/sshd_config.d where the distribution includes that folder.
#       Check with "sshd -t" and reload: "systemctl reload ssh" on Debian
#       and Ubuntu, "systemctl reload sshd" on Red Hat and SUSE,
#       "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.ssh_tcp_forwarding

import data.lib.report
import data.lib.sshd
import data.params
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.shown("AllowTcpForwarding", _places)

evidence contains item if {
	_disabled
	some item in sshd.shown("DisableForwarding", _switch)
}

violations contains report.violation({
	"message": sprintf("TCP connections are forwarded for %s", [who]),
	"resource": place.resource,
	"observed": sprintf("AllowTcpForwarding %s", [place.value]),
	"expected": report.list(params.ssh_tcp_forwarding_allowed),
	"source": place.source,
}) if {
	some who, place in _places
	not place.value in params.ssh_tcp_forwarding_allowed
	not _disabled
}

# All forwarding is off, for everyone.
_disabled if {
	every place in _switch {
		place.value == "yes"
	}
}

_places := sshd.places(
	input.sshd.effective.user.allowtcpforwarding,
	input.sshd.effective.root.allowtcpforwarding,
	input.sshd.users,
	"allowtcpforwarding",
)

_switch := sshd.places(
	input.sshd.effective.user.disableforwarding,
	input.sshd.effective.root.disableforwarding,
	input.sshd.users,
	"disableforwarding",
)
