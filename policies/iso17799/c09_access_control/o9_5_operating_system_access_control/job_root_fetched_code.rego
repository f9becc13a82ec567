# METADATA
# title: Root runs no scheduled code as it comes from the network
# description: >-
#   cron, at and systemd start things as root without anybody there. A download that goes straight
#   into a shell makes the other server, and whoever can stand in for it, root on this host.
# custom:
#   id: job-root-fetched-code
#   controls: ["9.5.5", "10.5.4"]
#   aspects: ["9.5.5/cron", "9.5.5/at"]
#   severity: critical
#   needs:
#     - 'jobs.units[*].does.fetches'
#     - 'jobs.units[*].does.why'
#     - 'jobs.units[*].root'
#     - 'jobs.units[*].source'
#     - 'jobs.jobs[*].does.fetches'
#     - 'jobs.jobs[*].does.why'
#     - 'jobs.jobs[*].root'
#     - 'jobs.jobs[*].source'
#     - 'jobs.at[*].does.fetches'
#     - 'jobs.at[*].does.why'
#     - 'jobs.at[*].owner'
#   partial: convict
#   remediation:
#     text: >-
#       Take the job out, or let it fetch as an account without rights, check a signature, and run as root only
#       what was checked. Look at what it has run so far.
#     command: ""
#   references: ["crontab(5)", "at(1)", "systemd.service(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.job_root_fetched_code

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("followed the commands of root's %s", [report.counted(count(_all), "service or job", "services and jobs")]),
	"/etc/crontab",
)

violations contains report.violation({
	"message": sprintf("%s runs code from the network as root", [name]),
	"resource": name,
	"observed": fetch,
	"expected": "programs that lie on the host",
	"source": thing.source,
}) if {
	some name, thing in _all
	some fetch in thing.does.fetches
}

unknown contains sprintf("%s: %s", [name, thing.does.why]) if {
	some name, thing in _all
	thing.does.why != ""
	not name in params.job_units_untold_allowed
}

_all[name] := {"does": unit.does, "source": unit.source} if {
	some name, unit in input.jobs.units
	unit.root == true
}

_all[name] := {"does": job.does, "source": job.source} if {
	some name, job in input.jobs.jobs
	job.root == true
}

_all[name] := {"does": job.does, "source": name} if {
	some name, job in input.jobs.at
	job.owner == 0
}
