# METADATA
# title: No server is installed that sends passwords in clear
# description: >-
#   telnet, the r-services, TFTP, NIS, talk and finger come from networks whose every member
#   was trusted. They show passwords to anyone on the way, or ask for none.
# custom:
#   id: package-legacy-servers
#   controls: ["9.4.1", "8.5.1", "9.4.5"]
#   aspects: ["9.4.1/listening-services-allow-list-host", "8.5.1/plaintext-services", "9.4.5/debug-management-ports-reachable"]
#   severity: high
#   needs: ["packages.installed[*].version", "packages.count", "packages.manager.source"]
#   partial: convict
#   remediation:
#     text: >-
#       Remove them with their configuration: "apt-get purge NAME" (Debian, Ubuntu), "dnf
#       remove NAME" (RHEL, Fedora), "zypper remove NAME" (SUSE), "apk del NAME" (Alpine).
#       Use OpenSSH, sftp, and LDAP or Kerberos instead.
#     command: ""
#   references: ["dpkg-query(1)", "sshd(8)"]
package iso17799.c09_access_control.o9_4_network_access_control.package_legacy_servers

import data.lib.packages
import data.lib.report
import data.params
import future.keywords.not

_found := packages.named(input.packages.installed, params.package_legacy_servers)

evidence contains report.evidence(
	sprintf("%s installed, %s passwords in clear", [
		report.counted(input.packages.count, "package", "packages"),
		report.counted(count(_found), "of them a server that sends", "of them servers that send"),
	]),
	input.packages.manager.source,
)

violations contains report.violation({
	"message": sprintf("%s is installed", [packages.shown(name, pkg)]),
	"resource": name,
	"observed": sprintf("%s installed", [pkg.version]),
	"expected": "not installed",
	"source": input.packages.manager.source,
}) if {
	some name, pkg in _found
}
