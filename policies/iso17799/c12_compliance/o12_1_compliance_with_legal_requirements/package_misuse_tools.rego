# METADATA
# title: No tools for mining, file sharing or attacks are installed
# description: >-
#   Mining and file sharing use the organisation's equipment for somebody's own ends, and
#   tools for cracking and attacks are hard to explain after an incident.
# custom:
#   id: package-misuse-tools
#   controls: ["12.1.5"]
#   aspects: ["12.1.5/mining-peer-peer-offensive-tools"]
#   severity: medium
#   needs: ["packages.installed[*].version", "packages.count", "packages.manager.source"]
#   partial: convict
#   remediation:
#     text: >-
#       Ask who installed it and why, then remove it: "apt-get purge NAME" (Debian, Ubuntu),
#       "dnf remove NAME" (RHEL, Fedora), "zypper remove NAME" (SUSE), "apk del NAME"
#       (Alpine). A host that is meant for such tests has its own package_misuse_tools.
#     command: ""
#   references: ["dpkg-query(1)"]
package iso17799.c12_compliance.o12_1_compliance_with_legal_requirements.package_misuse_tools

import data.lib.packages
import data.lib.report
import data.params
import future.keywords.not

_found := packages.named(input.packages.installed, params.package_misuse_tools)

evidence contains report.evidence(
	sprintf("%s installed, %d of them for misuse", [report.counted(input.packages.count, "package", "packages"), count(_found)]),
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
