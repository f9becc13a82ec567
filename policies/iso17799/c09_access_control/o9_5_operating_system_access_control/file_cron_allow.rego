# METADATA
# title: Only named accounts may use cron
# description: >-
#   A scheduled job runs when nobody looks and goes on after the account's session, or its password,
#   is gone. Those who need it are listed.
# custom:
#   id: file-cron-allow
#   controls: ["9.5.5", "9.1.1"]
#   aspects: ["9.5.5/cron", "9.1.1/allow-lists"]
#   severity: low
#   scope: ["files.schedulers[\"cron\"].present"]
#   needs:
#     - 'files.schedulers["cron"]'
#     - 'files.entries[*].world_writable'
#   remediation:
#     text: >-
#       List the accounts in /etc/cron.allow, one a line (root needs none), chown root and chmod
#       0640; delete /etc/cron.deny.
#     command: ""
#   references: ["crontab(1)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.file_cron_allow

import data.lib.report
import future.keywords.not

_scheduler := input.files.schedulers.cron

not_applicable contains report.evidence("cron is not installed", _scheduler.present.source) if {
	_scheduler.present.value == false
}

evidence contains report.evidence(
	sprintf("/etc/cron.allow names %s: %s", [report.counted(count(_scheduler.allow.users), "account", "accounts"), report.list(_scheduler.allow.users)]),
	_scheduler.allow.source,
)

violations contains report.violation({
	"message": "every account, or all but those denied, may use cron",
	"resource": "/etc/cron.allow",
	"observed": "no such file",
	"expected": "the accounts that may use cron",
	"source": _scheduler.present.source,
}) if {
	not _scheduler.allow
}

violations contains report.violation({
	"message": "everybody can write to /etc/cron.allow",
	"resource": "/etc/cron.allow",
	"observed": "writable by everybody",
	"expected": "writable by root only",
	"source": "/etc/cron.allow",
}) if {
	input.files.entries["/etc/cron.allow"].world_writable
}
