# METADATA
# title: OpenVPN gives up root, and keeps its keys to itself
# description: >-
#   It parses what strangers send. As root, a mistake in it is root for them; and a key that
#   others read makes them the server.
# custom:
#   id: telework-openvpn-privileges
#   controls: ["9.8.2"]
#   aspects: ["9.8.2/vpn-remote-desktop-configuration"]
#   severity: medium
#   scope: ["mobile.present.openvpn"]
#   needs:
#     - "mobile.openvpn"
#     - "mobile.openvpn[*].role"
#     - "mobile.openvpn[*].user.value"
#     - "mobile.openvpn[*].key_inside"
#     - "mobile.openvpn[*].file.mode"
#     - "mobile.openvpn[*].file.owner"
#     - "mobile.openvpn[*].file.group_readable"
#     - "mobile.openvpn[*].file.other_readable"
#     - "mobile.openvpn[*].file.writable"
#   partial: convict
#   remediation:
#     text: >-
#       Set "user nobody" and "group nogroup" (group nobody on RHEL, SUSE and Alpine) with
#       persist-key and persist-tun. Run "chmod 600" on configurations that hold keys.
#     command: ""
#   references: ["openvpn(8)"]
package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.telework_openvpn_privileges

import data.lib.mobile
import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no OpenVPN configuration", input.mobile.present.openvpn.source) if {
	input.mobile.present.openvpn.value == false
}

evidence contains report.evidence(sprintf("%s: user %s, mode %s", [path, v.user.value, v.file.mode]), path) if some path, v in input.mobile.openvpn

violations contains report.violation({
	"message": sprintf("%s: the server stays root", [path]),
	"resource": path,
	"observed": v.user.value,
	"expected": "an account without rights",
	"source": path,
}) if {
	some path, v in input.mobile.openvpn
	v.role == "server"
	v.user.value == "root"
}

violations contains report.violation({
	"message": sprintf("%s holds a key: %s", [path, concat(", ", mobile.weak(v.file))]),
	"resource": path,
	"observed": sprintf("mode %s, owner %d", [v.file.mode, v.file.owner]),
	"expected": "0600, owner 0",
	"source": path,
}) if {
	some path, v in input.mobile.openvpn
	v.key_inside
	count(mobile.weak(v.file)) > 0
}
