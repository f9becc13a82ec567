# METADATA
# title: Programs that answer the network are confined
# description: >-
#   Enforcement helps where it is needed most only if the programs that strangers talk to have a
#   profile or domain of their own.
# custom:
#   id: mac-listeners-confined
#   controls: ["9.6.2"]
#   aspects: ["9.6.2/containers-services-confined"]
#   severity: low
#   needs:
#     - 'mac.labels'
#     - 'ports.source'
#     - 'ports.listeners[*].exposed'
#     - 'ports.listeners[*].label'
#     - 'ports.listeners[*].processes[*].pid'
#     - 'ports.listeners[*].processes[*].name'
#   partial: convict
#   profile: strict
#   remediation:
#     text: >-
#       AppArmor: install apparmor-profiles or write a profile with aa-genprof; SELinux: start
#       the program as a service, so that it gets its domain, and label its file (restorecon).
#     command: ""
#   references: ["aa-status(8)", "ps(1)"]
package iso17799.c09_access_control.o9_6_application_access_control.mac_listeners_confined

import data.lib.mac
import data.lib.report
import future.keywords.not

evidence contains report.evidence(sprintf("exposed processes that are confined: %d of %d", [count(_exposed) - count(_free), count(_exposed)]), input.ports.source)

violations contains report.violation({
	"message": sprintf("%s answers the network and is not confined", [process.label]),
	"resource": process.name,
	"observed": object.get(input.mac.labels, sprintf("%d", [process.pid]), "no label"),
	"expected": "a profile or domain of its own",
	"source": input.ports.source,
}) if {
	some process in _free
}

_exposed contains {"pid": process.pid, "name": process.name, "label": listener.label} if {
	some listener in input.ports.listeners
	listener.exposed
	some process in listener.processes
}

_free := {process |
	some process in _exposed
	not mac.confines(object.get(input.mac.labels, sprintf("%d", [process.pid]), "unconfined"))
}
