# METADATA
# title: Only services on the role's allow list can be reached over the network
# description: >-
#   Every listening port is a door. A list of the doors that a host of this role
#   needs turns each further one, opened by a forgotten package or by an
#   intruder, into a finding. Packet filters are judged elsewhere: a filter that
#   fails must not be the only thing between the network and a forgotten service.
# custom:
#   id: ports-exposed
#   controls: ["9.4.1", "4.1.4"]
#   aspects: ["9.4.1/listening-services-allow-list-host", "4.1.4/listening-services-all-authorised-list"]
#   severity: high
#   needs:
#     - ports.source
#     - ports.listeners[*].label
#     - ports.listeners[*].protocol
#     - ports.listeners[*].port
#     - ports.listeners[*].address
#     - ports.listeners[*].scope
#     - ports.listeners[*].exposed
#     - ports.listeners[*].ephemeral
#   partial: convict
#   remediation:
#     text: >-
#       Find the service with "ss -lntup". Stop and disable what is not needed ("systemctl disable --now UNIT" on
#       Debian, RHEL and SUSE, "rc-update del SERVICE" and "rc-service SERVICE stop" on Alpine), or bind it to
#       127.0.0.1 and ::1 in its configuration. Add a port that this host is there to offer to the parameter
#       ports_allowed.
#     command: ""
#   references: ["ss(8)", "systemctl(1)"]
package iso17799.c09_access_control.o9_4_network_access_control.ports_exposed

import data.lib.ports
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s, of which %d can be reached over the network: %s", [
		report.counted(count(input.ports.listeners), "listener", "listeners"),
		count(_exposed),
		report.list(sort([listener.label | some listener in _exposed])),
	]),
	input.ports.source,
)

violations contains report.violation({
	"message": sprintf("%s is reachable on %s and is not on the allow list", [listener.label, ports.where(listener)]),
	"resource": key,
	"observed": listener.label,
	"expected": sprintf("one of %s, or loopback only", [concat(", ", params.ports_allowed)]),
	"source": input.ports.source,
}) if {
	some key, listener in _exposed
	not ports.passing(listener)
	not ports.covers(params.ports_allowed, listener)
}

_exposed[key] := listener if {
	some key, listener in input.ports.listeners
	listener.exposed
}
