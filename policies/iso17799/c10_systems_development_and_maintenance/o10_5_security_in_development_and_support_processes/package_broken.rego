# METADATA
# title: No package is left half installed
# description: >-
#   An installation that stopped half way leaves programs of two versions side by side, and
#   no further update, security fixes included, goes through until it is repaired.
# custom:
#   id: package-broken
#   controls: ["10.5.3", "10.5.2"]
#   aspects: ["10.5.3/held-forced-packages", "10.5.2/updates-pending-their-age"]
#   severity: medium
#   needs: ["packages.broken[*].version", "packages.broken[*].state", "packages.broken[*].source", "packages.count", "packages.manager.source"]
#   partial: convict
#   remediation:
#     text: >-
#       "dpkg --audit", then "dpkg --configure -a" and "apt-get -f install" (Debian,
#       Ubuntu).
#     command: ""
#   references: ["dpkg(1)", "apt-get(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.package_broken

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s installed, %d half installed", [report.counted(input.packages.count, "package", "packages"), count(input.packages.broken)]),
	input.packages.manager.source,
)

violations contains report.violation({
	"message": sprintf("%s %s is %s", [name, p.version, p.state]),
	"resource": name,
	"observed": p.state,
	"expected": "installed",
	"source": p.source,
}) if {
	some name, p in input.packages.broken
}
