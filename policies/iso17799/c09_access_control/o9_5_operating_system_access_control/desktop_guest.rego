# METADATA
# title: Nobody logs on as a guest
# description: >-
#   A guest session runs programs on this host, and nobody can say who it was.
# custom:
#   id: desktop-guest
#   controls: ["9.5.3"]
#   aspects: ["9.5.3/no-anonymous-guest-log"]
#   severity: medium
#   scope: ["mobile.present.greeters"]
#   needs: ["mobile.greeters", "mobile.greeters[*].guest.value", "mobile.greeters[*].guest.source"]
#   partial: convict
#   remediation:
#     text: >-
#       lightdm: allow-guest=false in [Seat:*] of /etc/lightdm/lightdm.conf or a file of
#       /etc/lightdm/lightdm.conf.d.
#     command: ""
#   references: ["lightdm(1)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.desktop_guest

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no graphical log-on", input.mobile.present.greeters.source) if {
	input.mobile.present.greeters.value == false
}

evidence contains report.evidence(sprintf("%s: guest %s", [name, g.guest.value]), g.guest.source) if {
	some name, g in input.mobile.greeters
}

violations contains report.violation({
	"message": sprintf("%s lets a guest in", [name]),
	"resource": name,
	"observed": g.guest.value,
	"expected": "false",
	"source": g.guest.source,
}) if {
	some name, g in input.mobile.greeters
	g.guest.value == "yes"
}
