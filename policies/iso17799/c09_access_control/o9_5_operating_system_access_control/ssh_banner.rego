# METADATA
# title: SSH shows a notice before log-on
# description: >-
#   A notice that the computer is for authorised users only takes away the
#   excuse of not having known, and some laws ask for it.
# custom:
#   id: ssh-banner
#   controls: ["9.5.2"]
#   aspects: ["9.5.2/banner"]
#   severity: low
#   scope: ["sshd.present"]
#   needs: ["sshd.effective.user.banner", "sshd.effective.root.banner", "sshd.users"]
#   remediation:
#     text: >-
#       Set "Banner /etc/issue.net" and write the notice into that file.
#       Set it in /etc/ssh/sshd_config, before any Include that sets it
#       otherwise (the first value counts), or in the first file of
#       /etc/ssh/sshd_config.d where the distribution includes that folder.
#       Check with "sshd -t" and reload: "systemctl reload ssh" on Debian
#       and Ubuntu, "systemctl reload sshd" on Red Hat and SUSE,
#       "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.ssh_banner

import data.lib.report
import data.lib.sshd
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.shown("Banner", _places)

violations contains report.violation({
	"message": sprintf("no notice is shown before log-on to %s", [who]),
	"resource": place.resource,
	"observed": sprintf("Banner %s", [place.value]),
	"expected": "a file with the notice",
	"source": place.source,
}) if {
	some who, place in _places
	place.value in {"none", "not seen"}
}

_places := sshd.places(
	input.sshd.effective.user.banner,
	input.sshd.effective.root.banner,
	input.sshd.users,
	"banner",
)
