# METADATA
# title: A portable machine's disks are encrypted
# description: >-
#   A laptop is lost or stolen sooner or later. Without encryption whoever finds it reads its
#   disk in another machine, passwords of other systems among what is there.
# custom:
#   id: mobile-disk-encryption
#   controls: ["9.8.1", "7.2.5", "7.2.6", "10.3.2"]
#   aspects:
#     - "9.8.1/portable-chassis-disk-encryption"
#     - "7.2.5/portable-chassis-full-disk-encryption"
#     - "7.2.6/data-volumes-swap-encrypted"
#     - "10.3.2/disk-swap-encryption"
#   severity: high
#   needs:
#     - "mobile.volumes"
#     - "mobile.volumes[*].encrypted"
#     - "mobile.volumes[*].device"
#     - "mobile.volumes[*].how"
#     - "mobile.volumes[*].source"
#   partial: convict
#   roles: ["laptop"]
#   remediation:
#     text: >-
#       Encryption needs LUKS below the file system: choose it when the system is
#       installed (Debian, RHEL, SUSE and Alpine installers offer it), or move the data to
#       a volume made with "cryptsetup luksFormat" and name it in /etc/crypttab (dmcrypt
#       on Alpine). "cryptsetup reencrypt --encrypt" works on an unmounted file system
#       with a backup.
#     command: ""
#   references: ["crypttab(5)", "cryptsetup(8)"]
package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.mobile_disk_encryption

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
