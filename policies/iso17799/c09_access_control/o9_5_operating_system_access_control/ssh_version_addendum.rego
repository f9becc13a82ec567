# METADATA
# title: SSH tells nothing of the host before log-on
# description: >-
#   The addendum is sent to everyone who connects; what it tells of the
#   host, its owner or its purpose helps an attacker to choose.
# custom:
#   id: ssh-version-addendum
#   controls: ["9.5.2"]
#   aspects: ["9.5.2/no-information-before-log"]
#   severity: low
#   scope: ["sshd.present"]
#   needs: ["sshd.effective.user.versionaddendum"]
#   remediation:
#     text: >-
#       Set "VersionAddendum none" or remove the line. Set it in
#       /etc/ssh/sshd_config, before any Include that sets it otherwise
#       (the first value counts), or in the first file of
#       /etc/ssh/sshd_config.d where the distribution includes that folder.
#       Check with "sshd -t" and reload: "systemctl reload ssh" on Debian
#       and Ubuntu, "systemctl reload sshd" on Red Hat and SUSE,
#       "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.ssh_version_addendum

import data.lib.report
import data.lib.sshd
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.one("VersionAddendum", _option)

violations contains report.violation({
	"message": "a text of its own is sent to everyone who connects",
	"resource": "sshd",
	"observed": sprintf("VersionAddendum %s", [_option.value]),
	"expected": "none",
	"source": _option.source,
}) if {
	_option.value != "none"
}

_option := input.sshd.effective.user.versionaddendum
