# METADATA
# title: Enough records can wait during boot
# description: >-
#   Before the daemon runs the kernel keeps records in a queue of 64, and drops
#   the rest.
# custom:
#   id: audit-backlog
#   controls: ["9.7.1"]
#   aspects: ["9.7.1/auditd-equivalent-at-boot"]
#   severity: low
#   scope: ["audit.present"]
#   needs:
#     - 'audit.boot'
#     - 'audit.boot[*].source'
#   roles: ["server", "workstation", "laptop"]
#   profile: strict
#   remediation:
#     text: >-
#       Add audit_backlog_limit=8192 to the kernel command line, where audit=1
#       stands.
#     command: ""
#   references: ["auditd(8)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_backlog

import data.lib.audit
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

evidence contains report.evidence(sprintf("audit_backlog_limit=%v", [object.get(entry, "backlog", "(64)")]), entry.source) if {
	some entry in input.audit.boot
}

violations contains report.violation({
	"message": "few records can wait until the audit daemon runs",
	"resource": name,
	"observed": sprintf("%v", [object.get(entry, "backlog", 64)]),
	"expected": sprintf("at least %d", [params.audit_min_backlog]),
	"source": entry.source,
}) if {
	some name, entry in input.audit.boot
	object.get(entry, "backlog", 64) < params.audit_min_backlog
}
