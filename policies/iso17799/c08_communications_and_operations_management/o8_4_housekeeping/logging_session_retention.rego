# METADATA
# title: Session records are kept for a while
# description: >-
#   wtmp and btmp answer who was on and who tried. Rotated away after a week
#   they answer nothing.
# custom:
#   id: logging-session-retention
#   controls: ["8.4.2", "12.1.3"]
#   aspects: ["8.4.2/wtmp-btmp-lastlog-present", "12.1.3/log-record-retention"]
#   severity: low
#   needs:
#     - 'logging.retention'
#     - 'logging.retention[*].rotated'
#     - 'logging.retention[*].days'
#     - 'logging.retention[*].forever'
#     - 'logging.retention[*].by_size'
#     - 'logging.retention[*].source'
#   roles: ["server", "workstation", "laptop"]
#   profile: strict
#   remediation:
#     text: >-
#       Raise "rotate" in /etc/logrotate.d/wtmp and btmp (in
#       /etc/logrotate.conf on older systems).
#     command: ""
#   references: ["logrotate(8)"]
package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.logging_session_retention

import data.lib.report
import data.params
import future.keywords.not

_logs[name] := log if {
	some name, log in input.logging.retention
	name in params.logging_session_records
}

evidence contains report.evidence(sprintf("%s is kept for %s", [name, report.counted(log.days, "day", "days")]), log.source) if {
	some name, log in _logs
	log.days >= 0
}

evidence contains report.evidence(sprintf("%s is never deleted", [name]), log.source) if {
	some name, log in _logs
	log.forever
}

evidence contains report.evidence(sprintf("%s looked for, none is on this host", [report.counted(count(params.logging_session_records), "log", "logs")]), "/var/log") if {
	count(_logs) == 0
	count(input.logging.retention) >= 0
}

violations contains report.violation({
	"message": sprintf("%s is kept for %s", [name, report.counted(log.days, "day", "days")]),
	"resource": name,
	"observed": report.counted(log.days, "day", "days"),
	"expected": sprintf("at least %s", [report.counted(params.logging_min_session_days, "day", "days")]),
	"source": log.source,
}) if {
	some name, log in _logs
	log.days >= 0
	log.days < params.logging_min_session_days
}

unknown contains sprintf("how long %s is kept depends on how fast it grows (%s)", [name, log.source]) if {
	some name, log in _logs
	log.by_size
	log.days < 0
}
