# METADATA
# title: Every service that can be reached is known by program and version
# description: >-
#   Faults are announced by program and version. A service that answers and
#   cannot be named is one whose faults nobody follows.
# custom:
#   id: ports-identified
#   controls: ["9.4.9"]
#   aspects: ["9.4.9/versions-configuration-services-found"]
#   severity: low
#   profile: strict
#   needs:
#     - ports.listeners[*].label
#     - ports.listeners[*].protocol
#     - ports.listeners[*].exposed
#     - ports.services[*].identified
#     - ports.services[*].name
#     - ports.services[*].product
#     - ports.services[*].version
#     - ports.services[*].source
#   partial: convict
#   remediation:
#     text: >-
#       Find the process with "ss -lntup" and the package that owns its program (dpkg -S on Debian, rpm -qf on RHEL and
#       SUSE, apk info -W on Alpine). Note the service in the asset register, or stop it.
#     command: ""
#   references: ["nmap(1)", "ss(8)"]
package iso17799.c09_access_control.o9_4_network_access_control.ports_identified

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s can be reached: %s", [
		report.counted(count(_reachable), "TCP listener", "TCP listeners"),
		report.list(sort([sprintf("%s is %s", [r.label, _described(r)]) | some r in _reachable])),
	]),
	"command: nmap",
)

violations contains report.violation({
	"message": sprintf("%s answers and cannot be named", [r.label]),
	"resource": key,
	"observed": _described(r),
	"expected": "a recognised program",
	"source": r.source,
}) if {
	some key, r in _reachable
	r.product == ""
}

unknown contains sprintf("%s: nmap said nothing about it", [listener.label]) if {
	some key, listener in input.ports.listeners
	listener.exposed
	listener.protocol == "tcp"
	not key in object.keys(input.ports.services)
}

_described(r) := "unrecognised" if r.identified == false

_described(r) := trim_space(concat(" ", [r.name, r.product, r.version])) if r.identified

_reachable[key] := {
	"label": listener.label, "identified": service.identified, "name": service.name,
	"product": service.product, "version": service.version, "source": service.source,
} if {
	some key, service in input.ports.services
	listener := input.ports.listeners[key]
	listener.exposed
	listener.protocol == "tcp"
}
