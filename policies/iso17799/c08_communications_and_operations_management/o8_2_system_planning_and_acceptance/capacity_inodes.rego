# METADATA
# title: No file system runs out of inodes
# description: >-
#   Without a free inode no file can be made, although there is room: mail queues,
#   sessions and logs stop.
# custom:
#   id: capacity-inodes
#   controls: ["8.2.1"]
#   aspects: ["8.2.1/inode-file-handle-use-thresholds"]
#   severity: medium
#   needs:
#     - host.capacity.file_systems
#     - "host.capacity.file_systems[*].source"
#     - "host.capacity.file_systems[*].inodes"
#     - "host.capacity.file_systems[*].inodes.limited"
#     - "host.capacity.file_systems[*].inodes.used_percent"
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Find folders with very many small files with "du --inodes -x MOUNTPOINT | sort -n
#       | tail" and clean them up, or make the file system anew with more inodes.
#     command: ""
#   references: ["df(1)"]
package iso17799.c08_communications_and_operations_management.o8_2_system_planning_and_acceptance.capacity_inodes

import data.lib.report
import data.params
import future.keywords.not

_looked[point] := fs if {
	some point, fs in input.host.capacity.file_systems
	not object.get(fs, "type", "") in params.capacity_ignored_types
	fs.inodes.limited == true
}

evidence contains report.evidence(
	sprintf("%s, the fullest at %d %% of its inodes", [
		report.counted(count(_looked), "file system", "file systems"),
		max({fs.inodes.used_percent | some fs in _looked}),
	]),
	source,
) if {
	some source in {fs.source | some fs in _looked}
}

evidence contains report.evidence("no file system limits its inodes", fs.source) if {
	count(_looked) == 0
	some fs in input.host.capacity.file_systems
}

violations contains report.violation({
	"message": sprintf("%s has %d %% of its inodes in use", [point, fs.inodes.used_percent]),
	"resource": point,
	"observed": sprintf("%d %%", [fs.inodes.used_percent]),
	"expected": sprintf("at most %d %%", [params.capacity_max_inode_percent]),
	"source": fs.source,
}) if {
	some point, fs in _looked
	fs.inodes.used_percent > params.capacity_max_inode_percent
}
