# METADATA
# title: OpenVPN's management interface is closed to others
# description: >-
#   Whoever reaches it ends tunnels, reads who is connected and may answer its questions for
#   passwords.
# custom:
#   id: telework-openvpn-management
#   controls: ["9.8.2", "9.4.5"]
#   aspects: ["9.8.2/vpn-remote-desktop-configuration", "9.4.5/debug-management-ports-reachable"]
#   severity: high
#   scope: ["mobile.present.openvpn"]
#   needs: ["mobile.openvpn", "mobile.openvpn[*].management.value", "mobile.openvpn[*].management.source"]
#   partial: convict
#   remediation:
#     text: >-
#       Use a socket ("management /run/openvpn/NAME.sock unix"), or give a password file
#       as the third argument and bind to 127.0.0.1.
#     command: ""
#   references: ["openvpn(8)"]
package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.telework_openvpn_management

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no OpenVPN configuration", input.mobile.present.openvpn.source) if {
	input.mobile.present.openvpn.value == false
}

evidence contains report.evidence(sprintf("%s: management %s", [path, v.management.value]), path) if some path, v in input.mobile.openvpn

violations contains report.violation({
	"message": sprintf("%s: the management interface is on the %s", [path, v.management.value]),
	"resource": path,
	"observed": v.management.value,
	"expected": "a Unix socket, or loopback with a password",
	"source": v.management.source,
}) if {
	some path, v in input.mobile.openvpn
	not v.management.value in {"off", "unix", "unix+password", "loopback+password"}
}
