# METADATA
# title: File systems of other machines bring no privileges
# description: >-
#   Root of the file server, or whoever takes its place on the network, could put a set-uid
#   program on it and be root here.
# custom:
#   id: mount-network
#   controls: ["9.5.5", "9.4.4"]
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
#     - "mounts.points[*].network"
#   partial: convict
#   remediation:
#     text: >-
#       Add the options to each NFS, SMB or SSH file system in /etc/fstab (on openSUSE and
#       Debian with systemd's tmp.mount to a drop-in of it), run "systemctl daemon-reload"
#       where systemd runs, and "mount -o remount,nosuid,nodev POINT". Check first that
#       nothing on it needs them.
#     command: ""
#   references: ["mount(8)", "nfs(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.mount_network

import data.lib.report
import data.params
import future.keywords.not

_judged[key] := point if {
	some key, point in input.mounts.points
	point.network
}

evidence contains report.evidence(
	sprintf("%s now and at boot, %d of them from other machines: %s", [
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
	"expected": concat(", ", params.mount_network_options),
	"source": point.source,
}) if {
	some key, point in _judged
	lacks := {option | some option in params.mount_network_options; not point[option]}
	count(lacks) > 0
}
