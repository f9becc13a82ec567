# METADATA
# title: Enough memory is available
# description: >-
#   When memory runs out the kernel kills processes, often the very ones that the host is
#   there for, or its log and audit daemons.
# custom:
#   id: capacity-memory
#   controls: ["8.2.1"]
#   aspects: ["8.2.1/memory"]
#   severity: medium
#   needs:
#     - host.capacity.memory.total_bytes
#     - host.capacity.memory.used_bytes
#     - host.capacity.memory.source
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Find what uses memory with "ps aux --sort=-rss", set limits (MemoryMax= in the
#       unit), or add memory.
#     command: ""
#   references: ["proc_meminfo(5)"]
package iso17799.c08_communications_and_operations_management.o8_2_system_planning_and_acceptance.capacity_memory

import data.lib.hostinfo
import data.lib.report
import data.params
import future.keywords.not

_space := input.host.capacity.memory

_share := hostinfo.percent(_space.used_bytes, _space.total_bytes)

evidence contains report.evidence(sprintf("%d %% of %d MiB of memory in use", [_share, floor(_space.total_bytes / 1048576)]), _space.source)

violations contains report.violation({
	"message": sprintf("%d %% of memory is in use", [_share]),
	"resource": "memory",
	"observed": sprintf("%d %%", [_share]),
	"expected": sprintf("at most %d %%", [params.capacity_max_memory_percent]),
	"source": _space.source,
}) if {
	_share > params.capacity_max_memory_percent
}
