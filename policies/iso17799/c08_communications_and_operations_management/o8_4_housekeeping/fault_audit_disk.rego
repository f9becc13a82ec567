# METADATA
# title: A full or broken disk does not stop the audit trail in silence
# description: >-
#   When the disk of the records is full or fails, somebody has to be told
#   before records are lost.
# custom:
#   id: fault-audit-disk
#   controls: ["8.4.3", "9.7.1"]
#   aspects: ["8.4.3/kernel-disk-errors"]
#   severity: low
#   scope: ["audit.present"]
#   needs:
#     - 'audit.config.settings.space_left_action.value'
#     - 'audit.config.settings.space_left_action.source'
#     - 'audit.config.settings.admin_space_left_action.value'
#     - 'audit.config.settings.admin_space_left_action.source'
#     - 'audit.config.settings.disk_full_action.value'
#     - 'audit.config.settings.disk_full_action.source'
#     - 'audit.config.settings.disk_error_action.value'
#     - 'audit.config.settings.disk_error_action.source'
#   roles: ["server", "workstation", "laptop"]
#   profile: strict
#   remediation:
#     text: >-
#       In /etc/audit/auditd.conf: space_left_action = EMAIL (or SYSLOG),
#       admin_space_left_action = SINGLE (or SYSLOG), disk_full_action and
#       disk_error_action = SYSLOG, SINGLE or HALT.
#     command: ""
#   references: ["auditd.conf(5)"]
package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.fault_audit_disk

import data.lib.audit
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_settings := input.audit.config.settings

_found := {
	"space_left_action": [_settings.space_left_action, params.audit_space_actions],
	"admin_space_left_action": [_settings.admin_space_left_action, params.audit_space_actions],
	"disk_full_action": [_settings.disk_full_action, params.audit_full_actions],
	"disk_error_action": [_settings.disk_error_action, params.audit_full_actions],
}

evidence contains report.evidence(sprintf("%s = %s", [name, pair[0].value]), pair[0].source) if {
	some name, pair in _found
}

violations contains report.violation({
	"message": sprintf("%s = %s tells nobody, or stops the recording", [name, pair[0].value]),
	"resource": name,
	"observed": pair[0].value,
	"expected": report.list(pair[1]),
	"source": pair[0].source,
}) if {
	some name, pair in _found
	not pair[0].value in pair[1]
}
