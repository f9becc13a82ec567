# METADATA
# title: Changes of the clock are audited
# description: >-
#   Who sets the clock can make records lie about when things happened.
# custom:
#   id: audit-time
#   controls: ["9.7.1", "9.7.3"]
#   aspects: ["9.7.1/time"]
#   severity: medium
#   scope: ["audit.present"]
#   needs:
#     - "audit.purposes.time"
#     - "audit.rules.source"
#     - "audit.purposes.time.paths[*].covered"
#     - "audit.purposes.time.paths[*].missing"
#     - "audit.purposes.time.syscalls[*].covered"
#     - "audit.purposes.time.syscalls[*].missing"
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Put the lines in a file of /etc/audit/rules.d that ends in .rules, and
#       run "augenrules --load", or restart the host where the rules are
#       locked; on Alpine in /etc/audit/audit.rules. "-a always,exit -F
#       arch=b64 -S adjtimex,settimeofday,clock_settime -k time-change", and
#       the same with arch=b32.
#     command: ""
#   references: ["auditctl(8)", "audit.rules(7)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_time

import data.lib.audit
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_wanted := audit.wanted(input.audit.purposes.time, params.audit_time_paths, params.audit_time_syscalls)

_lacking := audit.lacking(_wanted, params.audit_both_word_sizes)

evidence contains report.evidence(sprintf("recorded: %d of %d looked at (the clock)", [count(_wanted) - count(_lacking), count(_wanted)]), input.audit.rules.source) if {
	count(_wanted) > 0
}

violations contains report.violation({
	"message": sprintf("the clock: %s is not recorded", [name]),
	"resource": name,
	"observed": audit.why(item),
	"expected": "an audit rule that records it for everybody",
	"source": input.audit.rules.source,
}) if {
	some name, item in _lacking
}
