# METADATA
# title: Programs that root runs on schedule can be changed by root only
# description: >-
#   Whoever can write to a script of root's crontab, to a folder on the way to it, or make one
#   that is missing, is root at the next full hour.
# custom:
#   id: job-root-programs
#   controls: ["9.5.5", "10.5.4"]
#   aspects: ["9.5.5/cron", "10.5.4/writable-start-up-paths"]
#   severity: critical
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
#       chown root:root and chmod go-w the file and each folder that is named; move the script
#       out of folders that are not root's, or let the job run as the owner of the script.
#     command: ""
#   references: ["crontab(5)", "run-parts(8)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.job_root_programs

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("jobs that run as root: %d of %d; their programs: %s", [count(_jobs), count(input.jobs.jobs), report.list(sort({name | some job in _jobs; some name, _ in job.programs}))]),
	"/etc/crontab",
)

violations contains report.violation({
	"message": sprintf("%s, which %s runs on schedule, can be changed by others", [name, job.user]),
	"resource": name,
	"observed": concat(", ", program.weak),
	"expected": "root only, on the whole way",
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

_jobs := [job | some job in input.jobs.jobs; job.root == true]
