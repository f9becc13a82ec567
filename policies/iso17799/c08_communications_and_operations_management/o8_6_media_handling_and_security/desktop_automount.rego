# METADATA
# title: Desktops neither mount nor start what is put in
# description: >-
#   A medium that is mounted as soon as it is put in attacks the code that reads it, and one
#   whose program is offered gets it started sooner or later, even while the screen is locked.
# custom:
#   id: desktop-automount
#   controls: ["8.6.1", "8.3.1"]
#   aspects: ["8.6.1/usb-storage-automount-policy"]
#   severity: low
#   scope: ["mobile.present.desktops"]
#   needs:
#     - mobile.desktops
#     - "mobile.desktops[*].source"
#   partial: convict
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       GNOME: in /etc/dconf/db/local.d/00-media set automount=false and autorun-never=true in
#       [org/gnome/desktop/media-handling], lock both in /etc/dconf/db/local.d/locks/00-media,
#       have "system-db:local" in /etc/dconf/profile/user, run "dconf update".
#     command: ""
#   references: ["dconf(7)"]
package iso17799.c08_communications_and_operations_management.o8_6_media_handling_and_security.desktop_automount

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no desktop environment", input.mobile.present.desktops.source) if {
	input.mobile.present.desktops.value == false
}

evidence contains report.evidence(sprintf("%s: mounts by itself: %v, starts programs: %v", [name, d.automount.value, d.autorun.value]), d.automount.source) if {
	some name, d in input.mobile.desktops
}

violations contains report.violation({
	"message": sprintf("%s mounts what is put in", [name]),
	"resource": name,
	"observed": "automount",
	"expected": "automount=false",
	"source": d.automount.source,
}) if {
	some name, d in input.mobile.desktops
	d.automount.value
}

violations contains report.violation({
	"message": sprintf("%s offers to start programs of a medium", [name]),
	"resource": sprintf("%s autorun", [name]),
	"observed": "autorun",
	"expected": "autorun-never=true",
	"source": d.autorun.source,
}) if {
	some name, d in input.mobile.desktops
	d.autorun.value
}

unknown contains sprintf("how %s treats media is not read", [name]) if {
	some name, d in input.mobile.desktops
	not _told(d)
}

unknown contains "no desktop is known, though one is there" if {
	count(input.mobile.desktops) == 0
}

_told(d) if {
	d.automount.value in {true, false}
	d.autorun.value in {true, false}
	d.automount.source != ""
	d.autorun.source != ""
}
