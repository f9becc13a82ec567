# METADATA
# title: The inventory of installed software is whole
# description: >-
#   Software that is in no inventory is neither updated nor licensed nor missed. The package
#   database is that inventory, as long as all of it can be read.
# custom:
#   id: package-inventory
#   controls: ["5.1.1"]
#   aspects: ["5.1.1/packages-collected-whole"]
#   severity: low
#   needs: ["packages.complete.value", "packages.complete.source", "packages.count", "packages.unread"]
#   remediation:
#     text: >-
#       Have the database repaired: "dpkg --audit" and "dpkg --configure -a", or
#       /var/backups/dpkg.status.0 (Debian, Ubuntu); "rpm --rebuilddb" (RHEL, SUSE); "apk
#       fix" (Alpine). Move packages of a second package manager into the first.
#     command: ""
#   references: ["dpkg(1)", "rpmdb(8)", "apk(8)"]
package iso17799.c05_asset_classification_and_control.o5_1_accountability_for_assets.package_inventory

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s, %s that could not be read", [
		report.counted(input.packages.count, "package", "packages"),
		report.counted(count(input.packages.unread), "entry", "entries"),
	]),
	input.packages.complete.source,
)

violations contains report.violation({
	"message": sprintf("the package database is not whole: %s", [what]),
	"resource": "package database",
	"observed": what,
	"expected": "every entry readable, in one database",
	"source": input.packages.complete.source,
}) if {
	not input.packages.complete.value
	some what in input.packages.unread
}
