# METADATA
# title: No port speaks a clear-text log-on or an open debugging protocol
# description: >-
#   Moving telnet, FTP or a debugger to another port hides it from a list of
#   numbers, not from whoever listens on the way. So what is spoken behind each
#   reachable TCP port is looked at, whatever its number.
# custom:
#   id: ports-refused-protocols
#   controls: ["8.5.1", "9.4.5"]
#   aspects: ["8.5.1/plaintext-services", "9.4.5/debug-management-ports-reachable"]
#   severity: high
#   needs:
#     - ports.listeners[*].label
#     - ports.listeners[*].protocol
#     - ports.listeners[*].exposed
#     - ports.services[*].identified
#     - ports.services[*].name
#     - ports.services[*].tls
#     - ports.services[*].state
#     - ports.services[*].source
#   partial: convict
#   remediation:
#     text: >-
#       Find the process with "ss -lntup" and replace the service by one that encrypts (SSH, SFTP, HTTPS), wrap it in
#       TLS, or bind it to loopback.
#     command: ""
#   references: ["nmap(1)", "ss(8)"]
package iso17799.c08_communications_and_operations_management.o8_5_network_management.ports_refused_protocols

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s can be reached, %d recognised: %s", [
		report.counted(count(_reachable), "TCP listener", "TCP listeners"),
		count([key | some key, r in _reachable; r.identified]),
		report.list(sort([sprintf("%s speaks %s", [r.label, r.name]) | some r in _reachable; r.identified])),
	]),
	"command: nmap",
)

violations contains report.violation({
	"message": sprintf("%s speaks %s without encryption", [r.label, r.name]),
	"resource": key,
	"observed": r.name,
	"expected": "an encrypted protocol, or loopback only",
	"source": r.source,
}) if {
	some key, r in _reachable
	r.identified
	r.tls == false
	r.name in params.ports_refused_protocols
}

unknown contains sprintf("%s: nmap did not recognise what it speaks (%s)", [r.label, r.state]) if {
	some r in _reachable
	r.identified == false
}

unknown contains sprintf("%s: nmap said nothing about it", [listener.label]) if {
	some key, listener in input.ports.listeners
	listener.exposed
	listener.protocol == "tcp"
	not key in object.keys(input.ports.services)
}

_reachable[key] := {
	"label": listener.label, "identified": service.identified, "name": service.name,
	"tls": service.tls, "state": service.state, "source": service.source,
} if {
	some key, service in input.ports.services
	listener := input.ports.listeners[key]
	listener.exposed
	listener.protocol == "tcp"
}
