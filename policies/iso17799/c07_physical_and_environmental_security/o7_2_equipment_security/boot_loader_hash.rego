# METADATA
# title: The boot loader's password is kept as a hash
# description: >-
#   A password in the clear is read by everybody who reads the file, a backup of it, or the
#   unencrypted boot partition.
# custom:
#   id: boot-loader-hash
#   controls: ["7.2.1", "9.5.5"]
#   aspects: ["7.2.1/boot-loader-password"]
#   severity: medium
#   scope: ["files.boot.grub.present"]
#   needs:
#     - 'files.boot.grub.password.value'
#     - 'files.boot.grub.password.source'
#     - 'files.boot.grub.hashed.value'
#     - 'files.boot.grub.hashed.source'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Replace "password NAME TEXT" by "password_pbkdf2 NAME HASH" with the output of grub-
#       mkpasswd-pbkdf2, and run update-grub or grub2-mkconfig.
#     command: ""
#   references: ["grub-mkpasswd-pbkdf2(1)"]
package iso17799.c07_physical_and_environmental_security.o7_2_equipment_security.boot_loader_hash

import data.lib.report
import future.keywords.not

_grub := input.files.boot.grub

not_applicable contains report.evidence("no configuration of GRUB", _grub.present.source) if {
	_grub.present.value == false
}

not_applicable contains report.evidence("GRUB has no password to keep", _grub.password.source) if {
	_grub.password.value == false
}

evidence contains report.evidence("the password is a PBKDF2 hash", _grub.hashed.source) if _grub.hashed.value

violations contains report.violation({
	"message": "GRUB's password stands in the clear in its configuration",
	"resource": "grub password",
	"observed": "password",
	"expected": "password_pbkdf2",
	"source": _grub.hashed.source,
}) if {
	_grub.hashed.value == false
}
