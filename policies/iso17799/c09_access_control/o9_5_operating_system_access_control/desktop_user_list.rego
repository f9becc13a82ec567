# METADATA
# title: The graphical log-on lists no names
# description: >-
#   A name is half of what an attacker needs to log on.
# custom:
#   id: desktop-user-list
#   controls: ["9.5.2"]
#   aspects: ["9.5.2/no-information-before-log"]
#   severity: low
#   scope: ["mobile.present.greeters"]
#   needs: ["mobile.greeters", "mobile.greeters[*].hide_users.value", "mobile.greeters[*].hide_users.source"]
#   partial: convict
#   remediation:
#     text: >-
#       gdm: disable-user-list=true in [org/gnome/login-screen] of
#       /etc/gdm3/greeter.dconf-defaults (Debian), or of /etc/dconf/db/gdm.d/00-login with
#       "dconf update" (RHEL, SUSE, Alpine). lightdm: greeter-hide-users=true in [Seat:*]
#       of /etc/lightdm/lightdm.conf.
#     command: ""
#   references: ["dconf(7)", "lightdm(1)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.desktop_user_list

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no graphical log-on", input.mobile.present.greeters.source) if {
	input.mobile.present.greeters.value == false
}

evidence contains report.evidence(sprintf("%s: hide_users %s", [name, g.hide_users.value]), g.hide_users.source) if {
	some name, g in input.mobile.greeters
}

violations contains report.violation({
	"message": sprintf("%s lists the accounts", [name]),
	"resource": name,
	"observed": g.hide_users.value,
	"expected": "hidden",
	"source": g.hide_users.source,
}) if {
	some name, g in input.mobile.greeters
	g.hide_users.value == "no"
}
