# METADATA
# title: Nothing turns the audit trail off
# description: >-
#   One line, such as never,task or -e 0, silences all other rules while the
#   daemon goes on running as if nothing had happened.
# custom:
#   id: audit-recording
#   controls: ["9.7.1"]
#   aspects: ["9.7.1/auditd-equivalent-at-boot"]
#   severity: high
#   scope: ["audit.present"]
#   needs:
#     - 'audit.rules.list'
#     - 'audit.rules.source'
#     - 'audit.rules.enabled.value'
#     - 'audit.rules.enabled.source'
#     - 'audit.rules.silenced'
#     - 'audit.rules.silenced[*].reason'
#     - 'audit.rules.silenced[*].source'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Take the line out of /etc/audit/rules.d (Fedora and RHEL ship it as
#       10-no-audit.rules; put a file of /usr/share/audit-rules or your own in
#       its place). Afterwards "augenrules --load", or restart the host where
#       the rules are locked; on Alpine in /etc/audit/audit.rules.
#     command: ""
#   references: ["auditctl(8)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_recording

import data.lib.audit
import data.lib.report
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_rules := input.audit.rules

evidence contains report.evidence(sprintf("%s, -e %s", [report.counted(count(_rules.list), "rule is loaded", "rules are loaded"), _enabled]), _rules.source)

_enabled := _rules.enabled.value

violations contains report.violation({
	"message": "a rule turns off the recording of everything",
	"resource": silenced.source,
	"observed": silenced.reason,
	"expected": "no such rule",
	"source": silenced.source,
}) if {
	some silenced in _rules.silenced
}

violations contains report.violation({
	"message": "auditing is turned off when the rules are loaded",
	"resource": _rules.enabled.source,
	"observed": "-e 0",
	"expected": "-e 1 or -e 2",
	"source": _rules.enabled.source,
}) if {
	_rules.enabled.value == "0"
}
