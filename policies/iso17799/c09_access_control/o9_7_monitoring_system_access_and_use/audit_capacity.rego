# METADATA
# title: Rotation keeps enough of the audit trail
# description: >-
#   Rotation deletes the oldest records. An intruder who makes noise enough can
#   push the own traces out of a small trail.
# custom:
#   id: audit-capacity
#   controls: ["9.7.1", "12.1.3"]
#   aspects: ["9.7.1/log-permissions-retention", "12.1.3/log-record-retention"]
#   severity: medium
#   scope: ["audit.present"]
#   needs:
#     - 'audit.config.capacity_mb.value'
#     - 'audit.config.capacity_mb.source'
#     - 'audit.config.settings.max_log_file_action.value'
#     - 'audit.config.settings.max_log_file_action.source'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       In /etc/audit/auditd.conf raise num_logs and max_log_file (megabytes),
#       or set max_log_file_action = KEEP_LOGS and archive the files.
#     command: ""
#   references: ["auditd.conf(5)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_capacity

import data.lib.audit
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_capacity := input.audit.config.capacity_mb

_action := input.audit.config.settings.max_log_file_action

evidence contains report.evidence(sprintf("max_log_file_action = %s", [_action.value]), _action.source)

evidence contains report.evidence(sprintf("rotation keeps %d MB", [_capacity.value]), _capacity.source) if {
	_capacity.value >= 0
}

violations contains report.violation({
	"message": sprintf("rotation keeps %d MB of audit records", [_capacity.value]),
	"resource": "auditd.conf",
	"observed": sprintf("%d MB", [_capacity.value]),
	"expected": sprintf("at least %d MB", [params.audit_min_capacity_mb]),
	"source": _capacity.source,
}) if {
	_capacity.value >= 0
	_capacity.value < params.audit_min_capacity_mb
}

violations contains report.violation({
	"message": "recording stops when the log file is full",
	"resource": "auditd.conf",
	"observed": sprintf("max_log_file_action = %s", [_action.value]),
	"expected": "rotate, or one that keeps all",
	"source": _action.source,
}) if {
	_action.value == "suspend"
}
