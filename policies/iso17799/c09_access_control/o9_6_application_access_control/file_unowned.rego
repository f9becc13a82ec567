# METADATA
# title: Every file belongs to a user and a group that exist
# description: >-
#   Files of an account that is gone fall to the next one that gets its number, with all that is in
#   them.
# custom:
#   id: file-unowned
#   controls: ["9.6.1"]
#   aspects: ["9.6.1/world-writable-unowned-files"]
#   severity: low
#   needs:
#     - 'files.walk.unowned.count'
#     - 'files.walk.unowned.items[*].path'
#     - 'files.walk.unowned.items[*].owner'
#     - 'files.walk.unowned.items[*].group'
#     - 'files.walk.unowned.items[*].mode'
#     - 'files.walk.entries'
#   partial: convict
#   remediation:
#     text: >-
#       Give the files to somebody who answers for them (chown USER:GROUP PATH), or archive and
#       delete them.
#     command: ""
#   references: ["find(1)"]
package iso17799.c09_access_control.o9_6_application_access_control.file_unowned

import data.lib.report
import data.params
import future.keywords.not

_found := input.files.walk.unowned

evidence contains report.evidence(sprintf("%d of %s looked at", [_found.count, report.counted(input.files.walk.entries, "file", "files")]), "/")

violations contains report.violation({
	"message": sprintf("%s belongs to a user or group that does not exist", [item.path]),
	"resource": item.path,
	"observed": sprintf("mode %s, user id %d, group id %d", [item.mode, item.owner, item.group]),
	"expected": "an existing owner and group",
	"source": item.path,
}) if {
	some item in _found.items
	not _excepted(item.path)
}

_excepted(path) if {
	some pattern in params.file_walk_exceptions
	glob.match(pattern, null, path)
}
