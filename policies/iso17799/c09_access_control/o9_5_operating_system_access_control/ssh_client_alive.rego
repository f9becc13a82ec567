# METADATA
# title: SSH cuts off clients that no longer answer
# description: >-
#   A session whose client has gone, such as a closed laptop, stays open
#   for whoever comes by next, unless the server asks whether the client is
#   still there and ends the session when it is not.
# custom:
#   id: ssh-client-alive
#   controls: ["9.5.7", "9.3.2"]
#   aspects: ["9.5.7/ssh-keep-alive-limits", "9.3.2/desktop-remote-shells"]
#   severity: medium
#   scope: ["sshd.present"]
#   needs:
#     - "sshd.effective.user.clientaliveinterval"
#     - "sshd.effective.root.clientaliveinterval"
#     - "sshd.effective.user.clientalivecountmax"
#     - "sshd.effective.root.clientalivecountmax"
#     - "sshd.users"
#   remediation:
#     text: >-
#       Set for example "ClientAliveInterval 300" and "ClientAliveCountMax
#       1": the time is their product. The idle time of the shell is
#       another matter (TMOUT). Set it in /etc/ssh/sshd_config, before any
#       Include that sets it otherwise (the first value counts), or in the
#       first file of /etc/ssh/sshd_config.d where the distribution
#       includes that folder. Check with "sshd -t" and reload: "systemctl
#       reload ssh" on Debian and Ubuntu, "systemctl reload sshd" on Red
#       Hat and SUSE, "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.ssh_client_alive

import data.lib.report
import data.lib.sshd
import data.params
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains report.evidence(
	sprintf("for %s: ClientAliveInterval %s, ClientAliveCountMax %s", [who, pair.first, pair.second]),
	pair.source,
) if {
	some who, pair in _pairs
}

violations contains report.violation({
	"message": sprintf("a session of %s outlives its client: %s", [who, _how(pair)]),
	"resource": pair.resource,
	"observed": sprintf("ClientAliveInterval %s, ClientAliveCountMax %s", [pair.first, pair.second]),
	"expected": sprintf("cut off within %s", [report.counted(params.ssh_idle_seconds, "second", "seconds")]),
	"source": pair.source,
}) if {
	some who, pair in _pairs
	not _fits(_seconds(pair))
}

_fits(seconds) if {
	seconds > 0
	seconds <= params.ssh_idle_seconds
}

# Zero for either number means that no silent client is ever cut off.
_seconds(pair) := sshd.number(pair.first) * sshd.number(pair.second)

_how(pair) := "a silent client is never cut off" if _seconds(pair) == 0

_how(pair) := sprintf("a silent client is cut off after %s", [report.counted(_seconds(pair), "second", "seconds")]) if _seconds(pair) > 0

_pairs := sshd.beside(_intervals, _misses)

_intervals := sshd.places(
	input.sshd.effective.user.clientaliveinterval,
	input.sshd.effective.root.clientaliveinterval,
	input.sshd.users,
	"clientaliveinterval",
)

_misses := sshd.places(
	input.sshd.effective.user.clientalivecountmax,
	input.sshd.effective.root.clientalivecountmax,
	input.sshd.users,
	"clientalivecountmax",
)
