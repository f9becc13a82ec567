# METADATA
# title: SSH limits the sessions of one connection
# description: >-
#   Many sessions over one connection slip past limits on connections and
#   tie up the host.
# custom:
#   id: ssh-max-sessions
#   controls: ["9.5.8", "9.5.2"]
#   aspects: ["9.5.8/maximum-session-login-counts-high"]
#   severity: low
#   scope: ["sshd.present"]
#   needs: ["sshd.effective.user.maxsessions", "sshd.effective.root.maxsessions", "sshd.users"]
#   remediation:
#     text: >-
#       Set MaxSessions to the expected number or less. Set it in
#       /etc/ssh/sshd_config, before any Include that sets it otherwise
#       (the first value counts), or in the first file of
#       /etc/ssh/sshd_config.d where the distribution includes that folder.
#       Check with "sshd -t" and reload: "systemctl reload ssh" on Debian
#       and Ubuntu, "systemctl reload sshd" on Red Hat and SUSE,
#       "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.ssh_max_sessions

import data.lib.report
import data.lib.sshd
import data.params
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.shown("MaxSessions", _places)

violations contains report.violation({
	"message": sprintf("too many sessions over one connection for %s", [who]),
	"resource": place.resource,
	"observed": sprintf("MaxSessions %s", [place.value]),
	"expected": sprintf("%d or less", [params.ssh_max_sessions]),
	"source": place.source,
}) if {
	some who, place in _places
	sshd.number(place.value) > params.ssh_max_sessions
}

_places := sshd.places(
	input.sshd.effective.user.maxsessions,
	input.sshd.effective.root.maxsessions,
	input.sshd.users,
	"maxsessions",
)
