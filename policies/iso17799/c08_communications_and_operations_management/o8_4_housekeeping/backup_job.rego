# METADATA
# title: Something makes back-ups
# description: >-
#   What is not copied away regularly is gone with the first broken disk, deleted folder or
#   extortion. A person forgets; a schedule or an agent does not.
# custom:
#   id: backup-job
#   controls: ["8.4.1", "12.1.3"]
#   aspects: ["8.4.1/backup-tool-installed", "8.4.1/job-scheduled"]
#   severity: medium
#   scope: ["host.os.id", "host.os.source"]
#   needs:
#     - services.starts
#     - "services.starts[*].source"
#     - jobs.jobs
#     - "jobs.jobs[*].programs"
#     - "jobs.jobs[*].source"
#     - jobs.ignored
#   roles: ["server"]
#   remediation:
#     text: >-
#       Install restic, borgbackup or the agent of the organisation's back-up system, and have a
#       timer or a line in /etc/cron.d run it each day to another machine. Where the host is
#       copied from outside, as a virtual machine or by a pull, set backup_from_outside.
#     command: ""
#   references: ["systemd.timer(5)", "crontab(5)"]
package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.backup_job

import data.lib.report
import data.lib.services
import data.params
import data.service_products
import future.keywords.not

not_applicable contains report.evidence(
	sprintf("a %s host that is copied from outside (parameter backup_from_outside)", [input.host.os.id]),
	input.host.os.source,
) if {
	params.backup_from_outside == true
}

_started := services.started(service_products.backup, input.services.starts)

_programs := {program | some product in service_products.backup; some program in object.get(product, "jobs", [])}

# A job counts by its program, or by a name that says what it does; cron must take the table, and
# the program must be there.
_scheduled contains key if {
	some key, job in input.jobs.jobs
	not regex.replace(job.source, `:[0-9]+$`, "") in object.keys(input.jobs.ignored)
	some path, program in job.programs
	program.exists
	_copies(services.base(path))
}

_timers contains name if {
	some name, start in input.services.starts
	endswith(name, ".timer")
	_copies(trim_suffix(name, ".timer"))
	not name in params.backup_ignored_timers
}

_copies(name) if name in _programs

_copies(name) if {
	regex.match(`(?i)back-?up`, name)
	not name in params.backup_ignored_programs
}

evidence contains report.evidence(sprintf("%s starts at boot", [product]), input.services.starts[name].source) if {
	some product, names in _started
	some name in names
}

evidence contains report.evidence(sprintf("%s runs %s", [key, report.list(sort(object.keys(input.jobs.jobs[key].programs)))]), input.jobs.jobs[key].source) if {
	some key in _scheduled
}

evidence contains report.evidence(sprintf("%s starts", [name]), input.services.starts[name].source) if {
	some name in _timers
}

evidence contains report.evidence(
	sprintf("%s and %s, none makes a back-up", [
		report.counted(count(input.services.starts), "unit or script starts", "units and scripts start"),
		report.counted(count(input.jobs.jobs), "job is scheduled", "jobs are scheduled"),
	]),
	"/etc/crontab",
) if {
	_none
}

_none if {
	count(_started) == 0
	count(_scheduled) == 0
	count(_timers) == 0
}

violations contains report.violation({
	"message": "nothing on this host makes back-ups",
	"resource": "back-up",
	"observed": sprintf("%s, no back-up among them", [report.counted(count(input.jobs.jobs), "job", "jobs")]),
	"expected": "a scheduled back-up, or an agent that starts with the host",
}) if {
	_none
}
