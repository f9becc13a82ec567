# METADATA
# title: SSH ignores trust files in home folders
# description: >-
#   With .rhosts and .shosts in force each user decides which other
#   machines are trusted, past the administrator.
# custom:
#   id: ssh-ignore-rhosts
#   controls: ["9.4.4", "9.4.3"]
#   aspects: ["9.4.4/trust-files"]
#   severity: medium
#   scope: ["sshd.present"]
#   needs: ["sshd.effective.user.ignorerhosts", "sshd.effective.root.ignorerhosts", "sshd.users"]
#   remediation:
#     text: >-
#       Set "IgnoreRhosts yes". Set it in /etc/ssh/sshd_config, before any
#       Include that sets it otherwise (the first value counts), or in the
#       first file of /etc/ssh/sshd_config.d where the distribution
#       includes that folder. Check with "sshd -t" and reload: "systemctl
#       reload ssh" on Debian and Ubuntu, "systemctl reload sshd" on Red
#       Hat and SUSE, "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.ssh_ignore_rhosts

import data.lib.report
import data.lib.sshd
import data.params
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.shown("IgnoreRhosts", _places)

violations contains report.violation({
	"message": sprintf("trust files in the home folder count for %s", [who]),
	"resource": place.resource,
	"observed": sprintf("IgnoreRhosts %s", [place.value]),
	"expected": report.list(params.ssh_ignore_rhosts_allowed),
	"source": place.source,
}) if {
	some who, place in _places
	not place.value in params.ssh_ignore_rhosts_allowed
}

_places := sshd.places(
	input.sshd.effective.user.ignorerhosts,
	input.sshd.effective.root.ignorerhosts,
	input.sshd.users,
	"ignorerhosts",
)
