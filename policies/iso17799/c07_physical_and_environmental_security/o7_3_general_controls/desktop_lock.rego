# METADATA
# title: An idle desktop locks itself
# description: >-
#   An open session in an empty room gives whoever passes the rights of its user.
# custom:
#   id: desktop-lock
#   controls: ["7.3.1", "9.3.2", "7.2.5"]
#   aspects: ["7.3.1/desktop-lock-idle", "9.3.2/desktop-remote-shells", "7.2.5/screen-lock"]
#   severity: medium
#   scope: ["mobile.present.desktops"]
#   needs:
#     - "mobile.desktops"
#     - "mobile.desktops[*].known"
#     - "mobile.desktops[*].lock.value"
#     - "mobile.desktops[*].lock.source"
#     - "mobile.desktops[*].idle_seconds.value"
#     - "mobile.desktops[*].idle_seconds.source"
#     - "mobile.desktops[*].delay_seconds.value"
#   partial: convict
#   remediation:
#     text: >-
#       GNOME: in /etc/dconf/db/local.d/00-lock set lock-enabled=true and
#       lock-delay=uint32 0 in [org/gnome/desktop/screensaver] and idle-delay=uint32 600
#       in [org/gnome/desktop/session], have "system-db:local" in /etc/dconf/profile/user,
#       run "dconf update". KDE: Autolock=true and Timeout=10 (minutes) in [Daemon] of
#       /etc/xdg/kscreenlockerrc.
#     command: ""
#   references: ["dconf(7)"]
package iso17799.c07_physical_and_environmental_security.o7_3_general_controls.desktop_lock

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no desktop environment", input.mobile.present.desktops.source) if {
	input.mobile.present.desktops.value == false
}

evidence contains report.evidence(
	sprintf("%s: locks: %v, idle after %s, lock %s later", [
		name,
		d.lock.value,
		report.counted(d.idle_seconds.value, "second", "seconds"),
		report.counted(d.delay_seconds.value, "second", "seconds"),
	]),
	d.lock.source,
) if {
	some name, d in input.mobile.desktops
}

violations contains report.violation({
	"message": sprintf("%s does not lock when idle", [name]),
	"resource": name,
	"observed": "no lock",
	"expected": "a lock",
	"source": d.lock.source,
}) if {
	some name, d in input.mobile.desktops
	not d.lock.value
}

violations contains report.violation({
	"message": sprintf("%s never counts as idle", [name]),
	"resource": name,
	"observed": "0 seconds, which is never",
	"expected": sprintf("1 to %s", [report.counted(params.desktop_max_lock_seconds, "second", "seconds")]),
	"source": d.idle_seconds.source,
}) if {
	some name, d in input.mobile.desktops
	d.idle_seconds.value <= 0
}

violations contains report.violation({
	"message": sprintf("%s locks after %s", [name, report.counted(d.idle_seconds.value + d.delay_seconds.value, "second", "seconds")]),
	"resource": name,
	"observed": d.idle_seconds.value + d.delay_seconds.value,
	"expected": sprintf("1 to %s", [report.counted(params.desktop_max_lock_seconds, "second", "seconds")]),
	"source": d.idle_seconds.source,
}) if {
	some name, d in input.mobile.desktops
	d.idle_seconds.value + d.delay_seconds.value > params.desktop_max_lock_seconds
}
