# METADATA
# title: SSH lets in named users and groups only
# description: >-
#   Without a list of who may log on from outside, every account that some
#   package or test leaves behind is a way in.
# custom:
#   id: ssh-allow-list
#   controls: ["9.4.3", "9.2.1"]
#   aspects: ["9.4.3/ssh-vpn-authentication-methods"]
#   severity: low
#   profile: strict
#   scope: ["sshd.present"]
#   needs: ["sshd.effective.user.allowusers", "sshd.effective.user.allowgroups"]
#   remediation:
#     text: >-
#       Set AllowGroups (or AllowUsers) to those who need to log on from
#       outside. Set it in /etc/ssh/sshd_config, before any Include that
#       sets it otherwise (the first value counts), or in the first file of
#       /etc/ssh/sshd_config.d where the distribution includes that folder.
#       Check with "sshd -t" and reload: "systemctl reload ssh" on Debian
#       and Ubuntu, "systemctl reload sshd" on Red Hat and SUSE,
#       "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.ssh_allow_list

import data.lib.report
import data.lib.sshd
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains report.evidence(sprintf("%s %s", [label, option.value]), option.source) if {
	some label, option in _lists
	option.value != ""
}

violations contains report.violation({
	"message": "every account of the host may log on over SSH",
	"resource": "sshd",
	"observed": "neither AllowUsers nor AllowGroups",
	"expected": "a list of those who may",
	"source": input.sshd.effective.user.allowgroups.source,
}) if {
	every option in _lists {
		option.value == ""
	}
}

violations contains report.violation({
	"message": sprintf("%s lets everyone in", [label]),
	"resource": "sshd",
	"observed": option.value,
	"expected": "names, not a pattern that all match",
	"source": option.source,
}) if {
	some label, option in _lists
	"*" in split(option.value, " ")
}

_lists := {
	"AllowUsers": input.sshd.effective.user.allowusers,
	"AllowGroups": input.sshd.effective.user.allowgroups,
}
