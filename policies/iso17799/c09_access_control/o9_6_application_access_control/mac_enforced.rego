# METADATA
# title: The kernel enforces mandatory access control
# description: >-
#   Without it, a flaw in one service gives all rights of its account; with it, only those that
#   its profile needs. A module that only logs stops nobody.
# custom:
#   id: mac-enforced
#   controls: ["9.6.2"]
#   aspects: ["9.6.2/mandatory-access-control-enforcing"]
#   severity: high
#   needs:
#     - 'mac.apparmor.enabled.value'
#     - 'mac.apparmor.enabled.source'
#     - 'mac.selinux.running.value'
#     - 'mac.selinux.running.source'
#     - 'mac.apparmor.loaded'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Debian, Ubuntu, SUSE: install apparmor and its profiles, "systemctl enable --now
#       apparmor". RHEL: SELINUX=enforcing in /etc/selinux/config, a file /.autorelabel if it
#       was off, restart. Alpine: apk add apparmor, apparmor=1 security=apparmor among the
#       kernel's arguments, "rc-update add apparmor boot".
#     command: ""
#   references: ["apparmor(7)", "selinux(8)"]
package iso17799.c09_access_control.o9_6_application_access_control.mac_enforced

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("AppArmor enforces %d of %s", [count(_enforced), report.counted(count(input.mac.apparmor.loaded), "loaded profile", "loaded profiles")]),
	input.mac.apparmor.enabled.source,
)

evidence contains report.evidence(sprintf("SELinux is %s", [input.mac.selinux.running.value]), input.mac.selinux.running.source)

violations contains report.violation({
	"message": "nothing enforces mandatory access control",
	"resource": "kernel",
	"observed": sprintf("SELinux %s, %s enforced", [input.mac.selinux.running.value, report.counted(count(_enforced), "AppArmor profile", "AppArmor profiles")]),
	"expected": "SELinux enforcing, or AppArmor with profiles that are enforced",
	"source": input.mac.selinux.running.source,
}) if {
	input.mac.selinux.running.value != "enforcing"
	count(_enforced) == 0
}

_enforced := {name | some name, mode in input.mac.apparmor.loaded; mode in {"enforce", "kill"}}
