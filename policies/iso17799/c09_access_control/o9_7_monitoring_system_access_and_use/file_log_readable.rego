# METADATA
# title: Security logs are not for everybody to read
# description: >-
#   They tell who logs on when and from where, what failed, and now and then a password typed as a
#   name.
# custom:
#   id: file-log-readable
#   controls: ["9.7.1", "9.7.2", "12.1.3"]
#   aspects: ["9.7.1/log-permissions-retention"]
#   severity: medium
#   needs:
#     - 'files.logs.count'
#     - 'files.logs.open[*].mode'
#     - 'files.logs.open[*].world_readable'
#   partial: convict
#   remediation:
#     text: >-
#       chmod 0640 FILE and give it to the group of the readers (adm on Debian); set the mode also
#       where the log is made, in rsyslog and logrotate.
#     command: ""
#   references: ["rsyslog.conf(5)", "logrotate(8)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.file_log_readable

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(sprintf("%s below /var/log", [report.counted(input.files.logs.count, "log file", "log files")]), "/var/log")

_private(name) if {
	some pattern in params.log_private_names
	glob.match(pattern, null, regex.replace(name, `^.*/`, ""))
}

violations contains report.violation({
	"message": sprintf("%s can be read by everybody", [name]),
	"resource": name,
	"observed": sprintf("mode %s", [entry.mode]),
	"expected": "mode 0640 or stricter",
	"source": name,
}) if {
	some name, entry in input.files.logs.open
	entry.world_readable
	_private(name)
}
