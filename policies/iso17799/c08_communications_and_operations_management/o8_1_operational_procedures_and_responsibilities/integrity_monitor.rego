# METADATA
# title: Changed system files are noticed
# description: >-
#   Without a record of what the files were, nobody can tell an agreed change from any other. A
#   monitor of file integrity has such a record, and has to run by itself.
# custom:
#   id: integrity-monitor
#   controls: ["8.1.2", "9.7.2", "10.5.4"]
#   aspects: ["8.1.2/file-integrity-monitor-installed", "8.1.2/run-scheduled"]
#   severity: medium
#   needs:
#     - packages.installed
#     - packages.manager.source
#     - services.starts
#     - "services.starts[*].source"
#     - jobs.jobs
#     - "jobs.jobs[*].programs"
#     - "jobs.jobs[*].source"
#     - jobs.ignored
#   roles: ["server"]
#   remediation:
#     text: >-
#       Debian: "apt-get install aide aide-common", then "aideinit"; its timer runs each day. RHEL:
#       "dnf install aide", "aide --init", move the database into place, and a line in
#       /etc/cron.d that runs "/usr/sbin/aide --check". SUSE: "zypper install aide", likewise.
#       Alpine: "apk add aide" and a script in /etc/periodic/daily.
#     command: ""
#   references: ["aide(1)", "aide.conf(5)"]
package iso17799.c08_communications_and_operations_management.o8_1_operational_procedures_and_responsibilities.integrity_monitor

import data.lib.packages
import data.lib.report
import data.lib.services
import data.service_products
import future.keywords.not

_packaged := packages.named(input.packages.installed, [name | some product in service_products.integrity; some name in product.packages])

_started := services.started(service_products.integrity, input.services.starts)

_programs := {program | some product in service_products.integrity; some program in object.get(product, "jobs", [])}

_scheduled contains key if {
	some key, job in input.jobs.jobs
	not regex.replace(job.source, `:[0-9]+$`, "") in object.keys(input.jobs.ignored)
	some path, program in job.programs
	program.exists
	services.base(path) in _programs
}

evidence contains report.evidence(sprintf("packages that notice changes: %d of %d", [count(_packaged), count(input.packages.installed)]), input.packages.manager.source)

evidence contains report.evidence(sprintf("%s starts at boot", [product]), input.services.starts[name].source) if {
	some product, names in _started
	some name in names
}

evidence contains report.evidence(sprintf("scheduled: %s", [key]), input.jobs.jobs[key].source) if {
	some key in _scheduled
}

_runs if count(_started) > 0

_runs if count(_scheduled) > 0

violations contains report.violation({
	"message": "no monitor of file integrity is installed",
	"resource": "integrity",
	"observed": "none",
	"expected": sprintf("one of %s", [report.list(sort(object.keys(service_products.integrity)))]),
	"source": input.packages.manager.source,
}) if {
	not _runs
	count(_packaged) == 0
}

violations contains report.violation({
	"message": "a monitor of file integrity is installed, and nothing runs it",
	"resource": "integrity",
	"observed": sprintf("%s and %s, none for it", [
		report.counted(count(input.services.starts), "unit or script starts", "units and scripts start"),
		report.counted(count(input.jobs.jobs), "job is scheduled", "jobs are scheduled"),
	]),
	"expected": "a timer, a cron job or a service",
	"source": input.packages.manager.source,
}) if {
	not _runs
	count(_packaged) > 0
}
