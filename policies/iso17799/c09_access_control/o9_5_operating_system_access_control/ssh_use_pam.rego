# METADATA
# title: SSH asks PAM about accounts
# description: >-
#   Without PAM the server passes by what the host's log-on policy says:
#   locked and expired accounts, lock-out after failed tries, times of day
#   and session limits.
# custom:
#   id: ssh-use-pam
#   controls: ["9.5.3", "9.5.2"]
#   aspects: ["9.5.3/pam-stack-sane"]
#   severity: medium
#   scope: ["sshd.present"]
#   needs: ["sshd.effective.user.usepam"]
#   remediation:
#     text: >-
#       Set "UsePAM yes". (On Alpine the server with PAM is the package
#       openssh-server-pam.) Set it in /etc/ssh/sshd_config, before any
#       Include that sets it otherwise (the first value counts), or in the
#       first file of /etc/ssh/sshd_config.d where the distribution
#       includes that folder. Check with "sshd -t" and reload: "systemctl
#       reload ssh" on Debian and Ubuntu, "systemctl reload sshd" on Red
#       Hat and SUSE, "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.ssh_use_pam

import data.lib.report
import data.lib.sshd
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.one("UsePAM", _option)

violations contains report.violation({
	"message": "the host's log-on policy in PAM is passed by",
	"resource": "sshd",
	"observed": sprintf("UsePAM %s", [_option.value]),
	"expected": "yes",
	"source": _option.source,
}) if {
	_option.value != "yes"
	not _without_pam
}

_option := input.sshd.effective.user.usepam

unknown contains sprintf("%s: what decides about accounts there is not looked at", [_option.source]) if _without_pam

_without_pam if contains(_option.source, "built without PAM")
