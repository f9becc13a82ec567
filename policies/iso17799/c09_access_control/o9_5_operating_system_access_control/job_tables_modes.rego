# METADATA
# title: Crontabs can be changed by root and their account only
# description: >-
#   A line in a crontab runs as whom it says. cron refuses some tables that others can change,
#   and runs them again as soon as the mode is put right.
# custom:
#   id: job-tables-modes
#   controls: ["9.5.5", "10.5.4"]
#   aspects: ["9.5.5/cron", "10.5.4/writable-start-up-paths"]
#   severity: critical
#   needs:
#     - 'jobs.tables[*].weak'
#     - 'jobs.tables[*].mode'
#   partial: convict
#   remediation:
#     text: >-
#       chown root:root and chmod 0600 the file, chmod go-w the folders on the way; read what
#       stands in it before.
#     command: ""
#   references: ["crontab(5)", "run-parts(8)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.job_tables_modes

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s: %s", [report.counted(count(input.jobs.tables), "crontab", "crontabs"), report.list(sort(object.keys(input.jobs.tables)))]),
	"/etc/crontab",
)

violations contains report.violation({
	"message": sprintf("the crontab %s can be changed by others", [name]),
	"resource": name,
	"observed": sprintf("mode %s; %s", [table.mode, concat(", ", table.weak)]),
	"expected": "root and its account only",
	"source": name,
}) if {
	some name, table in input.jobs.tables
	count(table.weak) > 0
}
