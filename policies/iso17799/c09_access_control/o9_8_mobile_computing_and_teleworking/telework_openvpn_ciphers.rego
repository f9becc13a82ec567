# METADATA
# title: OpenVPN uses methods that hold
# description: >-
#   Blowfish and triple DES leak after some gigabytes, RC4 and no cipher at once; old versions
#   of TLS can be talked down.
# custom:
#   id: telework-openvpn-ciphers
#   controls: ["9.8.2", "10.3.2"]
#   aspects: ["9.8.2/vpn-remote-desktop-configuration", "10.3.2/tls-vpn"]
#   severity: high
#   scope: ["mobile.present.openvpn"]
#   needs:
#     - "mobile.openvpn"
#     - "mobile.openvpn[*].role"
#     - "mobile.openvpn[*].ciphers.value"
#     - "mobile.openvpn[*].ciphers.source"
#     - "mobile.openvpn[*].digest.value"
#     - "mobile.openvpn[*].digest.source"
#     - "mobile.openvpn[*].tls_min.value"
#     - "mobile.openvpn[*].tls_min.source"
#   partial: convict
#   remediation:
#     text: >-
#       In the configuration (/etc/openvpn) set "data-ciphers
#       AES-256-GCM:CHACHA20-POLY1305", "auth SHA256" and "tls-version-min 1.2"; replace a
#       static key ("secret") by TLS. Then restart the openvpn unit.
#     command: ""
#   references: ["openvpn(8)"]
package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.telework_openvpn_ciphers

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no OpenVPN configuration", input.mobile.present.openvpn.source) if {
	input.mobile.present.openvpn.value == false
}

evidence contains report.evidence(sprintf("%s: %s, auth %s", [v.role, v.ciphers.value, v.digest.value]), v.ciphers.source) if some v in input.mobile.openvpn

violations contains report.violation({
	"message": sprintf("%s allows the cipher %s", [path, cipher]),
	"resource": path,
	"observed": cipher,
	"expected": "AES-256-GCM, AES-128-GCM or CHACHA20-POLY1305",
	"source": v.ciphers.source,
}) if {
	some path, v in input.mobile.openvpn
	some cipher in split(v.ciphers.value, ":")
	some weak in params.telework_openvpn_weak_ciphers
	startswith(trim_prefix(cipher, "?"), weak)
}

violations contains report.violation({
	"message": sprintf("%s authenticates packets with %s", [path, v.digest.value]),
	"resource": path,
	"observed": v.digest.value,
	"expected": "SHA256 or better",
	"source": v.digest.source,
}) if {
	some path, v in input.mobile.openvpn
	v.digest.value in params.telework_openvpn_weak_digests
}

violations contains report.violation({
	"message": sprintf("%s accepts TLS %s", [path, v.tls_min.value]),
	"resource": path,
	"observed": v.tls_min.value,
	"expected": "1.2 or 1.3",
	"source": v.tls_min.source,
}) if {
	some path, v in input.mobile.openvpn
	v.tls_min.value in {"1.0", "1.1"}
}
