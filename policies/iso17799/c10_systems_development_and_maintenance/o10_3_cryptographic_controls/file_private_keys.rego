# METADATA
# title: Private keys are for their owner alone
# description: >-
#   Who can read a private key can be the server, or read what it was sent. Keys are told by their
#   contents, not by their names.
# custom:
#   id: file-private-keys
#   controls: ["10.3.5", "8.6.3"]
#   aspects: ["10.3.5/private-key-permissions-passphrases", "8.6.3/permissions-secrets"]
#   severity: critical
#   needs:
#     - 'files.keys[*].weak'
#     - 'files.keys[*].format'
#     - 'files.keys[*].entry.mode'
#     - 'files.keys[*].entry.group'
#     - 'files.keys[*].entry.group_name'
#     - 'files.keys[*].entry.group_readable'
#     - 'files.keys[*].entry.group_writable'
#     - 'files.keys[*].entry.world_readable'
#     - 'files.keys[*].entry.world_writable'
#   partial: convict
#   remediation:
#     text: >-
#       chmod 0600 FILE and chown to the account of the service, or 0640 with a group in
#       file_key_groups. A key that others could read is replaced, and its certificate revoked.
#     command: ""
#   references: ["openssl(1)", "sshd(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.file_private_keys

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s: %s", [
		report.counted(count(input.files.keys), "private key", "private keys"),
		report.list(sort([sprintf("%s %s", [name, key.entry.mode]) | some name, key in input.files.keys])),
	]),
	"/etc",
)

_wrong(key) := "everybody" if key.entry.world_readable

else := "everybody (to write)" if key.entry.world_writable

else := sprintf("the group %s (%d)", [key.entry.group_name, key.entry.group]) if {
	_for_group(key.entry)
	key.entry.group != 0
	key.entry.group_name != "" # a group that does not exist has no members
	not key.entry.group_name in params.file_key_groups
}

else := report.list(key.weak) if count(key.weak) > 0

_for_group(entry) if entry.group_readable

_for_group(entry) if entry.group_writable

violations contains report.violation({
	"message": sprintf("the private key %s (%s) is open to others: %s", [name, key.format, _wrong(key)]),
	"resource": name,
	"observed": sprintf("mode %s", [key.entry.mode]),
	"expected": "readable by its owner only",
	"source": name,
}) if {
	some name, key in input.files.keys
}
