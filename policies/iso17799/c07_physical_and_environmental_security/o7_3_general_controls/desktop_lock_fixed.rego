# METADATA
# title: Users cannot turn the desktop's lock off
# description: >-
#   A lock that everybody may switch off is a suggestion.
# custom:
#   id: desktop-lock-fixed
#   controls: ["7.3.1", "9.3.2", "7.2.5"]
#   aspects: ["7.3.1/desktop-lock-idle", "9.3.2/desktop-remote-shells", "7.2.5/screen-lock"]
#   severity: low
#   scope: ["mobile.present.desktops"]
#   needs:
#     - "mobile.desktops"
#     - "mobile.desktops[*].known"
#     - "mobile.desktops[*].fixed"
#     - "mobile.desktops[*].source"
#   partial: convict
#   remediation:
#     text: >-
#       GNOME: list /org/gnome/desktop/screensaver/lock-enabled,
#       /org/gnome/desktop/screensaver/lock-delay and
#       /org/gnome/desktop/session/idle-delay in a file of /etc/dconf/db/local.d/locks and
#       run "dconf update". KDE: write [Daemon][$i] in /etc/xdg/kscreenlockerrc.
#     command: ""
#   references: ["dconf(7)"]
package iso17799.c07_physical_and_environmental_security.o7_3_general_controls.desktop_lock_fixed

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no desktop environment", input.mobile.present.desktops.source) if {
	input.mobile.present.desktops.value == false
}

evidence contains report.evidence(sprintf("%s: fixed: %s", [name, report.list(d.fixed)]), d.source) if some name, d in input.mobile.desktops

violations contains report.violation({
	"message": sprintf("users of %s can change: %s", [name, concat(", ", sort(open))]),
	"resource": name,
	"observed": sprintf("fixed: %s", [report.list(d.fixed)]),
	"expected": "lock, idle and delay are fixed",
	"source": d.source,
}) if {
	some name, d in input.mobile.desktops
	open := {"lock", "idle", "delay"} - {f | some f in d.fixed}
	count(open) > 0
}
