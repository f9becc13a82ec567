# METADATA
# title: A server starts no service that it has no use for
# description: >-
#   Every service that runs can be attacked and has to be kept up to date. Printing,
#   discovery, Bluetooth and crash reporting belong on a desk and not on a server.
# custom:
#   id: service-unneeded
#   controls: ["9.4.1"]
#   aspects: ["9.4.1/listening-services-allow-list-host"]
#   severity: low
#   needs: ["services.starts", "services.starts[*].source", "services.starts[*].via"]
#   partial: convict
#   roles: ["server"]
#   remediation:
#     text: >-
#       Turn it off with "systemctl disable --now NAME" (rc-update del NAME on Alpine)
#       and remove the package, or take it out of service_denied_on_server where it is
#       what this host is for.
#     command: ""
#   references: ["systemctl(1)"]
package iso17799.c09_access_control.o9_4_network_access_control.service_unneeded

import data.lib.report
import data.lib.services
import data.params
import future.keywords.not

_found := services.listed(params.service_denied_on_server, input.services.starts)

evidence contains report.evidence(
	sprintf("%s at boot, %d of them on the list of those that a server has no use for", [
		report.counted(count(input.services.starts), "unit or script starts", "units and scripts start"),
		count(_found),
	]),
	"/etc/systemd/system",
)

violations contains report.violation({
	"message": sprintf("%s starts at boot", [name]),
	"resource": name,
	"observed": sprintf("starts (%s)", [input.services.starts[name].via]),
	"expected": "off",
	"source": input.services.starts[name].source,
}) if {
	some name in _found
}
