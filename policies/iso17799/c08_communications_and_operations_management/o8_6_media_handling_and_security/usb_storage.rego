# METADATA
# title: USB storage is blocked
# description: >-
#   A stick carries data out and malware in, past every filter of the network. Where nobody needs
#   sticks the kernel does not have to know them; where somebody does, USBGuard lets in the
#   devices that are named.
# custom:
#   id: usb-storage
#   controls: ["8.6.1"]
#   aspects: ["8.6.1/usb-storage-automount-policy"]
#   severity: medium
#   needs:
#     - modules.modules
#     - modules.kernels
#     - modules.live
#     - modules.guards
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Write "install usb-storage /bin/false" and "blacklist usb-storage" into
#       /etc/modprobe.d/usb-storage.conf, run "update-initramfs -u" (Debian) or "dracut -f"
#       (RHEL, SUSE) and unload it ("modprobe -r usb-storage"). Or install usbguard, allow by id
#       and serial what is needed ("usbguard generate-policy"), leave
#       ImplicitPolicyTarget=block and PresentDevicePolicy=apply-policy, keep the files at mode
#       0600 (the daemon does not start otherwise), and enable usbguard.service.
#     command: ""
#   references: ["modprobe.d(5)", "usbguard-daemon.conf(5)", "usbguard-rules.conf(5)"]
package iso17799.c08_communications_and_operations_management.o8_6_media_handling_and_security.usb_storage

import data.lib.modules
import data.lib.report
import data.params
import future.keywords.not

_known := input.modules.modules

_open := modules.open(params.module_blocked_storage, _known, input.modules.kernels, input.modules.live)

# USBGuard that starts and whose files the daemon takes, that refuses what no rule names, also
# of what is there at boot, and has no rule for any storage device.
_guards := {file |
	some file, guard in input.modules.guards
	guard.starts.value
	guard.implicit.value in {"block", "reject"}
	guard.inserted.value in {"apply-policy", "block", "reject"}
	guard.present.value in {"apply-policy", "block", "reject"}
	count(guard.refused) == 0
	count(guard.storage) == 0
}

evidence contains report.evidence(sprintf("%s: %s", [name, modules.seen(module, input.modules.kernels, input.modules.live)]), modules.source(module)) if {
	some name in params.module_blocked_storage
	module := object.get(_known, name, {})
}

evidence contains report.evidence(
	sprintf("USBGuard starts: %v, mistakes that hinder it: %d; a device without a rule: %s", [
		guard.starts.value,
		count(guard.refused),
		guard.implicit.value,
	]),
	guard.implicit.source,
) if {
	some guard in input.modules.guards
}

evidence contains report.evidence(
	sprintf("USBGuard: what is there at boot: %s; %s any storage device", [guard.present.value, report.counted(count(guard.storage), "rule allows", "rules allow")]),
	guard.present.source,
) if {
	some guard in input.modules.guards
}

violations contains report.violation({
	"message": sprintf("USB storage can be used: %s is %s", [name, why]),
	"resource": name,
	"observed": why,
	"expected": "install NAME /bin/false, or USBGuard with the policy block",
	"source": modules.source(object.get(_known, name, {})),
}) if {
	count(_guards) == 0
	some name, why in _open
}

unknown contains sprintf("nobody looked whether %s is built into a kernel", [name]) if {
	some name in modules.unlooked(params.module_blocked_storage, _known)
}
