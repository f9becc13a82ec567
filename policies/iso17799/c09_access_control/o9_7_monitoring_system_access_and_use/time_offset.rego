# METADATA
# title: The clock is within its limit of the time that it follows
# description: >-
#   A time service can run, follow a server and still be far off, after a jump or while
#   it slowly makes up for one. What counts for putting records in order is the offset
#   that the running service measures.
# custom:
#   id: time-offset
#   controls: ["9.7.3", "12.1.7"]
#   aspects: ["9.7.3/offset", "12.1.7/clock"]
#   severity: medium
#   needs:
#     - services.clock.offsets
#     - "services.clock.offsets[*].following"
#     - "services.clock.offsets[*].source"
#   partial: convict
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Look at "chronyc tracking", "ntpq -p" or "timedatectl timesync-status". Where the
#       clock is off and the sources are right, step it once ("chronyc makestep", or
#       restart the service) and let chrony do so at its start with "makestep 1 3"
#       in chrony.conf.
#     command: ""
#   references: ["chronyc(1)", "ntpq(1)", "timedatectl(1)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.time_offset

import data.lib.report
import data.params
import future.keywords.not

_offsets := input.services.clock.offsets

_limit := params.time_max_offset_milliseconds * 1000

evidence contains report.evidence(sprintf("%s: off by %s", [product, report.counted(o.microseconds, "microsecond", "microseconds")]), o.source) if {
	some product, o in _offsets
	o.following == true
}

violations contains report.violation({
	"message": sprintf("%s says that the clock is off", [product]),
	"resource": product,
	"observed": report.counted(o.microseconds, "microsecond", "microseconds"),
	"expected": sprintf("at most %s", [report.counted(params.time_max_offset_milliseconds, "millisecond", "milliseconds")]),
	"source": o.source,
}) if {
	some product, o in _offsets
	o.following == true
	o.microseconds > _limit
}

unknown contains "no time service runs that could tell how far the clock is off" if {
	count(_offsets) == 0
}

unknown contains sprintf("%s follows no source, so that nothing tells how far the clock is off", [product]) if {
	some product, o in _offsets
	o.following == false
}

unknown contains sprintf("%s does not say how far the clock is off", [product]) if {
	some product, o in _offsets
	o.following == true
	object.get(o, "microseconds", "") == ""
}
