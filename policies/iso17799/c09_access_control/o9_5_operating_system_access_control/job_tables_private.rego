# METADATA
# title: Crontabs are read by root and their account only
# description: >-
#   A crontab shows when the guard is away: what is checked and backed up when, from where, and
#   now and then a password.
# custom:
#   id: job-tables-private
#   controls: ["9.5.5"]
#   aspects: ["9.5.5/cron"]
#   severity: low
#   needs:
#     - 'jobs.tables[*].world_readable'
#     - 'jobs.tables[*].mode'
#   partial: convict
#   profile: strict
#   remediation:
#     text: >-
#       chmod 0600 /etc/crontab /etc/anacrontab /etc/cron.d/*.
#     command: ""
#   references: ["crontab(5)", "run-parts(8)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.job_tables_private

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s: %s", [report.counted(count(input.jobs.tables), "crontab", "crontabs"), report.list(sort(object.keys(input.jobs.tables)))]),
	"/etc/crontab",
)

violations contains report.violation({
	"message": sprintf("everybody can read the crontab %s", [name]),
	"resource": name,
	"observed": sprintf("mode %s", [table.mode]),
	"expected": "0600",
	"source": name,
}) if {
	some name, table in input.jobs.tables
	table.world_readable
}
