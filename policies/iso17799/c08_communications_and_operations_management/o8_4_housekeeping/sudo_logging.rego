# METADATA
# title: What is done through sudo is logged
# description: >-
#   The log of sudo is the record of what operators did as root. Without it nobody can tell who
#   changed what.
# custom:
#   id: sudo-logging
#   controls: ["8.4.2", "9.7.1", "9.2.2"]
#   aspects: ["8.4.2/sudo-shell-activity-logged", "9.2.2/sudoers-rules"]
#   severity: high
#   scope: ["sudo.present"]
#   needs:
#     - 'sudo.defaults.syslog.on'
#     - 'sudo.defaults.syslog.value'
#     - 'sudo.defaults.syslog.source'
#     - 'sudo.defaults.logfile.on'
#     - 'sudo.defaults.logfile.value'
#     - 'sudo.defaults.logfile.source'
#     - 'sudo.defaults.log_allowed.on'
#     - 'sudo.defaults.log_allowed.value'
#     - 'sudo.defaults.log_allowed.source'
#     - 'sudo.defaults.log_denied.on'
#     - 'sudo.defaults.log_denied.value'
#     - 'sudo.defaults.log_denied.source'
#     - 'sudo.defaults[*].on'
#     - 'sudo.defaults[*].source'
#   remediation:
#     text: >-
#       Remove "Defaults !syslog", !log_allowed and !log_denied with visudo, or name a logfile.
#     command: ""
#   references: ["sudoers(5)"]
package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.sudo_logging

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no sudo program and no sudoers file", input.sudo.present.source) if {
	input.sudo.present.value == false
}

_defaults := input.sudo.defaults

evidence contains report.evidence(
	sprintf("syslog %s, logfile %s", [_defaults.syslog.value, _defaults.logfile.value]),
	_defaults.syslog.source,
)

violations contains report.violation({
	"message": "sudo writes to no log at all",
	"resource": "syslog",
	"observed": "off",
	"expected": "a syslog facility or a log file",
	"source": _defaults.syslog.source,
}) if {
	not _defaults.syslog.on
	not _defaults.logfile.on
}

violations contains report.violation({
	"message": sprintf("%s is off: sudo leaves these commands out of its log", [name]),
	"resource": name,
	"observed": "off",
	"expected": "on",
	"source": _defaults[name].source,
}) if {
	some name in ["log_allowed", "log_denied"]
	not _defaults[name].on
}
