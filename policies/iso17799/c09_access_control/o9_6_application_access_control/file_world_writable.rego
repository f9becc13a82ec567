# METADATA
# title: No file can be changed by everybody
# description: >-
#   Whatever stands in such a file, nobody can vouch for it.
# custom:
#   id: file-world-writable
#   controls: ["9.6.1"]
#   aspects: ["9.6.1/world-writable-unowned-files"]
#   severity: high
#   needs:
#     - 'files.walk.world_writable.count'
#     - 'files.walk.world_writable.items[*].path'
#     - 'files.walk.world_writable.items[*].owner'
#     - 'files.walk.world_writable.items[*].group'
#     - 'files.walk.world_writable.items[*].mode'
#     - 'files.walk.entries'
#   partial: convict
#   remediation:
#     text: >-
#       chmod o-w FILE; share through a group instead. Exceptions belong into file_walk_exceptions.
#     command: ""
#   references: ["find(1)"]
package iso17799.c09_access_control.o9_6_application_access_control.file_world_writable

import data.lib.report
import data.params
import future.keywords.not

_found := input.files.walk.world_writable

evidence contains report.evidence(sprintf("%d of %s looked at", [_found.count, report.counted(input.files.walk.entries, "file", "files")]), "/")

violations contains report.violation({
	"message": sprintf("%s can be changed by everybody", [item.path]),
	"resource": item.path,
	"observed": sprintf("mode %s, user id %d, group id %d", [item.mode, item.owner, item.group]),
	"expected": "no right to write for others",
	"source": item.path,
}) if {
	some item in _found.items
	not _excepted(item.path)
}

_excepted(path) if {
	some pattern in params.file_walk_exceptions
	glob.match(pattern, null, path)
}
