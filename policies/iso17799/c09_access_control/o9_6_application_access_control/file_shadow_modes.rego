# METADATA
# title: Nobody but root reads the password hashes
# description: >-
#   Who can read the hashes can guess the passwords at leisure, elsewhere and unseen. The group of
#   the log-on programs may read them, where the distribution has one.
# custom:
#   id: file-shadow-modes
#   controls: ["9.6.1", "9.5.4"]
#   aspects: ["9.6.1/permissions-identity-files"]
#   severity: critical
#   needs:
#     - 'files.entries["/etc/shadow"]'
#     - 'files.entries[*].kind'
#     - 'files.entries[*].mode'
#     - 'files.entries[*].owner'
#     - 'files.entries[*].group'
#     - 'files.entries[*].group_name'
#     - 'files.entries[*].group_readable'
#     - 'files.entries[*].world_readable'
#     - 'files.entries[*].world_search'
#   partial: convict
#   remediation:
#     text: >-
#       chmod 0640 and chown root:shadow /etc/shadow /etc/gshadow and their copies with a dash
#       (Debian, SUSE, Alpine), or chmod 0000 and chown root:root (RHEL); /etc/security/opasswd
#       0600. If others could read a hash, change the passwords.
#     command: ""
#   references: ["shadow(5)", "gshadow(5)"]
package iso17799.c09_access_control.o9_6_application_access_control.file_shadow_modes

import data.lib.report
import data.params
import future.keywords.not

_secret[name] := entry if {
	some name in ["/etc/shadow", "/etc/shadow-", "/etc/gshadow", "/etc/gshadow-", "/etc/security/opasswd"]
	entry := input.files.entries[name]
}

evidence contains report.evidence(
	sprintf("%s with hashes: %s", [
		report.counted(count(_secret), "file", "files"),
		report.list(sort([sprintf("%s %s root:%s", [name, entry.mode, entry.group_name]) | some name, entry in _secret])),
	]),
	"/etc/shadow",
)

_reader(entry) := "everybody" if entry.world_readable

else := sprintf("the group %s (%d)", [entry.group_name, entry.group]) if {
	entry.group_readable
	entry.group != 0
	entry.group_name != "" # a group that does not exist has no members
	not entry.group_name in params.file_shadow_groups
}

violations contains report.violation({
	"message": sprintf("%s can be read by %s", [name, _reader(entry)]),
	"resource": name,
	"observed": sprintf("mode %s, group %s", [entry.mode, entry.group_name]),
	"expected": sprintf("readable by root and the group %s only", [concat(" or ", params.file_shadow_groups)]),
	"source": name,
}) if {
	some name, entry in _secret
}

# Owner and mode of what stands in place of a file say nothing about the file.
violations contains report.violation({
	"message": sprintf("%s is no regular file: %s", [name, entry.kind]),
	"resource": name,
	"observed": entry.kind,
	"expected": "a regular file",
	"source": name,
}) if {
	some name, entry in _secret
	entry.kind != "file"
}
