# METADATA
# title: Only known programs listen as root
# description: >-
#   A fault in a program that listens as root gives the whole host to whoever
#   sends the right bytes, and a service on loopback gives it to every local
#   user. Those that need root for their port or their work are on a list;
#   everything else runs under an account of its own.
# custom:
#   id: ports-root
#   controls: ["9.6.2", "9.4.9"]
#   aspects: ["9.6.2/containers-services-confined"]
#   severity: medium
#   needs:
#     - ports.source
#     - ports.listeners[*].label
#     - ports.listeners[*].processes[*].pid
#     - ports.listeners[*].processes[*].uid
#     - ports.listeners[*].processes[*].exe
#   partial: convict
#   remediation:
#     text: >-
#       Give the service its own account: User= and, for a port below 1024, AmbientCapabilities=CAP_NET_BIND_SERVICE in
#       its unit ("systemctl edit UNIT" on Debian, RHEL and SUSE), command_user in /etc/conf.d or the init script on
#       Alpine. A program that must listen as root is added to the parameter ports_root_programs by its path.
#     command: ""
#   references: ["systemd.exec(5)", "capabilities(7)", "openrc-run(8)"]
package iso17799.c09_access_control.o9_6_application_access_control.ports_root

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s, %d of them owned by root: %s", [
		report.counted(count(input.ports.listeners), "listener", "listeners"),
		count(_root_keys),
		report.list(sort({p.exe | some p in _root})),
	]),
	input.ports.source,
)

violations contains report.violation({
	"message": sprintf("%s is served by %s as root", [p.label, p.exe]),
	"resource": p.key,
	"observed": sprintf("%s, process %d, UID 0", [p.exe, p.pid]),
	"expected": "an account of its own, or a program on the list",
	"source": input.ports.source,
}) if {
	some p in _root
	not p.exe in params.ports_root_programs
}

_root_keys := {p.key | some p in _root}

_root contains {"key": key, "label": listener.label, "pid": process.pid, "exe": process.exe} if {
	some key, listener in input.ports.listeners
	some process in listener.processes
	process.uid == 0
}
