# METADATA
# title: The system does not run out of file handles
# description: >-
#   Without a free file handle no program can open a file or a connection, the log daemon
#   included.
# custom:
#   id: capacity-file-handles
#   controls: ["8.2.1"]
#   aspects: ["8.2.1/inode-file-handle-use-thresholds"]
#   severity: low
#   needs:
#     - host.capacity.handles.used
#     - host.capacity.handles.max
#     - host.capacity.handles.source
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Find what holds them with "ls /proc/*/fd | wc -l" by process or lsof, fix or
#       restart it, and raise fs.file-max in /etc/sysctl.d where the need is real.
#     command: ""
#   references: ["proc_sys_fs(5)"]
package iso17799.c08_communications_and_operations_management.o8_2_system_planning_and_acceptance.capacity_file_handles

import data.lib.hostinfo
import data.lib.report
import data.params
import future.keywords.not

_handles := input.host.capacity.handles

_share := hostinfo.percent(_handles.used, _handles.max)

evidence contains report.evidence(sprintf("%d of %s in use", [_handles.used, report.counted(_handles.max, "file handle", "file handles")]), _handles.source)

violations contains report.violation({
	"message": sprintf("%d %% of the file handles are in use", [_share]),
	"resource": "file handles",
	"observed": sprintf("%d of %d", [_handles.used, _handles.max]),
	"expected": sprintf("at most %d %%", [params.capacity_max_handle_percent]),
	"source": _handles.source,
}) if {
	_share > params.capacity_max_handle_percent
}
