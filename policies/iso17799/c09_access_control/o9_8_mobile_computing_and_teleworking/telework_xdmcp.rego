# METADATA
# title: Remote log-on screens are not offered over XDMCP
# description: >-
#   XDMCP carries screens, keystrokes and passwords in the clear.
# custom:
#   id: telework-xdmcp
#   controls: ["9.8.2", "9.4.1"]
#   aspects: ["9.8.2/vpn-remote-desktop-configuration"]
#   severity: high
#   scope: ["mobile.present.greeters"]
#   needs: ["mobile.greeters", "mobile.greeters[*].xdmcp.value", "mobile.greeters[*].xdmcp.source"]
#   partial: convict
#   remediation:
#     text: >-
#       gdm: take Enable=true out of [xdmcp] in /etc/gdm3/daemon.conf
#       (/etc/gdm/custom.conf on RHEL, SUSE and Alpine). lightdm: enabled=false in
#       [XDMCPServer] of /etc/lightdm/lightdm.conf. Offer SSH, or RDP over TLS, instead.
#     command: ""
#   references: ["lightdm(1)"]
package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.telework_xdmcp

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no graphical log-on", input.mobile.present.greeters.source) if {
	input.mobile.present.greeters.value == false
}

evidence contains report.evidence(sprintf("%s: xdmcp %s", [name, g.xdmcp.value]), g.xdmcp.source) if {
	some name, g in input.mobile.greeters
}

violations contains report.violation({
	"message": sprintf("%s answers XDMCP", [name]),
	"resource": name,
	"observed": g.xdmcp.value,
	"expected": "off",
	"source": g.xdmcp.source,
}) if {
	some name, g in input.mobile.greeters
	g.xdmcp.value == "yes"
}
