# METADATA
# title: Services that listen beyond this host are confined by systemd
# description: >-
#   Whatever listens can be attacked, whether or not its name is on a list. A few directives
#   take from it what it does not need: writing to /usr, other people's homes, devices, new
#   privileges.
# custom:
#   id: sandbox-exposed-services
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
#   profile: strict
#   remediation:
#     text: >-
#       Run "systemctl edit NAME" and add, under [Service], NoNewPrivileges=yes,
#       ProtectSystem=strict, ProtectHome=yes, PrivateTmp=yes; "systemd-analyze security NAME"
#       shows what more is possible.
#     command: ""
#   references: ["systemd.exec(5)", "systemd-analyze(1)"]
package iso17799.c09_access_control.o9_6_application_access_control.sandbox_exposed_services

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s beyond this host: %s", [report.counted(count(_exposed), "unit listens", "units listen"), report.list(sort(_exposed))]),
	input.ports.source,
)

violations contains report.violation({
	"message": sprintf("%s listens and is hardly confined", [name]),
	"resource": name,
	"observed": report.counted(count(input.services.daemons[name].sandbox), "confining directive", "confining directives"),
	"expected": sprintf("at least %d", [params.service_min_confinements]),
	"source": input.services.daemons[name].source,
}) if {
	some name in _exposed
	count(input.services.daemons[name].sandbox) < params.service_min_confinements
	not name in params.sandbox_excepted_units
}

_exposed := {process.unit |
	some listener in input.ports.listeners
	listener.exposed
	some process in listener.processes
	input.services.daemons[process.unit]
}
