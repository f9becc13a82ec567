# METADATA
# title: Only root reads the boot loader's configuration
# description: >-
#   It holds the password's hash and shows which kernels and options can be chosen.
# custom:
#   id: boot-loader-modes
#   controls: ["7.2.1", "9.5.5"]
#   aspects: ["7.2.1/boot-loader-password"]
#   severity: low
#   scope: ["files.boot.grub.present"]
#   needs:
#     - 'files.entries[*].mode'
#     - 'files.entries[*].group'
#     - 'files.entries[*].group_readable'
#     - 'files.entries[*].world_readable'
#   partial: convict
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       chmod 0600 and chown root:root /boot/grub/grub.cfg (Debian, SUSE: /boot/grub2/grub.cfg, RHEL
#       also /boot/grub2/user.cfg). On Debian update-grub keeps the mode only when the file has a
#       password.
#     command: ""
#   references: ["grub-mkconfig(8)"]
package iso17799.c07_physical_and_environmental_security.o7_2_equipment_security.boot_loader_modes

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no configuration of GRUB", input.files.boot.grub.present.source) if {
	input.files.boot.grub.present.value == false
}

_configs[name] := input.files.entries[name] if {
	some name in [
		"/boot/grub/grub.cfg", "/boot/grub/user.cfg",
		"/boot/grub2/grub.cfg", "/boot/grub2/user.cfg",
	]
}

evidence contains report.evidence(report.list(sort([sprintf("%s %s", [name, entry.mode]) | some name, entry in _configs])), name) if {
	some name, _ in _configs
}

_open(entry) if entry.world_readable

_open(entry) if {
	entry.group_readable
	entry.group != 0
}

violations contains report.violation({
	"message": sprintf("%s can be read by others than root", [name]),
	"resource": name,
	"observed": sprintf("mode %s", [entry.mode]),
	"expected": "mode 0600",
	"source": name,
}) if {
	some name, entry in _configs
	_open(entry)
}
