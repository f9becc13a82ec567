# METADATA
# title: Programs of services that run as root can be changed by root only
# description: >-
#   Who can change what a service of root starts, or make what is missing, runs his own code as
#   root at the next start.
# custom:
#   id: job-unit-programs
#   controls: ["10.5.4"]
#   aspects: ["10.5.4/writable-start-up-paths"]
#   severity: critical
#   needs:
#     - 'jobs.units[*].root'
#     - 'jobs.units[*].programs[*].weak'
#     - 'jobs.units[*].inside'
#     - 'jobs.units[*].inside[*].weak'
#     - 'jobs.units[*].told'
#     - 'jobs.units[*].why'
#     - 'jobs.units[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       chown root:root and chmod go-w the program and each folder that is named, or set User=
#       in the unit ("systemctl edit NAME") to the account that owns it.
#     command: ""
#   references: ["systemd.service(5)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.job_unit_programs

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(sprintf("services that run something as root: %d of %d", [count(_units), count(input.jobs.units)]), "/etc/systemd/system")

violations contains report.violation({
	"message": sprintf("%s, which %s runs as root, can be changed by others", [name, unit]),
	"resource": name,
	"observed": concat(", ", program.weak),
	"expected": "root only, on the whole way",
	"source": _units[unit].source,
}) if {
	some unit, _ in _units
	some name, program in object.union(object.get(_units[unit], "inside", {}), _units[unit].programs)
	count(program.weak) > 0
}

unknown contains sprintf("%s: %s", [name, unit.why]) if {
	some name, unit in _units
	not unit.told
	not name in params.job_units_untold_allowed
}

_units := {name: unit | some name, unit in input.jobs.units; unit.root}
