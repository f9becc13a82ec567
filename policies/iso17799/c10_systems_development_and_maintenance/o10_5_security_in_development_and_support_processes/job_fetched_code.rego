# METADATA
# title: No service or scheduled job runs code as it comes from the network
# description: >-
#   A job that pipes a download into a shell, or runs a file that it has just fetched, gives the
#   host to whoever holds the other server, its name or the way to it, at the next full hour and
#   without a trace. Programs come as packages whose signature is checked. Command lines are followed, and
#   shell scripts in the folders of run-parts as far as they can be read.
# custom:
#   id: job-fetched-code
#   controls: ["10.5.4"]
#   aspects: ["10.5.4/rootkit-traces"]
#   severity: high
#   needs:
#     - 'jobs.units[*].does.fetches'
#     - 'jobs.units[*].does.why'
#     - 'jobs.units[*].user'
#     - 'jobs.units[*].source'
#     - 'jobs.jobs[*].does.fetches'
#     - 'jobs.jobs[*].does.why'
#     - 'jobs.jobs[*].user'
#     - 'jobs.jobs[*].source'
#     - 'jobs.at[*].does.fetches'
#     - 'jobs.at[*].does.why'
#     - 'jobs.at[*].owner'
#   partial: convict
#   remediation:
#     text: >-
#       Take the job out, or have it fetch to a file, check a signature with a key that lies on the
#       host (gpg --verify, minisign -V), and run the file only then from a script that root alone can write.
#       Look at what it has run so far.
#     command: ""
#   references: ["crontab(5)", "at(1)", "systemd.service(5)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.job_fetched_code

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("followed the commands of %s, %s and %s", [
		report.counted(count(input.jobs.units), "service unit", "service units"),
		report.counted(count(input.jobs.jobs), "cron job", "cron jobs"),
		report.counted(count(input.jobs.at), "at job", "at jobs"),
	]),
	"/etc/crontab",
)

violations contains report.violation({
	"message": sprintf("%s runs code from the network as %s", [name, thing.user]),
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

_all[name] := {"does": unit.does, "user": unit.user, "source": unit.source} if some name, unit in input.jobs.units

_all[name] := {"does": job.does, "user": job.user, "source": job.source} if some name, job in input.jobs.jobs

_all[name] := {"does": job.does, "user": sprintf("user id %d", [job.owner]), "source": name} if some name, job in input.jobs.at
