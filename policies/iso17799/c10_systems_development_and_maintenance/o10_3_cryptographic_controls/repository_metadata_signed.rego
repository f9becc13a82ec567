# METADATA
# title: The lists of package sources are signed, not only the packages
# description: >-
#   With signed packages and an unsigned list, an intruder on the way can hide updates or
#   offer old packages with known holes: each of them has a good signature.
# custom:
#   id: repository-metadata-signed
#   controls: ["10.3.3"]
#   aspects: ["10.3.3/package-repository-signatures-enforced"]
#   severity: low
#   needs: ["packages.sources[*].metadata_signed", "packages.sources[*].source"]
#   partial: convict
#   profile: strict
#   remediation:
#     text: >-
#       RHEL, Fedora: repo_gpgcheck=1 for each repository that signs its metadata. SUSE:
#       repo_gpgcheck = on. apt and apk always verify the list.
#     command: ""
#   references: ["dnf.conf(5)", "zypper(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.repository_metadata_signed

import data.lib.report
import future.keywords.not

_sources := input.packages.sources

_signed := {name | some name, s in _sources; s.metadata_signed}

evidence contains report.evidence(
	sprintf("%d of %s verified by signature", [count(_signed), report.counted(count(_sources), "package list", "package lists")]),
	source,
) if {
	source := sort([s.source | some s in _sources])[0]
}

violations contains report.violation({
	"message": sprintf("the package list of %s is not verified", [name]),
	"resource": name,
	"observed": "no signature of the list is checked",
	"expected": "repo_gpgcheck=1",
	"source": s.source,
}) if {
	some name, s in _sources
	not s.metadata_signed
}
