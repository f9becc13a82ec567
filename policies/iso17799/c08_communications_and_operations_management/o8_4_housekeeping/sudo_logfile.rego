# METADATA
# title: Sudo keeps a log of its own
# description: >-
#   The system log mixes what was done as root with everything else and may be filtered; a file of
#   its own shows at one glance who did what.
# custom:
#   id: sudo-logfile
#   controls: ["8.4.2", "9.7.1"]
#   aspects: ["8.4.2/sudo-shell-activity-logged"]
#   severity: low
#   scope: ["sudo.present"]
#   needs:
#     - 'sudo.defaults.logfile.on'
#     - 'sudo.defaults.logfile.value'
#     - 'sudo.defaults.logfile.source'
#   remediation:
#     text: >-
#       Add 'Defaults logfile="/var/log/sudo.log"' with visudo and rotate the file.
#     command: ""
#   references: ["sudoers(5)"]
package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.sudo_logfile

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no sudo program and no sudoers file", input.sudo.present.source) if {
	input.sudo.present.value == false
}

_setting := input.sudo.defaults.logfile

evidence contains report.evidence(sprintf("logfile: %s", [_setting.value]), _setting.source)

violations contains report.violation({
	"message": "sudo has no log file of its own",
	"resource": "logfile",
	"observed": _setting.value,
	"expected": "a file such as /var/log/sudo.log",
	"source": _setting.source,
}) if {
	not _setting.on
}
