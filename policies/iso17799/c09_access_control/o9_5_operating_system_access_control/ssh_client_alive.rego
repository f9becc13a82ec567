# METADATA
# title: SSH cuts off clients that no longer answer
# description: >-
#   A session whose client has gone, such as a closed laptop, stays open
#   for whoever comes by next, unless the server asks whether the client is
#   still there and ends the session when it is not.
# custom:
#   id: ssh-client-alive
#   controls: ["9.5.7"]
#   aspects: ["9.5.7/ssh-keep-alive-limits"]
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
	sprintf("for %s: ClientAliveInterval %s, ClientAliveCountMax %s", [who, p.interval, p.misses]),
	p.source,
) if {
	some who, p in _pairs
}

violations contains report.violation({
	"message": sprintf("a session of %s outlives its client: %s", [who, _how(p)]),
	"resource": p.resource,
	"observed": sprintf("ClientAliveInterval %s, ClientAliveCountMax %s", [p.interval, p.misses]),
	"expected": sprintf("cut off within %d seconds", [params.ssh_idle_seconds]),
	"source": p.source,
}) if {
	some who, p in _pairs
	not _fits(p)
}

_fits(p) if {
	sshd.number(p.interval) > 0
	sshd.number(p.misses) > 0
	sshd.number(p.interval) * sshd.number(p.misses) <= params.ssh_idle_seconds
}

_how(p) := "the server never asks" if sshd.number(p.interval) == 0

_how(p) := "missed answers are not counted" if {
	sshd.number(p.interval) > 0
	sshd.number(p.misses) == 0
}

_how(p) := sprintf("it is cut off after %d seconds only", [sshd.number(p.interval) * sshd.number(p.misses)]) if {
	sshd.number(p.interval) > 0
	sshd.number(p.misses) > 0
}

# Both numbers side by side; what a block leaves alone is as for everyone.
_pairs[who] := {"interval": i.value, "misses": m.value, "source": i.source, "resource": _resource(who)} if {
	some who in (object.keys(_intervals) | object.keys(_misses))
	i := object.get(_intervals, who, _common(_intervals))
	m := object.get(_misses, who, _common(_misses))
}

_common(found) := object.get(found, "every user", object.get(found, "ordinary users", {}))

_resource(who) := "sshd" if who in {"every user", "ordinary users"}

_resource(who) := sprintf("sshd: %s", [who]) if not who in {"every user", "ordinary users"}

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
