# METADATA
# title: Every listener belongs to a process that can be seen
# description: >-
#   A socket that listens while no process of the host has it is served by the
#   kernel, as NFS and WireGuard are, or by something that hides its process.
#   What the kernel serves is known by its port.
# custom:
#   id: ports-unowned
#   controls: ["10.5.4", "9.4.1"]
#   aspects: ["10.5.4/deleted-hidden-executables-running"]
#   severity: high
#   needs:
#     - ports.source
#     - ports.kernel_servers
#     - ports.listeners[*].label
#     - ports.listeners[*].protocol
#     - ports.listeners[*].port
#     - ports.listeners[*].ephemeral
#     - ports.listeners[*].processes[*].pid
#   partial: convict
#   remediation:
#     text: >-
#       Compare "ss -lntup" as root with "rpcinfo -p" and "wg show": a port of NFS (lockd, mountd), WireGuard, VXLAN or
#       another kernel service is added to the parameter ports_kernel_served; give lockd a fixed port first
#       (/etc/nfs.conf, section lockd). Anything else is an incident: examine the host from outside with a trusted system.
#     command: ""
#   references: ["ss(8)", "nfs.conf(5)", "wg(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.ports_unowned

import data.lib.ports
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("listeners with a process: %d of %d%s", [count(_owned), count(input.ports.listeners), _without]),
	input.ports.source,
)

_without := "" if count(_unowned) == 0

_without := concat("", ["; without: ", report.list(sort([listener.label | some listener in _unowned]))]) if count(_unowned) > 0

_owned contains key if {
	some key, listener in input.ports.listeners
	count(listener.processes) > 0
}

violations contains report.violation({
	"message": sprintf("%s listens and no process of the host has the socket", [listener.label]),
	"resource": key,
	"observed": "no process",
	"expected": "a process, or a port that the kernel serves",
	"source": input.ports.source,
}) if {
	some key, listener in _unowned
	not ports.covers(params.ports_kernel_served, listener)
	not _maybe_lockd(listener)
}

# The lock manager of NFS takes whatever ports it is given.
unknown contains sprintf("%s has no process; it may be the kernel's lockd, which \"rpcinfo -p\" tells", [listener.label]) if {
	some listener in _unowned
	not ports.covers(params.ports_kernel_served, listener)
	_maybe_lockd(listener)
}

default _maybe_lockd(_) := false

_maybe_lockd(listener) if {
	listener.ephemeral
	"lockd" in input.ports.kernel_servers
}

_unowned[key] := listener if {
	some key, listener in input.ports.listeners
	count(listener.processes) == 0
}
