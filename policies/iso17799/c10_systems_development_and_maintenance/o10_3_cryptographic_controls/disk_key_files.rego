# METADATA
# title: Key files of encrypted devices are root's alone
# description: >-
#   Whoever reads the key file opens the disk, today or from a copy of it years later.
# custom:
#   id: disk-key-files
#   controls: ["10.3.2"]
#   aspects: ["10.3.2/disk-swap-encryption"]
#   severity: high
#   scope: ["mobile.present.crypttab"]
#   needs:
#     - "mobile.key_files"
#     - "mobile.key_files[*].mode"
#     - "mobile.key_files[*].owner"
#     - "mobile.key_files[*].group_readable"
#     - "mobile.key_files[*].other_readable"
#     - "mobile.key_files[*].writable"
#   partial: convict
#   remediation:
#     text: >-
#       Run "chown root:root FILE" and "chmod 400 FILE" for the key files named in the
#       third column of /etc/crypttab, and keep them on an encrypted file system.
#     command: ""
#   references: ["crypttab(5)"]
package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.disk_key_files

import data.lib.mobile
import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no encrypted device in crypttab", input.mobile.present.crypttab.source) if {
	input.mobile.present.crypttab.value == false
}

evidence contains report.evidence(sprintf("%s of crypttab on this host", [report.counted(count(input.mobile.key_files), "key file", "key files")]), "/etc/crypttab")

violations contains report.violation({
	"message": sprintf("%s: %s", [path, concat(", ", mobile.weak(file))]),
	"resource": path,
	"observed": sprintf("mode %s, owner %d", [file.mode, file.owner]),
	"expected": "0400, owner 0",
	"source": path,
}) if {
	some path, file in input.mobile.key_files
	count(mobile.weak(file)) > 0
}
