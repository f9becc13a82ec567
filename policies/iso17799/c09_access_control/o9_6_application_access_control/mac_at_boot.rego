# METADATA
# title: Mandatory access control comes back at the next boot
# description: >-
#   What was loaded by hand is gone after the next start, and nobody notices. What is configured
#   is what an auditor can rely on.
# custom:
#   id: mac-at-boot
#   controls: ["9.6.2"]
#   aspects: ["9.6.2/mandatory-access-control-enforcing"]
#   severity: medium
#   needs:
#     - 'mac.apparmor.installed.value'
#     - 'mac.apparmor.at_boot.value'
#     - 'mac.apparmor.at_boot.source'
#     - 'mac.apparmor.profiles[*].mode'
#     - 'mac.apparmor.profiles[*].disabled'
#     - 'mac.selinux.configured.value'
#     - 'mac.selinux.configured.source'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Debian, Ubuntu, SUSE: install apparmor and its profiles, "systemctl enable --now
#       apparmor". RHEL: SELINUX=enforcing in /etc/selinux/config, a file /.autorelabel if it
#       was off, restart. Alpine: apk add apparmor, apparmor=1 security=apparmor among the
#       kernel's arguments, "rc-update add apparmor boot".
#     command: ""
#   references: ["apparmor(7)", "selinux_config(5)"]
package iso17799.c09_access_control.o9_6_application_access_control.mac_at_boot

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s will be enforced", [report.counted(count(_profiles), "AppArmor profile", "AppArmor profiles")]),
	input.mac.apparmor.at_boot.source,
)

evidence contains report.evidence(sprintf("SELINUX=%s", [input.mac.selinux.configured.value]), input.mac.selinux.configured.source)

violations contains report.violation({
	"message": "nothing will enforce mandatory access control after the next boot",
	"resource": "boot",
	"observed": _observed,
	"expected": "AppArmor profiles that are loaded and enforced, or SELINUX=enforcing",
	"source": input.mac.apparmor.at_boot.source,
}) if {
	not _apparmor
	not _selinux
}

_apparmor if {
	input.mac.apparmor.installed.value
	input.mac.apparmor.at_boot.value
	count(_profiles) > 0
}

_selinux if input.mac.selinux.configured.value == "enforcing"

_profiles := {name |
	some name, profile in input.mac.apparmor.profiles
	profile.mode in {"enforce", "kill"}
	not profile.disabled
}

_observed := sprintf("AppArmor %s, SELINUX=%s", [_told[input.mac.apparmor.installed.value], input.mac.selinux.configured.value])

_told := {true: "loads no profile that is enforced", false: "is not installed"}
