# METADATA
# title: VNC goes through the network encrypted
# description: >-
#   Plain VNC shows screens and keystrokes to whoever is on the way, and its passwords count
#   eight characters.
# custom:
#   id: telework-vnc-encryption
#   controls: ["9.8.2", "10.3.2"]
#   aspects: ["9.8.2/vpn-remote-desktop-configuration", "10.3.2/tls-vpn"]
#   severity: high
#   scope: ["mobile.present.vnc"]
#   needs:
#     - "mobile.vnc"
#     - "mobile.vnc[*].program"
#     - "mobile.vnc[*].local"
#     - "mobile.vnc[*].encrypted"
#     - "mobile.vnc[*].source"
#   partial: convict
#   remediation:
#     text: >-
#       Bind it to this host (-localhost; $localhost = "yes" for TigerVNC) and go through
#       SSH ("ssh -L 5901:localhost:5901 HOST"), or allow only SecurityTypes that begin
#       with TLS or X509 (-ssl for x11vnc).
#     command: ""
#   references: ["x11vnc(1)", "Xvnc(1)"]
package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.telework_vnc_encryption

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no VNC server that a unit or TigerVNC starts", input.mobile.present.vnc.source) if {
	input.mobile.present.vnc.value == false
}

evidence contains report.evidence(sprintf("%s: this host only: %v, encrypted only: %v", [v.program, v.local, v.encrypted]), v.source) if some v in input.mobile.vnc

violations contains report.violation({
	"message": sprintf("%s serves the network without encryption", [v.program]),
	"resource": source,
	"observed": "unencrypted",
	"expected": "loopback only, or TLS",
	"source": v.source,
}) if {
	some source, v in input.mobile.vnc
	not v.local
	not v.encrypted
}
