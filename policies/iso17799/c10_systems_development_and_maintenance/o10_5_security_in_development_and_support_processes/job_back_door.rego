# METADATA
# title: No service and no scheduled job hands a shell to the network
# description: >-
#   A unit or a crontab line that joins a shell to a connection (netcat with -e, socat with
#   EXEC:, bash with /dev/tcp, a pipe between a shell and netcat, a shell on a socket of systemd) is
#   the usual back door: no log-on, no record. Every unit that is not masked counts, whether it is
#   enabled or not, for a timer, a socket or another unit may start it.
# custom:
#   id: job-back-door
#   controls: ["10.5.4", "9.4.1"]
#   aspects: ["10.5.4/rootkit-traces"]
#   severity: critical
#   needs:
#     - 'jobs.units[*].does.doors'
#     - 'jobs.units[*].does.why'
#     - 'jobs.units[*].source'
#     - 'jobs.jobs[*].does.doors'
#     - 'jobs.jobs[*].does.why'
#     - 'jobs.jobs[*].source'
#     - 'jobs.at[*].does.doors'
#     - 'jobs.at[*].does.why'
#   partial: convict
#   remediation:
#     text: >-
#       Treat the host as broken into: keep the file and its times as evidence, then stop and
#       mask the unit or take the line out, and find out who put it there.
#     command: ""
#   references: ["ncat(1)", "socat(1)", "bash(1)", "systemd.service(5)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.job_back_door

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("followed the commands of %s, %s and %s", [
		report.counted(count(input.jobs.units), "service unit", "service units"),
		report.counted(count(input.jobs.jobs), "cron job", "cron jobs"),
		report.counted(count(input.jobs.at), "at job", "at jobs"),
	]),
	"/etc/systemd/system",
)

violations contains report.violation({
	"message": sprintf("%s hands a shell to a connection", [name]),
	"resource": name,
	"observed": door,
	"expected": "no such command",
	"source": thing.source,
}) if {
	some name, thing in _all
	some door in thing.does.doors
}

unknown contains sprintf("%s: %s", [name, thing.does.why]) if {
	some name, thing in _all
	thing.does.why != ""
	not name in params.job_units_untold_allowed
}

_all[name] := {"does": unit.does, "source": unit.source} if some name, unit in input.jobs.units

_all[name] := {"does": job.does, "source": job.source} if some name, job in input.jobs.jobs

_all[name] := {"does": job.does, "source": name} if some name, job in input.jobs.at
