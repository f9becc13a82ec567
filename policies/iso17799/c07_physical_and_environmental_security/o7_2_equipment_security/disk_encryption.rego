# METADATA
# title: Volumes are encrypted
# description: >-
#   A disk that is sent back, sold or taken out keeps its contents when files were deleted. An
#   encrypted one is wiped by forgetting its key.
# custom:
#   id: disk-encryption
#   controls: ["7.2.6", "10.3.2"]
#   aspects: ["7.2.6/data-volumes-swap-encrypted", "10.3.2/disk-swap-encryption"]
#   severity: medium
#   needs:
#     - "mobile.volumes"
#     - "mobile.volumes[*].encrypted"
#     - "mobile.volumes[*].device"
#     - "mobile.volumes[*].how"
#     - "mobile.volumes[*].source"
#   partial: convict
#   roles: ["server", "workstation"]
#   profile: strict
#   remediation:
#     text: >-
#       Encryption needs LUKS below the file system: choose it when the system is
#       installed (Debian, RHEL, SUSE and Alpine installers offer it), or move the data to
#       a volume made with "cryptsetup luksFormat" and name it in /etc/crypttab (dmcrypt
#       on Alpine). "cryptsetup reencrypt --encrypt" works on an unmounted file system
#       with a backup.
#     command: ""
#   references: ["crypttab(5)", "cryptsetup(8)"]
package iso17799.c07_physical_and_environmental_security.o7_2_equipment_security.disk_encryption

import data.lib.report
import data.params
import future.keywords.not

# Volumes that the firmware or boot loader has to read.
_judged[point] := volume if {
	some point, volume in input.mobile.volumes
	not point in params.disk_plain_mounts
}

evidence contains report.evidence(sprintf("%s on %s: encrypted: %s (%s)", [point, volume.device, volume.encrypted, volume.how]), volume.source) if {
	some point, volume in _judged
}

violations contains report.violation({
	"message": sprintf("%s is not encrypted", [point]),
	"resource": point,
	"observed": volume.how,
	"expected": "an encrypted device below it",
	"source": volume.source,
}) if {
	some point, volume in _judged
	volume.encrypted == "no"
}

unknown contains sprintf("%s on %s: %s", [point, volume.device, volume.how]) if {
	some point, volume in _judged
	volume.encrypted == "unknown"
}
