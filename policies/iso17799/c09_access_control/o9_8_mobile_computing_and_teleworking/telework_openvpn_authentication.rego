# METADATA
# title: Both ends of an OpenVPN tunnel prove who they are
# description: >-
#   A server that asks for no certificate lets in whoever guesses a password. A client that does
#   not make sure that a server answers can be met by any other client with a certificate. One
#   key or certificate for all cannot be taken back from one.
# custom:
#   id: telework-openvpn-authentication
#   controls: ["9.8.2", "9.4.3"]
#   aspects: ["9.8.2/vpn-remote-desktop-configuration", "9.4.3/ssh-vpn-authentication-methods"]
#   severity: high
#   scope: ["mobile.present.openvpn"]
#   needs:
#     - "mobile.openvpn"
#     - "mobile.openvpn[*].role"
#     - "mobile.openvpn[*].client_certificate.value"
#     - "mobile.openvpn[*].peer_checked.value"
#     - "mobile.openvpn[*].duplicate_cn.value"
#     - "mobile.openvpn[*].duplicate_cn.source"
#   partial: convict
#   remediation:
#     text: >-
#       Server: "verify-client-cert require" (the default), no "duplicate-cn". Client:
#       "remote-cert-tls server". Replace "secret" by certificates of your own authority.
#     command: ""
#   references: ["openvpn(8)"]
package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.telework_openvpn_authentication

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no OpenVPN configuration", input.mobile.present.openvpn.source) if {
	input.mobile.present.openvpn.value == false
}

evidence contains report.evidence(sprintf("%s: %s, client certificate %s, other side checked: %v", [path, v.role, v.client_certificate.value, v.peer_checked.value]), path) if {
	some path, v in input.mobile.openvpn
}

_weak(v) := "one shared key for everybody" if v.role == "static"

_weak(v) := "neither certificates nor a key, so that nothing is encrypted" if v.role == "plain"

_weak(v) := sprintf("client certificate: %s", [v.client_certificate.value]) if {
	v.role == "server"
	v.client_certificate.value in {"none", "optional"}
}

_weak(v) := "does not check that the other side is a server" if {
	v.role == "client"
	not v.peer_checked.value
}

violations contains report.violation({
	"message": sprintf("%s: %s", [path, _weak(v)]),
	"resource": path,
	"observed": _weak(v),
	"expected": "certificates on both sides",
	"source": path,
}) if {
	some path, v in input.mobile.openvpn
}

violations contains report.violation({
	"message": sprintf("%s: several people may share one certificate", [path]),
	"resource": path,
	"observed": "duplicate-cn",
	"expected": "a certificate for each",
	"source": v.duplicate_cn.source,
}) if {
	some path, v in input.mobile.openvpn
	v.role == "server"
	v.duplicate_cn.value
}
