# METADATA
# title: Loading of kernel modules is audited
# description: >-
#   A module runs as the kernel itself and can hide whatever it likes, but not
#   its own loading from the audit trail.
# custom:
#   id: audit-modules
#   controls: ["9.7.1"]
#   aspects: ["9.7.1/privilege-deletion"]
#   severity: medium
#   scope: ["audit.present"]
#   needs:
#     - "audit.purposes.modules"
#     - "audit.rules.source"
#     - "audit.purposes.modules.paths[*].covered"
#     - "audit.purposes.modules.paths[*].missing"
#     - "audit.purposes.modules.syscalls[*].covered"
#     - "audit.purposes.modules.syscalls[*].missing"
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Put the lines in a file of /etc/audit/rules.d that ends in .rules, and
#       run "augenrules --load", or restart the host where the rules are
#       locked; on Alpine in /etc/audit/audit.rules. "-a always,exit -F
#       arch=b64 -S init_module,finit_module,delete_module -k modules".
#     command: ""
#   references: ["auditctl(8)", "audit.rules(7)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_modules

import data.lib.audit
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_wanted := audit.wanted(input.audit.purposes.modules, [], params.audit_modules_syscalls)

_lacking := audit.lacking(_wanted, params.audit_both_word_sizes)

evidence contains report.evidence(sprintf("recorded: %d of %d looked at (kernel modules)", [count(_wanted) - count(_lacking), count(_wanted)]), input.audit.rules.source) if {
	count(_wanted) > 0
}

violations contains report.violation({
	"message": sprintf("kernel modules: %s is not recorded", [name]),
	"resource": name,
	"observed": audit.why(item),
	"expected": "an audit rule that records it for everybody",
	"source": input.audit.rules.source,
}) if {
	some name, item in _lacking
}
