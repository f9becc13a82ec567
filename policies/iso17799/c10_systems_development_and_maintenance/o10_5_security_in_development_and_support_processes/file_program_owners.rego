# METADATA
# title: Programs belong to root
# description: >-
#   Who owns a program, or is in the group that may write to it, decides what everybody runs under
#   its name, root as well.
# custom:
#   id: file-program-owners
#   controls: ["10.5.4", "9.5.5"]
#   aspects: ["10.5.4/writable-start-up-paths"]
#   severity: high
#   needs:
#     - 'files.walk.programs.count'
#     - 'files.walk.programs.items[*].path'
#     - 'files.walk.programs.items[*].owner'
#     - 'files.walk.programs.items[*].group'
#     - 'files.walk.programs.items[*].mode'
#   partial: convict
#   remediation:
#     text: >-
#       Compare the file with its package ("dpkg --verify", "rpm -V", "apk audit") or its source, then
#       chown root:root FILE and chmod go-w FILE. What a person builds for himself belongs into his own
#       folder, such as ~/.local/bin.
#     command: ""
#   references: ["hier(7)", "chown(1)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.file_program_owners

import data.lib.report
import data.params
import future.keywords.not

_found := input.files.walk.programs

# A package may give a program to an account of the distribution, whose ids end at 99
# (Debian Policy, 9.2.2).
_excepted(item) if {
	item.owner <= 99
	some pattern in params.file_program_owner_exceptions
	glob.match(pattern, null, item.path)
}

evidence contains report.evidence(
	sprintf("programs that somebody besides root can change: %d, as their packages mean it: %d", [
		_found.count,
		count([item | some item in _found.items; _excepted(item)]),
	]),
	"/usr/bin",
)

violations contains report.violation({
	"message": sprintf("%s can be changed by others than root", [item.path]),
	"resource": item.path,
	"observed": sprintf("mode %s, user id %d, group id %d", [item.mode, item.owner, item.group]),
	"expected": "of root, and writable by root only",
	"source": item.path,
}) if {
	some item in _found.items
	not _excepted(item)
}
