# METADATA
# title: Intrusions and changed files are looked for
# description: >-
#   Files that changed without a reason and log-ons that fail by the hundred are the
#   traces of an intrusion. A program has to look for them, always or by schedule.
# custom:
#   id: monitor-intrusion-detection
#   controls: ["9.7.2", "8.1.2"]
#   aspects: ["9.7.2/intrusion-detection", "8.1.2/run-scheduled"]
#   severity: medium
#   needs:
#     - services.starts
#     - "services.starts[*].source"
#     - services.jobs
#     - "services.jobs[*].programs"
#     - "services.jobs[*].source"
#   roles: ["server", "workstation", "laptop"]
#   profile: strict
#   remediation:
#     text: >-
#       Install one and let it run: "apt install aide" (Debian schedules it itself), "dnf
#       install aide" or "zypper install aide" and a line in /etc/cron.d that runs "aide
#       --check", "apk add aide" and a script in /etc/periodic/daily; or enable fail2ban,
#       wazuh-agent or samhain.
#     command: ""
#   references: ["aide(1)", "fail2ban(1)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.monitor_intrusion_detection

import data.lib.report
import data.lib.services
import data.service_products
import future.keywords.not

_started := services.started(service_products.intrusion, input.services.starts)

_scheduled[product] contains key if {
	some product, known in service_products.intrusion
	some key, job in input.services.jobs
	some program in job.programs
	program in object.get(known, "jobs", [])
}

evidence contains report.evidence(sprintf("%s starts at boot", [product]), input.services.starts[name].source) if {
	some product, names in _started
	some name in names
}

evidence contains report.evidence(sprintf("cron runs %s", [product]), input.services.jobs[key].source) if {
	some product, keys in _scheduled
	some key in keys
}

evidence contains report.evidence(
	sprintf("%s and %s, no such program among them", [
		report.counted(count(input.services.starts), "thing starts", "things start"),
		report.counted(count(input.services.jobs), "cron job runs", "cron jobs run"),
	]),
	"/etc/systemd/system",
) if {
	_none
}

_none if {
	count(_started) == 0
	count(_scheduled) == 0
}

violations contains report.violation({
	"message": "nothing looks for intrusions or changed files",
	"resource": "intrusion detection",
	"observed": "none",
	"expected": sprintf("one of %s", [report.list(sort(object.keys(service_products.intrusion)))]),
}) if {
	_none
}
