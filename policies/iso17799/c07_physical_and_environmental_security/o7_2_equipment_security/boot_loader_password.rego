# METADATA
# title: The boot loader asks for a password before it is changed
# description: >-
#   Whoever can edit the kernel's command line at the console starts a shell as root, without any
#   password of the system.
# custom:
#   id: boot-loader-password
#   controls: ["7.2.1", "9.5.5"]
#   aspects: ["7.2.1/boot-loader-password"]
#   severity: medium
#   scope: ["files.boot.grub.present"]
#   needs:
#     - 'files.boot.grub.superusers.value'
#     - 'files.boot.grub.superusers.source'
#     - 'files.boot.grub.password.value'
#     - 'files.boot.grub.password.source'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Debian, SUSE: put 'set superusers="NAME"' and the line of grub-mkpasswd-pbkdf2 as
#       "password_pbkdf2 NAME HASH" into /etc/grub.d/40_custom, --unrestricted on the usual entry,
#       then update-grub (grub2-mkconfig -o /boot/grub2/grub.cfg). RHEL: grub2-setpassword.
#     command: ""
#   references: ["grub-mkpasswd-pbkdf2(1)", "grub2-setpassword(8)"]
package iso17799.c07_physical_and_environmental_security.o7_2_equipment_security.boot_loader_password

import data.lib.report
import future.keywords.not

_grub := input.files.boot.grub

not_applicable contains report.evidence("no configuration of GRUB", _grub.present.source) if {
	_grub.present.value == false
}

evidence contains report.evidence(
	sprintf("superusers: %v, password: %v", [_grub.superusers.value, _grub.password.value]),
	_grub.superusers.source,
)

violations contains report.violation({
	"message": sprintf("GRUB has no %s", [name]),
	"resource": sprintf("grub %s", [name]),
	"observed": "none",
	"expected": "superusers with a password",
	"source": setting.source,
}) if {
	some name, setting in {"superusers": _grub.superusers, "password": _grub.password}
	setting.value == false
}
