# METADATA
# title: Changes of mandatory access control are audited
# description: >-
#   The rules of AppArmor or SELinux hold even root. Who changes them takes
#   that away.
# custom:
#   id: audit-mac
#   controls: ["9.7.1", "9.6.1"]
#   aspects: ["9.7.1/privilege-deletion"]
#   severity: low
#   scope: ["audit.present"]
#   needs:
#     - "audit.purposes.mac"
#     - "audit.rules.source"
#     - "audit.purposes.mac.paths[*].covered"
#     - "audit.purposes.mac.paths[*].missing"
#     - "audit.purposes.mac.syscalls[*].covered"
#     - "audit.purposes.mac.syscalls[*].missing"
#   roles: ["server", "workstation", "laptop"]
#   profile: strict
#   remediation:
#     text: >-
#       Put the lines in a file of /etc/audit/rules.d that ends in .rules, and
#       run "augenrules --load", or restart the host where the rules are
#       locked; on Alpine in /etc/audit/audit.rules. "-w /etc/apparmor/ -p wa
#       -k MAC-policy" and "-w /etc/apparmor.d/ -p wa -k MAC-policy", or "-w
#       /etc/selinux/ -p wa -k MAC-policy".
#     command: ""
#   references: ["auditctl(8)", "audit.rules(7)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_mac

import data.lib.audit
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_wanted := audit.wanted(input.audit.purposes.mac, params.audit_mac_paths, [])

_lacking := audit.lacking(_wanted, params.audit_both_word_sizes)

evidence contains report.evidence(sprintf("recorded: %d of %d looked at (mandatory access control)", [count(_wanted) - count(_lacking), count(_wanted)]), input.audit.rules.source) if {
	count(_wanted) > 0
}

evidence contains report.evidence(sprintf("not on this host: %s", [report.list(_absent)]), input.audit.rules.source) if {
	count(_absent) > 0
}

_absent := audit.absent(input.audit.purposes.mac, params.audit_mac_paths)

violations contains report.violation({
	"message": sprintf("mandatory access control: %s is not recorded", [name]),
	"resource": name,
	"observed": audit.why(item),
	"expected": "an audit rule that records it for everybody",
	"source": input.audit.rules.source,
}) if {
	some name, item in _lacking
}
