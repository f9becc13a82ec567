# METADATA
# title: Refused access to files is audited
# description: >-
#   Somebody who tries one closed file after the other is looking for
#   something.
# custom:
#   id: audit-refused-access
#   controls: ["9.7.1", "9.7.2"]
#   aspects: ["9.7.1/privilege-deletion"]
#   severity: low
#   scope: ["audit.present"]
#   needs:
#     - "audit.purposes.access"
#     - "audit.rules.source"
#     - "audit.purposes.access.paths[*].covered"
#     - "audit.purposes.access.paths[*].missing"
#     - "audit.purposes.access.syscalls[*].covered"
#     - "audit.purposes.access.syscalls[*].missing"
#   roles: ["server", "workstation", "laptop"]
#   profile: strict
#   remediation:
#     text: >-
#       Put the lines in a file of /etc/audit/rules.d that ends in .rules, and
#       run "augenrules --load", or restart the host where the rules are
#       locked; on Alpine in /etc/audit/audit.rules. "-a always,exit -F
#       arch=b64 -S open,openat,creat,truncate,ftruncate -F exit=-EACCES -F
#       auid>=1000 -F auid!=unset -k access", and the same with exit=-EPERM.
#     command: ""
#   references: ["auditctl(8)", "audit.rules(7)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_refused_access

import data.lib.audit
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_wanted := audit.wanted(input.audit.purposes.access, [], params.audit_access_syscalls)

_lacking := audit.lacking(_wanted, params.audit_both_word_sizes)

evidence contains report.evidence(sprintf("recorded: %d of %d looked at (refused access)", [count(_wanted) - count(_lacking), count(_wanted)]), input.audit.rules.source) if {
	count(_wanted) > 0
}

violations contains report.violation({
	"message": sprintf("refused access: %s is not recorded", [name]),
	"resource": name,
	"observed": audit.why(item),
	"expected": "an audit rule that records it for everybody",
	"source": input.audit.rules.source,
}) if {
	some name, item in _lacking
}
