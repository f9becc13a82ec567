# METADATA
# title: No foreign library is loaded into every program
# description: >-
#   A library in /etc/ld.so.preload runs inside each program that starts, root's included. It is
#   where a Trojan hides files, processes and log-ons.
# custom:
#   id: file-preload
#   controls: ["10.5.4"]
#   aspects: ["10.5.4/preload-files"]
#   severity: critical
#   needs:
#     - 'files.preload.present'
#     - 'files.preload.libraries[*].weak'
#     - 'files.preload.libraries[*].exists'
#     - 'files.preload.libraries[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Keep a copy of the library for the inquiry, take its line out of /etc/ld.so.preload and
#       treat the host as broken into unless you know who put it there. Libraries that are meant
#       belong into file_preload_allowed.
#     command: ""
#   references: ["ld.so(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.file_preload

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s in /etc/ld.so.preload: %s", [
		report.counted(count(input.files.preload.libraries), "library", "libraries"),
		report.list(sort(object.keys(input.files.preload.libraries))),
	]),
	input.files.preload.present.source,
)

_wrong(name, library) := report.list(library.weak) if count(library.weak) > 0

else := "it does not exist" if not library.exists

else := "it is not in the list of those allowed" if not name in params.file_preload_allowed

violations contains report.violation({
	"message": sprintf("%s is loaded into every program: %s", [name, _wrong(name, library)]),
	"resource": name,
	"observed": _wrong(name, library),
	"expected": "no preloaded library, or one that is allowed and root's alone",
	"source": library.source,
}) if {
	some name, library in input.files.preload.libraries
}
