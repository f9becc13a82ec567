# METADATA
# title: Only root can add to the folders of libraries
# description: >-
#   The loader takes the first library of a name that it finds in these folders; whoever can write
#   there puts code into every program.
# custom:
#   id: file-library-folders
#   controls: ["10.5.4"]
#   aspects: ["10.5.4/writable-start-up-paths", "10.5.4/preload-files"]
#   severity: critical
#   needs:
#     - 'files.libraries[*].weak'
#   partial: convict
#   remediation:
#     text: >-
#       chown root:root FOLDER; chmod go-w FOLDER, for the folder and those above it; or take it out
#       of /etc/ld.so.conf.d and run ldconfig.
#     command: ""
#   references: ["ld.so(8)", "ldconfig(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.file_library_folders

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s: %s", [
		report.counted(count(input.files.libraries), "folder of libraries", "folders of libraries"),
		report.list(sort(object.keys(input.files.libraries))),
	]),
	"/etc",
)

violations contains report.violation({
	"message": sprintf("%s can be changed by others than root: %s", [name, report.list(place.weak)]),
	"resource": name,
	"observed": report.list(place.weak),
	"expected": "owned and writable by root only, with every folder above it",
	"source": name,
}) if {
	some name, place in input.files.libraries
	count(place.weak) > 0
}
