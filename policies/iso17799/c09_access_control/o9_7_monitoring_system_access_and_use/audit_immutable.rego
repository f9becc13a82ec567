# METADATA
# title: Audit rules are locked until the next boot
# description: >-
#   Whoever becomes root can take the rules out again, unless the last line
#   locks them. Then only a restart, which is noticed, changes them.
# custom:
#   id: audit-immutable
#   controls: ["9.7.1", "12.3.1"]
#   aspects: ["9.7.1/immutability", "12.3.1/audit-configuration-immutable"]
#   severity: medium
#   scope: ["audit.present"]
#   needs:
#     - 'audit.rules'
#     - 'audit.rules.locked'
#     - 'audit.rules.source'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Put "-e 2" alone into /etc/audit/rules.d/99-finalize.rules and restart
#       the host; on Alpine as the last line of /etc/audit/audit.rules.
#     command: ""
#   references: ["auditctl(8)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_immutable

import data.lib.audit
import data.lib.report
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_rules := input.audit.rules

evidence contains report.evidence("the last -e is 2", _rules.enabled.source) if _rules.locked

evidence contains report.evidence(sprintf("loading ends with -e %s", [_enabled]), _rules.source) if not _rules.locked

_enabled := _rules.enabled.value

violations contains report.violation({
	"message": sprintf("the audit rules can be changed while the host runs%s", [_because]),
	"resource": "audit rules",
	"observed": sprintf("-e %s", [_enabled]),
	"expected": "-e 2",
	"source": _rules.source,
}) if {
	not _rules.locked
}

default _because := ""

_because := sprintf(": loading stops before, at %s", [_rules.stopped.source])
