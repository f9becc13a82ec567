# METADATA
# title: The remote desktop is reached over TLS only
# description: >-
#   RDP's own encryption has no proof of the server and uses RC4; when both are on offer,
#   somebody on the way chooses.
# custom:
#   id: telework-xrdp-encryption
#   controls: ["9.8.2", "10.3.2"]
#   aspects: ["9.8.2/vpn-remote-desktop-configuration", "10.3.2/tls-vpn"]
#   severity: high
#   scope: ["mobile.xrdp.present"]
#   needs:
#     - "mobile.xrdp.settings.security_layer.value"
#     - "mobile.xrdp.settings.security_layer.source"
#     - "mobile.xrdp.settings.ssl_protocols.value"
#     - "mobile.xrdp.settings.ssl_protocols.source"
#   remediation:
#     text: >-
#       In [Globals] of /etc/xrdp/xrdp.ini set security_layer=tls, ssl_protocols=TLSv1.2,
#       TLSv1.3 and a certificate of your own; restart xrdp.
#     command: ""
#   references: ["xrdp.ini(5)", "sesman.ini(5)"]
package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.telework_xrdp_encryption

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no xrdp", input.mobile.xrdp.present.source) if {
	input.mobile.xrdp.present.value == false
}

_settings := input.mobile.xrdp.settings

evidence contains report.evidence(sprintf("security_layer=%s, ssl_protocols=%s", [_settings.security_layer.value, _settings.ssl_protocols.value]), _settings.security_layer.source)

violations contains report.violation({
	"message": sprintf("xrdp takes connections without TLS (security_layer=%s)", [_settings.security_layer.value]),
	"resource": "security_layer",
	"observed": _settings.security_layer.value,
	"expected": "tls",
	"source": _settings.security_layer.source,
}) if {
	_settings.security_layer.value != "tls"
}

violations contains report.violation({
	"message": sprintf("xrdp accepts %s", [protocol]),
	"resource": "ssl_protocols",
	"observed": _settings.ssl_protocols.value,
	"expected": "TLSv1.2, TLSv1.3",
	"source": _settings.ssl_protocols.source,
}) if {
	some word in split(_settings.ssl_protocols.value, ",")
	protocol := trim_space(word)
	protocol in {"sslv2", "sslv3", "tlsv1", "tlsv1.0", "tlsv1.1"}
}
