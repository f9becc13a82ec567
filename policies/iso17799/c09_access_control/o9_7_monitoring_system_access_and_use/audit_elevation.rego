# METADATA
# title: Programs run with the rights of another are audited
# description: >-
#   Every command that gains rights leaves a record of who started it, whatever
#   way it took to them.
# custom:
#   id: audit-elevation
#   controls: ["9.7.1", "8.4.2"]
#   aspects: ["9.7.1/privilege-deletion", "8.4.2/process-accounting-audit-privileged-commands"]
#   severity: medium
#   scope: ["audit.present"]
#   needs:
#     - "audit.purposes.execution"
#     - "audit.rules.source"
#     - "audit.purposes.execution.paths[*].covered"
#     - "audit.purposes.execution.paths[*].missing"
#     - "audit.purposes.execution.syscalls[*].covered"
#     - "audit.purposes.execution.syscalls[*].missing"
#   roles: ["server", "workstation", "laptop"]
#   profile: strict
#   remediation:
#     text: >-
#       Put the lines in a file of /etc/audit/rules.d that ends in .rules, and
#       run "augenrules --load", or restart the host where the rules are
#       locked; on Alpine in /etc/audit/audit.rules. "-a always,exit -F
#       arch=b64 -C euid!=uid -F auid!=unset -S execve -k user_emulation", and
#       the same with arch=b32.
#     command: ""
#   references: ["auditctl(8)", "audit.rules(7)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_elevation

import data.lib.audit
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_wanted := audit.wanted(input.audit.purposes.execution, [], params.audit_execution_syscalls)

_lacking := audit.lacking(_wanted, params.audit_both_word_sizes)

evidence contains report.evidence(sprintf("recorded: %d of %d looked at (gain of rights)", [count(_wanted) - count(_lacking), count(_wanted)]), input.audit.rules.source) if {
	count(_wanted) > 0
}

violations contains report.violation({
	"message": sprintf("gain of rights: %s is not recorded", [name]),
	"resource": name,
	"observed": audit.why(item),
	"expected": "an audit rule that records it for everybody",
	"source": input.audit.rules.source,
}) if {
	some name, item in _lacking
}
