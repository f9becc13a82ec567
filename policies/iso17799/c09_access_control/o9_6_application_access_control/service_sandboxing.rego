# METADATA
# title: Services that answer the network are confined
# description: >-
#   A flaw in a network service gives its rights away. systemd can take rights from it
#   that it does not need, such as writing to /usr, seeing home folders or gaining new
#   privileges.
# custom:
#   id: service-sandboxing
#   controls: ["9.6.2"]
#   aspects: ["9.6.2/containers-services-confined"]
#   severity: low
#   needs:
#     - services.starts
#     - services.daemons
#     - "services.daemons[*].sandbox"
#     - "services.daemons[*].source"
#   profile: strict
#   remediation:
#     text: >-
#       Run "systemctl edit NAME" and add a [Service] section with, for example,
#       NoNewPrivileges=yes, ProtectSystem=strict, ProtectHome=yes and PrivateTmp=yes;
#       "systemd-analyze security NAME" shows what more is possible.
#     command: ""
#   references: ["systemd.exec(5)", "systemd-analyze(1)"]
package iso17799.c09_access_control.o9_6_application_access_control.service_sandboxing

import data.lib.report
import data.lib.services
import data.params
import future.keywords.not

_units := {name |
	some name in services.listed(params.service_confined_units, input.services.starts)
	input.services.daemons[name]
}

evidence contains report.evidence(
	sprintf("%s has %s", [name, report.counted(count(input.services.daemons[name].sandbox), "confining directive", "confining directives")]),
	input.services.daemons[name].source,
) if {
	some name in _units
}

evidence contains report.evidence(
	sprintf("%s, none of the services on the list among them", [report.counted(count(input.services.starts), "unit starts", "units start")]),
	"/etc/systemd/system",
) if {
	count(_units) == 0
}

violations contains report.violation({
	"message": sprintf("%s is hardly confined", [name]),
	"resource": name,
	"observed": report.counted(count(input.services.daemons[name].sandbox), "confining directive", "confining directives"),
	"expected": sprintf("at least %d", [params.service_min_confinements]),
	"source": input.services.daemons[name].source,
}) if {
	some name in _units
	count(input.services.daemons[name].sandbox) < params.service_min_confinements
}
