# METADATA
# title: Log-ons and failed log-ons are recorded
# description: >-
#   wtmp, btmp and lastlog are where last, lastb and lastlog look; without them nobody can tell who
#   was on the host.
# custom:
#   id: file-session-records
#   controls: ["8.4.2"]
#   aspects: ["8.4.2/wtmp-btmp-lastlog-present"]
#   severity: low
#   needs:
#     - 'files.entries[*].subject'
#     - 'files.entries[*].mode'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       touch /var/log/wtmp /var/log/btmp; chown root:utmp; chmod 0664 wtmp, 0660 btmp. Where the
#       distribution has moved to wtmpdb, name its database in log_session_records.
#     command: ""
#   references: ["utmp(5)", "last(1)"]
package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.file_session_records

import data.lib.report
import data.params
import future.keywords.not

_records[name] := input.files.entries[name].mode if {
	some name in params.log_session_records
}

evidence contains report.evidence(report.list(sort([sprintf("%s %s", [name, mode]) | some name, mode in _records])), "/var/log") if {
	count(_records) > 0
}

violations contains report.violation({
	"message": sprintf("%s does not exist", [name]),
	"resource": name,
	"observed": "no such file",
	"expected": "the record of sessions",
	"source": name,
}) if {
	some name in params.log_session_records
	not name in object.keys(_records)
	not _never_booted
}

# systemd-tmpfiles makes them at the first boot: a tree that has none of them
# and does not run was not booted yet.
_never_booted if {
	count(_records) == 0
	input.context.target.running == false
}

unknown contains "none of the records exists, as before the first boot" if _never_booted
