# METADATA
# title: Changes of the log-on records are audited
# description: >-
#   Who wipes lastlog or faillog hides a log-on. The trail shows that it was
#   wiped.
# custom:
#   id: audit-logins
#   controls: ["9.7.1", "8.4.2"]
#   aspects: ["9.7.1/rules-identity"]
#   severity: medium
#   scope: ["audit.present"]
#   needs:
#     - "audit.purposes.logins"
#     - "audit.rules.source"
#     - "audit.purposes.logins.paths[*].covered"
#     - "audit.purposes.logins.paths[*].missing"
#     - "audit.purposes.logins.syscalls[*].covered"
#     - "audit.purposes.logins.syscalls[*].missing"
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Put the lines in a file of /etc/audit/rules.d that ends in .rules, and
#       run "augenrules --load", or restart the host where the rules are
#       locked; on Alpine in /etc/audit/audit.rules. "-w /var/log/lastlog -p wa
#       -k logins", likewise faillog and /run/faillock.
#     command: ""
#   references: ["auditctl(8)", "audit.rules(7)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_logins

import data.lib.audit
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_wanted := audit.wanted(input.audit.purposes.logins, params.audit_logins_paths, [])

_lacking := audit.lacking(_wanted, params.audit_both_word_sizes)

evidence contains report.evidence(sprintf("recorded: %d of %d looked at (log-on records)", [count(_wanted) - count(_lacking), count(_wanted)]), input.audit.rules.source) if {
	count(_wanted) > 0
}

evidence contains report.evidence(sprintf("not on this host: %s", [report.list(_absent)]), input.audit.rules.source) if {
	count(_absent) > 0
}

_absent := audit.absent(input.audit.purposes.logins, params.audit_logins_paths)

violations contains report.violation({
	"message": sprintf("log-on records: %s is not recorded", [name]),
	"resource": name,
	"observed": audit.why(item),
	"expected": "an audit rule that records it for everybody",
	"source": input.audit.rules.source,
}) if {
	some name, item in _lacking
}
