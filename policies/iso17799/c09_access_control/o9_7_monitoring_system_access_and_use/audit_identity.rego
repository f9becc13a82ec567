# METADATA
# title: Changes of accounts and groups are audited
# description: >-
#   A new account or group member is how an intruder stays. The audit trail
#   tells who made it, when, and by which program.
# custom:
#   id: audit-identity
#   controls: ["9.7.1", "9.2.1"]
#   aspects: ["9.7.1/rules-identity"]
#   severity: high
#   scope: ["audit.present"]
#   needs:
#     - "audit.purposes.identity"
#     - "audit.rules.source"
#     - "audit.purposes.identity.paths[*].covered"
#     - "audit.purposes.identity.paths[*].missing"
#     - "audit.purposes.identity.syscalls[*].covered"
#     - "audit.purposes.identity.syscalls[*].missing"
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Put the lines in a file of /etc/audit/rules.d that ends in .rules, and
#       run "augenrules --load", or restart the host where the rules are
#       locked; on Alpine in /etc/audit/audit.rules. One line a file: "-w
#       /etc/passwd -p wa -k identity", likewise shadow, group and gshadow.
#     command: ""
#   references: ["auditctl(8)", "audit.rules(7)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_identity

import data.lib.audit
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_wanted := audit.wanted(input.audit.purposes.identity, params.audit_identity_paths, [])

_lacking := audit.lacking(_wanted, params.audit_both_word_sizes)

evidence contains report.evidence(sprintf("recorded: %d of %d looked at (accounts and groups)", [count(_wanted) - count(_lacking), count(_wanted)]), input.audit.rules.source) if {
	count(_wanted) > 0
}

evidence contains report.evidence(sprintf("not on this host: %s", [report.list(_absent)]), input.audit.rules.source) if {
	count(_absent) > 0
}

_absent := audit.absent(input.audit.purposes.identity, params.audit_identity_paths)

violations contains report.violation({
	"message": sprintf("accounts and groups: %s is not recorded", [name]),
	"resource": name,
	"observed": audit.why(item),
	"expected": "an audit rule that records it for everybody",
	"source": input.audit.rules.source,
}) if {
	some name, item in _lacking
}
