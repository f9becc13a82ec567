# METADATA
# title: No listening program has been deleted or replaced since it started
# description: >-
#   A service whose file has been replaced by an update still runs the old code
#   with the old faults. A file that was removed while its program listens is
#   also how intruders hide.
# custom:
#   id: ports-deleted-program
#   controls: ["10.5.4", "10.5.2"]
#   aspects: ["10.5.4/deleted-hidden-executables-running"]
#   severity: medium
#   needs:
#     - ports.source
#     - ports.listeners[*].label
#     - ports.listeners[*].processes[*].pid
#     - ports.listeners[*].processes[*].exe
#     - ports.listeners[*].processes[*].deleted
#   partial: convict
#   remediation:
#     text: >-
#       After an update, restart the service ("systemctl restart UNIT", on Alpine "rc-service SERVICE restart";
#       needrestart on Debian and "zypper ps -s" on SUSE, "dnf needs-restarting" on RHEL list them all). When no package
#       ever held the file, keep a copy with "cp /proc/PID/exe" and treat it as an incident.
#     command: ""
#   references: ["proc_pid_exe(5)", "needrestart(1)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.ports_deleted_program

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("programs that still run from their file: %d, behind %s", [
		count({p.exe | some p in _owners; p.deleted == false}),
		report.counted(count(input.ports.listeners), "listener", "listeners"),
	]),
	input.ports.source,
)

violations contains report.violation({
	"message": sprintf("%s is served by %s, which is deleted or replaced on disk", [p.label, p.exe]),
	"resource": p.key,
	"observed": sprintf("%s (deleted), process %d", [p.exe, p.pid]),
	"expected": "the file that the process was started from",
	"source": input.ports.source,
}) if {
	some p in _owners
	p.deleted
}

_owners contains {
	"key": key, "label": listener.label,
	"pid": process.pid, "exe": process.exe, "deleted": process.deleted,
} if {
	some key, listener in input.ports.listeners
	some process in listener.processes
}
