# METADATA
# title: systemd-boot does not let the kernel command line be edited
# description: >-
#   Without a password of its own, its menu lets anybody at the console start a shell as root,
#   unless the editor is off.
# custom:
#   id: boot-systemd-editor
#   controls: ["7.2.1", "9.5.5"]
#   aspects: ["7.2.1/boot-loader-password"]
#   severity: medium
#   scope: ["files.boot.systemd_boot.present"]
#   needs:
#     - 'files.boot.systemd_boot.editor.value'
#     - 'files.boot.systemd_boot.editor.source'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Set "editor no" in loader/loader.conf on the EFI or boot partition.
#     command: ""
#   references: ["loader.conf(5)"]
package iso17799.c07_physical_and_environmental_security.o7_2_equipment_security.boot_systemd_editor

import data.lib.report
import future.keywords.not

_loader := input.files.boot.systemd_boot

not_applicable contains report.evidence("no configuration of systemd-boot", _loader.present.source) if {
	_loader.present.value == false
}

evidence contains report.evidence(sprintf("editor: %v", [_loader.editor.value]), _loader.editor.source)

violations contains report.violation({
	"message": "the kernel command line can be edited at the boot menu",
	"resource": "systemd-boot editor",
	"observed": "on",
	"expected": "off",
	"source": _loader.editor.source,
}) if {
	_loader.editor.value
}
