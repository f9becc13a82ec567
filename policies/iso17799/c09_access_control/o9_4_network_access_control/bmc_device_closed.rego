# METADATA
# title: Only root talks to the management controller from the host
# description: >-
#   Who may write to the device file of the IPMI driver needs no password: they add users to the
#   management controller, open its network port, and switch the machine off.
# custom:
#   id: bmc-device-closed
#   controls: ["9.4.5"]
#   aspects: ["9.4.5/debug-management-ports-reachable"]
#   severity: high
#   scope: ["bmc.devices"]
#   needs:
#     - 'bmc.devices[*].uid'
#     - 'bmc.devices[*].gid'
#     - 'bmc.devices[*].mode'
#     - 'bmc.devices[*].group_access'
#     - 'bmc.devices[*].others_access'
#     - 'bmc.devices[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Look for the rule that opened the device with "grep -r ipmi /etc/udev/rules.d /usr/lib/udev/rules.d
#       /lib/udev/rules.d", take its MODE=, GROUP= and OWNER= away (the kernel's own are root, root and 0600),
#       run "udevadm control --reload" and "udevadm trigger --name-match=/dev/ipmi0". On Alpine with mdev the
#       line is in /etc/mdev.conf. Let monitoring read sensors through sudo and one command instead. A group
#       that has to have the device belongs into bmc_device_groups_allowed.
#     command: ""
#   references: ["https://docs.kernel.org/driver-api/ipmi.html", "udev(7)"]
package iso17799.c09_access_control.o9_4_network_access_control.bmc_device_closed

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no device file of an IPMI driver", "/dev") if {
	count(input.bmc.devices) == 0
}

evidence contains report.evidence(sprintf("owner %d, group %d, mode %s", [device.uid, device.gid, device.mode]), device.source) if {
	some device in input.bmc.devices
}

violations contains report.violation({
	"message": sprintf("%s may be used by %s", [path, who]),
	"resource": path,
	"observed": sprintf("owner %d, group %d, mode %s", [device.uid, device.gid, device.mode]),
	"expected": "owner 0, mode 0600",
	"source": device.source,
}) if {
	some path, device in input.bmc.devices
	some who in _others(device)
}

_others(device) := ({"its owner, who is not root" | device.uid != 0} | {"its group, or by an access control list" |
	device.group_access
	not format_int(device.gid, 10) in params.bmc_device_groups_allowed
}) | {"everybody" | device.others_access}
