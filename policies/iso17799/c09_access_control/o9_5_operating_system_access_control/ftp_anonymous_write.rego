# METADATA
# title: Anonymous FTP users upload nothing
# description: >-
#   A folder that strangers may write to becomes a store for stolen data and malware within days, in this
#   host's name.
# custom:
#   id: ftp-anonymous-write
#   controls: ["9.5.3", "8.7.6", "9.6.1"]
#   aspects: ["9.5.3/no-anonymous-guest-log", "8.7.6/writable-document-root", "9.6.1/world-writable-unowned-files"]
#   severity: critical
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
#       vsftpd: anon_upload_enable=NO, anon_mkdir_write_enable=NO and anon_other_write_enable=NO. ProFTPD:
#       <Limit WRITE> DenyAll inside <Anonymous>. Pure-FTPd: AnonymousCantUpload yes. Restart, and look at
#       what was uploaded.
#     command: ""
#   references: ["vsftpd.conf(5)", "proftpd.conf(5)", "pure-ftpd(8)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.ftp_anonymous_write

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
	"message": "anonymous users may upload",
	"resource": name,
	"observed": netservices.ftp(name, server),
	"expected": "no uploads by anonymous users",
	"source": server.anonymous_write.source,
}) if {
	some name, server in input.netservices.ftp.servers
	server.anonymous_write.value
}
