# METADATA
# title: An OpenVPN server drops strangers before TLS
# description: >-
#   With tls-crypt or tls-auth, packets without the group's key never reach the TLS library,
#   where most holes were.
# custom:
#   id: telework-openvpn-guard
#   controls: ["9.8.2"]
#   aspects: ["9.8.2/vpn-remote-desktop-configuration"]
#   severity: low
#   scope: ["mobile.present.openvpn"]
#   needs:
#     - "mobile.openvpn"
#     - "mobile.openvpn[*].role"
#     - "mobile.openvpn[*].guard.value"
#     - "mobile.openvpn[*].guard.source"
#   partial: convict
#   profile: strict
#   remediation:
#     text: >-
#       Run "openvpn --genkey secret /etc/openvpn/server/tc.key", set "tls-crypt tc.key"
#       on the server and give the key to the clients.
#     command: ""
#   references: ["openvpn(8)"]
package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.telework_openvpn_guard

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no OpenVPN configuration", input.mobile.present.openvpn.source) if {
	input.mobile.present.openvpn.value == false
}

evidence contains report.evidence(sprintf("%s: %s, guard %s", [path, v.role, v.guard.value]), v.guard.source) if some path, v in input.mobile.openvpn

violations contains report.violation({
	"message": sprintf("%s lets every packet reach TLS", [path]),
	"resource": path,
	"observed": v.guard.value,
	"expected": "tls-crypt, tls-crypt-v2 or tls-auth",
	"source": v.guard.source,
}) if {
	some path, v in input.mobile.openvpn
	v.role == "server"
	v.guard.value == "none"
}
