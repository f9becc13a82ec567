# METADATA
# title: Deletion of files by people is audited
# description: >-
#   Evidence is deleted, and data by mistake. The trail tells by whom.
# custom:
#   id: audit-deletion
#   controls: ["9.7.1"]
#   aspects: ["9.7.1/privilege-deletion"]
#   severity: low
#   scope: ["audit.present"]
#   needs:
#     - "audit.purposes.deletion"
#     - "audit.rules.source"
#     - "audit.purposes.deletion.paths[*].covered"
#     - "audit.purposes.deletion.paths[*].missing"
#     - "audit.purposes.deletion.syscalls[*].covered"
#     - "audit.purposes.deletion.syscalls[*].missing"
#   roles: ["server", "workstation", "laptop"]
#   profile: strict
#   remediation:
#     text: >-
#       Put the lines in a file of /etc/audit/rules.d that ends in .rules, and
#       run "augenrules --load", or restart the host where the rules are
#       locked; on Alpine in /etc/audit/audit.rules. "-a always,exit -F
#       arch=b64 -S unlink,unlinkat,rename,renameat -F auid>=1000 -F
#       auid!=unset -k delete", and the same with arch=b32.
#     command: ""
#   references: ["auditctl(8)", "audit.rules(7)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_deletion

import data.lib.audit
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_wanted := audit.wanted(input.audit.purposes.deletion, [], params.audit_deletion_syscalls)

_lacking := audit.lacking(_wanted, params.audit_both_word_sizes)

evidence contains report.evidence(sprintf("recorded: %d of %d looked at (deletion)", [count(_wanted) - count(_lacking), count(_wanted)]), input.audit.rules.source) if {
	count(_wanted) > 0
}

violations contains report.violation({
	"message": sprintf("deletion: %s is not recorded", [name]),
	"resource": name,
	"observed": audit.why(item),
	"expected": "an audit rule that records it for everybody",
	"source": input.audit.rules.source,
}) if {
	some name, item in _lacking
}
