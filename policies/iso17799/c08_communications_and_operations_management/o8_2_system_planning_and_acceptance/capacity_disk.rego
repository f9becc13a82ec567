# METADATA
# title: No file system is nearly full
# description: >-
#   A full file system stops logging, updates and data bases, and a full log volume
#   blinds those who watch.
# custom:
#   id: capacity-disk
#   controls: ["8.2.1"]
#   aspects: ["8.2.1/disk"]
#   severity: medium
#   needs:
#     - host.capacity.file_systems
#     - "host.capacity.file_systems[*].source"
#     - "host.capacity.file_systems[*].used_percent"
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Find what fills it with "du -xh MOUNTPOINT | sort -h | tail", remove or move it,
#       rotate logs, or enlarge the volume.
#     command: ""
#   references: ["df(1)"]
package iso17799.c08_communications_and_operations_management.o8_2_system_planning_and_acceptance.capacity_disk

import data.lib.report
import data.params
import future.keywords.not

_looked[point] := fs if {
	some point, fs in input.host.capacity.file_systems
	not object.get(fs, "type", "") in params.capacity_ignored_types
}

evidence contains report.evidence(
	sprintf("%s, the fullest at %d %% of its space", [report.counted(count(_looked), "file system", "file systems"), max({fs.used_percent | some fs in _looked})]),
	source,
) if {
	some source in {fs.source | some fs in _looked}
}

evidence contains report.evidence("no file system limits its space", fs.source) if {
	count(_looked) == 0
	some fs in input.host.capacity.file_systems
}

violations contains report.violation({
	"message": sprintf("%s has %d %% of its space in use", [point, fs.used_percent]),
	"resource": point,
	"observed": sprintf("%d %%", [fs.used_percent]),
	"expected": sprintf("at most %d %%", [params.capacity_max_disk_percent]),
	"source": fs.source,
}) if {
	some point, fs in _looked
	fs.used_percent > params.capacity_max_disk_percent
}
