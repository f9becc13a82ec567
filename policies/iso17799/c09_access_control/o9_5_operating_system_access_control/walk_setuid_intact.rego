# METADATA
# title: Every set-uid program is what its package brought
# description: >-
#   A set-uid program that was exchanged for another under its name is a back door that no list
#   of names shows. The digests are those of the package database, which catch a careless
#   intruder and a failed update, not one who changes the database too.
# custom:
#   id: walk-setuid-intact
#   controls: ["9.5.5", "10.5.4"]
#   aspects: ["9.5.5/set-uid-programs", "10.5.4/rootkit-traces"]
#   severity: critical
#   needs:
#     - 'files.setuid'
#     - 'files.walk.entries'
#   partial: convict
#   remediation:
#     text: >-
#       Take the host for compromised until it is explained. Then install the package again:
#       "apt-get install --reinstall PACKAGE" (Debian), "apk fix PACKAGE" (Alpine),
#       "dnf reinstall PACKAGE" (RHEL) or "zypper install --force PACKAGE" (SUSE).
#     command: ""
#   references: ["dpkg(1)", "debsums(1)", "rpm(8)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.walk_setuid_intact

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("set-uid and set-gid programs with the content that their package brought: %d of %d; of the others the database has no digest", [
		count([name | some name, program in input.files.setuid; object.get(program, "intact", false)]), count(input.files.setuid),
	]),
	"/",
)

violations contains report.violation({
	"message": sprintf("%s is not what the package %s brought", [name, object.get(program, "package", "")]),
	"resource": name,
	"observed": "another content",
	"expected": "the content of the package",
	"source": name,
}) if {
	some name, program in input.files.setuid
	program.intact == false
}

unknown contains "no set-uid program could be compared with a package" if {
	count(input.files.setuid) > 0
	count([name | some name, program in input.files.setuid; "intact" in object.keys(program)]) == 0
}
