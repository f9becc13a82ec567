# METADATA
# title: Shared folders keep each file to its owner
# description: >-
#   In a folder that everybody may write to, without the sticky bit, anybody can delete or replace
#   the files of others.
# custom:
#   id: file-open-folders
#   controls: ["9.6.1"]
#   aspects: ["9.6.1/world-writable-unowned-files"]
#   severity: high
#   needs:
#     - 'files.walk.open_folders.count'
#     - 'files.walk.open_folders.items[*].path'
#     - 'files.walk.open_folders.items[*].owner'
#     - 'files.walk.open_folders.items[*].group'
#     - 'files.walk.open_folders.items[*].mode'
#     - 'files.walk.entries'
#   partial: convict
#   remediation:
#     text: >-
#       chmod +t FOLDER, or better chmod o-w FOLDER.
#     command: ""
#   references: ["find(1)"]
package iso17799.c09_access_control.o9_6_application_access_control.file_open_folders

import data.lib.report
import data.params
import future.keywords.not

_found := input.files.walk.open_folders

evidence contains report.evidence(sprintf("%d of %s looked at", [_found.count, report.counted(input.files.walk.entries, "file", "files")]), "/")

violations contains report.violation({
	"message": sprintf("%s is writable by everybody and has no sticky bit", [item.path]),
	"resource": item.path,
	"observed": sprintf("mode %s, user id %d, group id %d", [item.mode, item.owner, item.group]),
	"expected": "mode 1777, or not writable by everybody",
	"source": item.path,
}) if {
	some item in _found.items
	not _excepted(item.path)
}

_excepted(path) if {
	some pattern in params.file_walk_exceptions
	glob.match(pattern, null, path)
}
