# METADATA
# title: Jobs of at belong to their account alone
# description: >-
#   A waiting job runs with all rights of its owner. Who can write to it uses them; who can read
#   it sees the whole environment of the session that made it.
# custom:
#   id: job-at-modes
#   controls: ["9.5.5"]
#   aspects: ["9.5.5/at"]
#   severity: high
#   needs:
#     - 'jobs.at[*].mode'
#     - 'jobs.at[*].owner'
#     - 'jobs.at[*].group_writable'
#     - 'jobs.at[*].world_writable'
#     - 'jobs.at[*].world_readable'
#   partial: convict
#   remediation:
#     text: >-
#       chmod 0700 the file, look at it with "at -c NUMBER", and remove it with "atrm NUMBER" if
#       nobody knows it.
#     command: ""
#   references: ["at(1)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.job_at_modes

import data.lib.report
import future.keywords.not

evidence contains report.evidence(report.counted(count(input.jobs.at), "job of at waits", "jobs of at wait"), "/var/spool/cron/atjobs")

violations contains report.violation({
	"message": sprintf("the waiting job %s is open to others", [name]),
	"resource": name,
	"observed": sprintf("mode %s, owner %d", [job.mode, job.owner]),
	"expected": "its owner only",
	"source": name,
}) if {
	some name, job in input.jobs.at
	_open(job)
}

_open(job) if job.group_writable

_open(job) if job.world_writable

_open(job) if job.world_readable
