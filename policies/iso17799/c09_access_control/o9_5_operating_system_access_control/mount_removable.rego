# METADATA
# title: Media that users mount bring no privileges
# description: >-
#   A stick holds what its owner wants it to hold: a set-uid shell, or a device file that opens
#   the disk.
# custom:
#   id: mount-removable
#   controls: ["9.5.5", "8.6.1"]
#   aspects: ["9.5.5/set-uid-programs"]
#   severity: medium
#   needs:
#     - "mounts.points"
#     - "mounts.points[*].path"
#     - "mounts.points[*].moment"
#     - "mounts.points[*].nosuid"
#     - "mounts.points[*].nodev"
#     - "mounts.points[*].noexec"
#     - "mounts.points[*].source"
#     - "mounts.points[*].user"
#   partial: convict
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Give entries of /etc/fstab for removable media "user" or nosuid,nodev,noexec, and
#       take suid, dev and exec out of them.
#     command: ""
#   references: ["mount(8)", "fstab(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.mount_removable

import data.lib.report
import data.params
import future.keywords.not

_judged[key] := point if {
	some key, point in input.mounts.points
	_removable(point)
}

evidence contains report.evidence(
	sprintf("%s now and at boot, %d of them for removable media: %s", [
		report.counted(count(input.mounts.points), "mount point", "mount points"),
		count(_judged),
		report.list(sort(object.keys(_judged))),
	]),
	"/etc/fstab",
)

violations contains report.violation({
	"message": sprintf("%s (%s) lacks %s", [point.path, point.moment, concat(", ", sort(lacks))]),
	"resource": key,
	"observed": sprintf("without %s", [concat(", ", sort(lacks))]),
	"expected": concat(", ", params.mount_removable_options),
	"source": point.source,
}) if {
	some key, point in _judged
	lacks := {option | some option in params.mount_removable_options; not point[option]}
	count(lacks) > 0
}

_removable(point) if point.user

_removable(point) if {
	some folder in params.mount_removable_folders
	startswith(point.path, folder)
}
