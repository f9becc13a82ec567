# METADATA
# title: No copy of the password hashes can be read by others
# description: >-
#   A copy made before an edit, or by a backup, has the same hashes and rarely the same mode. Copies
#   are looked for by name in the folders where they end up, and told by their contents.
# custom:
#   id: file-shadow-copies
#   controls: ["9.5.4", "9.6.1", "8.6.3"]
#   aspects: ["9.6.1/permissions-identity-files", "8.6.3/dumps", "8.6.3/permissions-secrets"]
#   severity: critical
#   needs:
#     - 'files.copies[*].hashes'
#     - 'files.copies[*].entry.owner'
#     - 'files.copies[*].entry.mode'
#     - 'files.copies[*].entry.group'
#     - 'files.copies[*].entry.group_name'
#     - 'files.copies[*].entry.group_readable'
#     - 'files.copies[*].entry.world_readable'
#   partial: convict
#   remediation:
#     text: >-
#       Delete the copy (shred -u FILE), or chmod 0600 and chown root:root. If others could read it,
#       change the passwords of the accounts in it.
#     command: ""
#   references: ["shadow(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.file_shadow_copies

import data.lib.report
import data.params
import future.keywords.not

_secret[name] := copy if {
	some name, copy in input.files.copies
	copy.hashes > 0
}

evidence contains report.evidence(
	sprintf("%s of user databases, %d of them with hashes", [report.counted(count(input.files.copies), "likely copy", "likely copies"), count(_secret)]),
	"/etc",
)

_reader(entry) := "everybody" if entry.world_readable

else := sprintf("the group %s (%d)", [entry.group_name, entry.group]) if {
	entry.group_readable
	entry.group != 0
	entry.group_name != "" # a group that does not exist has no members
	not entry.group_name in params.file_shadow_groups
}

else := sprintf("its owner, user id %d", [entry.owner]) if entry.owner != 0

violations contains report.violation({
	"message": sprintf("%s has %s and can be read by %s", [name, report.counted(copy.hashes, "password hash", "password hashes"), _reader(copy.entry)]),
	"resource": name,
	"observed": sprintf("mode %s, owner %d", [copy.entry.mode, copy.entry.owner]),
	"expected": "no copy, or one that only root reads",
	"source": name,
}) if {
	some name, copy in _secret
}
