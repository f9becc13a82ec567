# METADATA
# title: Only root decides where packages come from
# description: >-
#   Whoever can add a line to the list of package sources, or to the settings of the package
#   manager, runs programs as root with the next update.
# custom:
#   id: repository-file-modes
#   controls: ["10.4.1", "9.6.1"]
#   aspects: ["10.4.1/third-party-sources", "9.6.1/world-writable-unowned-files"]
#   severity: critical
#   needs:
#     - packages.files
#     - "packages.files[*].mode"
#     - "packages.files[*].uid"
#     - "packages.files[*].group_writable"
#     - "packages.files[*].world_writable"
#   partial: convict
#   remediation:
#     text: >-
#       "chown root:root FILE; chmod go-w FILE" for each, and look what stands in it: packages
#       may have come from elsewhere already.
#     command: ""
#   references: ["sources.list(5)", "apt.conf(5)", "dnf.conf(5)"]
package iso17799.c10_systems_development_and_maintenance.o10_4_security_of_system_files.repository_file_modes

import data.lib.report
import future.keywords.not

_files := input.packages.files

_open[path] := "written by everyone" if {
	some path, file in _files
	file.world_writable
}

_open[path] := "written by its group" if {
	some path, file in _files
	file.group_writable
	not file.world_writable
}

_open[path] := sprintf("owned by UID %d", [file.uid]) if {
	some path, file in _files
	not file.world_writable
	not file.group_writable
	file.uid != 0
}

evidence contains report.evidence(
	sprintf("%s, %d that others than root may change", [report.counted(count(_files), "file or folder", "files and folders"), count(_open)]),
	path,
) if {
	path := sort(object.keys(_files))[0]
}

violations contains report.violation({
	"message": sprintf("%s can be %s", [path, how]),
	"resource": path,
	"observed": sprintf("mode %s, UID %d", [_files[path].mode, _files[path].uid]),
	"expected": "owned by root, written by root alone",
	"source": path,
}) if {
	some path, how in _open
}
