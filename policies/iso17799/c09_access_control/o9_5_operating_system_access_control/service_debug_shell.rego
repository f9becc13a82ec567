# METADATA
# title: No root shell waits on a console
# description: >-
#   debug-shell.service gives a root shell on tty9 to whoever comes to the keyboard or
#   its remote console, without any log-on.
# custom:
#   id: service-debug-shell
#   controls: ["9.5.1", "9.4.5"]
#   aspects: ["9.5.1/console-restrictions", "9.4.5/debug-management-ports-reachable"]
#   severity: high
#   needs: ["services.starts", "services.starts[*].source", "services.starts[*].via"]
#   partial: convict
#   remediation:
#     text: >-
#       Run "systemctl disable --now debug-shell.service", and mask it.
#     command: ""
#   references: ["systemd-debug-generator(8)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.service_debug_shell

import data.lib.report
import data.lib.services
import data.params
import future.keywords.not

_found := services.listed(params.service_denied_consoles, input.services.starts)

evidence contains report.evidence(
	sprintf("%s at boot, %s without a log-on", [
		report.counted(count(input.services.starts), "unit or script starts", "units and scripts start"),
		report.counted(count(_found), "of them a root shell", "of them root shells"),
	]),
	"/etc/systemd/system",
)

violations contains report.violation({
	"message": sprintf("%s starts at boot", [name]),
	"resource": name,
	"observed": sprintf("starts (%s)", [input.services.starts[name].via]),
	"expected": "off",
	"source": input.services.starts[name].source,
}) if {
	some name in _found
}
