# METADATA
# title: Many presses of Ctrl-Alt-Del do not restart the host
# description: >-
#   When the three keys are pressed more than seven times in two seconds, systemd restarts the host
#   at once, without stopping a service, and does so even where ctrl-alt-del.target is masked.
# custom:
#   id: service-ctrl-alt-del-burst
#   controls: ["7.2.1"]
#   aspects: ["7.2.1/single-user-mode-authenticated"]
#   severity: low
#   scope: ["services.ctrl_alt_del_burst.value", "services.ctrl_alt_del_burst.source"]
#   needs: ["services.ctrl_alt_del_burst.value", "services.ctrl_alt_del_burst.source"]
#   roles: ["server", "workstation"]
#   profile: strict
#   remediation:
#     text: >-
#       Put "[Manager]" and "CtrlAltDelBurstAction=none" into
#       /etc/systemd/system.conf.d/50-ctrl-alt-del.conf and run "systemctl daemon-reexec".
#     command: ""
#   references: ["systemd-system.conf(5), CtrlAltDelBurstAction=", "systemd.special(7)"]
package iso17799.c07_physical_and_environmental_security.o7_2_equipment_security.service_ctrl_alt_del_burst

import data.lib.report
import future.keywords.not

_burst := input.services.ctrl_alt_del_burst

not_applicable contains report.evidence("another init system than systemd counts no presses", _burst.source) if {
	_burst.value == "not counted"
}

evidence contains report.evidence(sprintf("CtrlAltDelBurstAction=%s", [_burst.value]), _burst.source)

violations contains report.violation({
	"message": sprintf("Ctrl-Alt-Del pressed more than seven times in two seconds leads to %s", [_burst.value]),
	"resource": "Ctrl-Alt-Del",
	"observed": sprintf("CtrlAltDelBurstAction=%s", [_burst.value]),
	"expected": "CtrlAltDelBurstAction=none",
	"source": _burst.source,
}) if {
	_burst.value != "none"
}
