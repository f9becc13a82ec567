# METADATA
# title: Only root can change the files of users and groups
# description: >-
#   passwd and group say who exists and which rights each has. Whoever can write to them, or to the
#   copies that tools restore them from, makes himself root.
# custom:
#   id: file-identity-modes
#   controls: ["9.6.1", "9.5.4"]
#   aspects: ["9.6.1/permissions-identity-files"]
#   severity: critical
#   needs:
#     - 'files.entries["/etc/passwd"]'
#     - 'files.entries["/etc/group"]'
#     - 'files.entries[*].subject'
#     - 'files.entries[*].kind'
#     - 'files.entries[*].owner'
#     - 'files.entries[*].mode'
#     - 'files.entries[*].group'
#     - 'files.entries[*].group_writable'
#     - 'files.entries[*].world_writable'
#   partial: convict
#   remediation:
#     text: >-
#       chown root:root and chmod 0644 /etc/passwd and /etc/group; 0640 root:shadow (Debian), 0640
#       root:shadow (SUSE, Alpine) or 0000 root:root (RHEL) for shadow and gshadow; the copies with
#       a dash alike. Then compare the accounts with a backup.
#     command: ""
#   references: ["passwd(5)", "group(5)", "shadow(5)"]
package iso17799.c09_access_control.o9_6_application_access_control.file_identity_modes

import data.lib.files as lib_files
import data.lib.report
import future.keywords.not

_identity[name] := entry if {
	some name, entry in input.files.entries
	entry.subject == "identity"
}

evidence contains report.evidence(
	sprintf("%s of users and groups, /etc/passwd with mode %s", [report.counted(count(_identity), "file", "files"), input.files.entries["/etc/passwd"].mode]),
	"/etc/passwd",
)

violations contains report.violation({
	"message": sprintf("%s is %s", [name, concat(" and ", sort(lib_files.changeable(entry)))]),
	"resource": name,
	"observed": sprintf("mode %s, owner %d", [entry.mode, entry.owner]),
	"expected": "owned by root, writable by nobody else",
	"source": name,
}) if {
	some name, entry in _identity
	count(lib_files.changeable(entry)) > 0
}

# Owner and mode of what stands in place of a file say nothing about the file.
violations contains report.violation({
	"message": sprintf("%s is no regular file: %s", [name, entry.kind]),
	"resource": name,
	"observed": entry.kind,
	"expected": "a regular file",
	"source": name,
}) if {
	some name, entry in _identity
	entry.kind != "file"
}
