# METADATA
# title: Changes of owner and mode are audited
# description: >-
#   A file opened to everybody for a moment can be read in it. The trail keeps
#   the moment.
# custom:
#   id: audit-permissions
#   controls: ["9.7.1", "9.6.1"]
#   aspects: ["9.7.1/privilege-deletion"]
#   severity: low
#   scope: ["audit.present"]
#   needs:
#     - "audit.purposes.dac"
#     - "audit.rules.source"
#     - "audit.purposes.dac.paths[*].covered"
#     - "audit.purposes.dac.paths[*].missing"
#     - "audit.purposes.dac.syscalls[*].covered"
#     - "audit.purposes.dac.syscalls[*].missing"
#   roles: ["server", "workstation", "laptop"]
#   profile: strict
#   remediation:
#     text: >-
#       Put the lines in a file of /etc/audit/rules.d that ends in .rules, and
#       run "augenrules --load", or restart the host where the rules are
#       locked; on Alpine in /etc/audit/audit.rules. "-a always,exit -F
#       arch=b64 -S chmod,fchmod,fchmodat -F auid>=1000 -F auid!=unset -k
#       perm_mod", likewise chown, fchown, fchownat, lchown and setxattr,
#       lsetxattr, fsetxattr, removexattr, lremovexattr, fremovexattr.
#     command: ""
#   references: ["auditctl(8)", "audit.rules(7)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_permissions

import data.lib.audit
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_wanted := audit.wanted(input.audit.purposes.dac, [], params.audit_permissions_syscalls)

_lacking := audit.lacking(_wanted, params.audit_both_word_sizes)

evidence contains report.evidence(sprintf("recorded: %d of %d looked at (owners and modes)", [count(_wanted) - count(_lacking), count(_wanted)]), input.audit.rules.source) if {
	count(_wanted) > 0
}

violations contains report.violation({
	"message": sprintf("owners and modes: %s is not recorded", [name]),
	"resource": name,
	"observed": audit.why(item),
	"expected": "an audit rule that records it for everybody",
	"source": input.audit.rules.source,
}) if {
	some name, item in _lacking
}
