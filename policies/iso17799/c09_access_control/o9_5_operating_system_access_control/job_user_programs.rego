# METADATA
# title: Programs that accounts run on schedule can be changed by them and root only
# description: >-
#   Who can write to what another account runs has that account's rights.
# custom:
#   id: job-user-programs
#   controls: ["9.5.5"]
#   aspects: ["9.5.5/cron"]
#   severity: medium
#   needs:
#     - 'jobs.jobs[*].root'
#     - 'jobs.jobs[*].user'
#     - 'jobs.jobs[*].programs'
#     - 'jobs.jobs[*].programs[*].weak'
#     - 'jobs.jobs[*].inside'
#     - 'jobs.jobs[*].inside[*].weak'
#     - 'jobs.jobs[*].told'
#     - 'jobs.jobs[*].why'
#     - 'jobs.jobs[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       chown the script and its folders to the account or root, and chmod go-w them.
#     command: ""
#   references: ["crontab(5)", "run-parts(8)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.job_user_programs

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("jobs that run as other accounts: %d of %d; their programs: %s", [count(_jobs), count(input.jobs.jobs), report.list(sort({name | some job in _jobs; some name, _ in job.programs}))]),
	"/etc/crontab",
)

violations contains report.violation({
	"message": sprintf("%s, which %s runs on schedule, can be changed by others", [name, job.user]),
	"resource": name,
	"observed": concat(", ", program.weak),
	"expected": "the account and root only",
	"source": job.source,
}) if {
	some job in _jobs
	some name, program in object.union(object.get(job, "inside", {}), job.programs)
	count(program.weak) > 0
}

unknown contains sprintf("%s: %s", [job.source, job.why]) if {
	some job in _jobs
	not job.told
}

_jobs := [job | some job in input.jobs.jobs; job.root == false]
