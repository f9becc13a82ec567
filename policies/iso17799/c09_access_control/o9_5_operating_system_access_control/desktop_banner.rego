# METADATA
# title: The graphical log-on shows a warning
# description: >-
#   A warning before the log-on tells an intruder, and later a court, that he had no business
#   here.
# custom:
#   id: desktop-banner
#   controls: ["9.5.2"]
#   aspects: ["9.5.2/banner"]
#   severity: low
#   scope: ["mobile.present.greeters"]
#   needs: ["mobile.greeters", "mobile.greeters[*].banner.value", "mobile.greeters[*].banner.source"]
#   partial: convict
#   remediation:
#     text: >-
#       gdm: banner-message-enable=true and banner-message-text in
#       [org/gnome/login-screen] of /etc/gdm3/greeter.dconf-defaults (Debian), or of
#       /etc/dconf/db/gdm.d/00-login with "dconf update" (RHEL, SUSE, Alpine).
#     command: ""
#   references: ["dconf(7)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.desktop_banner

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no graphical log-on", input.mobile.present.greeters.source) if {
	input.mobile.present.greeters.value == false
}

evidence contains report.evidence(sprintf("%s: banner %s", [name, g.banner.value]), g.banner.source) if {
	some name, g in input.mobile.greeters
}

violations contains report.violation({
	"message": sprintf("%s shows no message", [name]),
	"resource": name,
	"observed": g.banner.value,
	"expected": "a message",
	"source": g.banner.source,
}) if {
	some name, g in input.mobile.greeters
	g.banner.value == "no"
}
