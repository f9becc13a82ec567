# METADATA
# title: Buses that reach into memory are blocked
# description: >-
#   A device on FireWire reads and writes the memory of the machine by itself, keys of an
#   encrypted disk among it. Hardly a machine has a use for the bus today.
# custom:
#   id: module-buses
#   controls: ["8.6.1"]
#   aspects: ["8.6.1/usb-storage-automount-policy"]
#   severity: low
#   needs:
#     - modules.modules
#     - modules.kernels
#     - modules.live
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Write "install firewire-core /bin/false" into /etc/modprobe.d/firewire.conf and run
#       "update-initramfs -u" (Debian) or "dracut -f" (RHEL, SUSE). Take a bus that is used out
#       of module_blocked_buses.
#     command: ""
#   references: ["modprobe.d(5)"]
package iso17799.c08_communications_and_operations_management.o8_6_media_handling_and_security.module_buses

import data.lib.modules
import data.lib.report
import data.params
import future.keywords.not

_known := input.modules.modules

_open := modules.open(params.module_blocked_buses, _known, input.modules.kernels, input.modules.live)

evidence contains report.evidence(sprintf("%s: %s", [name, modules.seen(module, input.modules.kernels, input.modules.live)]), modules.source(module)) if {
	some name in params.module_blocked_buses
	module := object.get(_known, name, {})
}

violations contains report.violation({
	"message": sprintf("the bus %s is %s", [name, why]),
	"resource": name,
	"observed": why,
	"expected": "install NAME /bin/false",
	"source": modules.source(object.get(_known, name, {})),
}) if {
	some name, why in _open
}

unknown contains sprintf("nobody looked whether %s is built into a kernel", [name]) if {
	some name in modules.unlooked(params.module_blocked_buses, _known)
}
