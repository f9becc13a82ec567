# METADATA
# title: TFTP takes no new files
# description: >-
#   TFTP knows no password at all. With --create whoever reaches it stores files, boot images for other
#   machines among them.
# custom:
#   id: ftp-tftp-write
#   controls: ["9.4.4", "9.4.9"]
#   aspects: ["9.4.4/unauthenticated-nfs-rsync-databases", "9.4.9/versions-configuration-services-found"]
#   severity: high
#   scope: ["netservices.tftp.present"]
#   needs:
#     - 'netservices.tftp.present.source'
#     - 'netservices.tftp.create.value'
#     - 'netservices.tftp.create.source'
#     - 'netservices.tftp.secure.value'
#     - 'netservices.tftp.secure.source'
#     - 'netservices.tftp.scope.value'
#   partial: convict
#   remediation:
#     text: >-
#       Delete --create (-c) from TFTP_OPTIONS in /etc/default/tftpd-hpa (Debian), from the unit
#       tftp.service (RHEL, SUSE) or INTFTPD_OPTS in /etc/conf.d/in.tftpd (Alpine), and restart; remove the
#       server where nothing boots from it.
#     command: ""
#   references: ["tftpd(8)"]
package iso17799.c09_access_control.o9_4_network_access_control.ftp_tftp_write

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no TFTP server", input.netservices.tftp.present.source) if {
	input.netservices.tftp.present.value == false
}

evidence contains report.evidence(sprintf("create: %v, one folder: %v, listens on %s", [input.netservices.tftp.create.value, input.netservices.tftp.secure.value, input.netservices.tftp.scope.value]), input.netservices.tftp.present.source)

violations contains report.violation({
	"message": "anyone may upload files",
	"resource": "tftpd",
	"observed": "--create",
	"expected": "no --create",
	"source": input.netservices.tftp.create.source,
}) if {
	input.netservices.tftp.create.value
}
