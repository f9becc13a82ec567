# METADATA
# title: No log belongs to a person whom it records
# description: >-
#   Who owns a log, or is in the group that may write to it, can take out of it what he did. Logs
#   belong to root and to the accounts of services.
# custom:
#   id: file-log-owner
#   controls: ["9.7.2", "9.7.1", "12.1.3"]
#   aspects: ["9.7.1/log-permissions-retention"]
#   severity: medium
#   needs:
#     - 'files.logs.count'
#     - 'files.logs.owners[*].id'
#     - 'files.logs.owners[*].count'
#     - 'files.logs.owners[*].paths'
#     - 'files.logs.group_writers[*].id'
#     - 'files.logs.group_writers[*].count'
#     - 'files.logs.group_writers[*].paths'
#     - 'accounts.users[*].uid'
#     - 'accounts.users[*].gid'
#     - 'accounts.kinds[*]'
#     - 'accounts.id_ranges.uid_min.value'
#     - 'accounts.id_ranges.uid_max.value'
#   partial: convict
#   remediation:
#     text: >-
#       Give the file to root and to the group of the readers: "chown root:adm FILE" on Debian,
#       "chown root:root FILE" on RHEL, SUSE and Alpine, and "chmod 0640 FILE"; set both where the
#       log is made ($FileOwner of rsyslog, "create" of logrotate). Let a program that
#       writes its own log run as an account of its own below UID_MIN ("useradd -r NAME", "adduser -S
#       NAME" on Alpine); where that cannot be, name its account in log_owners_allowed.
#     command: ""
#   references: ["chown(1)", "login.defs(5), UID_MIN", "rsyslog.conf(5)", "logrotate(8)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.file_log_owner

import data.lib.accounts
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("log files below /var/log: %d; owners of them besides root: %d; groups besides root's that may write to them: %d", [
		input.files.logs.count,
		count(input.files.logs.owners),
		count(input.files.logs.group_writers),
	]),
	"/var/log",
) if {
	count(input.accounts.kinds) > 0
}

violations contains report.violation({
	"message": sprintf("%s owns logs", [name]),
	"resource": accounts.resource(name),
	"observed": _held(held),
	"expected": "logs of root and of system accounts only",
	"source": held.paths[0],
}) if {
	some held in input.files.logs.owners
	some name in _people
	input.accounts.users[name].uid == held.id
}

violations contains report.violation({
	"message": sprintf("user id %d owns logs", [held.id]),
	"resource": sprintf("user id %d", [held.id]),
	"observed": _held(held),
	"expected": "logs of root and of system accounts only",
	"source": held.paths[0],
}) if {
	some held in _nobodys
}

violations contains report.violation({
	"message": sprintf("%s may write to logs through the primary group", [name]),
	"resource": accounts.resource(name),
	"observed": _held(held),
	"expected": "no right to write for the group",
	"source": held.paths[0],
}) if {
	some held in input.files.logs.group_writers
	some name in _people
	input.accounts.users[name].gid == held.id
}

_held(held) := report.list(held.paths) if held.count == count(held.paths)

_held(held) := sprintf("%s and %d more", [concat(", ", held.paths), held.count - count(held.paths)]) if {
	held.count > count(held.paths)
}

_people := {name |
	some name, _ in input.accounts.users
	input.accounts.kinds[name] == "human"
	not name in {allowed | some allowed in params.log_owners_allowed}
}

# An id among those of people that no local account has: somebody's who has gone or
# whom a directory knows, and perhaps the next one's.
_nobodys := {held |
	some held in input.files.logs.owners
	not held.id in {user.uid | some user in input.accounts.users}
	held.id >= input.accounts.id_ranges.uid_min.value
	held.id <= input.accounts.id_ranges.uid_max.value
}
