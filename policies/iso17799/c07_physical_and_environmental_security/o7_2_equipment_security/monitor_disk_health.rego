# METADATA
# title: The health of the disks is watched
# description: >-
#   Disks announce their end by errors that they correct. smartd notices them and tells
#   somebody while there is still time to copy the data.
# custom:
#   id: monitor-disk-health
#   controls: ["7.2.4"]
#   aspects: ["7.2.4/smartd-running"]
#   severity: low
#   scope: ["host.virtual.kind", "host.virtual.source"]
#   needs: ["services.starts", "services.starts[*].source"]
#   roles: ["server", "workstation"]
#   remediation:
#     text: >-
#       Install smartmontools and enable it: systemctl enable --now smartd
#       (smartmontools.service on Debian), or "rc-update add smartd" on Alpine.
#     command: ""
#   references: ["smartd(8)"]
package iso17799.c07_physical_and_environmental_security.o7_2_equipment_security.monitor_disk_health

import data.lib.report
import data.lib.services
import data.service_products
import future.keywords.not

not_applicable contains report.evidence(sprintf("a %s has no such hardware of its own", [input.host.virtual.kind]), input.host.virtual.source) if {
	input.host.virtual.kind in {"vm", "container"}
}

_found := services.started(service_products.disk_health, input.services.starts)

evidence contains report.evidence(sprintf("%s starts at boot", [product]), input.services.starts[name].source) if {
	some product, names in _found
	some name in names
}

evidence contains report.evidence(
	sprintf("%s, no disk health daemon among them", [report.counted(count(input.services.starts), "unit or script starts", "units and scripts start")]),
	"/etc/systemd/system",
) if {
	count(_found) == 0
}

violations contains report.violation({
	"message": "no disk health daemon starts with the host",
	"resource": "smartd",
	"observed": "none",
	"expected": sprintf("one of %s", [report.list(sort(object.keys(service_products.disk_health)))]),
}) if {
	count(_found) == 0
}
