# METADATA
# title: The processors keep up with the load
# description: >-
#   When more work waits than the processors can do, answers come late and backups and
#   log rotation overrun. Measured as the load average of fifteen minutes for each
#   processor.
# custom:
#   id: capacity-load
#   controls: ["8.2.1"]
#   aspects: ["8.2.1/cpu-load"]
#   severity: medium
#   needs: ["host.capacity.load.fifteen", "host.capacity.load.cpus", "host.capacity.load.source"]
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Find what uses the processors with top or pidstat, move or reschedule it, or give
#       the host more processors.
#     command: ""
#   references: ["proc_loadavg(5)"]
package iso17799.c08_communications_and_operations_management.o8_2_system_planning_and_acceptance.capacity_load

import data.lib.report
import data.params
import future.keywords.not

_load := input.host.capacity.load

_share := floor((_load.fifteen * 100) / _load.cpus)

evidence contains report.evidence(
	sprintf("load of 15 minutes %v on %s: %d %%", [_load.fifteen, report.counted(_load.cpus, "processor", "processors"), _share]),
	_load.source,
)

violations contains report.violation({
	"message": sprintf("the load of 15 minutes is %d %% of what the processors can do", [_share]),
	"resource": "processors",
	"observed": sprintf("%d %%", [_share]),
	"expected": sprintf("at most %d %%", [params.capacity_max_load_percent]),
	"source": _load.source,
}) if {
	_share > params.capacity_max_load_percent
}
