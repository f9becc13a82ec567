# METADATA
# title: No FTP server lets anonymous users in
# description: >-
#   Anonymous FTP serves whatever lies in its folder to everybody, and nobody knows to whom. What is meant
#   for everybody is better published by a web server.
# custom:
#   id: ftp-anonymous
#   controls: ["9.5.3", "8.7.6"]
#   aspects: ["9.5.3/no-anonymous-guest-log", "8.7.6/web-server-hardening"]
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
#       vsftpd: anonymous_enable=NO in /etc/vsftpd.conf (/etc/vsftpd/vsftpd.conf on RHEL; without the line
#       it is on). ProFTPD: delete the section <Anonymous>. Pure-FTPd: "echo yes > /etc/pure-
#       ftpd/conf/NoAnonymous" on Debian, "NoAnonymous yes" in pure-ftpd.conf elsewhere. Restart the server,
#       or better replace it by SFTP.
#     command: ""
#   references: ["vsftpd.conf(5)", "proftpd.conf(5)", "pure-ftpd(8)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.ftp_anonymous

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
	"message": "anonymous users may log on",
	"resource": name,
	"observed": netservices.ftp(name, server),
	"expected": "no anonymous log-on",
	"source": server.anonymous.source,
}) if {
	some name, server in input.netservices.ftp.servers
	server.anonymous.value
}
