# METADATA
# title: Logs are kept for as long as they may be needed
# description: >-
#   Most intrusions are found after months. What rotation deleted before cannot
#   be looked at, nor be shown to a court.
# custom:
#   id: logging-retention
#   controls: ["12.1.3", "9.7.1", "8.4.3"]
#   aspects: ["12.1.3/log-record-retention", "9.7.1/log-permissions-retention", "8.4.3/retention"]
#   severity: medium
#   needs:
#     - 'logging.retention'
#     - 'logging.retention[*].rotated'
#     - 'logging.retention[*].days'
#     - 'logging.retention[*].forever'
#     - 'logging.retention[*].by_size'
#     - 'logging.retention[*].source'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Raise "rotate" in the section of the log in /etc/logrotate.d (rsyslog
#       on Debian and SUSE, syslog on RHEL), for example "daily" with "rotate
#       365", and take out a shorter maxage. Each log belongs in one section.
#     command: ""
#   references: ["logrotate(8)"]
package iso17799.c12_compliance.o12_1_compliance_with_legal_requirements.logging_retention

import data.lib.report
import data.params
import future.keywords.not

_logs[name] := log if {
	some name, log in input.logging.retention
	name in params.logging_retained
}

evidence contains report.evidence(sprintf("%s is kept for %s", [name, report.counted(log.days, "day", "days")]), log.source) if {
	some name, log in _logs
	log.days >= 0
}

evidence contains report.evidence(sprintf("%s is never deleted", [name]), log.source) if {
	some name, log in _logs
	log.forever
}

evidence contains report.evidence(sprintf("%s looked for, none is on this host", [report.counted(count(params.logging_retained), "log", "logs")]), "/var/log") if {
	count(_logs) == 0
	count(input.logging.retention) >= 0
}

violations contains report.violation({
	"message": sprintf("%s is kept for %s", [name, report.counted(log.days, "day", "days")]),
	"resource": name,
	"observed": report.counted(log.days, "day", "days"),
	"expected": sprintf("at least %s", [report.counted(params.logging_min_retention_days, "day", "days")]),
	"source": log.source,
}) if {
	some name, log in _logs
	log.days >= 0
	log.days < params.logging_min_retention_days
}

unknown contains sprintf("how long %s is kept depends on how fast it grows (%s)", [name, log.source]) if {
	some name, log in _logs
	log.by_size
	log.days < 0
}
