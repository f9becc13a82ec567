# METADATA
# title: No ordinary file hides among the devices
# description: >-
#   Nobody looks into /dev, which is full of names that mean nothing to most people, and programs
#   that look for changed files leave it out: so rootkits keep their settings, spoils and programs
#   there. In /dev/shm, which is for memory that programs share, no file is a program or hidden.
# custom:
#   id: file-device-folder
#   controls: ["10.5.4", "9.7.2"]
#   aspects: ["10.5.4/rootkit-traces"]
#   severity: high
#   needs:
#     - 'files.devices.entries'
#     - 'files.devices.count'
#     - 'files.devices.ordinary[*].bytes'
#     - 'files.devices.ordinary[*].mode'
#     - 'files.devices.ordinary[*].owner'
#     - 'files.devices.ordinary[*].program'
#     - 'files.devices.ordinary[*].hidden'
#     - 'files.devices.ordinary[*].shared'
#   partial: convict
#   remediation:
#     text: >-
#       Look what it is before anything changes it: "stat FILE", "fuser -v FILE", "sha256sum FILE". If a
#       program of yours keeps it there, name it in file_device_folder_allowed. Otherwise take the host for
#       broken into: keep an image of it, and set it up anew.
#     command: ""
#   references: ["hier(7), /dev", "shm_overview(7)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.file_device_folder

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s below /dev, of them ordinary files: %d", [
		report.counted(input.files.devices.entries, "entry", "entries"),
		input.files.devices.count,
	]),
	"/dev",
)

violations contains report.violation({
	"message": sprintf("%s is %s", [name, why]),
	"resource": name,
	"observed": sprintf("a file of %s, mode %s, owner %d", [report.counted(file.bytes, "byte", "bytes"), file.mode, file.owner]),
	"expected": "devices, links and sockets",
	"source": name,
}) if {
	some name, file in input.files.devices.ordinary

	# Trees that were unpacked without root have empty files in place of devices.
	file.bytes > 0
	why := _why(file)
	not _allowed(name)
}

_why(file) := "an ordinary file among the devices" if not file.shared

_why(file) := "a program in shared memory" if {
	file.shared
	file.program
}

_why(file) := "a hidden file in shared memory" if {
	file.shared
	file.hidden
	not file.program
}

_allowed(name) if {
	some pattern in params.file_device_folder_allowed
	glob.match(pattern, null, name)
}
