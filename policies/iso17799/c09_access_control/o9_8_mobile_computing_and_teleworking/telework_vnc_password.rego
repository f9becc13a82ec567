# METADATA
# title: Every VNC server asks who is there
# description: >-
#   Without a password the desktop of whoever is logged on belongs to everybody on the network,
#   or to every other account of the host.
# custom:
#   id: telework-vnc-password
#   controls: ["9.8.2", "9.4.3"]
#   aspects: ["9.8.2/vpn-remote-desktop-configuration", "9.4.3/ssh-vpn-authentication-methods"]
#   severity: critical
#   scope: ["mobile.present.vnc"]
#   needs: ["mobile.vnc", "mobile.vnc[*].program", "mobile.vnc[*].password", "mobile.vnc[*].source"]
#   partial: convict
#   remediation:
#     text: >-
#       x11vnc: replace -nopw by "-rfbauth FILE" (made with x11vnc -storepasswd), or
#       -unixpw; TigerVNC: SecurityTypes=TLSVnc or X509Plain, in the unit or in
#       /etc/tigervnc/vncserver-config-mandatory, never None.
#     command: ""
#   references: ["x11vnc(1)", "Xvnc(1)", "vncserver-config-defaults(5)"]
package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.telework_vnc_password

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no VNC server that a unit or TigerVNC starts", input.mobile.present.vnc.source) if {
	input.mobile.present.vnc.value == false
}

evidence contains report.evidence(sprintf("%s: asks for a password: %v", [v.program, v.password]), v.source) if some v in input.mobile.vnc

violations contains report.violation({
	"message": sprintf("%s asks for no password", [v.program]),
	"resource": source,
	"observed": "none",
	"expected": "a password or account",
	"source": v.source,
}) if {
	some source, v in input.mobile.vnc
	not v.password
}
