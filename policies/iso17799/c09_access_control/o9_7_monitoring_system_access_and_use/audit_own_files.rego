# METADATA
# title: Changes of the audit configuration are audited
# description: >-
#   The first thing to turn off is what records the rest.
# custom:
#   id: audit-own-files
#   controls: ["9.7.1", "12.3.1"]
#   aspects: ["9.7.1/immutability"]
#   severity: low
#   scope: ["audit.present"]
#   needs:
#     - "audit.purposes.audit"
#     - "audit.rules.source"
#     - "audit.purposes.audit.paths[*].covered"
#     - "audit.purposes.audit.paths[*].missing"
#     - "audit.purposes.audit.syscalls[*].covered"
#     - "audit.purposes.audit.syscalls[*].missing"
#   roles: ["server", "workstation", "laptop"]
#   profile: strict
#   remediation:
#     text: >-
#       Put the lines in a file of /etc/audit/rules.d that ends in .rules, and
#       run "augenrules --load", or restart the host where the rules are
#       locked; on Alpine in /etc/audit/audit.rules. "-w /etc/audit/ -p wa -k
#       auditconfig" and "-w /var/log/audit/ -p wa -k auditlog".
#     command: ""
#   references: ["auditctl(8)", "audit.rules(7)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_own_files

import data.lib.audit
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_wanted := audit.wanted(input.audit.purposes.audit, params.audit_own_paths, [])

_lacking := audit.lacking(_wanted, params.audit_both_word_sizes)

evidence contains report.evidence(sprintf("recorded: %d of %d looked at (the audit system)", [count(_wanted) - count(_lacking), count(_wanted)]), input.audit.rules.source) if {
	count(_wanted) > 0
}

evidence contains report.evidence(sprintf("not on this host: %s", [report.list(_absent)]), input.audit.rules.source) if {
	count(_absent) > 0
}

_absent := audit.absent(input.audit.purposes.audit, params.audit_own_paths)

violations contains report.violation({
	"message": sprintf("the audit system: %s is not recorded", [name]),
	"resource": name,
	"observed": audit.why(item),
	"expected": "an audit rule that records it for everybody",
	"source": input.audit.rules.source,
}) if {
	some name, item in _lacking
}
