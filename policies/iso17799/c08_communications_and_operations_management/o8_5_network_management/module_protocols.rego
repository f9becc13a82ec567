# METADATA
# title: Protocols that nobody speaks are blocked
# description: >-
#   Any account that opens a socket of an uncommon protocol has the kernel load the code for
#   it. This code is little tested and has given root away more than once.
# custom:
#   id: module-protocols
#   controls: ["8.5.1", "9.4.1", "9.4.9"]
#   aspects: ["8.5.1/sysctl-hardening", "9.4.9/versions-configuration-services-found"]
#   severity: low
#   needs:
#     - modules.modules
#     - modules.kernels
#     - modules.live
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Write "install NAME /bin/false" for each into /etc/modprobe.d/protocols.conf; "modprobe
#       -r NAME" unloads one. Take what this host speaks out of module_blocked_protocols.
#     command: ""
#   references: ["modprobe.d(5)"]
package iso17799.c08_communications_and_operations_management.o8_5_network_management.module_protocols

import data.lib.modules
import data.lib.report
import data.params
import future.keywords.not

_known := input.modules.modules

_open := modules.open(params.module_blocked_protocols, _known, input.modules.kernels, input.modules.live)

evidence contains report.evidence(sprintf("%s: %s", [name, modules.seen(module, input.modules.kernels, input.modules.live)]), modules.source(module)) if {
	some name in params.module_blocked_protocols
	module := object.get(_known, name, {})
}

violations contains report.violation({
	"message": sprintf("the protocol %s is %s", [name, why]),
	"resource": name,
	"observed": why,
	"expected": "install NAME /bin/false",
	"source": modules.source(object.get(_known, name, {})),
}) if {
	some name, why in _open
}

unknown contains sprintf("nobody looked whether %s is built into a kernel", [name]) if {
	some name in modules.unlooked(params.module_blocked_protocols, _known)
}
