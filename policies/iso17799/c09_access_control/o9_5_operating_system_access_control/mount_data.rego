# METADATA
# title: File systems for users' data run no foreign privileges
# description: >-
#   Homes and data need neither set-uid programs nor device files. Options of the mount hold for
#   whatever is restored, unpacked or planted there.
# custom:
#   id: mount-data
#   controls: ["9.5.5", "9.6.1"]
#   aspects: ["9.5.5/set-uid-programs"]
#   severity: low
#   needs:
#     - "mounts.points"
#     - "mounts.points[*].path"
#     - "mounts.points[*].moment"
#     - "mounts.points[*].nosuid"
#     - "mounts.points[*].nodev"
#     - "mounts.points[*].noexec"
#     - "mounts.points[*].source"
#   partial: convict
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Add the options to /home, /srv and the like in /etc/fstab (on openSUSE and Debian
#       with systemd's tmp.mount to a drop-in of it), run "systemctl daemon-reload" where
#       systemd runs, and "mount -o remount,nosuid,nodev POINT". Check first that nothing
#       on it needs them.
#     command: ""
#   references: ["mount(8)", "fstab(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.mount_data

import data.lib.report
import data.params
import future.keywords.not

_judged[key] := point if {
	some key, point in input.mounts.points
	point.path in params.mount_data
}

evidence contains report.evidence(
	sprintf("%s now and at boot, %d of them for data: %s", [
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
	"expected": concat(", ", params.mount_data_options),
	"source": point.source,
}) if {
	some key, point in _judged
	lacks := {option | some option in params.mount_data_options; not point[option]}
	count(lacks) > 0
}
