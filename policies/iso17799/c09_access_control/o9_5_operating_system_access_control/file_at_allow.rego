# METADATA
# title: Only named accounts may use at
# description: >-
#   A scheduled job runs when nobody looks and goes on after the account's session, or its password,
#   is gone. Those who need it are listed.
# custom:
#   id: file-at-allow
#   controls: ["9.5.5", "9.1.1"]
#   aspects: ["9.5.5/at", "9.1.1/allow-lists"]
#   severity: low
#   scope: ["files.schedulers[\"at\"].present"]
#   needs:
#     - 'files.schedulers["at"]'
#     - 'files.entries[*].world_writable'
#   remediation:
#     text: >-
#       List the accounts in /etc/at.allow, one a line (root needs none), chown root and chmod 0640;
#       delete /etc/at.deny.
#     command: ""
#   references: ["at.allow(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.file_at_allow

import data.lib.report
import future.keywords.not

_scheduler := input.files.schedulers.at

not_applicable contains report.evidence("at is not installed", _scheduler.present.source) if {
	_scheduler.present.value == false
}

evidence contains report.evidence(
	sprintf("/etc/at.allow names %s: %s", [report.counted(count(_scheduler.allow.users), "account", "accounts"), report.list(_scheduler.allow.users)]),
	_scheduler.allow.source,
)

violations contains report.violation({
	"message": "every account, or all but those denied, may use at",
	"resource": "/etc/at.allow",
	"observed": "no such file",
	"expected": "the accounts that may use at",
	"source": _scheduler.present.source,
}) if {
	not _scheduler.allow
}

violations contains report.violation({
	"message": "everybody can write to /etc/at.allow",
	"resource": "/etc/at.allow",
	"observed": "writable by everybody",
	"expected": "writable by root only",
	"source": "/etc/at.allow",
}) if {
	input.files.entries["/etc/at.allow"].world_writable
}
