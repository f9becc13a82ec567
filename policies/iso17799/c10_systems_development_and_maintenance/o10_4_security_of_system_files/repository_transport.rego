# METADATA
# title: Packages are fetched over a channel that is authenticated or from a signed source
# description: >-
#   Over plain HTTP or FTP, or over TLS whose certificate nobody checks, anyone on the way
#   can put in other packages. Only a verified signature makes up for that.
# custom:
#   id: repository-transport
#   controls: ["10.4.1", "10.3.3"]
#   aspects: ["10.4.1/packages-from-signed-repositories", "10.3.3/package-repository-signatures-enforced"]
#   severity: medium
#   needs: ["packages.sources[*].scheme", "packages.sources[*].verified", "packages.sources[*].tls_verified", "packages.sources[*].uri", "packages.sources[*].source"]
#   partial: convict
#   remediation:
#     text: >-
#       Use https:// addresses with verified certificates (no sslverify=0, no
#       Acquire::https::Verify-Peer "false"), and have signatures checked (signed-by in apt,
#       gpgcheck=1 in dnf and zypper).
#     command: ""
#   references: ["sources.list(5)", "apt-transport-https(1)", "dnf.conf(5)"]
package iso17799.c10_systems_development_and_maintenance.o10_4_security_of_system_files.repository_transport

import data.lib.report
import future.keywords.not

_sources := input.packages.sources

_plain := {"http", "ftp"}

_open := {name | some name, s in _sources; s.scheme in _plain; not s.verified}

_unverified := {name | some name, s in _sources; not s.tls_verified}

evidence contains report.evidence(
	sprintf("%s; %d without TLS and signature, %d with TLS that is not verified", [
		report.counted(count(_sources), "source", "sources"),
		count(_open),
		count(_unverified),
	]),
	source,
) if {
	source := sort([s.source | some s in _sources])[0]
}

violations contains report.violation({
	"message": sprintf("%s is fetched over %s, and no signature is checked", [_sources[name].uri, _sources[name].scheme]),
	"resource": name,
	"observed": _sources[name].scheme,
	"expected": "https, or a signature that is checked",
	"source": _sources[name].source,
}) if {
	some name in _open
}

violations contains report.violation({
	"message": sprintf("the certificate of %s is not verified", [_sources[name].uri]),
	"resource": name,
	"observed": "certificate verification is off",
	"expected": "certificates are verified",
	"source": _sources[name].source,
}) if {
	some name in _unverified
}
