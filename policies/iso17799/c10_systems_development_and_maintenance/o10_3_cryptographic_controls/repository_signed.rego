# METADATA
# title: Every package source is verified by signature
# description: >-
#   A source whose signature is not checked installs whatever the network, the mirror or an
#   intruder there hands out, as root.
# custom:
#   id: repository-signed
#   controls: ["10.3.3", "10.4.1"]
#   aspects: ["10.3.3/package-repository-signatures-enforced", "10.4.1/packages-from-signed-repositories"]
#   severity: high
#   needs: ["packages.sources[*].verified", "packages.sources[*].unchecked", "packages.sources[*].source"]
#   partial: convict
#   remediation:
#     text: >-
#       Debian, Ubuntu: take out trusted=yes and allow-insecure=yes, fetch the source's key
#       into /etc/apt/keyrings and name it with signed-by. RHEL, Fedora: gpgcheck=1 in
#       /etc/dnf/dnf.conf and in each file of /etc/yum.repos.d. SUSE: gpgcheck = on in
#       /etc/zypp/zypp.conf and in no repository off.
#     command: ""
#   references: ["sources.list(5)", "dnf.conf(5)", "zypper(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.repository_signed

import data.lib.report
import future.keywords.not

_sources := input.packages.sources

_verified := {name | some name, s in _sources; s.verified}

evidence contains report.evidence(sprintf("%d of %s verified by signature", [count(_verified), report.counted(count(_sources), "source", "sources")]), source) if {
	source := sort([s.source | some s in _sources])[0]
}

violations contains report.violation({
	"message": sprintf("packages from %s are installed without a signature", [name]),
	"resource": name,
	"observed": s.unchecked,
	"expected": "a signature that is checked",
	"source": s.source,
}) if {
	some name, s in _sources
	not s.verified
}
