# METADATA
# title: The end of the operating system's support is not near
# description: >-
#   Moving to a new release takes tests, a plan and a window for the work. A host whose
#   support ends within that time needs the plan now, before the updates stop.
# custom:
#   id: os-support-horizon
#   controls: ["8.2.2"]
#   aspects: ["8.2.2/os-release-supported"]
#   severity: low
#   needs: ["host.os", "host.os.id", "host.os.source"]
#   remediation:
#     text: >-
#       Plan and test the move to the next release before the date that the finding
#       names. The horizon is os_support_horizon_days.
#     command: ""
#   references: ["os-release(5)"]
package iso17799.c08_communications_and_operations_management.o8_2_system_planning_and_acceptance.os_support_horizon

import data.lib.hostinfo
import data.lib.report
import data.os_support
import data.params
import future.keywords.not

_os := input.host.os

_ends := hostinfo.ends(_os, os_support, params.os_support_tiers)

_rolling if _os.id in os_support.rolling

_end_ns := hostinfo.day_ns(_ends)

evidence contains report.evidence(sprintf("%s, updates until %s, %s from now", [hostinfo.label(_os), _ends, report.counted(_days, "day", "days")]), _os.source) if {
	not _rolling
}

evidence contains report.evidence(sprintf("%s, a rolling release", [hostinfo.label(_os)]), _os.source) if _rolling

violations contains report.violation({
	"message": sprintf("support of %s ends on %s", [hostinfo.label(_os), _ends]),
	"resource": _os.id,
	"observed": report.counted(_days, "day", "days"),
	"expected": sprintf("more than %s", [report.counted(params.os_support_horizon_days, "day", "days")]),
	"source": _os.source,
}) if {
	not _rolling
	_days <= params.os_support_horizon_days
}

unknown contains sprintf("%s is not in the table of support dates and states no SUPPORT_END", [hostinfo.label(_os)]) if {
	not _rolling
	not _ends
}

_days := floor((_end_ns - input.context.time_ns) / 86400000000000)
