# METADATA
# title: Every set-uid program has the mode that the package system records
# description: >-
#   Where an administrator took the bit away with dpkg-statoverride, or the package never gave
#   it, a program that has it again was changed behind their back.
# custom:
#   id: walk-setuid-mode
#   controls: ["9.5.5", "9.2.2"]
#   aspects: ["9.5.5/set-uid-programs", "9.2.2/set-uid-capability-files"]
#   severity: medium
#   needs:
#     - 'files.setuid[*].mode'
#     - 'files.setuid[*].recorded_mode'
#     - 'files.walk.entries'
#   partial: convict
#   remediation:
#     text: >-
#       chmod to the recorded mode: "dpkg-statoverride --list" (Debian), "apk fix
#       --directory-permissions PACKAGE" (Alpine), "rpm --setperms PACKAGE" (RHEL, SUSE).
#     command: ""
#   references: ["dpkg-statoverride(1)", "rpm(8)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.walk_setuid_mode

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s, the mode of %d of them is recorded", [
		report.counted(count(input.files.setuid), "set-uid or set-gid program", "set-uid and set-gid programs"),
		count([name | some name, program in input.files.setuid; program.recorded_mode != ""]),
	]),
	"/",
)

violations contains report.violation({
	"message": sprintf("%s has rights that the package system does not record", [name]),
	"resource": name,
	"observed": sprintf("mode %s", [program.mode]),
	"expected": sprintf("mode %s", [program.recorded_mode]),
	"source": name,
}) if {
	some name, program in input.files.setuid
	program.recorded_mode != ""
	_special(program.mode) != _special(program.recorded_mode)
}

# The first digit: 4 is the set-uid bit, 2 the set-gid bit.
_special(mode) := bits.and(to_number(substring(mode, 0, 1)), 6)
