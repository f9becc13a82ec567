# METADATA
# title: Forwarded ports are not open to the network
# description: >-
#   With gateway ports a port that a user forwards listens on every address
#   of this host, so that users open services to the network on their own.
# custom:
#   id: ssh-gateway-ports
#   controls: ["9.4.7", "9.4.2"]
#   aspects: ["9.4.7/inbound-outbound-filter-rules", "9.4.2/tunnels"]
#   severity: medium
#   scope: ["sshd.present"]
#   needs: ["sshd.effective.user.gatewayports", "sshd.effective.root.gatewayports", "sshd.users"]
#   remediation:
#     text: >-
#       Set "GatewayPorts no". Set it in /etc/ssh/sshd_config, before any
#       Include that sets it otherwise (the first value counts), or in the
#       first file of /etc/ssh/sshd_config.d where the distribution
#       includes that folder. Check with "sshd -t" and reload: "systemctl
#       reload ssh" on Debian and Ubuntu, "systemctl reload sshd" on Red
#       Hat and SUSE, "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.ssh_gateway_ports

import data.lib.report
import data.lib.sshd
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.shown("GatewayPorts", _places)

violations contains report.violation({
	"message": sprintf("forwarded ports are reachable from the network for %s", [who]),
	"resource": place.resource,
	"observed": sprintf("GatewayPorts %s", [place.value]),
	"expected": "no",
	"source": place.source,
}) if {
	some who, place in _places
	not place.value in {"no"}
}

_places := sshd.places(
	input.sshd.effective.user.gatewayports,
	input.sshd.effective.root.gatewayports,
	input.sshd.users,
	"gatewayports",
)
