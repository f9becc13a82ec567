# METADATA
# title: No network sniffer is installed on a production host
# description: >-
#   A sniffer shows whatever passes unencrypted, passwords included, to whoever gets to run
#   it.
# custom:
#   id: package-sniffers
#   controls: ["8.1.5", "9.5.5", "12.1.5"]
#   aspects: ["8.1.5/packet-sniffers-development-servers-production", "9.5.5/debuggers"]
#   severity: low
#   needs: ["packages.installed[*].version", "packages.count", "packages.manager.source"]
#   partial: convict
#   roles: ["server"]
#   remediation:
#     text: >-
#       Remove them: "apt-get purge NAME" (Debian, Ubuntu), "dnf remove NAME" (RHEL,
#       Fedora), "zypper remove NAME" (SUSE), "apk del NAME" (Alpine). Install one when it
#       is needed, and remove it afterwards.
#     command: ""
#   references: ["dpkg-query(1)", "tcpdump(8)"]
package iso17799.c08_communications_and_operations_management.o8_1_operational_procedures_and_responsibilities.package_sniffers

import data.lib.packages
import data.lib.report
import data.params
import future.keywords.not

_found := packages.named(input.packages.installed, params.package_sniffers)

evidence contains report.evidence(
	sprintf("%s installed, %s", [report.counted(input.packages.count, "package", "packages"), report.counted(count(_found), "of them a sniffer", "of them sniffers")]),
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
