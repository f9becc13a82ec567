# METADATA
# title: The audit system is running now
# description: >-
#   What the files say counts after the next boot. Records are made only while
#   the kernel audits and the daemon takes them.
# custom:
#   id: audit-live
#   controls: ["9.7.1"]
#   aspects: ["9.7.1/auditd-equivalent-at-boot"]
#   severity: high
#   scope: ["audit.present"]
#   needs:
#     - 'audit.live.enabled'
#     - 'audit.live.daemon'
#     - 'audit.live.source'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       systemctl enable --now auditd (Debian, Ubuntu, RHEL, SUSE) or
#       rc-service auditd start (Alpine), then "auditctl -e 1" and "augenrules
#       --load".
#     command: ""
#   references: ["auditctl(8)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_live

import data.lib.audit
import data.lib.report
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_live := input.audit.live

evidence contains report.evidence(sprintf("enabled %s, daemon connected: %v", [_live.enabled, _live.daemon]), _live.source)

violations contains report.violation({
	"message": "the kernel does not audit",
	"resource": "kernel",
	"observed": sprintf("enabled %s", [_live.enabled]),
	"expected": "enabled 1 or 2",
	"source": _live.source,
}) if {
	_live.enabled == "0"
}

violations contains report.violation({
	"message": "no audit daemon takes the records",
	"resource": "auditd",
	"observed": "pid 0",
	"expected": "an audit daemon that runs",
	"source": _live.source,
}) if {
	_live.daemon == false
}
