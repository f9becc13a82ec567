# METADATA
# title: New log files are closed to others
# description: >-
#   A log file is made anew at each rotation. What the daemon gives it decides
#   who can read it from then on.
# custom:
#   id: logging-file-mode
#   controls: ["9.7.1", "12.1.3"]
#   aspects: ["9.7.1/log-permissions-retention", "12.1.3/archive-permissions"]
#   severity: medium
#   scope: ["logging.daemons"]
#   needs:
#     - 'logging.daemons'
#     - 'logging.daemons[*].source'
#     - 'logging.daemons[*].logs'
#     - 'logging.daemons[*].logs[*].open'
#     - 'logging.daemons[*].logs[*].source'
#     - 'logging.daemons[*].logs[*].mode.value'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Put "$FileCreateMode 0640" (and "$Umask 0022") before the rules in
#       /etc/rsyslog.conf, or perm(0640) in the options of syslog-ng.
#     command: ""
#   references: ["rsyslog.conf(5)", "syslog-ng.conf(5)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.logging_file_mode

import data.lib.logging
import data.lib.report
import future.keywords.not

not_applicable contains item if some item in logging.none(input.logging.daemons)

evidence contains report.evidence(sprintf("%s writes %s", [product, report.counted(count(daemon.logs), "file", "files")]), daemon.source) if {
	some product, daemon in input.logging.daemons
}

violations contains report.violation({
	"message": sprintf("%s is made so that everybody can read or change it", [name]),
	"resource": name,
	"observed": sprintf("mode %s", [log.mode.value]),
	"expected": "mode 0640 or stricter",
	"source": log.source,
}) if {
	some daemon in input.logging.daemons
	some name, log in daemon.logs
	log.open
}
