# METADATA
# title: One press of Ctrl-Alt-Del does not restart the host
# description: >-
#   Whoever reaches the keyboard or the remote console can restart the host with three
#   keys and without a log-on, and may then choose what it starts. What systemd does when
#   they are pressed many times is a matter of its own (service-ctrl-alt-del-burst).
# custom:
#   id: service-ctrl-alt-del
#   controls: ["7.2.1"]
#   aspects: ["7.2.1/single-user-mode-authenticated"]
#   severity: low
#   needs: ["services.ctrl_alt_del.value", "services.ctrl_alt_del.source"]
#   roles: ["server", "workstation"]
#   remediation:
#     text: >-
#       Run "systemctl mask ctrl-alt-del.target" and "systemctl daemon-reload"; on Alpine
#       and with sysvinit take the ctrlaltdel line out of /etc/inittab.
#     command: "systemctl mask ctrl-alt-del.target"
#   references: ["systemd.special(7)", "inittab(5)"]
package iso17799.c07_physical_and_environmental_security.o7_2_equipment_security.service_ctrl_alt_del

import data.lib.report
import future.keywords.not

_keys := input.services.ctrl_alt_del

evidence contains report.evidence(sprintf("Ctrl-Alt-Del: %s", [_keys.value]), _keys.source)

violations contains report.violation({
	"message": sprintf("Ctrl-Alt-Del starts %s", [_keys.value]),
	"resource": "Ctrl-Alt-Del",
	"observed": _keys.value,
	"expected": "masked",
	"source": _keys.source,
}) if {
	not _keys.value in {"masked", "none"}
}
