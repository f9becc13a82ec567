# METADATA
# title: Only services that the asset register authorises can be reached
# description: >-
#   A service comes into use after somebody entitled has agreed to it. The register's entry lists
#   what was agreed for this host; whatever else other machines can reach came into use without
#   anybody's word. Packet filters are not regarded: they are judged elsewhere.
# custom:
#   id: register-services
#   controls: ["4.1.4"]
#   aspects: ["4.1.4/listening-services-all-authorised-list"]
#   severity: medium
#   scope:
#     - ledger.asset.services_given
#     - ledger.asset.source
#   needs:
#     - ledger.asset.services
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
#       Find the service with "ss -lntup". Stop what nobody authorised ("systemctl disable --now UNIT" on
#       Debian, RHEL and SUSE, "rc-update del SERVICE" and "rc-service SERVICE stop" on Alpine) or bind it to
#       loopback. What is meant to be there goes, once it is authorised, into "services" of the host's
#       entry in the ledger, such as tcp/443.
#     command: ""
#   references: ["ss(8)", "ISO/IEC 17799:2000, 4.1.4"]
package iso17799.c04_organizational_security.o4_1_information_security_infrastructure.register_services

import data.lib.ports
import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("the host's entry lists no authorised services", input.ledger.asset.source) if {
	input.ledger.asset.services_given == false
}

evidence contains report.evidence(
	sprintf("%d of %s can be reached%s", [
		count(_reached),
		report.counted(count(input.ports.listeners), "listener", "listeners"),
		concat("", [sprintf(": %s", [report.list(sort([listener.label | some listener in _reached]))]) | count(_reached) > 0]),
	]),
	input.ports.source,
)

evidence contains report.evidence(sprintf("authorised: %s", [_authorised]), input.ledger.asset.source)

violations contains report.violation({
	"message": sprintf("%s is reachable on %s and is not authorised in the register", [listener.label, ports.where(listener)]),
	"resource": key,
	"observed": listener.label,
	"expected": sprintf("one of %s, or loopback only", [_authorised]),
	"source": input.ports.source,
}) if {
	some key, listener in _reached
	not ports.passing(listener)
	not ports.covers(input.ledger.asset.services, listener)
}

_reached[key] := listener if {
	some key, listener in input.ports.listeners
	listener.exposed
}

_authorised := report.list(input.ledger.asset.services)
