# METADATA
# title: Only root can change what runs at start-up, at log-on and on schedule
# description: >-
#   A line in a start-up script, a unit, a cron table, a profile or the boot loader's files runs as
#   root sooner or later.
# custom:
#   id: file-startup-modes
#   controls: ["10.5.4", "9.6.1", "9.5.5"]
#   aspects: ["10.5.4/writable-start-up-paths", "9.5.5/cron"]
#   severity: critical
#   needs:
#     - 'files.entries[*].subject'
#     - 'files.entries[*].kind'
#     - 'files.entries[*].owner'
#     - 'files.entries[*].mode'
#     - 'files.entries[*].group'
#     - 'files.entries[*].group_writable'
#     - 'files.entries[*].world_writable'
#   partial: convict
#   remediation:
#     text: >-
#       chown root:root FILE; chmod go-w FILE, and read what is in it first.
#     command: ""
#   references: ["systemd.unit(5)", "crontab(5)", "ld.so(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.file_startup_modes

import data.lib.files as lib_files
import data.lib.report
import data.params
import future.keywords.not

_guarded[name] := entry if {
	some name, entry in input.files.entries
	entry.subject in params.file_guarded_subjects
	not name in params.file_guarded_exceptions
	entry.kind != "device" # a link to /dev/null masks a unit or a file: nothing in it runs
}

evidence contains report.evidence(
	sprintf("%s of %s", [report.counted(count(_guarded), "file or folder", "files and folders"), report.list(params.file_guarded_subjects)]),
	"/etc",
)

violations contains report.violation({
	"message": sprintf("%s is %s", [name, concat(" and ", sort(lib_files.changeable(entry)))]),
	"resource": name,
	"observed": sprintf("mode %s, owner %d", [entry.mode, entry.owner]),
	"expected": "owned by root, writable by nobody else",
	"source": name,
}) if {
	some name, entry in _guarded
	count(lib_files.changeable(entry)) > 0
}
