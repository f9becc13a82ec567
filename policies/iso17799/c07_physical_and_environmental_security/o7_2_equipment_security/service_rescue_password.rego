# METADATA
# title: Rescue and emergency shells ask for a password
# description: >-
#   The rescue and emergency modes give a root shell. Without a password whoever restarts
#   the host at its console owns it.
# custom:
#   id: service-rescue-password
#   controls: ["7.2.1"]
#   aspects: ["7.2.1/single-user-mode-authenticated"]
#   severity: high
#   needs:
#     - services.emergency
#     - "services.emergency[*].asks"
#     - "services.emergency[*].forced"
#     - "services.emergency[*].exec"
#     - "services.emergency[*].source"
#   partial: convict
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Take out the drop-in or line that the finding names, so that rescue.service and
#       emergency.service run systemd-sulogin-shell again, and remove
#       SYSTEMD_SULOGIN_FORCE; with sysvinit put "~~:S:wait:/sbin/sulogin" into
#       /etc/inittab. Set a root password, or keep root locked: then no shell is given.
#     command: ""
#   references: ["sulogin(8)", "systemd.special(7)"]
package iso17799.c07_physical_and_environmental_security.o7_2_equipment_security.service_rescue_password

import data.lib.report
import future.keywords.not

evidence contains report.evidence(sprintf("%s runs %s", [name, shell.exec]), shell.source) if {
	some name, shell in input.services.emergency
}

violations contains report.violation({
	"message": sprintf("%s gives a root shell without asking for a password", [name]),
	"resource": name,
	"observed": shell.exec,
	"expected": "sulogin",
	"source": shell.source,
}) if {
	some name, shell in input.services.emergency
	shell.asks == false
}

violations contains report.violation({
	"message": sprintf("%s gives a root shell without a password when root is locked", [name]),
	"resource": name,
	"observed": "SYSTEMD_SULOGIN_FORCE is set",
	"expected": "not set",
	"source": shell.source,
}) if {
	some name, shell in input.services.emergency
	shell.asks == true
	shell.forced == true
}

unknown contains "neither rescue.service, emergency.service nor a line of /etc/inittab gives a single-user shell here" if {
	count(input.services.emergency) == 0
}
