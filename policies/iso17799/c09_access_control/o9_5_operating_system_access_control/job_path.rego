# METADATA
# title: Crontabs of root look programs up in safe folders
# description: >-
#   A program without a path is the first of its name in PATH. A folder that others can write
#   to, or the current one, lets them choose what root runs.
# custom:
#   id: job-path
#   controls: ["9.5.5", "10.5.4"]
#   aspects: ["9.5.5/cron", "10.5.4/writable-start-up-paths"]
#   severity: high
#   needs:
#     - 'jobs.tables[*].root'
#     - 'jobs.tables[*].path[*].relative'
#     - 'jobs.tables[*].path[*].weak'
#     - 'jobs.tables[*].path[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Set PATH=/usr/sbin:/usr/bin:/sbin:/bin in the table, or name programs with their whole
#       path; chmod go-w the folders.
#     command: ""
#   references: ["crontab(5)", "run-parts(8)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.job_path

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s: %s", [report.counted(count(input.jobs.tables), "crontab", "crontabs"), report.list(sort(object.keys(input.jobs.tables)))]),
	"/etc/crontab",
)

violations contains report.violation({
	"message": sprintf("%s has an unsafe folder in PATH: %s", [name, _named(dir)]),
	"resource": sprintf("%s in %s", [_named(dir), name]),
	"observed": concat(", ", array.concat(folder.weak, ["depends on the current folder" | folder.relative])),
	"expected": "folders that only root can change",
	"source": folder.source,
}) if {
	some name, table in input.jobs.tables
	table.root
	some dir, folder in table.path
	_unsafe(folder)
}

_unsafe(folder) if folder.relative

_unsafe(folder) if count(folder.weak) > 0

_named(dir) := dir if dir != ""

_named("") := "(empty)"
