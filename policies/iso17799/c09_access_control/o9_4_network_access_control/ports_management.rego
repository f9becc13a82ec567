# METADATA
# title: Debug and management ports cannot be reached over the network
# description: >-
#   Ports for diagnosis and remote control (container and kubelet interfaces,
#   debuggers, JMX, IPMI, SNMP, RPC binder, remote screens) hand over the host to
#   whoever reaches them, often without a password. They are reached through SSH
#   or a management network only. An allow list for services does not make them safe.
# custom:
#   id: ports-management
#   controls: ["9.4.5"]
#   aspects: ["9.4.5/debug-management-ports-reachable"]
#   severity: critical
#   needs:
#     - ports.source
#     - ports.listeners[*].label
#     - ports.listeners[*].protocol
#     - ports.listeners[*].port
#     - ports.listeners[*].address
#     - ports.listeners[*].scope
#     - ports.listeners[*].exposed
#   partial: convict
#   remediation:
#     text: >-
#       Stop the service, or bind it to loopback and reach it with "ssh -L". Docker: no tcp:// in "hosts" of
#       /etc/docker/daemon.json and no "-H tcp://" in the unit; JVM: address=127.0.0.1:5005 and no remote JMX without
#       TLS; rpcbind: "systemctl disable --now rpcbind.socket rpcbind.service" where no NFSv3 is in use; snmpd:
#       agentaddress 127.0.0.1 in /etc/snmp/snmpd.conf. Take a port off the parameter ports_management where something
#       else legitimately has its number.
#     command: ""
#   references: ["dockerd(8)", "rpcbind(8)", "snmpd.conf(5)", "ssh(1)"]
package iso17799.c09_access_control.o9_4_network_access_control.ports_management

import data.lib.ports
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("debug or management port on %d of %s: %s", [
		count(_found),
		report.counted(count(input.ports.listeners), "listener", "listeners"),
		report.list(sort([sprintf("%s on %s", [listener.label, ports.where(listener)]) | some listener in _found])),
	]),
	input.ports.source,
) if {
	count(_found) > 0
}

evidence contains report.evidence(
	sprintf("debug or management port on none of %s", [report.counted(count(input.ports.listeners), "listener", "listeners")]),
	input.ports.source,
) if {
	count(_found) == 0
}

violations contains report.violation({
	"message": sprintf("%s: debug or management port on %s", [listener.label, ports.where(listener)]),
	"resource": key,
	"observed": listener.label,
	"expected": "not reachable, or loopback only",
	"source": input.ports.source,
}) if {
	some key, listener in _found
	listener.exposed
}

_found[key] := listener if {
	some key, listener in input.ports.listeners
	ports.covers(params.ports_management, listener)
}
