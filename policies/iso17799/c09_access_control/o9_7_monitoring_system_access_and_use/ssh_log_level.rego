# METADATA
# title: SSH records who logs on
# description: >-
#   Below INFO the server no longer records log-ons, failed ones among
#   them. The debugging levels record what users do and so break their
#   privacy.
# custom:
#   id: ssh-log-level
#   controls: ["9.7.1", "9.5.2"]
#   aspects: ["9.7.1/rules-identity"]
#   severity: medium
#   scope: ["sshd.present"]
#   needs: ["sshd.effective.user.loglevel", "sshd.effective.root.loglevel", "sshd.users"]
#   remediation:
#     text: >-
#       Set "LogLevel VERBOSE", which also records the fingerprint of the
#       key that was used, or leave the default INFO. Set it in
#       /etc/ssh/sshd_config, before any Include that sets it otherwise
#       (the first value counts), or in the first file of
#       /etc/ssh/sshd_config.d where the distribution includes that folder.
#       Check with "sshd -t" and reload: "systemctl reload ssh" on Debian
#       and Ubuntu, "systemctl reload sshd" on Red Hat and SUSE,
#       "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.ssh_log_level

import data.lib.report
import data.lib.sshd
import data.params
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.shown("LogLevel", _places)

violations contains report.violation({
	"message": sprintf("the level is not fit to record log-ons of %s", [who]),
	"resource": place.resource,
	"observed": sprintf("LogLevel %s", [place.value]),
	"expected": report.list(params.ssh_log_levels),
	"source": place.source,
}) if {
	some who, place in _places
	not place.value in params.ssh_log_levels
}

_places := sshd.places(
	input.sshd.effective.user.loglevel,
	input.sshd.effective.root.loglevel,
	input.sshd.users,
	"loglevel",
)
