# METADATA
# title: SSH clients cannot set variables that decide what a session runs
# description: >-
#   A client may send variables that AcceptEnv names. With LD_PRELOAD, BASH_ENV or PATH among them
#   an account that is confined to one command gets around it, and a pattern such as "*" lets in
#   whatever a client thinks of.
# custom:
#   id: ssh-accept-env
#   controls: ["9.4.3", "9.5.5"]
#   aspects: ["9.4.3/ssh-vpn-authentication-methods"]
#   severity: medium
#   scope: ["sshd.present"]
#   needs: ["sshd.effective.user.acceptenv", "sshd.effective.root.acceptenv", "sshd.users"]
#   remediation:
#     text: >-
#       Let AcceptEnv name only what tells language and terminal, such as "AcceptEnv LANG LC_*
#       COLORTERM NO_COLOR", in /etc/ssh/sshd_config and in the files of /etc/ssh/sshd_config.d: its
#       lines add up. Check with "sshd -t" and reload: "systemctl reload ssh" on Debian and Ubuntu,
#       "systemctl reload sshd" on Red Hat and SUSE, "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.ssh_accept_env

import data.lib.report
import data.lib.sshd
import data.params
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.shown("AcceptEnv", _places)

violations contains report.violation({
	"message": sprintf("a client may set %s for %s", [report.list(_open(place.value)), who]),
	"resource": place.resource,
	"observed": sprintf("AcceptEnv %s", [place.value]),
	"expected": "names that change nothing but language and terminal",
	"source": place.source,
}) if {
	some who, place in _places
	count(_open(place.value)) > 0
}

_open(value) := sort([name |
	some name in params.ssh_denied_client_variables
	_accepted(split(value, " "), name)
])

_accepted(patterns, name) if {
	some pattern in patterns
	pattern != ""
	glob.match(pattern, [], name)
}

_places := sshd.places(
	input.sshd.effective.user.acceptenv,
	input.sshd.effective.root.acceptenv,
	input.sshd.users,
	"acceptenv",
)

# A setting that lacks a part must not drop out of sight.
unknown contains sprintf("AcceptEnv for %s was not seen", [who]) if {
	some who, place in _places
	place.value == "not seen"
}
