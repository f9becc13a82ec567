# METADATA
# title: No file of audit rules is left out
# description: >-
#   augenrules reads the files of rules.d whose name ends in .rules. Another
#   name is passed over in silence, and its rules are missing.
# custom:
#   id: audit-rules-ignored
#   controls: ["9.7.1"]
#   aspects: ["9.7.1/auditd-equivalent-at-boot"]
#   severity: low
#   scope: ["audit.present"]
#   needs:
#     - 'audit.rules.ignored'
#     - 'audit.rules.files'
#     - 'audit.rules.source'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Give the file a name that ends in .rules, or delete it. Afterwards
#       "augenrules --load", or restart the host where the rules are locked; on
#       Alpine in /etc/audit/audit.rules.
#     command: ""
#   references: ["augenrules(8)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_rules_ignored

import data.lib.audit
import data.lib.report
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

evidence contains report.evidence(
	sprintf("%s, %s", [
		report.counted(count(input.audit.rules.files), "file is read", "files are read"),
		report.counted(count(input.audit.rules.ignored), "is left out", "are left out"),
	]),
	input.audit.rules.source,
)

violations contains report.violation({
	"message": sprintf("%s is no file of rules by its name", [name]),
	"resource": name,
	"observed": "not read",
	"expected": "a name that ends in .rules",
	"source": name,
}) if {
	some name in input.audit.rules.ignored
}
