# METADATA
# title: The folders for temporary files are sticky and root's
# description: >-
#   /tmp, /var/tmp and /dev/shm are everybody's. Only the sticky bit keeps one from removing or
#   replacing the files of another.
# custom:
#   id: file-temporary-sticky
#   controls: ["9.6.1"]
#   aspects: ["9.6.1/world-writable-unowned-files"]
#   severity: high
#   needs:
#     - 'files.entries[*].subject'
#     - 'files.entries[*].kind'
#     - 'files.entries[*].owner'
#     - 'files.entries[*].mode'
#     - 'files.entries[*].world_writable'
#     - 'files.entries[*].sticky'
#   partial: convict
#   remediation:
#     text: >-
#       chown root:root FOLDER; chmod 1777 FOLDER; in /etc/fstab give tmpfs mounts the option
#       mode=1777.
#     command: ""
#   references: ["mount(8)", "hier(7)"]
package iso17799.c09_access_control.o9_6_application_access_control.file_temporary_sticky

import data.lib.report
import future.keywords.not

_temporary[name] := entry if {
	some name, entry in input.files.entries
	entry.subject == "temporary"
	entry.kind == "directory"
}

evidence contains report.evidence(
	sprintf("%s: %s", [
		report.counted(count(_temporary), "folder", "folders"),
		report.list(sort([sprintf("%s %s", [name, entry.mode]) | some name, entry in _temporary])),
	]),
	"/tmp",
)

_wrong(entry) if {
	entry.world_writable
	not entry.sticky
}

_wrong(entry) if entry.owner != 0

violations contains report.violation({
	"message": sprintf("%s has mode %s and belongs to user id %d", [name, entry.mode, entry.owner]),
	"resource": name,
	"observed": sprintf("mode %s, owner %d", [entry.mode, entry.owner]),
	"expected": "mode 1777, owned by root",
	"source": name,
}) if {
	some name, entry in _temporary
	_wrong(entry)
}
