# METADATA
# title: No package is held back without a reason
# description: >-
#   A held package gets no fixes, and a hold outlives the reason for it. Each one needs
#   somebody who answers for it.
# custom:
#   id: package-held
#   controls: ["10.5.3"]
#   aspects: ["10.5.3/held-forced-packages"]
#   severity: low
#   needs: ["packages.held[*].by", "packages.held[*].source", "packages.count", "packages.manager.source"]
#   partial: convict
#   remediation:
#     text: >-
#       Take the hold away: "apt-mark unhold NAME" (Debian, Ubuntu), "dnf versionlock delete
#       NAME" (RHEL, Fedora), "zypper removelock NAME" (SUSE), or the version in
#       /etc/apk/world (Alpine). Or enter the package in package_allowed_holds.
#     command: ""
#   references: ["apt-mark(8)", "dnf-versionlock(8)", "zypper(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.package_held

import data.lib.report
import data.params
import future.keywords.not

_held := {name: h | some name, h in input.packages.held; not name in params.package_allowed_holds}

evidence contains report.evidence(
	sprintf("%s installed, %d held, %d of them without leave", [report.counted(input.packages.count, "package", "packages"), count(input.packages.held), count(_held)]),
	input.packages.manager.source,
)

violations contains report.violation({
	"message": sprintf("%s is kept at its version by a %s", [name, h.by]),
	"resource": name,
	"observed": h.by,
	"expected": "not held, or in package_allowed_holds",
	"source": h.source,
}) if {
	some name, h in _held
}
