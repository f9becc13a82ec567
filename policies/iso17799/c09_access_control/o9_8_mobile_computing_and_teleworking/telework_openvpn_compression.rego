# METADATA
# title: OpenVPN does not compress
# description: >-
#   The length of what was compressed before encryption tells what stood beside it, passwords
#   and cookies among that.
# custom:
#   id: telework-openvpn-compression
#   controls: ["9.8.2", "10.3.2"]
#   aspects: ["9.8.2/vpn-remote-desktop-configuration", "10.3.2/tls-vpn"]
#   severity: low
#   scope: ["mobile.present.openvpn"]
#   needs: ["mobile.openvpn", "mobile.openvpn[*].compression.value", "mobile.openvpn[*].compression.source"]
#   partial: convict
#   remediation:
#     text: >-
#       Take comp-lzo, compress and allow-compression out of the configurations on both
#       sides.
#     command: ""
#   references: ["openvpn(8)"]
package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.telework_openvpn_compression

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no OpenVPN configuration", input.mobile.present.openvpn.source) if {
	input.mobile.present.openvpn.value == false
}

evidence contains report.evidence(sprintf("%s: compression %v", [path, v.compression.value]), v.compression.source) if some path, v in input.mobile.openvpn

violations contains report.violation({
	"message": sprintf("%s compresses", [path]),
	"resource": path,
	"observed": "compression",
	"expected": "none",
	"source": v.compression.source,
}) if {
	some path, v in input.mobile.openvpn
	v.compression.value
}
