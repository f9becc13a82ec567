# METADATA
# title: SSH shows the last log-on
# description: >-
#   Who sees when the account was last used notices that somebody else did.
# custom:
#   id: ssh-print-last-log
#   controls: ["9.5.2"]
#   aspects: ["9.5.2/last-log-shown"]
#   severity: low
#   scope: ["sshd.present"]
#   needs: ["sshd.effective.user.printlastlog"]
#   remediation:
#     text: >-
#       Set "PrintLastLog yes". Set it in /etc/ssh/sshd_config, before any
#       Include that sets it otherwise (the first value counts), or in the
#       first file of /etc/ssh/sshd_config.d where the distribution
#       includes that folder. Check with "sshd -t" and reload: "systemctl
#       reload ssh" on Debian and Ubuntu, "systemctl reload sshd" on Red
#       Hat and SUSE, "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)", "ISO/IEC 17799:2000, 9.5.2"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.ssh_print_last_log

import data.lib.report
import data.lib.sshd
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.one("PrintLastLog", _option)

violations contains report.violation({
	"message": "the last log-on is not shown",
	"resource": "sshd",
	"observed": sprintf("PrintLastLog %s", [_option.value]),
	"expected": "yes",
	"source": _option.source,
}) if {
	_option.value != "yes"
}

_option := input.sshd.effective.user.printlastlog
