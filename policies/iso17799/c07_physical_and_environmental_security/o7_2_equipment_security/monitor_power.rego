# METADATA
# title: Loss of power is noticed and the host shut down in order
# description: >-
#   A host on an uninterruptible power supply has minutes left when the power fails. Only
#   a daemon that watches the supply can use them to shut down in order.
# custom:
#   id: monitor-power
#   controls: ["7.2.2"]
#   aspects: ["7.2.2/ups-daemon-present-line-hosts"]
#   severity: low
#   scope: ["host.virtual.kind", "host.virtual.source"]
#   needs: ["services.starts", "services.starts[*].source"]
#   roles: ["server", "workstation"]
#   profile: strict
#   remediation:
#     text: >-
#       Install nut (nut-client) or apcupsd, set up the supply and enable the unit; where
#       the host needs no such supply, record that for control 7.2.2.
#     command: ""
#   references: ["upsmon(8)", "apcupsd(8)"]
package iso17799.c07_physical_and_environmental_security.o7_2_equipment_security.monitor_power

import data.lib.report
import data.lib.services
import data.service_products
import future.keywords.not

not_applicable contains report.evidence(sprintf("a %s has no such hardware of its own", [input.host.virtual.kind]), input.host.virtual.source) if {
	input.host.virtual.kind in {"vm", "container"}
}

_found := services.started(service_products.ups, input.services.starts)

evidence contains report.evidence(sprintf("%s starts at boot", [product]), input.services.starts[name].source) if {
	some product, names in _found
	some name in names
}

evidence contains report.evidence(
	sprintf("%s, no UPS daemon among them", [report.counted(count(input.services.starts), "unit or script starts", "units and scripts start")]),
	"/etc/systemd/system",
) if {
	count(_found) == 0
}

violations contains report.violation({
	"message": "no UPS daemon starts with the host",
	"resource": "UPS",
	"observed": "none",
	"expected": sprintf("one of %s", [report.list(sort(object.keys(service_products.ups)))]),
}) if {
	count(_found) == 0
}
