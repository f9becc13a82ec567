# METADATA
# title: Changes of who may become root are audited
# description: >-
#   One line in sudoers makes an account the master of the host. The trail
#   tells who wrote it.
# custom:
#   id: audit-privilege
#   controls: ["9.7.1", "9.2.2"]
#   aspects: ["9.7.1/privilege-deletion"]
#   severity: high
#   scope: ["audit.present"]
#   needs:
#     - "audit.purposes.privilege"
#     - "audit.rules.source"
#     - "audit.purposes.privilege.paths[*].covered"
#     - "audit.purposes.privilege.paths[*].missing"
#     - "audit.purposes.privilege.syscalls[*].covered"
#     - "audit.purposes.privilege.syscalls[*].missing"
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Put the lines in a file of /etc/audit/rules.d that ends in .rules, and
#       run "augenrules --load", or restart the host where the rules are
#       locked; on Alpine in /etc/audit/audit.rules. "-w /etc/sudoers -p wa -k
#       privilege" and "-w /etc/sudoers.d/ -p wa -k privilege".
#     command: ""
#   references: ["auditctl(8)", "audit.rules(7)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_privilege

import data.lib.audit
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_wanted := audit.wanted(input.audit.purposes.privilege, params.audit_privilege_paths, [])

_lacking := audit.lacking(_wanted, params.audit_both_word_sizes)

evidence contains report.evidence(sprintf("recorded: %d of %d looked at (rules of sudo)", [count(_wanted) - count(_lacking), count(_wanted)]), input.audit.rules.source) if {
	count(_wanted) > 0
}

evidence contains report.evidence(sprintf("not on this host: %s", [report.list(_absent)]), input.audit.rules.source) if {
	count(_absent) > 0
}

_absent := audit.absent(input.audit.purposes.privilege, params.audit_privilege_paths)

violations contains report.violation({
	"message": sprintf("rules of sudo: %s is not recorded", [name]),
	"resource": name,
	"observed": audit.why(item),
	"expected": "an audit rule that records it for everybody",
	"source": input.audit.rules.source,
}) if {
	some name, item in _lacking
}
