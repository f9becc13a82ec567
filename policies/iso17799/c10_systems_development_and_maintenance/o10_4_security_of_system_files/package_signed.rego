# METADATA
# title: Every installed package was signed
# description: >-
#   A package without a signature was built or changed by nobody knows whom, and nothing
#   tells it from the vendor's own later on.
# custom:
#   id: package-signed
#   controls: ["10.4.1", "10.3.3"]
#   aspects: ["10.4.1/packages-from-signed-repositories", "10.3.3/package-repository-signatures-enforced"]
#   severity: medium
#   scope: ["packages.manager.value", "packages.manager.source"]
#   needs: ["packages.installed[*].signed", "packages.installed[*].version", "packages.count"]
#   partial: convict
#   remediation:
#     text: >-
#       Find out where it came from ("rpm -qi NAME"), and replace it with a signed package
#       of a source that was agreed to. Set gpgcheck=1 and localpkg_gpgcheck=1 in
#       /etc/dnf/dnf.conf (RHEL, Fedora).
#     command: ""
#   references: ["rpm(8)", "rpmkeys(8)", "dnf.conf(5)"]
package iso17799.c10_systems_development_and_maintenance.o10_4_security_of_system_files.package_signed

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence(
	sprintf("%s does not record signatures of installed packages", [input.packages.manager.value]),
	input.packages.manager.source,
) if {
	input.packages.manager.value != "rpm"
}

_unsigned := {name: p | some name, p in input.packages.installed; not p.signed}

evidence contains report.evidence(
	sprintf("%s installed, %d of them without a signature", [report.counted(input.packages.count, "package", "packages"), count(_unsigned)]),
	input.packages.manager.source,
)

violations contains report.violation({
	"message": sprintf("%s %s carries no signature", [name, p.version]),
	"resource": name,
	"observed": "no signature",
	"expected": "signed by its vendor",
	"source": input.packages.manager.source,
}) if {
	some name, p in _unsigned
}
