# METADATA
# title: No clear-text log-on or file transfer service can be reached
# description: >-
#   Telnet, FTP, the r-services and their kin send names, passwords and whole
#   sessions readable to everyone on the way, and the small services of the
#   early Internet (echo, chargen) serve today only to amplify attacks.
#   An allow list does not make them safe, so it is not regarded.
# custom:
#   id: ports-plaintext
#   controls: ["8.5.1", "9.4.1"]
#   aspects: ["8.5.1/plaintext-services"]
#   severity: high
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
#       Stop and remove the service: SSH and SFTP replace telnet, the r-services and FTP, HTTPS replaces TFTP where
#       clients allow. "ss -lntup" names the process; inetd and xinetd services are switched off in /etc/inetd.conf or
#       /etc/xinetd.d, socket units with "systemctl disable --now telnet.socket". An X server is started with
#       "-nolisten tcp". Take a port off the parameter ports_plaintext where something else legitimately has its number.
#     command: ""
#   references: ["RFC 854", "RFC 959", "rshd(8)", "Xserver(1)"]
package iso17799.c08_communications_and_operations_management.o8_5_network_management.ports_plaintext

import data.lib.ports
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("clear-text service on %d of %s: %s", [
		count(_found),
		report.counted(count(input.ports.listeners), "listener", "listeners"),
		report.list(sort([sprintf("%s on %s", [listener.label, ports.where(listener)]) | some listener in _found])),
	]),
	input.ports.source,
) if {
	count(_found) > 0
}

evidence contains report.evidence(
	sprintf("clear-text service on none of %s", [report.counted(count(input.ports.listeners), "listener", "listeners")]),
	input.ports.source,
) if {
	count(_found) == 0
}

violations contains report.violation({
	"message": sprintf("%s: clear-text service on %s", [listener.label, ports.where(listener)]),
	"resource": key,
	"observed": listener.label,
	"expected": "no such service, or loopback only",
	"source": input.ports.source,
}) if {
	some key, listener in _found
	listener.exposed
}

_found[key] := listener if {
	some key, listener in input.ports.listeners
	ports.covers(params.ports_plaintext, listener)
}
