# METADATA
# title: Swap is not used up
# description: >-
#   Full swap is the last sign before the kernel kills processes. Heavy use of it slows
#   everything down.
# custom:
#   id: capacity-swap
#   controls: ["8.2.1"]
#   aspects: ["8.2.1/swap"]
#   severity: medium
#   needs:
#     - host.capacity.swap.total_bytes
#     - host.capacity.swap.used_bytes
#     - host.capacity.swap.source
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Find what uses memory with "ps aux --sort=-rss", add memory, or more swap
#       (encrypted where the disk is).
#     command: ""
#   references: ["proc_meminfo(5)"]
package iso17799.c08_communications_and_operations_management.o8_2_system_planning_and_acceptance.capacity_swap

import data.lib.hostinfo
import data.lib.report
import data.params
import future.keywords.not

_space := input.host.capacity.swap

_share := hostinfo.percent(_space.used_bytes, _space.total_bytes)

evidence contains report.evidence(sprintf("%d %% of %d MiB of swap in use", [_share, floor(_space.total_bytes / 1048576)]), _space.source)

violations contains report.violation({
	"message": sprintf("%d %% of swap is in use", [_share]),
	"resource": "swap",
	"observed": sprintf("%d %%", [_share]),
	"expected": sprintf("at most %d %%", [params.capacity_max_swap_percent]),
	"source": _space.source,
}) if {
	_share > params.capacity_max_swap_percent
}
