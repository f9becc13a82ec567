# METADATA
# title: No service starts with an open debugger
# description: >-
#   A debugger or management agent that listens runs whatever it is told, with all rights of the service.
#   They are forgotten in start scripts after the fault was found.
# custom:
#   id: remote-debuggers
#   controls: ["9.4.5"]
#   aspects: ["9.4.5/debug-management-ports-reachable"]
#   severity: critical
#   needs:
#     - 'netservices.debug.source'
#     - 'netservices.debug.looked'
#     - 'netservices.debug.listens[*].kind'
#     - 'netservices.debug.listens[*].where'
#     - 'netservices.debug.listens[*].address'
#     - 'netservices.debug.listens[*].scope'
#     - 'netservices.debug.listens[*].open'
#     - 'netservices.debug.listens[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Delete the options (-agentlib:jdwp, -Dcom.sun.management.jmxremote, --inspect, gdbserver, debugpy,
#       dlv) from the unit or the file of variables named in the evidence, and restart the service. For a
#       debugging session use address=127.0.0.1 and "ssh -L". Running processes that were started by hand
#       are not seen here: ports-management looks at what listens.
#     command: ""
#   references: ["systemd.service(5), ExecStart=", "java(1)"]
package iso17799.c09_access_control.o9_4_network_access_control.remote_debuggers

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s looked through, %s", [
		report.counted(input.netservices.debug.looked, "command line of a unit or file of variables", "command lines of units and files of variables"),
		report.counted(count(input.netservices.debug.listens), "debugger", "debuggers"),
	]),
	input.netservices.debug.source,
)

violations contains report.violation({
	"message": sprintf("%s starts %s on %s, which asks for no password", [listen.where, listen.kind, listen.scope]),
	"resource": sprintf("%s: %s", [listen.where, listen.kind]),
	"observed": sprintf("%s %s", [listen.kind, listen.address]),
	"expected": "no debugger, or loopback",
	"source": listen.source,
}) if {
	some listen in input.netservices.debug.listens
	listen.open
	listen.scope in {"network", "all"}
}
