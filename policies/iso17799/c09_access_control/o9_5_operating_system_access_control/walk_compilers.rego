# METADATA
# title: Only named groups may use the compilers
# description: >-
#   With a compiler an intruder builds his tools where he stands. Where one must be installed,
#   only those who build may run it.
# custom:
#   id: walk-compilers
#   controls: ["9.5.5"]
#   aspects: ["9.5.5/compilers"]
#   severity: low
#   needs:
#     - 'files.compilers[*].mode'
#     - 'files.compilers[*].world_search'
#     - 'files.compilers[*].group_name'
#   partial: convict
#   roles: ["server"]
#   profile: strict
#   remediation:
#     text: >-
#       Remove the compiler from hosts that need none; else chgrp GROUP FILE and chmod 0750
#       FILE, on Debian with "dpkg-statoverride --update --add root GROUP 0750 FILE", so that an
#       update keeps it.
#     command: ""
#   references: ["chmod(1)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.walk_compilers

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s: %s", [
		report.counted(count(input.files.compilers), "compiler, assembler or linker", "compilers, assemblers and linkers"),
		report.list(sort(object.keys(input.files.compilers))),
	]),
	"/usr/bin",
)

violations contains report.violation({
	"message": sprintf("everybody may run %s", [name]),
	"resource": name,
	"observed": sprintf("mode %s", [entry.mode]),
	"expected": "executable for root and one group",
	"source": name,
}) if {
	some name, entry in input.files.compilers
	entry.world_search
}
