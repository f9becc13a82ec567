# METADATA
# title: The kernel was started anew within the time allowed
# description: >-
#   A kernel that runs for very long has missed its updates, and nobody knows whether the
#   host would come up again as it should.
# custom:
#   id: os-uptime
#   controls: ["10.5.2"]
#   aspects: ["10.5.2/running-kernel-newest-installed"]
#   severity: low
#   needs: ["host.booted_at.value", "host.booted_at.source"]
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Restart the host in a maintenance window, and plan restarts with kernel updates.
#       Where live patches are applied, raise os_max_uptime_days.
#     command: ""
#   references: ["uptime(1)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.os_uptime

import data.lib.report
import data.params
import future.keywords.not

_boot := input.host.booted_at

_days := floor((input.context.time_ns - time.parse_rfc3339_ns(_boot.value)) / 86400000000000)

evidence contains report.evidence(sprintf("running for %s", [report.counted(_days, "day", "days")]), _boot.source)

violations contains report.violation({
	"message": sprintf("the host was last started %s ago", [report.counted(_days, "day", "days")]),
	"resource": "kernel",
	"observed": report.counted(_days, "day", "days"),
	"expected": sprintf("at most %s", [report.counted(params.os_max_uptime_days, "day", "days")]),
	"source": _boot.source,
}) if {
	_days > params.os_max_uptime_days
}
