# METADATA
# title: No clear-text or trusting network service starts
# description: >-
#   telnet, rsh, rlogin, rexec, tftp, finger, talk, NIS and rwho send passwords or data
#   for everyone to read, or believe the address that a packet states. The same services
#   start from sockets, units and init scripts as well as from inetd.
# custom:
#   id: service-legacy-units
#   controls: ["9.4.1", "9.4.4", "9.4.9", "8.5.1", "9.4.5"]
#   aspects: ["9.4.1/listening-services-allow-list-host", "9.4.9/versions-configuration-services-found", "8.5.1/plaintext-services", "9.4.5/debug-management-ports-reachable"]
#   severity: high
#   needs:
#     - services.starts
#     - "services.starts[*].source"
#     - "services.starts[*].via"
#     - services.daemons
#     - "services.daemons[*].exec"
#   partial: convict
#   remediation:
#     text: >-
#       Turn it off with "systemctl disable --now NAME" (rc-update del NAME on Alpine)
#       and remove its package; use ssh, sftp or LDAP over TLS in its place.
#     command: ""
#   references: ["systemctl(1)"]
package iso17799.c09_access_control.o9_4_network_access_control.service_legacy_units

import data.lib.report
import data.lib.services
import data.service_products
import future.keywords.not

_found := _by_name | _by_program

_by_name := {name |
	some known in service_products.legacy
	some name in services.names(known, input.services.starts)
}

# Whatever the unit's name, the program tells what it offers.
_by_program := {name |
	some name, daemon in input.services.daemons
	input.services.starts[name]
	some program in daemon.exec
	some known in service_products.legacy
	services.base(program) in known.programs
}

evidence contains report.evidence(
	sprintf("%s at boot, %d of them of the old kind", [report.counted(count(input.services.starts), "unit or script starts", "units and scripts start"), count(_found)]),
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
