# METADATA
# title: FTP passwords travel under TLS
# description: >-
#   Plain FTP sends names, passwords and files readable to everybody on the way; those passwords are often
#   the host's own.
# custom:
#   id: ftp-tls
#   controls: ["10.2.3", "9.4.9", "8.5.1"]
#   aspects: ["10.2.3/transport-authentication-exposed-services", "9.4.9/versions-configuration-services-found", "8.5.1/plaintext-services"]
#   severity: high
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
#       Replace FTP by SFTP. Else vsftpd: ssl_enable=YES, force_local_logins_ssl=YES,
#       force_local_data_ssl=YES; ProFTPD: TLSEngine on, TLSRequired on; Pure-FTPd: TLS 2. Restart the
#       server.
#     command: ""
#   references: ["vsftpd.conf(5)", "proftpd.conf(5)", "pure-ftpd(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_2_security_in_application_systems.ftp_tls

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
	"message": "passwords may be sent in the clear",
	"resource": name,
	"observed": netservices.ftp(name, server),
	"expected": "TLS required",
	"source": server.tls_required.source,
}) if {
	some name, server in input.netservices.ftp.servers
	server.local.value
	not server.tls_required.value == true
}
