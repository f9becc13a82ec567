# METADATA
# title: Well-known ports speak the protocols that they are known for
# description: >-
#   Filters and people go by port numbers. A shell behind port 443, or SSH behind
#   port 53, passes where it was meant to be stopped.
# custom:
#   id: ports-expected-protocols
#   controls: ["10.5.4", "9.4.9"]
#   aspects: ["9.4.9/versions-configuration-services-found"]
#   severity: medium
#   needs:
#     - ports.listeners[*].label
#     - ports.listeners[*].protocol
#     - ports.listeners[*].port
#     - ports.services[*].identified
#     - ports.services[*].name
#     - ports.services[*].state
#     - ports.services[*].source
#   partial: convict
#   remediation:
#     text: >-
#       Find the process with "ss -lntup". Move the service to a port of its own and open that in the packet filter, or
#       stop it. Where nmap misjudges a service, name its answer in the parameter ports_expected_protocols.
#     command: ""
#   references: ["RFC 6335", "nmap(1)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.ports_expected_protocols

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("on well-known ports: %s", [
		report.list(sort([sprintf("%s speaks %s", [k.label, _spoken(k)]) | some k in _known])),
	]),
	"command: nmap",
) if {
	count(_known) > 0
}

evidence contains report.evidence(
	sprintf("none of %s is on a well-known port", [report.counted(count(input.ports.listeners), "listener", "listeners")]),
	"system: sockets",
) if {
	count(_known) == 0
}

violations contains report.violation({
	"message": sprintf("%s speaks %s", [k.label, k.name]),
	"resource": key,
	"observed": k.name,
	"expected": concat(" or ", k.expected),
	"source": k.source,
}) if {
	some key, k in _known
	k.identified
	not k.name in k.expected
}

unknown contains sprintf("%s: nmap did not recognise what it speaks (%s)", [k.label, k.state]) if {
	some k in _known
	k.identified == false
}

unknown contains sprintf("%s: nmap said nothing about it", [listener.label]) if {
	some key, listener in input.ports.listeners
	params.ports_expected_protocols[sprintf("%s/%d", [listener.protocol, listener.port])]
	not key in object.keys(input.ports.services)
}

_spoken(k) := k.name if k.identified

_spoken(k) := "something unrecognised" if k.identified == false

_known[key] := {
	"label": listener.label, "expected": expected,
	"identified": service.identified, "name": service.name, "state": service.state, "source": service.source,
} if {
	some key, service in input.ports.services
	listener := input.ports.listeners[key]
	expected := params.ports_expected_protocols[sprintf("%s/%d", [listener.protocol, listener.port])]
}
