# METADATA
# title: UEFI Secure Boot checks what starts the host
# description: >-
#   With Secure Boot the firmware starts only a boot loader and kernel that carry a
#   signature it trusts, so that a changed one is noticed before it runs.
# custom:
#   id: os-secure-boot
#   controls: ["10.3.3"]
#   aspects: ["10.3.3/secure-boot"]
#   severity: medium
#   scope: ["host.firmware.uefi.value", "host.firmware.uefi.source"]
#   needs: ["host.firmware.secure_boot.value", "host.firmware.secure_boot.source"]
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Turn Secure Boot on in the firmware's setup. Debian, Ubuntu, RHEL and SUSE sign
#       shim, boot loader and kernel; sign modules of your own (mokutil --import). On
#       Alpine sign the kernel yourself (secureboot-hook).
#     command: ""
#   references: ["mokutil(1)", "UEFI specification, section 32"]
package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.os_secure_boot

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("not started by UEFI", input.host.firmware.uefi.source) if {
	input.host.firmware.uefi.value == false
}

_secure := input.host.firmware.secure_boot

evidence contains report.evidence(sprintf("SecureBoot is %v", [_secure.value]), _secure.source)

violations contains report.violation({
	"message": "the firmware does not check signatures at start",
	"resource": "Secure Boot",
	"observed": "off",
	"expected": "on",
	"source": _secure.source,
}) if {
	_secure.value == false
}
