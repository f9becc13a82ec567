# METADATA
# title: Cron runs every file in its folders
# description: >-
#   A file that cron passes over looks like a job and is none: a backup that never runs, or
#   something that waits for a new name.
# custom:
#   id: job-ignored
#   controls: ["9.5.5"]
#   aspects: ["9.5.5/cron"]
#   severity: low
#   needs:
#     - 'jobs.ignored[*].reason'
#     - 'jobs.jobs[*].source'
#   partial: convict
#   profile: strict
#   remediation:
#     text: >-
#       Rename the file (letters, digits, - and _ only), make it executable where run-parts runs
#       it, give it to root with mode 0600 or 0700, or delete it.
#     command: ""
#   references: ["cron(8)", "run-parts(8)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.job_ignored

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s, %s", [
		report.counted(count(input.jobs.jobs), "job runs", "jobs run"),
		report.counted(count(input.jobs.ignored), "file or line is passed over", "files or lines are passed over"),
	]),
	"/etc/crontab",
)

violations contains report.violation({
	"message": sprintf("cron passes %s over", [name]),
	"resource": name,
	"observed": file.reason,
	"expected": "a file that runs, or none",
	"source": name,
}) if {
	some name, file in input.jobs.ignored
	not _left(name)
}

# What a package manager leaves behind is not meant to run.
_left(name) if {
	some pattern in params.job_ignored_allowed
	glob.match(pattern, null, name)
}
