# METADATA
# title: Maintenance modes ask for root's password
# description: >-
#   Without sulogin the rescue and emergency modes are a root shell for whoever stands at the
#   console and can make a start-up fail.
# custom:
#   id: boot-single-user
#   controls: ["7.2.1"]
#   aspects: ["7.2.1/single-user-mode-authenticated"]
#   severity: high
#   needs:
#     - 'files.boot.single_user[*].authenticated'
#     - 'files.boot.single_user[*].command'
#     - 'files.boot.single_user[*].source'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       systemd: remove drop-ins of rescue.service and emergency.service that replace sulogin or set
#       SYSTEMD_SULOGIN_FORCE. sysvinit: "~~:S:wait:/sbin/sulogin" in /etc/inittab. OpenRC:
#       rc_shell="/sbin/sulogin" in /etc/rc.conf.
#     command: ""
#   references: ["sulogin(8)", "systemd.special(7)", "inittab(5)"]
package iso17799.c07_physical_and_environmental_security.o7_2_equipment_security.boot_single_user

import data.lib.report
import future.keywords.not

_modes := input.files.boot.single_user

evidence contains report.evidence(sprintf("%s runs %s", [name, mode.command]), mode.source) if {
	some name, mode in _modes
}

unknown contains "no unit, inittab or rc.conf tells how single-user mode starts" if count(_modes) == 0

violations contains report.violation({
	"message": sprintf("%s starts without a password: %s", [name, mode.command]),
	"resource": name,
	"observed": mode.command,
	"expected": "sulogin",
	"source": mode.source,
}) if {
	some name, mode in _modes
	not mode.authenticated
}
