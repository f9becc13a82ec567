# METADATA
# title: FTP users are kept in their folders
# description: >-
#   Without a chroot an FTP user walks through the whole file system and fetches whatever is readable there.
# custom:
#   id: ftp-chroot
#   controls: ["9.4.9"]
#   aspects: ["9.4.9/versions-configuration-services-found"]
#   severity: medium
#   scope: ["netservices.ftp.present"]
#   needs:
#     - 'netservices.ftp.present.source'
#     - 'netservices.ftp.servers[*].anonymous.value'
#     - 'netservices.ftp.servers[*].anonymous.source'
#     - 'netservices.ftp.servers[*].anonymous_write.value'
#     - 'netservices.ftp.servers[*].anonymous_write.source'
#     - 'netservices.ftp.servers[*].tls_required.value'
#     - 'netservices.ftp.servers[*].tls_required.source'
#     - 'netservices.ftp.servers[*].chroot.value'
#     - 'netservices.ftp.servers[*].chroot.source'
#     - 'netservices.ftp.servers[*].local.value'
#     - 'netservices.ftp.servers[*].local.source'
#   partial: convict
#   remediation:
#     text: >-
#       vsftpd: chroot_local_user=YES; ProFTPD: DefaultRoot ~; Pure-FTPd: ChrootEveryone yes. Restart the
#       server.
#     command: ""
#   references: ["vsftpd.conf(5)", "proftpd.conf(5)", "pure-ftpd(8)"]
package iso17799.c09_access_control.o9_4_network_access_control.ftp_chroot

import data.lib.netservices
import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no FTP server", input.netservices.ftp.present.source) if {
	input.netservices.ftp.present.value == false
}

evidence contains report.evidence(
	sprintf("%s: %s", [
		report.counted(count(input.netservices.ftp.servers), "FTP server", "FTP servers"),
		report.list(sort([netservices.ftp(name, server) | some name, server in input.netservices.ftp.servers])),
	]),
	input.netservices.ftp.present.source,
)

violations contains report.violation({
	"message": "users walk through the whole file system",
	"resource": name,
	"observed": netservices.ftp(name, server),
	"expected": "users kept in their folders",
	"source": server.chroot.source,
}) if {
	some name, server in input.netservices.ftp.servers
	server.local.value
	not server.chroot.value == true
}
