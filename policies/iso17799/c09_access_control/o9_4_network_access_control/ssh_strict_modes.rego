# METADATA
# title: SSH checks who can write key files
# description: >-
#   Without StrictModes a user's keys count even where others can write the
#   file, so that anybody on the host may add a key to a colleague's
#   account.
# custom:
#   id: ssh-strict-modes
#   controls: ["9.4.3", "9.6.1"]
#   aspects: ["9.4.3/ssh-vpn-authentication-methods"]
#   severity: high
#   scope: ["sshd.present"]
#   needs: ["sshd.effective.user.strictmodes"]
#   remediation:
#     text: >-
#       Set "StrictModes yes". Set it in /etc/ssh/sshd_config, before any
#       Include that sets it otherwise (the first value counts), or in the
#       first file of /etc/ssh/sshd_config.d where the distribution
#       includes that folder. Check with "sshd -t" and reload: "systemctl
#       reload ssh" on Debian and Ubuntu, "systemctl reload sshd" on Red
#       Hat and SUSE, "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.ssh_strict_modes

import data.lib.report
import data.lib.sshd
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.one("StrictModes", _option)

violations contains report.violation({
	"message": "key files that others can write are accepted",
	"resource": "sshd",
	"observed": sprintf("StrictModes %s", [_option.value]),
	"expected": "yes",
	"source": _option.source,
}) if {
	_option.value != "yes"
}

_option := input.sshd.effective.user.strictmodes
