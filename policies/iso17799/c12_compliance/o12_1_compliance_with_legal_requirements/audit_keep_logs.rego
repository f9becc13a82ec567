# METADATA
# title: No audit record is deleted by rotation
# description: >-
#   Where records serve as evidence none may be lost before it was archived.
# custom:
#   id: audit-keep-logs
#   controls: ["12.1.3", "9.7.1"]
#   aspects: ["12.1.3/log-record-retention", "9.7.1/log-permissions-retention"]
#   severity: low
#   scope: ["audit.present"]
#   needs:
#     - 'audit.config.settings.max_log_file_action.value'
#     - 'audit.config.settings.max_log_file_action.source'
#   roles: ["server", "workstation", "laptop"]
#   profile: strict
#   remediation:
#     text: >-
#       max_log_file_action = KEEP_LOGS in /etc/audit/auditd.conf, and a job
#       that archives the full files.
#     command: ""
#   references: ["auditd.conf(5)"]
package iso17799.c12_compliance.o12_1_compliance_with_legal_requirements.audit_keep_logs

import data.lib.audit
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_action := input.audit.config.settings.max_log_file_action

evidence contains report.evidence(sprintf("max_log_file_action = %s", [_action.value]), _action.source)

violations contains report.violation({
	"message": "rotation deletes the oldest audit records",
	"resource": "auditd.conf",
	"observed": _action.value,
	"expected": report.list(params.audit_kept_actions),
	"source": _action.source,
}) if {
	not _action.value in params.audit_kept_actions
}
