# METADATA
# title: Swap is encrypted
# description: >-
#   Swap holds pieces of the memory of any program: passwords, keys, documents. In the clear
#   they stay on the disk long after the program has ended.
# custom:
#   id: disk-swap-encryption
#   controls: ["10.3.2", "7.2.6"]
#   aspects: ["10.3.2/disk-swap-encryption", "7.2.6/data-volumes-swap-encrypted"]
#   severity: medium
#   scope: ["mobile.present.swap"]
#   needs: ["mobile.swap", "mobile.swap[*].encrypted", "mobile.swap[*].how", "mobile.swap[*].source"]
#   partial: convict
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Put "swap DEVICE /dev/urandom swap,cipher=aes-xts-plain64,size=512" in
#       /etc/crypttab and /dev/mapper/swap in /etc/fstab (dmcrypt on Alpine); or use zram,
#       which stays in memory; or a swap file on an encrypted file system.
#     command: ""
#   references: ["crypttab(5)", "swapon(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.disk_swap_encryption

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no swap", input.mobile.present.swap.source) if {
	input.mobile.present.swap.value == false
}

evidence contains report.evidence(sprintf("swap on %s: encrypted: %s (%s)", [name, area.encrypted, area.how]), area.source) if {
	some name, area in input.mobile.swap
}

violations contains report.violation({
	"message": sprintf("swap on %s is not encrypted", [name]),
	"resource": name,
	"observed": area.how,
	"expected": "an encrypted device, or zram",
	"source": area.source,
}) if {
	some name, area in input.mobile.swap
	area.encrypted == "no"
}

unknown contains sprintf("swap on %s: %s", [name, area.how]) if {
	some name, area in input.mobile.swap
	area.encrypted == "unknown"
}
