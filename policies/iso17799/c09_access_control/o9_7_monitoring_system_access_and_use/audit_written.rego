# METADATA
# title: The audit daemon writes its records down
# description: >-
#   With write_logs = no, log_format = nolog or local_events = no the daemon
#   runs and leaves no record of this host on its disk.
# custom:
#   id: audit-written
#   controls: ["9.7.1"]
#   aspects: ["9.7.1/auditd-equivalent-at-boot"]
#   severity: high
#   scope: ["audit.present"]
#   needs:
#     - 'audit.config.settings.write_logs.value'
#     - 'audit.config.settings.write_logs.source'
#     - 'audit.config.settings.log_format.value'
#     - 'audit.config.settings.log_format.source'
#     - 'audit.config.settings.local_events.value'
#     - 'audit.config.settings.local_events.source'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       In /etc/audit/auditd.conf: write_logs = yes, log_format = ENRICHED,
#       local_events = yes; then restart the host, or send auditd a SIGHUP.
#     command: ""
#   references: ["auditd.conf(5)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_written

import data.lib.audit
import data.lib.report
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_settings := input.audit.config.settings

_good := {"write_logs": {"yes"}, "log_format": {"raw", "enriched"}, "local_events": {"yes"}}

_found := {
	"write_logs": _settings.write_logs,
	"log_format": _settings.log_format,
	"local_events": _settings.local_events,
}

evidence contains report.evidence(sprintf("%s = %s", [name, setting.value]), setting.source) if {
	some name, setting in _found
}

violations contains report.violation({
	"message": sprintf("%s = %s: records are not written", [name, setting.value]),
	"resource": name,
	"observed": setting.value,
	"expected": report.list(sort(_good[name])),
	"source": setting.source,
}) if {
	some name, setting in _found
	not setting.value in _good[name]
}
