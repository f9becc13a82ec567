# METADATA
# title: A server starts no graphical log-on
# description: >-
#   A graphical environment brings hundreds of programs, a browser among them, that a
#   server does not need and that have to be kept up to date.
# custom:
#   id: service-graphical
#   controls: ["9.4.1"]
#   aspects: ["9.4.1/listening-services-allow-list-host"]
#   severity: low
#   needs: ["services.starts", "services.starts[*].source", "services.starts[*].via"]
#   partial: convict
#   roles: ["server"]
#   remediation:
#     text: >-
#       Run "systemctl set-default multi-user.target" and "systemctl disable display-
#       manager" (rc-update del NAME on Alpine), and remove the desktop's packages.
#     command: ""
#   references: ["systemd.special(7)"]
package iso17799.c09_access_control.o9_4_network_access_control.service_graphical

import data.lib.report
import data.lib.services
import data.service_products
import future.keywords.not

_found := {name |
	some known in service_products.display
	some name in services.names(known, input.services.starts)
}

evidence contains report.evidence(
	sprintf("%s at boot, %s", [
		report.counted(count(input.services.starts), "unit or script starts", "units and scripts start"),
		report.counted(count(_found), "of them a display manager", "of them display managers"),
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
