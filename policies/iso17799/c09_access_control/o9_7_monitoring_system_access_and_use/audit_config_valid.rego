# METADATA
# title: The audit daemon understands its configuration
# description: >-
#   auditd does not start when a line of auditd.conf is wrong, be it only a
#   missing blank beside the equals sign.
# custom:
#   id: audit-config-valid
#   controls: ["9.7.1"]
#   aspects: ["9.7.1/auditd-equivalent-at-boot"]
#   severity: high
#   scope: ["audit.present"]
#   needs:
#     - 'audit.config.malformed'
#     - 'audit.config.malformed[*].reason'
#     - 'audit.config.malformed[*].source'
#     - 'audit.config.source'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Correct the line in /etc/audit/auditd.conf: NAME = VALUE, with blanks
#       around the sign; "auditd -n" tells what it refuses.
#     command: ""
#   references: ["auditd.conf(5)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_config_valid

import data.lib.audit
import data.lib.report
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

evidence contains report.evidence(report.counted(count(input.audit.config.malformed), "line is refused", "lines are refused"), input.audit.config.source)

violations contains report.violation({
	"message": sprintf("auditd.conf: %s", [error.reason]),
	"resource": error.source,
	"observed": error.reason,
	"expected": "a line that auditd takes",
	"source": error.source,
}) if {
	some error in input.audit.config.malformed
}
