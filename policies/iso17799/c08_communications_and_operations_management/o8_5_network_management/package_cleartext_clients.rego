# METADATA
# title: No client is installed that sends passwords in clear
# description: >-
#   A client that is at hand is used. Those of telnet, the r-services and FTP send the
#   user's password in clear.
# custom:
#   id: package-cleartext-clients
#   controls: ["8.5.1"]
#   aspects: ["8.5.1/plaintext-services"]
#   severity: low
#   needs: ["packages.installed[*].version", "packages.count", "packages.manager.source"]
#   partial: convict
#   profile: strict
#   remediation:
#     text: >-
#       Remove them: "apt-get purge NAME" (Debian, Ubuntu), "dnf remove NAME" (RHEL,
#       Fedora), "zypper remove NAME" (SUSE), "apk del NAME" (Alpine). Use ssh, sftp and
#       curl with https.
#     command: ""
#   references: ["dpkg-query(1)", "ssh(1)"]
package iso17799.c08_communications_and_operations_management.o8_5_network_management.package_cleartext_clients

import data.lib.packages
import data.lib.report
import data.params
import future.keywords.not

_found := packages.named(input.packages.installed, params.package_cleartext_clients)

evidence contains report.evidence(
	sprintf("%s installed, %s passwords in clear", [
		report.counted(input.packages.count, "package", "packages"),
		report.counted(count(_found), "of them a client that sends", "of them clients that send"),
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
