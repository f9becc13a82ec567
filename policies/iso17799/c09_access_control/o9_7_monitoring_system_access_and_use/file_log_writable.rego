# METADATA
# title: No log can be changed by everybody
# description: >-
#   A log that anybody can change proves nothing: what an intruder did is taken out again, or put
#   under another name.
# custom:
#   id: file-log-writable
#   controls: ["9.7.1", "9.7.2", "12.1.3"]
#   aspects: ["9.7.1/log-permissions-retention"]
#   severity: high
#   needs:
#     - 'files.logs.count'
#     - 'files.logs.open[*].mode'
#     - 'files.logs.open[*].world_writable'
#   partial: convict
#   remediation:
#     text: >-
#       chmod o-w FILE; set the mode also where the log is made: $FileCreateMode 0640 (rsyslog),
#       "create 0640 root adm" (logrotate).
#     command: ""
#   references: ["rsyslog.conf(5)", "logrotate(8)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.file_log_writable

import data.lib.report
import future.keywords.not

evidence contains report.evidence(sprintf("%s below /var/log", [report.counted(input.files.logs.count, "log file", "log files")]), "/var/log")

violations contains report.violation({
	"message": sprintf("%s can be changed by everybody", [name]),
	"resource": name,
	"observed": sprintf("mode %s", [entry.mode]),
	"expected": "no right to write for others",
	"source": name,
}) if {
	some name, entry in input.files.logs.open
	entry.world_writable
}
