# METADATA
# title: File systems that only foreign media have are blocked
# description: >-
#   The code that reads an old or foreign file system is little looked after, and a crafted
#   stick or image attacks it as soon as it is mounted.
# custom:
#   id: module-filesystems
#   controls: ["8.6.1", "9.5.5"]
#   aspects: ["8.6.1/usb-storage-automount-policy"]
#   severity: low
#   needs:
#     - modules.modules
#     - modules.kernels
#     - modules.live
#   roles: ["server", "workstation", "laptop"]
#   profile: strict
#   remediation:
#     text: >-
#       Write "install NAME /bin/false" for each into /etc/modprobe.d/filesystems.conf and run
#       "update-initramfs -u" (Debian) or "dracut -f" (RHEL, SUSE). Take what is used out of
#       module_blocked_filesystems, such as squashfs for snaps.
#     command: ""
#   references: ["modprobe.d(5)"]
package iso17799.c08_communications_and_operations_management.o8_6_media_handling_and_security.module_filesystems

import data.lib.modules
import data.lib.report
import data.params
import future.keywords.not

_known := input.modules.modules

_open := modules.open(params.module_blocked_filesystems, _known, input.modules.kernels, input.modules.live)

evidence contains report.evidence(sprintf("%s: %s", [name, modules.seen(module, input.modules.kernels, input.modules.live)]), modules.source(module)) if {
	some name in params.module_blocked_filesystems
	module := object.get(_known, name, {})
}

violations contains report.violation({
	"message": sprintf("the file system %s is %s", [name, why]),
	"resource": name,
	"observed": why,
	"expected": "install NAME /bin/false",
	"source": modules.source(object.get(_known, name, {})),
}) if {
	some name, why in _open
}

unknown contains sprintf("nobody looked whether %s is built into a kernel", [name]) if {
	some name in modules.unlooked(params.module_blocked_filesystems, _known)
}
