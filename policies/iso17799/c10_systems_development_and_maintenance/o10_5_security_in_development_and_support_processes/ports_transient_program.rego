# METADATA
# title: No listening program was started from a folder that anyone can write to
# description: >-
#   Services are installed in system folders. One that runs from /tmp, from
#   shared memory or from no file at all was put there by somebody without the
#   right to install it, or by malicious code.
# custom:
#   id: ports-transient-program
#   controls: ["10.5.4", "10.4.1"]
#   aspects: ["10.5.4/deleted-hidden-executables-running"]
#   severity: high
#   needs:
#     - ports.source
#     - ports.listeners[*].label
#     - ports.listeners[*].processes[*].pid
#     - ports.listeners[*].processes[*].exe
#   partial: convict
#   remediation:
#     text: >-
#       Find out who started it ("ps -o user,lstart,args -p PID") and keep a copy with "cp /proc/PID/exe" before it is
#       stopped. A service that belongs here is installed as a package or under /opt or /usr/local.
#     command: ""
#   references: ["proc_pid_exe(5)", "file-hierarchy(7)", "memfd_create(2)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.ports_transient_program

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s, served by %s", [
		report.counted(count(input.ports.listeners), "listener", "listeners"),
		report.list(sort({p.exe | some p in _owners})),
	]),
	input.ports.source,
)

violations contains report.violation({
	"message": sprintf("%s is served by %s", [p.label, p.exe]),
	"resource": p.key,
	"observed": sprintf("%s, process %d", [p.exe, p.pid]),
	"expected": "a program in a system folder",
	"source": input.ports.source,
}) if {
	some p in _owners
	some folder in params.ports_transient_folders
	startswith(p.exe, folder)
}

_owners contains {"key": key, "label": listener.label, "pid": process.pid, "exe": process.exe} if {
	some key, listener in input.ports.listeners
	some process in listener.processes
}
