# METADATA
# title: Processor, memory, disks and network interfaces are on record
# description: >-
#   The asset register is compared with what is in the machine. That takes a complete
#   list of what is there: parts that the system does not see cannot be accounted for.
# custom:
#   id: inventory-hardware
#   controls: ["5.1.1"]
#   aspects: ["5.1.1/hardware", "5.1.1/disks", "5.1.1/interfaces"]
#   severity: low
#   needs:
#     - host.hardware.cpu.count
#     - host.hardware.memory_bytes.value
#     - host.hardware.disks
#     - "host.hardware.disks[*].virtual"
#     - host.hardware.interfaces
#     - "host.hardware.interfaces[*].virtual"
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Run the assessment on the running host with /proc and /sys mounted, and where a
#       disk or interface is missing, load its driver.
#     command: ""
#   references: ["sysfs(5)", "proc(5)"]
package iso17799.c05_asset_classification_and_control.o5_1_accountability_for_assets.inventory_hardware

import data.lib.report
import future.keywords.not

_disks := {name | some name, d in input.host.hardware.disks; d.virtual == false}

_interfaces := {name | some name, i in input.host.hardware.interfaces; i.virtual == false}

evidence contains report.evidence(
	sprintf("%s, %d MiB of memory", [report.counted(input.host.hardware.cpu.count, "processor", "processors"), floor(input.host.hardware.memory_bytes.value / 1048576)]),
	"/proc/cpuinfo",
)

evidence contains report.evidence(sprintf("disks: %s", [report.list(sort(_disks))]), "/sys/block")

evidence contains report.evidence(sprintf("interfaces: %s", [report.list(sort(_interfaces))]), "/sys/class/net")

violations contains report.violation({
	"message": "the system shows no disk",
	"resource": "disks",
	"observed": sprintf("%s, none of hardware", [report.counted(count(input.host.hardware.disks), "block device", "block devices")]),
	"expected": "at least one",
	"source": "/sys/block",
}) if {
	count(_disks) == 0
}

violations contains report.violation({
	"message": "the system shows no network interface",
	"resource": "interfaces",
	"observed": sprintf("%s, none of hardware", [report.counted(count(input.host.hardware.interfaces), "interface", "interfaces")]),
	"expected": "at least one",
	"source": "/sys/class/net",
}) if {
	count(_interfaces) == 0
}
