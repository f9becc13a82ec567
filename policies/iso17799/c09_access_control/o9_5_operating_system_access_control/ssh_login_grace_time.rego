# METADATA
# title: SSH limits the time to log on
# description: >-
#   Connections that wait for a log-on for long, or for ever, use up the
#   places for honest ones.
# custom:
#   id: ssh-login-grace-time
#   controls: ["9.5.2", "9.4.7"]
#   aspects: ["9.5.2/grace-time"]
#   severity: medium
#   scope: ["sshd.present"]
#   needs: ["sshd.effective.user.logingracetime"]
#   remediation:
#     text: >-
#       Set LoginGraceTime to the expected number of seconds or less, but
#       not to 0, which means no limit. Set it in /etc/ssh/sshd_config,
#       before any Include that sets it otherwise (the first value counts),
#       or in the first file of /etc/ssh/sshd_config.d where the
#       distribution includes that folder. Check with "sshd -t" and reload:
#       "systemctl reload ssh" on Debian and Ubuntu, "systemctl reload
#       sshd" on Red Hat and SUSE, "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.ssh_login_grace_time

import data.lib.report
import data.lib.sshd
import data.params
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.one("LoginGraceTime", _option)

violations contains report.violation({
	"message": "the time to log on is too long or has no limit",
	"resource": "sshd",
	"observed": sprintf("LoginGraceTime %s", [_option.value]),
	"expected": sprintf("1 to %s", [report.counted(params.ssh_login_grace_time_seconds, "second", "seconds")]),
	"source": _option.source,
}) if {
	not _fits
}

_option := input.sshd.effective.user.logingracetime

# 0 means no limit at all.
_fits if {
	seconds := sshd.number(_option.value)
	seconds > 0
	seconds <= params.ssh_login_grace_time_seconds
}
