# METADATA
# title: Services of root that listen beyond this host cannot gain or use all rights
# description: >-
#   A service that runs as root without any limit gives the host away with its first flaw. Where
#   it must be root, its capabilities can be bounded.
# custom:
#   id: sandbox-exposed-root
#   controls: ["9.6.2"]
#   aspects: ["9.6.2/containers-services-confined"]
#   severity: low
#   needs:
#     - 'ports.source'
#     - 'ports.listeners[*].exposed'
#     - 'ports.listeners[*].processes[*].unit'
#     - 'services.daemons[*].sandbox'
#     - 'services.daemons[*].user'
#     - 'services.daemons[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Set User= to an account of its own, with AmbientCapabilities=CAP_NET_BIND_SERVICE for a
#       low port; where it must be root, CapabilityBoundingSet= with what it needs,
#       NoNewPrivileges=yes or ProtectSystem=strict.
#     command: ""
#   references: ["systemd.exec(5)", "capabilities(7)"]
package iso17799.c09_access_control.o9_6_application_access_control.sandbox_exposed_root

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s beyond this host: %s", [report.counted(count(_exposed), "unit listens", "units listen"), report.list(sort(_exposed))]),
	input.ports.source,
)

violations contains report.violation({
	"message": sprintf("%s listens as root and nothing limits it", [name]),
	"resource": name,
	"observed": "root, no confining directive",
	"expected": "an account of its own, or confining directives",
	"source": input.services.daemons[name].source,
}) if {
	some name in _exposed
	input.services.daemons[name].user == "root"
	count(input.services.daemons[name].sandbox) == 0
	not name in params.sandbox_excepted_units
}

_exposed := {process.unit |
	some listener in input.ports.listeners
	listener.exposed
	some process in listener.processes
	input.services.daemons[process.unit]
}
