# METADATA
# title: No relay or ad-hoc network tool listens
# description: >-
#   Netcat, socat and tunnel programs join connections and hand out shells. As a
#   listener each is a way around filters, log-on and logging, whoever left it
#   there.
# custom:
#   id: ports-relay-program
#   controls: ["10.5.4", "9.4.2"]
#   aspects: ["10.5.4/rootkit-traces", "9.4.2/tunnels"]
#   severity: high
#   needs:
#     - ports.source
#     - ports.listeners[*].label
#     - ports.listeners[*].processes[*].pid
#     - ports.listeners[*].processes[*].name
#     - ports.listeners[*].processes[*].exe
#   partial: convict
#   remediation:
#     text: >-
#       Find out what it serves ("ps -o user,lstart,args -p PID") and who started it, stop it, and replace a wanted relay
#       by a service with log-on and logging. Take a program off the parameter ports_relay_programs where it is one.
#     command: ""
#   references: ["nc(1)", "socat(1)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.ports_relay_program

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s, served by %s", [
		report.counted(count(input.ports.listeners), "listener", "listeners"),
		report.list(sort({p.name | some p in _owners})),
	]),
	input.ports.source,
)

violations contains report.violation({
	"message": sprintf("%s is served by the relay %s", [p.label, p.exe]),
	"resource": p.key,
	"observed": sprintf("%s, process %d", [p.exe, p.pid]),
	"expected": "no relay program",
	"source": input.ports.source,
}) if {
	some p in _owners
	count(_names(p) & {name | some name in params.ports_relay_programs}) > 0
}

# A process may call itself anything, and its file may be a link's target.
_names(p) := {p.name, path[count(path) - 1]} if {
	path := split(p.exe, "/")
}

_owners contains {
	"key": key, "label": listener.label,
	"pid": process.pid, "name": process.name, "exe": process.exe,
} if {
	some key, listener in input.ports.listeners
	some process in listener.processes
}
