# METADATA
# title: SSH limits connections that have not logged on
# description: >-
#   Every connection that waits for a log-on costs a process. Without a
#   limit a single computer can keep everybody out, and guess passwords in
#   parallel.
# custom:
#   id: ssh-max-startups
#   controls: ["9.4.7", "9.5.2"]
#   aspects: ["9.4.7/rate-limits"]
#   severity: low
#   scope: ["sshd.present"]
#   needs: ["sshd.effective.user.maxstartups"]
#   remediation:
#     text: >-
#       Set for example "MaxStartups 10:30:60". Up to OpenSSH 10.2 the last
#       such line counts, not the first. Set it in /etc/ssh/sshd_config,
#       before any Include that sets it otherwise (the first value counts),
#       or in the first file of /etc/ssh/sshd_config.d where the
#       distribution includes that folder. Check with "sshd -t" and reload:
#       "systemctl reload ssh" on Debian and Ubuntu, "systemctl reload
#       sshd" on Red Hat and SUSE, "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.ssh_max_startups

import data.lib.report
import data.lib.sshd
import data.params
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.one("MaxStartups", _option)

violations contains report.violation({
	"message": "too many connections may wait for a log-on",
	"resource": "sshd",
	"observed": sprintf("MaxStartups %s", [_option.value]),
	"expected": sprintf("refusing from %d on, all from %d on", [params.ssh_max_startups_begin, params.ssh_max_startups_full]),
	"source": _option.source,
}) if {
	not _fits
}

_option := input.sshd.effective.user.maxstartups

# BEGIN:RATE:FULL, as in sshd_config(5).
_fits if {
	[begin, _, full] := split(_option.value, ":")
	sshd.number(begin) <= params.ssh_max_startups_begin
	sshd.number(full) <= params.ssh_max_startups_full
}
