# METADATA
# title: Each use of a privileged program is audited
# description: >-
#   Programs that run as root for everybody are the first thing an intruder
#   tries. Each use leaves a record of who it was.
# custom:
#   id: audit-privileged-commands
#   controls: ["8.4.2", "9.7.1"]
#   aspects: ["8.4.2/process-accounting-audit-privileged-commands", "9.7.1/privilege-deletion"]
#   severity: low
#   scope: ["audit.present"]
#   needs:
#     - 'audit.privileged'
#     - 'audit.privileged[*].covered'
#     - 'audit.rules.source'
#   roles: ["server", "workstation", "laptop"]
#   profile: strict
#   remediation:
#     text: >-
#       For each program "-a always,exit -F path=PROGRAM -F perm=x -F
#       auid>=1000 -F auid!=unset -k privileged", in a file of
#       /etc/audit/rules.d; or one rule for all: "-a always,exit -F arch=b64 -C
#       euid!=uid -F auid!=unset -S execve -k user_emulation".
#     command: ""
#   references: ["auditctl(8)", "audit.rules(7)"]
package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.audit_privileged_commands

import data.lib.audit
import data.lib.report
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_programs := input.audit.privileged

_open := [name | some name, item in _programs; item.covered == false]

evidence contains report.evidence(
	sprintf("%s, the use of %d is recorded", [
		report.counted(count(_programs), "set-uid or set-gid program", "set-uid and set-gid programs"),
		count(_programs) - count(_open),
	]),
	input.audit.rules.source,
)

violations contains report.violation({
	"message": sprintf("the use of %s is not recorded", [name]),
	"resource": name,
	"observed": "no rule",
	"expected": "an audit rule with perm=x",
	"source": input.audit.rules.source,
}) if {
	some name in _open
}
