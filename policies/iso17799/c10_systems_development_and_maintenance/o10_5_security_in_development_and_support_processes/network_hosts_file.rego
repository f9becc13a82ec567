# METADATA
# title: /etc/hosts sends no known name astray
# description: >-
#   A line in /etc/hosts beats every name server. Malware uses it to cut off updates and scanners or to send
#   them to a host of its own, and a localhost that is not local takes what programs tell each other.
# custom:
#   id: network-hosts-file
#   controls: ["10.5.4"]
#   aspects: ["10.5.4/rootkit-traces"]
#   severity: medium
#   needs:
#     - network.hosts_oddities[*].name
#     - network.hosts_oddities[*].address
#     - network.hosts_oddities[*].why
#     - network.hosts_oddities[*].source
#     - network.hosts_entries
#   partial: convict
#   remediation:
#     text: >-
#       Take the line out of /etc/hosts after finding out who wrote it. Name a local mirror that is meant in
#       network_hosts_allowed. localhost belongs to 127.0.0.1 and ::1.
#     command: ""
#   references: ["hosts(5)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.network_hosts_file

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s in /etc/hosts, %d of them of vendors or of localhost elsewhere", [
		report.counted(input.network.hosts_entries, "name", "names"),
		count(input.network.hosts_oddities),
	]),
	"/etc/hosts",
)

violations contains report.violation({
	"message": sprintf("%s leads to %s", [entry.name, entry.address]),
	"resource": entry.name,
	"observed": entry.address,
	"expected": _expected[entry.why],
	"source": entry.source,
}) if {
	some entry in input.network.hosts_oddities
	not entry.name in {name | some name in params.network_hosts_allowed}
}

_expected := {"localhost": "a loopback address", "vendor": "the answer of the name servers"}
