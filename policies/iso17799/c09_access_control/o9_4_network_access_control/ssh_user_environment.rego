# METADATA
# title: Users cannot set the environment of their SSH sessions
# description: >-
#   Variables such as LD_PRELOAD, set in a file or a key of the user, get
#   around restrictions that a forced command or a restricted shell puts on
#   an account.
# custom:
#   id: ssh-user-environment
#   controls: ["9.4.3", "9.5.5"]
#   aspects: ["9.4.3/ssh-vpn-authentication-methods"]
#   severity: medium
#   scope: ["sshd.present"]
#   needs: ["sshd.effective.user.permituserenvironment"]
#   remediation:
#     text: >-
#       Set "PermitUserEnvironment no". Set it in /etc/ssh/sshd_config,
#       before any Include that sets it otherwise (the first value counts),
#       or in the first file of /etc/ssh/sshd_config.d where the
#       distribution includes that folder. Check with "sshd -t" and reload:
#       "systemctl reload ssh" on Debian and Ubuntu, "systemctl reload
#       sshd" on Red Hat and SUSE, "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.ssh_user_environment

import data.lib.report
import data.lib.sshd
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.one("PermitUserEnvironment", _option)

violations contains report.violation({
	"message": "users may set environment variables before their session starts",
	"resource": "sshd",
	"observed": sprintf("PermitUserEnvironment %s", [_option.value]),
	"expected": "no",
	"source": _option.source,
}) if {
	_option.value != "no"
}

_option := input.sshd.effective.user.permituserenvironment
