# METADATA
# title: Every log that must be kept is rotated
# description: >-
#   A log that nothing rotates grows until the disk is full and new messages are lost. Nobody
#   decided how long it is kept either: it ends when somebody empties it in a hurry.
# custom:
#   id: logging-rotated
#   controls: ["12.1.3", "8.2.1", "9.7.1", "8.4.3"]
#   aspects: ["12.1.3/log-record-retention"]
#   severity: medium
#   needs:
#     - 'logging.retention'
#     - 'logging.retention[*].rotated'
#     - 'logging.retention[*].source'
#   partial: convict
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Install logrotate, and name the log in a section of a file in /etc/logrotate.d with the
#       period and number of old logs that are wanted, such as "daily" and "rotate 365". Check with
#       "logrotate --debug /etc/logrotate.conf".
#     command: ""
#   references: ["logrotate(8)"]
package iso17799.c12_compliance.o12_1_compliance_with_legal_requirements.logging_rotated

import data.lib.report
import data.params
import future.keywords.not

_logs[name] := log if {
	some name, log in input.logging.retention
	name in params.logging_retained
}

evidence contains report.evidence(
	sprintf("%s that must be kept: %s", [report.counted(count(_logs), "log", "logs"), report.list(sort(object.keys(_logs)))]),
	log.source,
) if {
	log := _logs[min(object.keys(_logs))]
}

evidence contains report.evidence(sprintf("%s looked for, none is on this host", [report.counted(count(params.logging_retained), "log", "logs")]), "/var/log") if {
	count(_logs) == 0
	count(input.logging.retention) >= 0
}

violations contains report.violation({
	"message": sprintf("nothing rotates %s", [name]),
	"resource": name,
	"observed": "in no section of logrotate",
	"expected": "rotated, and kept for a time that was decided on",
	"source": log.source,
}) if {
	some name, log in _logs
	not log.rotated
}
