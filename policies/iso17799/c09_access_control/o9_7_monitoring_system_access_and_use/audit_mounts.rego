# METADATA
# title: Mounting by people is audited
# description: >-
#   A mount can put another file in the place of any, and takes data off the
#   host on a stick.
# custom:
#   id: audit-mounts
#   controls: ["9.7.1"]
#   aspects: ["9.7.1/privilege-deletion"]
#   severity: low
#   scope: ["audit.present"]
#   needs:
#     - "audit.purposes.mounts"
#     - "audit.rules.source"
#     - "audit.purposes.mounts.paths[*].covered"
#     - "audit.purposes.mounts.paths[*].missing"
#     - "audit.purposes.mounts.syscalls[*].covered"
#     - "audit.purposes.mounts.syscalls[*].missing"
#   roles: ["server", "workstation", "laptop"]
#   profile: strict
#   remediation:
#     text: >-
#       Put the lines in a file of /etc/audit/rules.d that ends in .rules, and
#       run "augenrules --load", or restart the host where the rules are
#       locked; on Alpine in /etc/audit/audit.rules. "-a always,exit -F
#       arch=b64 -S mount -F auid>=1000 -F auid!=unset -k mounts".
#     command: ""
#   references: ["auditctl(8)", "audit.rules(7)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_mounts

import data.lib.audit
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_wanted := audit.wanted(input.audit.purposes.mounts, [], params.audit_mounts_syscalls)

_lacking := audit.lacking(_wanted, params.audit_both_word_sizes)

evidence contains report.evidence(sprintf("recorded: %d of %d looked at (mounts)", [count(_wanted) - count(_lacking), count(_wanted)]), input.audit.rules.source) if {
	count(_wanted) > 0
}

violations contains report.violation({
	"message": sprintf("mounts: %s is not recorded", [name]),
	"resource": name,
	"observed": audit.why(item),
	"expected": "an audit rule that records it for everybody",
	"source": input.audit.rules.source,
}) if {
	some name, item in _lacking
}
