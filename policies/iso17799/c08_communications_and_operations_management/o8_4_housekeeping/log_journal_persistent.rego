# METADATA
# title: The journal survives a restart
# description: >-
#   The journal holds more than a syslog daemon writes: the exact start-up, every unit's
#   output, and fields that no sender can forge. Kept in memory it is lost at the restart
#   that follows trouble.
# custom:
#   id: log-journal-persistent
#   controls: ["8.4.3"]
#   aspects: ["8.4.3/syslog-journald-running-persistent", "8.4.3/retention"]
#   severity: low
#   scope: ["services.journald.present"]
#   needs:
#     - services.journald.storage.value
#     - services.journald.persistent.value
#     - services.journald.persistent.source
#   roles: ["server", "workstation", "laptop"]
#   profile: strict
#   remediation:
#     text: >-
#       Set Storage=persistent in /etc/systemd/journald.conf.d/keep.conf, run "systemctl
#       restart systemd-journald" and "journalctl --flush".
#     command: ""
#   references: ["journald.conf(5)"]
package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.log_journal_persistent

import data.lib.report
import future.keywords.not

_journal := input.services.journald

not_applicable contains report.evidence("systemd-journald is not installed, or masked", "/usr/lib/systemd/system/systemd-journald.service") if {
	input.services.journald.present == false
}

evidence contains report.evidence(sprintf("Storage=%s, kept on disk: %v", [_journal.storage.value, _journal.persistent.value]), _journal.persistent.source)

violations contains report.violation({
	"message": "the journal is lost at a restart",
	"resource": "systemd-journald",
	"observed": sprintf("Storage=%s", [_journal.storage.value]),
	"expected": "Storage=persistent, or auto with /var/log/journal",
	"source": _journal.persistent.source,
}) if {
	_journal.persistent.value == false
}
