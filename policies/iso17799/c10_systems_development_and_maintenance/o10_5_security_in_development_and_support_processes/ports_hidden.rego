# METADATA
# title: No port answers that the kernel does not list
# description: >-
#   A rootkit can take its port out of the kernel's tables, and out of every
#   tool that reads them, but not stop answering. Comparing what answers with
#   what is listed brings it to light. It takes a scan of all ports, so it is
#   done with "--nmap full" only.
# custom:
#   id: ports-hidden
#   controls: ["10.5.4"]
#   aspects: ["10.5.4/rootkit-traces", "10.5.4/deleted-hidden-executables-running"]
#   severity: critical
#   profile: strict
#   needs:
#     - ports.source
#     - ports.listeners[*].label
#     - ports.unlisted_open[*].port
#     - ports.unlisted_open[*].name
#     - ports.unlisted_open[*].source
#   partial: convict
#   remediation:
#     text: >-
#       Treat the host as broken into: take it off the network, keep its memory and disks, and examine them from a
#       trusted system. A service of another network namespace that is forwarded to loopback, such as a container's
#       published port, shows in "nft list ruleset".
#     command: ""
#   references: ["nmap(1)", "nft(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.ports_hidden

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s without being listed; %s", [
		report.counted(count(input.ports.unlisted_open), "TCP port of loopback answers", "TCP ports of loopback answer"),
		report.counted(count(input.ports.listeners), "listener is listed", "listeners are listed"),
	]),
	input.ports.source,
)

violations contains report.violation({
	"message": sprintf("%s answers and is in no table of the kernel", [key]),
	"resource": key,
	"observed": sprintf("open, speaks %s", [_spoken(service)]),
	"expected": "listed, or closed",
	"source": service.source,
}) if {
	some key, service in input.ports.unlisted_open
}

_spoken(service) := service.name if service.name != ""

_spoken(service) := "nothing that nmap knows" if service.name == ""
