# METADATA
# title: Units, their drop-ins and environment files can be changed by root only
# description: >-
#   A unit says what runs and as whom; an environment file can make the program load another
#   library. Who writes to either is root at the next start.
# custom:
#   id: job-unit-files
#   controls: ["10.5.4"]
#   aspects: ["10.5.4/writable-start-up-paths"]
#   severity: critical
#   needs:
#     - 'jobs.units[*].files[*].weak'
#   partial: convict
#   remediation:
#     text: >-
#       chown root:root and chmod go-w the file and each folder that is named.
#     command: ""
#   references: ["systemd.unit(5)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.job_unit_files

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s of %s", [
		report.counted(count({name | some unit in input.jobs.units; some name, _ in unit.files}), "file", "files"),
		report.counted(count(input.jobs.units), "service", "services"),
	]),
	"/etc/systemd/system",
)

violations contains report.violation({
	"message": sprintf("%s of %s can be changed by others", [name, unit]),
	"resource": name,
	"observed": concat(", ", file.weak),
	"expected": "root only, on the whole way",
	"source": name,
}) if {
	some unit, _ in input.jobs.units
	some name, file in input.jobs.units[unit].files
	count(file.weak) > 0
}
