# METADATA
# title: No two time services fight over the clock
# description: >-
#   Two programs that both set the clock pull it to and fro, so that time jumps and log
#   lines come out of order.
# custom:
#   id: time-single-service
#   controls: ["9.7.3"]
#   aspects: ["9.7.3/one-time-service"]
#   severity: low
#   needs: ["services.starts", "services.starts[*].source"]
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Keep one and turn the others off, for example "systemctl disable --now systemd-
#       timesyncd" beside chrony, or on Alpine "rc-update del ntpd".
#     command: ""
#   references: ["chronyd(8)", "systemd-timesyncd.service(8)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.time_single_service

import data.lib.report
import data.lib.services
import data.service_products
import future.keywords.not

_found := services.started(service_products.time, input.services.starts)

evidence contains report.evidence(sprintf("time services that start: %s", [report.list(sort(object.keys(_found)))]), source) if {
	some names in _found
	some name in names
	source := input.services.starts[name].source
}

evidence contains report.evidence(
	sprintf("%s, no time service among them", [report.counted(count(input.services.starts), "unit or script starts", "units and scripts start")]),
	"/etc/systemd/system",
) if {
	count(_found) == 0
}

violations contains report.violation({
	"message": sprintf("%s starts beside another time service", [product]),
	"resource": product,
	"observed": report.list(sort(object.keys(_found))),
	"expected": "one time service",
	"source": concat(" ", sort({input.services.starts[name].source | some name in names})),
}) if {
	count(_found) > 1
	some product, names in _found
}
