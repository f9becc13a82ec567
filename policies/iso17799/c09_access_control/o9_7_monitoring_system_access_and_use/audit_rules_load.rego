# METADATA
# title: Every audit rule is loaded
# description: >-
#   auditctl stops at the first line that it or the kernel refuses. What comes
#   after, locking included, is never loaded, and nobody notices.
# custom:
#   id: audit-rules-load
#   controls: ["9.7.1", "12.3.1"]
#   aspects: ["9.7.1/auditd-equivalent-at-boot"]
#   severity: high
#   scope: ["audit.present"]
#   needs:
#     - 'audit.rules'
#     - 'audit.rules.errors[*].reason'
#     - 'audit.rules.errors[*].source'
#     - 'audit.rules.list'
#     - 'audit.rules.source'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Correct the line that is named: a duplicate, a misspelt system call or
#       field, a folder that does not exist, an option in the wrong order.
#       "auditctl -R /etc/audit/audit.rules" names it too. Afterwards
#       "augenrules --load", or restart the host where the rules are locked; on
#       Alpine in /etc/audit/audit.rules.
#     command: ""
#   references: ["auditctl(8)", "augenrules(8)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_rules_load

import data.lib.audit
import data.lib.report
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_errors := input.audit.rules.errors

evidence contains report.evidence(
	sprintf("%s, %s", [
		report.counted(count(input.audit.rules.list), "rule is loaded", "rules are loaded"),
		report.counted(count(_errors), "line is refused", "lines are refused"),
	]),
	input.audit.rules.source,
)

violations contains report.violation({
	"message": sprintf("a line of the audit rules is refused: %s", [error.reason]),
	"resource": error.source,
	"observed": error.reason,
	"expected": "a line that is loaded",
	"source": error.source,
}) if {
	some error in _errors
}
