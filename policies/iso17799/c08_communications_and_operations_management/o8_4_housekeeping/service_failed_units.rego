# METADATA
# title: No unit has failed
# description: >-
#   A failed unit is work that the host should do and does not: a backup, a firewall, a
#   log that never started. It is noticed only when somebody looks.
# custom:
#   id: service-failed-units
#   controls: ["8.4.3", "8.2.2", "6.3.3"]
#   aspects: ["8.4.3/failed-units", "8.2.2/failed-units-at-boot", "6.3.3/failed-units-visible"]
#   severity: medium
#   scope: ["services.booted.value", "services.booted.source"]
#   needs: ["services.failed"]
#   remediation:
#     text: >-
#       Look at "systemctl status NAME" and "journalctl -u NAME", mend the cause and
#       start it, or turn it off where it is not needed; "systemctl reset-failed NAME"
#       only clears the mark.
#     command: ""
#   references: ["systemctl(1)"]
package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.service_failed_units

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("systemd does not run here", input.services.booted.source) if {
	input.services.booted.value == false
}

_failed := {name | some name in input.services.failed; not name in params.service_ignored_failures}

evidence contains report.evidence(
	sprintf("%s, %d of them accepted", [
		report.counted(count(input.services.failed), "unit has failed", "units have failed"),
		count(input.services.failed) - count(_failed),
	]),
	"command: systemctl list-units",
)

violations contains report.violation({
	"message": sprintf("%s has failed", [name]),
	"resource": name,
	"observed": "failed",
	"expected": "active or inactive",
	"source": "command: systemctl list-units",
}) if {
	some name in _failed
}
